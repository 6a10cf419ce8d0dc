"""What differs between the languages that statistics speak; the words are in swedish.py, english.py."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from analysis.methods.verdicts import Verdict
from core.codes import Group


class Text(NamedTuple):
    """The same words in Swedish and English."""

    sv: str
    en: str


def in_language(text: Text, language: str) -> str:
    """The text in English, or in Swedish for every other language."""
    return text.en if language == "en" else text.sv


@dataclass(frozen=True)
class Language:
    """How one language puts a comparison into words.

    `differ` and `alike` are first of two groups, then of one group at two waves, then of two places.
    `trends` are sentences on a series of waves, `changes` on the difference between women and men.
    """

    code: str
    nouns: Mapping[Group, str]
    the: Mapping[Group, str]
    #: By audience, everybody as in `nouns` and in `the`.
    everybody: Mapping[str, tuple[str, str]]
    at_wave: str
    at_place: str
    and_: str
    count: str
    count_printed: str
    share: str
    mean_of: str
    mean: str
    decimal: str
    percent: str
    points: tuple[str, str]
    to: str
    differ: tuple[str, str, str]
    alike: tuple[str, str, str]
    share_who: str
    mean_who: str
    went: tuple[str, str]
    went_likely: tuple[str, str]
    from_to: str
    one_mode: str
    same_modes: str
    these_modes: str
    few_answered: str
    unknown_asked: str
    people: tuple[str, str]
    answered_how: Mapping[str, str]
    answered_several: str
    answered_unknown: str
    mode_nouns: Mapping[str, str]
    unknown_mode: str
    wordings_differ: str
    minor_change: str
    breaks: Mapping[Verdict, str]
    templates: Mapping[Verdict, str]
    trends: Mapping[Verdict, str]
    changes: Mapping[Verdict, str]
    change_size: str
    change_tested: str
    scale_tests: Mapping[Verdict, str]
    chance: tuple[str, str]
    even_chance: str
    #: What a source does not say: how many answered, or how the answers of a mean were spread.
    unknown: tuple[str, str]


def spoken_of(language: Language, audience: str) -> Language:
    """The language with its words for those who answer: clients, relatives or staff."""
    if audience not in language.everybody:
        return language
    noun, the = language.everybody[audience]
    return replace(
        language,
        nouns={**language.nouns, Group.ALL: noun},
        the={**language.the, Group.ALL: the},
        people=(the, language.people[1]),
    )
