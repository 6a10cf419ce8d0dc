"""What looks like a personal number is found however it is written, and other numbers are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.intake.personal_numbers import (
    TAKEN_OUT,
    find_personal_numbers,
    without_personal_numbers,
)

#: The tax agency's own example of a number that nobody has.
NUMBERS = (
    "811228-9874",
    "8112289874",
    "811228+9874",
    "811228 - 9874",
    "811228\u20139874",
    "19811228-9874",
    "198112289874",
    "1981 12 28 98 74",
    "81-12-28-9874",
    "1981-12-28-9874",
    "811228\u00a09874",
    "٨١١٢٢٨-٩٨٧٤",
    "۱۹۸۱۱۲۲۸۹۸۷۴",
    "811288-9871",  # samordningsnummer: the day has 60 added
)
OTHERS = (
    "070-123 45 67",
    "08-508 25 000",
    "4821 7730 1956",
    "811228-9875",  # the last digit does not fit
    "811328-9873",  # no thirteenth month
    "810230-9872",  # no thirtieth of February
    "21811228-9874",  # no century of ours
    "8112289874123",
    "2026-0412",
    "klockan 10.30 den 12 mars 2026",
    "",
)


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("frame", ["{}", "Jag heter Kim, {}.", "Ring 2 gånger\n{}\nTack", "({})"])
def test_a_personal_number_is_found_and_taken_out(number: str, frame: str) -> None:
    text = frame.format(number)
    ((start, end),) = find_personal_numbers(text)
    assert text[start:end] == number
    assert without_personal_numbers(text) == frame.format(TAKEN_OUT)


@pytest.mark.parametrize("text", OTHERS)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert find_personal_numbers(text) == []
    assert without_personal_numbers(text) == text


def test_a_telephone_number_before_it_hides_nothing() -> None:
    text = "070-1234567 811228-9874 och 19640823-3234"
    assert without_personal_numbers(text) == f"070-1234567 {TAKEN_OUT} och {TAKEN_OUT}"


@given(st.text())
def test_any_text_is_read_and_nothing_is_left_in_it(text: str) -> None:
    assert find_personal_numbers(without_personal_numbers(text)) == []


def test_a_text_of_nothing_but_digits_takes_no_time() -> None:
    assert find_personal_numbers("1 2 " * 16_000 + "x") is not None
