"""A copy of a case for who asks for it, with what is secret taken out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _

from core.documents import make_pdf, printable
from core.web import text_direction
from feedback.cases.kinds import Channel, Kind, TextKind
from feedback.cases.models import Case, CaseText
from feedback.cases.names import CHANNEL_NAMES, KIND_NAMES, TEXT_NAMES
from feedback.following.masking import Shape, found_shapes, masked
from feedback.handling.letters import paragraphs

#: Drafts and what staff write for each other are no part of it.
COPIED = frozenset(TextKind) - {TextKind.DRAFT, TextKind.NOTE}


@dataclass(frozen=True)
class Masks:
    """What somebody has chosen: the texts that are copied, by place, and what is taken out."""

    places: frozenset[int]
    words: Sequence[str]
    shapes: frozenset[Shape]

    def on(self, text: str) -> str:
        """A text as it is shown and printed: signs that could hide a word are gone first."""
        lines = "\n".join(printable(line) for line in text.splitlines())
        return masked(lines, self.words, self.shapes)


@dataclass(frozen=True)
class Part:
    """A text of the copy: its heading, language, and words without what is masked."""

    heading: str
    language: str
    direction: str
    text: str


def texts_to_copy(case: Case) -> list[CaseText]:
    """The texts that a copy can hold."""
    return [text for text in case.texts if text.kind in COPIED]


def everything(case: Case) -> Masks:
    """All texts, with everything taken out that is found by its shape: where a person begins."""
    places = frozenset(text.place for text in texts_to_copy(case))
    return Masks(places, (), frozenset(Shape))


def shapes_of(case: Case) -> dict[Shape, int]:
    """How many different things of each shape the texts hold."""
    found: dict[Shape, set[str]] = {shape: set() for shape in Shape}
    for text in _all_words(case):
        for shape, places in found_shapes(text).items():
            found[shape] |= set(places)
    return {shape: len(things) for shape, things in found.items()}


def facts(case: Case, masks: Masks) -> list[tuple[str, str]]:
    """What stands above the texts."""
    sender = _("anonym") if case.anonymous else _("enskild")
    known = [
        (_("Nummer"), case.number or ""),
        (_("Kom in"), format_date(case.received, "long")),
        (_("Typ"), _(KIND_NAMES[Kind(case.kind)])),
        (_("Kom genom"), _(CHANNEL_NAMES[Channel(case.channel)])),
        (_("Gäller"), masks.on(case.unit.name) if case.unit else ""),
        (_("Avsändare"), sender),
    ]
    return [(term, text) for term, text in known if text]


def parts(case: Case, masks: Masks) -> list[Part]:
    """The chosen texts without what is masked, and how the case ended."""
    found = [
        _part(_(TEXT_NAMES[TextKind(one.kind)]), one.language, one.text, masks)
        for one in texts_to_copy(case)
        if one.place in masks.places
    ]
    ends = [(_("Vad som sades"), case.said), (_("Vad vi gjorde"), case.did)]
    return [*found, *(_part(name, "sv", text, masks) for name, text in ends if text)]


def copy_pdf(case: Case, masks: Masks, language: str) -> bytes:
    """The copy as a document in which nothing that is masked stands. Raises DocumentFailed."""
    shown = parts(case, masks)
    data: dict[str, Any] = {
        "title": _("Maskad kopia av synpunkt %(number)s", number=case.number),
        "note": _("Uppgifter som är hemliga är borttagna. Där står [maskat]."),
        "facts": facts(case, masks),
        "parts": [
            {
                "heading": part.heading,
                "language": part.language,
                "direction": part.direction,
                "paragraphs": paragraphs(part.text),
            }
            for part in shown
        ],
    }
    return make_pdf("masked_copy", language, data)


def _part(heading: str, language: str, text: str, masks: Masks) -> Part:
    return Part(heading, language, text_direction(language), masks.on(text))


def _all_words(case: Case) -> Collection[str]:
    return [*(text.text for text in texts_to_copy(case)), case.said or "", case.did or ""]
