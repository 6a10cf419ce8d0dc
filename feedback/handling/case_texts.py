"""The texts of a case as its page shows them: whose words, in which language, with translations."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from flask_babel import format_date, get_locale
from flask_babel import gettext as _

from core.web import text_direction
from feedback.cases.kinds import TextKind
from feedback.cases.models import Case, CaseText
from feedback.cases.names import TEXT_NAMES

SAID = frozenset({TextKind.SAID, TextKind.MESSAGE})
#: What has gone to the sender; a draft has not.
SENT = frozenset({TextKind.ANSWER, TextKind.SPOKEN, TextKind.INTERIM, TextKind.TOLD})
NOTES = frozenset({TextKind.NOTE})


@dataclass(frozen=True)
class ShownText:
    """One text with what it is, and who wrote or translated it when."""

    key: str
    title: str
    origin: str
    language: str
    direction: str
    text: str
    translations: list["ShownText"]


def shown_texts(
    case: Case, kinds: Collection[TextKind], names: Mapping[int, str]
) -> list[ShownText]:
    """The texts of some kinds in their order, each with its translations."""
    return [
        _shown(one, names, list(_translations(case, one, names)))
        for one in case.texts
        if one.kind in kinds and one.translation_of is None
    ]


def language_name(code: str) -> str:
    """What a language is called in the language of the page."""
    try:
        name = Locale.parse(code).get_display_name(get_locale() or "sv")
    except (UnknownLocaleError, ValueError):
        name = None
    return str(name or code)


def _translations(case: Case, text: CaseText, names: Mapping[int, str]) -> Iterator[ShownText]:
    for one in case.texts:
        if one.translation_of == text.key:
            yield _shown(one, names, [])


def _shown(text: CaseText, names: Mapping[int, str], under: list[ShownText]) -> ShownText:
    return ShownText(
        key=text.key.hex(),
        title=_title(text),
        origin=_origin(text, names),
        language=text.language,
        direction=text_direction(text.language),
        text=text.text,
        translations=under,
    )


def _title(text: CaseText) -> str:
    if text.translation_of is not None:
        return str(_("Översatt till %(language)s", language=language_name(text.language)))
    title = str(_(TEXT_NAMES[TextKind(text.kind)]))
    return title if text.language == "sv" else f"{title}, {language_name(text.language)}"


def _origin(text: CaseText, names: Mapping[int, str]) -> str:
    """By whom and when; the sender wrote what has no other name."""
    day = str(format_date(text.day, "long"))
    by = text.translator or names.get(text.staff_id or 0, "")
    if by and text.kind == TextKind.SAID and text.translation_of is None:
        by = str(_("nedskrivet av %(name)s", name=by))
    return ", ".join(filter(None, (by, day)))
