"""What people type: names on one line and running text, of what can be read and stored."""

import unicodedata

#: They turn what stands around them.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def one_line(text: str) -> str:
    """The text without line breaks, control characters and spaces around it. Pure."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def running_text(text: str) -> str:
    """Paragraphs as they were typed, without noncharacters and control characters but line breaks. Pure."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(sign for sign in lines if sign == "\n" or _is_text(sign)).strip()


def _is_text(sign: str) -> bool:
    return not (
        unicodedata.category(sign) in {"Cc", "Cs"}
        or sign in _TURNING
        or _is_no_character(ord(sign))
    )


def _is_no_character(number: int) -> bool:
    """Whether Unicode keeps the number out of texts for ever (23.7 Noncharacters)."""
    return number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF


#: å, ä and ö stand last, in this order; they take the places of three signs that come after z.
_SWEDISH = str.maketrans("åäö", "{|}")


def alphabetical(name: str) -> str:
    """What names are sorted by, so that å, ä and ö come last. Pure."""
    return name.casefold().translate(_SWEDISH)
