"""What looks like a Swedish personal number in running text. Pure.

With or without century, dash, plus or spaces, in digits of any script; also samordningsnummer,
whose day has 60 added. The date has to be one, and the last digit has to fit (Luhn).
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate, pairwise

#: Digits with at most a few signs between them that people write inside a personal number.
_RUN = re.compile(r"\d(?:[ \t\u00a0\u2009\u202f+\-\u2010-\u2015\u2212.,/_]{0,3}\d)+")
_GROUP = re.compile(r"\d+")
LENGTHS = (10, 12)
CENTURIES = ("18", "19", "20")
LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
COORDINATION = 60
#: Stands where a number was taken out.
TAKEN_OUT = "[…]"


def find_personal_numbers(text: str) -> list[tuple[int, int]]:
    """Where numbers stand, as (start, end), none inside another."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(_candidates(text), key=lambda place: (place[0], -place[1])):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def without_personal_numbers(text: str) -> str:
    """The text with a sign in place of each number."""
    places = find_personal_numbers(text)
    ends = [(0, 0), *places, (len(text), len(text))]
    return TAKEN_OUT.join(text[left[1] : right[0]] for left, right in pairwise(ends))


def _candidates(text: str) -> Iterator[tuple[int, int]]:
    """Whole groups of digits that lie together and make up a number."""
    for run in _RUN.finditer(text):
        groups = [
            (run.start() + group.start(), run.start() + group.end())
            for group in _GROUP.finditer(run.group())
        ]
        for first in range(len(groups)):
            lengths = accumulate(end - start for start, end in groups[first : first + max(LENGTHS)])
            for last, length in enumerate(lengths, first):
                if length > max(LENGTHS):
                    break
                place = groups[first][0], groups[last][1]
                if length in LENGTHS and _is_personal_number(text[slice(*place)]):
                    yield place


def _is_personal_number(text: str) -> bool:
    digits = "".join(str(unicodedata.decimal(sign)) for sign in text if sign.isdecimal())
    if len(digits) == max(LENGTHS):
        century, digits = digits[:2], digits[2:]
        if century not in CENTURIES:
            return False
    month, day = int(digits[2:4]), int(digits[4:6])
    day = day - COORDINATION if day > COORDINATION else day
    return 1 <= month <= 12 and 1 <= day <= LONGEST_MONTHS[month - 1] and _luhn(digits)


def _luhn(digits: str) -> bool:
    """Whether every other digit doubled, and digits added up, make whole tens (ISO/IEC 7812-1)."""
    doubled = "".join(str(int(digit) * (2 - place % 2)) for place, digit in enumerate(digits))
    return sum(map(int, doubled)) % 10 == 0
