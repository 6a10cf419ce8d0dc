"""Taking words out of texts before they are shown to others. Pure.

What is masked is replaced, never covered, and whole words go: "Kim" takes "Kims" with it.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum

from feedback.intake.personal_numbers import find_personal_numbers

#: Stands in place of everything that is masked, so that not even its length is told.
MASKED = "[maskat]"
#: A single letter would take nearly every word.
SHORTEST = 2
#: Signs without width that can stand inside a word.
_BETWEEN = "[\u00ad\u200b-\u200d\u2060\ufeff]*"
_PERSONAL = re.compile(r"(?<!\d)(?:\d\d)?\d{6}[\s–+-]?\d{4}(?!\d)")
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,255}")
_DIGITS = re.compile(r"(?<!\d)\+?\d(?:[ \u00a0()/.–-]{0,2}\d){6,14}(?!\d)")
#: Days and the numbers of cases are digits too.
_HARMLESS = re.compile(r"\d{4}-\d\d-\d\d|\d{4}-\d{4}")
Span = tuple[int, int]


class Shape(StrEnum):
    """What is found by how it looks."""

    PERSONAL_NUMBER = "personal_number"
    PHONE = "phone"
    EMAIL = "email"


def found_shapes(text: str) -> dict[Shape, list[str]]:
    """What looks like each of the shapes, in the order of the text."""
    return {shape: [text[slice(*span)] for span in _shaped(text, shape)] for shape in Shape}


def masked(text: str, words: Iterable[str], shapes: Collection[Shape]) -> str:
    """The text with MASKED in place of the words, and of what has one of the shapes."""
    whole = unicodedata.normalize("NFC", text)
    spans = [span for word in words for span in _places(whole, word)]
    spans += [span for shape in shapes for span in _shaped(whole, shape)]
    parts, at = [], 0
    for start, end in _merged(_whole_words(whole, spans)):
        parts += [whole[at:start], MASKED]
        at = end
    return "".join([*parts, whole[at:]])


def words_in(typed: str) -> list[str]:
    """What somebody has typed to be masked: a word, or several together, on each line."""
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", typed).splitlines())
    return list(dict.fromkeys(line for line in lines if len(line) >= SHORTEST))


def _places(text: str, word: str) -> Iterator[Span]:
    """Where a word stands, in letters of any size and with any blanks between its parts."""
    parts = (_BETWEEN.join(map(re.escape, part)) for part in word.split())
    pattern = re.compile(r"\s+".join(parts), re.IGNORECASE)
    return (found.span() for found in pattern.finditer(text) if found.group())


def _shaped(text: str, shape: Shape) -> list[Span]:
    if shape is Shape.EMAIL:
        return [found.span() for found in _EMAIL.finditer(text)]
    if shape is Shape.PHONE:
        found = (one for one in _DIGITS.finditer(text) if not _HARMLESS.fullmatch(one.group()))
        return [one.span() for one in found]
    plain = [found.span() for found in _PERSONAL.finditer(text)]
    return _merged([*plain, *find_personal_numbers(text)])


def _whole_words(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Each span with the rest of the words it begins and ends in; looks at each sign twice."""
    begins, ends = [*range(len(text) + 1)], [*range(len(text) + 1)]
    for at in range(len(text)):
        if _in_word(text[at]):
            begins[at + 1] = begins[at]
    for at in reversed(range(len(text))):
        if _in_word(text[at]):
            ends[at] = ends[at + 1]
    return ((begins[start], ends[end]) for start, end in spans)


def _in_word(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LMN" or sign in "\u00ad\u200b\u200c\u200d\u2060\ufeff"


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that touch made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
