"""Which Swedish words are known to most people: the common ones, and those of the field.

`core/words/field_words.txt` is written by people; the list of common words is made at set-up by
`python -m core.word_list`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.errors import DomainError

FOLDER = Path(__file__).parent / "words"
COMMON_WORDS = FOLDER / "common_words.txt"
FIELD_WORDS = FOLDER / "field_words.txt"
#: Endings of nouns and adjectives; a word is as common as its plain form.
_ENDINGS = (
    *("s", "n", "ns", "en", "ens", "t", "ts", "et", "ets", "na", "nas", "r", "rs", "rna", "rnas"),
    *("ar", "ars", "arna", "arnas", "er", "ers", "erna", "ernas", "or", "ors", "orna", "ornas"),
)
#: What an ending may have taken away: flicka, flickor; pojke, pojkar; handläggare, handläggarna.
_RESTORED = ("", "a", "e", "are")
_SHORTEST_STEM = 4
_SHORTEST_PART = 3
#: What is longer is no word.
_LONGEST_COMPOUND = 60


class WordListMissing(DomainError):
    """The list of common words has not been made on this machine."""


@dataclass(frozen=True)
class Vocabulary:
    """Known words in small letters, and the fixed phrases that name one thing."""

    common: frozenset[str]
    field: frozenset[str]
    phrases: tuple[str, ...] = ()

    def is_of_the_field(self, word: str) -> bool:
        """Whether the word, or the one it is a form of, is in the field's list."""
        return any(form in self.field for form in plain_forms(word))

    def knows(self, word: str) -> bool:
        """Whether most people know the word, or the one it is a form of."""
        lists = (self.common, self.field)
        return any(form in words for form in plain_forms(word) for words in lists)

    def parts(self, word: str) -> tuple[str, str] | None:
        """The two common words a compound is put together of, or None: bistånd, beslut."""
        if len(word) > _LONGEST_COMPOUND:
            return None
        splits = [
            (first, word[cut:])
            for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
            for first in (word[:cut], word[:cut].removesuffix("s"))
            if len(first) >= _SHORTEST_PART and first in self.common and self.knows(word[cut:])
        ]
        return max(splits, key=lambda pair: min(map(len, pair)), default=None)


def plain_forms(word: str) -> Iterator[str]:
    """The word in small letters, and every word that it may be a form of."""
    word = word.lower()
    yield word
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_STEM:
            yield from (stem + end for end in _RESTORED)


def read_words(text: str) -> list[str]:
    """The lines of a word file, without comments and empty lines."""
    lines = (line.strip().lower() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def read_vocabulary(common_words: Path, field_words: Path) -> Vocabulary:
    """The words of two files; WordListMissing when set-up has not made the first."""
    if not common_words.is_file():
        raise WordListMissing("The list of common words is missing. Run: python -m core.word_list")
    field = read_words(field_words.read_text("utf-8"))
    return Vocabulary(
        common=frozenset(read_words(common_words.read_text("utf-8"))),
        field=frozenset(word for word in field if " " not in word),
        phrases=tuple(word for word in field if " " in word),
    )


@cache
def vocabulary() -> Vocabulary:
    """The words of this installation, read when they are first asked for; see read_vocabulary."""
    return read_vocabulary(COMMON_WORDS, FIELD_WORDS)
