"""Codes that are the same everywhere: kinds of missing, gender, groups and modes, and their names.

The names are Swedish msgids; whoever shows them translates them.
"""

from enum import IntEnum, StrEnum


def N_(message: str) -> str:  # noqa: N802 -- the name that Babel looks for
    """Marks a text for translation; it is translated when shown, where the language is known."""
    return message


class Missing(IntEnum):
    """Why an answer is not there."""

    NOT_SHOWN = -1
    SKIPPED = -2
    DONT_KNOW = -3
    REFUSED = -4


class Gender(IntEnum):
    """Gender as answered; always voluntary."""

    WOMAN = 1
    MAN = 2
    OTHER = 3
    PREFER_NOT = 4


class Group(StrEnum):
    """The groups of results; OTHER is everyone who is neither woman nor man by their answer."""

    ALL = "all"
    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"


class Mode(StrEnum):
    """How answers were given."""

    KIOSK = "kiosk"
    LINK = "link"
    TELEPHONE = "telephone"
    PAPER = "paper"
    INTERVIEW = "interview"


MODE_NAMES = {
    Mode.KIOSK: N_("Pekskärm"),
    Mode.LINK: N_("Länk"),
    Mode.TELEPHONE: N_("Telefon"),
    Mode.PAPER: N_("Papper"),
    Mode.INTERVIEW: N_("Egen handläggare frågar"),
}


_GROUP_OF = {int(Gender.WOMAN): Group.WOMAN, int(Gender.MAN): Group.MAN}


def group_of(gender: int) -> Group:
    """The result group of a stored gender code, which may also be a kind of missing."""
    return _GROUP_OF.get(gender, Group.OTHER)
