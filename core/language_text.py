"""Swedish text cut into sentences and words, and LIX."""

import re

#: LIX counts a word with more letters than this as long.
LONG = 6
_END = re.compile(
    r"(?:(?<!\.\w)(?<!\.\w\w)|(?=[.!?…]+\s*(?:[^a-zåäö\s]|$)))"  # Not inside: t.ex. mat
    r"[.!?…]+[\"”’»)]*(?=\s|$)"
    r"|\n\s*\n|\n(?=\s*[A-ZÅÄÖ•*–-])"  # A new line alone is only where a mail program broke it.
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def sentences(text: str) -> list[str]:
    """The sentences with at least one word; one ends at . ! ? … or with the paragraph."""
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        found.append(text[start : end.end()].strip())
        start = end.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if tokens(sentence)]


def tokens(text: str) -> list[str]:
    """What stands between spaces and holds a letter or a digit: what LIX counts as words."""
    return [token for token in text.split() if any(map(str.isalnum, token))]


def words(text: str) -> list[str]:
    """The words as written, without digits and signs; e-post is one word."""
    return _WORD.findall(text)


def is_long(word: str) -> bool:
    """Whether the word has more than six letters."""
    return sum(map(str.isalnum, word)) > LONG


def lix(text: str) -> float:
    """Words per sentence plus the percentage of long words; 0 when there is no word.

    Source: C. H. Björnsson, Läsbarhet (1968).
    """
    counted = tokens(text)
    if not counted:
        return 0.0
    return len(counted) / len(sentences(text)) + 100 * sum(map(is_long, counted)) / len(counted)
