"""Serials of printed forms: eight random digits, the last of them a check digit. Pure."""

import secrets
from collections.abc import Callable, Collection

DIGITS = 8


def new_serial(taken: Collection[str], choose: Callable[[int], int] = secrets.randbelow) -> str:
    """A serial that nobody has; `choose` gives a random number below the one it is given."""
    while True:
        body = f"{choose(10 ** (DIGITS - 1)):0{DIGITS - 1}}"
        serial = f"{body}{check_digit(body)}"
        if serial not in taken:
            return serial


def check_digit(body: str) -> int:
    """What follows the digits, by ISO/IEC 7812-1, annex B (Luhn).

    It reveals every single wrong digit, and two neighbours that changed places, but for 0 and 9.
    """
    doubled = (
        sum(divmod(2 * int(digit), 10)) if place % 2 == 0 else int(digit)
        for place, digit in enumerate(reversed(body))
    )
    return -sum(doubled) % 10


def is_serial(digits: str) -> bool:
    """Whether the digits, typed without spaces, can be a serial."""
    return (
        len(digits) == DIGITS
        and digits.isascii()
        and digits.isdigit()
        and int(digits[-1]) == check_digit(digits[:-1])
    )


def shown_serial(serial: str) -> str:
    """The serial as it is printed: 4821 7730."""
    return f"{serial[:4]} {serial[4:]}"
