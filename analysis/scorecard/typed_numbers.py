"""Numbers that people type: "36", "36,5 %", "1 000". Pure."""

import re
from decimal import Decimal

NUMBER = re.compile(r"[0-9]{1,12}(?:[.,][0-9]{1,3})?", re.ASCII)
COUNT = re.compile(r"[0-9]{1,9}", re.ASCII)
SPACES = re.compile(r"[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]")


def typed_number(text: str) -> Decimal | None:
    """A number that is not negative, with at most three decimals; None for anything else."""
    plain = SPACES.sub("", text).removesuffix("%")
    return Decimal(plain.replace(",", ".")) if NUMBER.fullmatch(plain) else None


def typed_count(text: str) -> int | None:
    """A whole number that is not negative; None for anything else."""
    plain = SPACES.sub("", text)
    return int(plain) if COUNT.fullmatch(plain) else None


def as_typed(value: float, *, share: bool) -> str:
    """A stored value as somebody would type it, with a point for decimals; a share in per cent."""
    exact = round(Decimal(repr(value)) * (100 if share else 1), 4).normalize()
    return f"{exact:f}"
