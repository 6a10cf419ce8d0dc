"""People's own words: the order they are read in, searching, counting words, striking some out.

Pure: texts in, plain values out. What leads back to a response never leaves this module.
"""

import hashlib
import hmac
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from analysis.results.stop_words import STOP_WORDS

STRUCK = "▮▮▮"
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
PIECE = re.compile(r"\S+")
#: A word that so many wrote is worth counting; fewer is one person's way of writing.
WORTH_COUNTING, MOST_COUNTED = 2, 30


class Suspicion(StrEnum):
    """What a part of a text looks like."""

    PERSONAL_NUMBER = "personal_number"
    PHONE = "phone"
    EMAIL = "email"


LOOKS = {
    Suspicion.PERSONAL_NUMBER: re.compile(r"(?<!\d)(?:\d\d)?\d{6}[\s–+-]?\d{4}(?!\d)"),
    Suspicion.EMAIL: re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+"),
    Suspicion.PHONE: re.compile(r"(?<![\d+])(?:\+|00?)[1-9](?:[\s()/–-]?\d){5,12}(?!\d)"),
}


@dataclass(frozen=True)
class Written:
    """One text with a name that says nothing: it stays the same, but leads back to nobody."""

    reference: str
    text: str
    suspicions: tuple[Suspicion, ...] = ()


@dataclass(frozen=True)
class Piece:
    """A word as it stands between blanks; `number` counts from 0."""

    number: int
    text: str
    suspicion: Suspicion | None
    struck: bool


def shuffled(texts: Iterable[tuple[bytes, str]], question: str, secret: str) -> list[Written]:
    """The texts to one question in an order that is random, but the same every time.

    Each is given by its response's key, of which nothing can be told from the result: not which
    texts to other questions are by the same person, nor who came first.
    """
    keyed = [
        (_hidden(secret, f"order of {question}", key), reference_of(key, question, secret), text)
        for key, text in texts
    ]
    return [Written(reference, text, suspicions(text)) for _order, reference, text in sorted(keyed)]


def reference_of(key: bytes, question: str, secret: str) -> str:
    """What a text is called in an address."""
    return _hidden(secret, f"name in {question}", key)[:32]


def _hidden(secret: str, purpose: str, key: bytes) -> str:
    return hmac.new(secret.encode(), purpose.encode() + b"\0" + key, hashlib.sha256).hexdigest()


def words_of(text: str) -> list[str]:
    """The words in small letters; å, ä and ö stay letters of their own."""
    return WORD.findall(unicodedata.normalize("NFC", text).casefold())


def matching(texts: Iterable[Written], searched: str) -> list[Written]:
    """The texts where each searched word is the beginning of some word; all for an empty search."""
    wanted = words_of(searched)
    if searched.strip() and not wanted:
        return []
    return [one for one in texts if all(_any_begins(words_of(one.text), begin) for begin in wanted)]


def _any_begins(words: Sequence[str], begin: str) -> bool:
    return any(word.startswith(begin) for word in words)


def counted_words(texts: Iterable[Written]) -> list[tuple[str, int]]:
    """The words that most people wrote, with how many; small words left out."""
    persons: Counter[str] = Counter()
    for one in texts:
        persons.update({word for word in words_of(one.text) if len(word) > 1} - STOP_WORDS)
    found = [(word, count) for word, count in persons.items() if count >= WORTH_COUNTING]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:MOST_COUNTED]


def suspicions(text: str) -> tuple[Suspicion, ...]:
    """What in the text looks like personal data, each kind once."""
    return tuple(kind for kind, look in LOOKS.items() if look.search(text))


def pieces(text: str) -> list[Piece]:
    """The text word by word, each with what it looks like."""
    spans = [(kind, found.span()) for kind, look in LOOKS.items() for found in look.finditer(text)]
    found = []
    for number, piece in enumerate(PIECE.finditer(text)):
        start, end = piece.span()
        kinds = (kind for kind, (first, last) in spans if first < end and start < last)
        word = piece.group()
        found.append(Piece(number, word, next(kinds, None), word == STRUCK))
    return found


def without(text: str, numbers: Collection[int]) -> str:
    """The text with the words of these numbers struck out; blanks and numbers stay as they are."""
    count = iter(range(len(text)))

    def struck(found: re.Match[str]) -> str:
        return STRUCK if next(count) in numbers else found.group()

    return PIECE.sub(struck, text)
