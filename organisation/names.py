"""Names that people type: one line of what can be read and printed."""


def one_line(text: str) -> str:
    """The text without line breaks, control characters and spaces around it. Pure."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


#: å, ä and ö stand last, in this order; they take the places of three signs that come after z.
_SWEDISH = str.maketrans("åäö", "{|}")


def alphabetical(name: str) -> str:
    """What names are sorted by, so that å, ä and ö come last. Pure."""
    return name.casefold().translate(_SWEDISH)
