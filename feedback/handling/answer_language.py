"""The language check of an answer: what is hard, in which paragraph, and what to try."""

from dataclasses import dataclass

from flask_babel import get_locale
from flask_babel import gettext as _

from core.language_check import Remark, check_answer
from core.language_words import vocabulary
from feedback.handling.letters import paragraphs


@dataclass(frozen=True)
class Advice:
    """One remark on the Swedish text: where it is, and what to try. It never stops anything."""

    where: str
    text: str


def advice_on(text: str) -> list[Advice]:
    """What could be easier in a Swedish answer, in its order; nothing when it is easy."""
    parts = [" ".join(lines) for lines in paragraphs(text)]
    language = str(get_locale() or "sv")
    found = [(_place(remark, parts), remark) for remark in check_answer(text, vocabulary())]
    found.sort(key=lambda one: one[0])
    return [
        Advice(
            where=str(_("Stycke %(number)s", number=place)) if place else str(_("Hela texten")),
            text=remark.sentence(language),
        )
        for place, remark in found
    ]


def _place(remark: Remark, parts: list[str]) -> int:
    """The number of the paragraph that a remark is about, 0 when it is about all of them."""
    words = " ".join(remark.found.split(", ")[0].split())
    return next((number for number, part in enumerate(parts, 1) if words and words in part), 0)
