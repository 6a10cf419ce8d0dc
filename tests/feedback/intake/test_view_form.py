"""What was typed becomes a view or errors at its fields; pure, so that anything can be tried."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.codes import Gender, Missing
from feedback.cases.contact import FIELDS
from feedback.cases.kinds import AnswerWay, Kind
from feedback.intake.view_form import (
    CONTACT_FIELDS,
    KINDS,
    LONGEST_TEXT,
    MISSING_TEXTS,
    STATION_WAYS,
    TOO_LONG_TEXT,
    WAYS,
    WRONG_TEXTS,
    Offer,
    read_view,
    shown_again,
)
from feedback.intake.view_limits import LEAST_SECONDS, is_in_time, stamp, stamp_again

WEB = Offer({1: "Mottagningen", 7: "Boendestöd"}, tuple(AnswerWay))
STATION = Offer(WEB.units, STATION_WAYS)
HOME = {"name": "Kim", "street": "Gatan 1", "postcode": "123 45", "town": "Stockholm"}
NOW = datetime(2026, 3, 12, 9, 0, 2, tzinfo=UTC)
SECRET = "s" * 32


def errors_of(**form: str) -> dict[str, str]:
    """The errors of a complaint with these fields."""
    return read_view({"kind": "complaint", **form}, WEB)[1]


def test_every_promised_kind_and_every_way_has_its_words() -> None:
    assert set(KINDS) == {kind for kind in Kind if kind.is_promised}
    assert set(WAYS) == set(AnswerWay)
    assert set(CONTACT_FIELDS) == set(FIELDS)


def test_a_kind_alone_makes_a_view_that_is_read_with_the_code() -> None:
    view, errors = read_view({"kind": "praise"}, WEB)
    assert view
    assert not errors
    assert (view.kind, view.unit_id, view.text, view.way) == (Kind.PRAISE, None, "", AnswerWay.CODE)
    assert (view.contact, view.gender) == ({}, Missing.SKIPPED)


@pytest.mark.parametrize("kind", ["", "deviation", "klaga", "complaint\0", "0"])
def test_without_a_kind_that_is_asked_for_there_is_no_view(kind: str) -> None:
    view, errors = read_view({"kind": kind, "text": "Hej"}, WEB)
    assert view is None
    assert list(errors) == ["kind"]


def test_a_unit_that_is_not_offered_is_not_known() -> None:
    for unit, known in (("7", 7), ("2", None), ("unknown", None), ("٧", None), ("7 ", None)):
        view, _ = read_view({"kind": "question", "unit": unit}, WEB)
        assert view
        assert view.unit_id == known


def test_a_letter_home_needs_an_address_and_nothing_else_is_kept() -> None:
    assert errors_of(way="home") == {
        name: MISSING_TEXTS[name] for name in ("name", "street", "postcode", "town")
    }
    form = {"kind": "complaint", "way": "home", **HOME, "phone": "070-1", "email": "x"}
    view, errors = read_view(form, WEB)
    assert not errors
    assert view
    assert view.contact == HOME


@pytest.mark.parametrize(
    ("way", "field", "typed", "kept"),
    [
        ("phone", "phone", "070-123 45 67", "070-123 45 67"),
        ("phone", "phone", "+46 (0)70 123 45 67", "+46 (0)70 123 45 67"),
        ("meeting", "phone", "٠٧٠١٢٣٤٥٦٧", "0701234567"),
        ("email", "email", " kim@exempel.se ", "kim@exempel.se"),
    ],
)
def test_contact_is_kept_as_it_can_be_used(way: str, field: str, typed: str, kept: str) -> None:
    view, errors = read_view({"kind": "complaint", "way": way, field: typed}, WEB)
    assert not errors
    assert view
    assert view.contact == {field: kept}


@pytest.mark.parametrize(
    ("way", "field", "typed"),
    [
        ("phone", "phone", "ring mig"),
        ("phone", "phone", "1"),
        ("email", "email", "kim"),
        ("email", "email", "kim@exempel"),
        ("email", "email", "kim@exempel.se, lo@exempel.se"),
        ("home", "postcode", "1234"),
        ("home", "postcode", "123456"),
    ],
)
def test_what_cannot_be_used_is_an_error_at_its_field(way: str, field: str, typed: str) -> None:
    errors = errors_of(**{**HOME, "way": way, field: typed})
    assert errors == {field: WRONG_TEXTS[field]}


def test_a_station_takes_no_contact_and_only_the_ways_without_typing() -> None:
    view, errors = read_view({"kind": "complaint", "way": "home", **HOME}, STATION)
    assert not errors
    assert view
    assert (view.way, view.contact) == (AnswerWay.CODE, {})


def test_a_text_may_be_sixty_four_kilobytes_and_no_more() -> None:
    assert errors_of(text="x" * LONGEST_TEXT) == {}
    assert errors_of(text="å" * (LONGEST_TEXT // 2 + 1)) == {"text": TOO_LONG_TEXT}


def test_gender_is_one_of_four_or_skipped() -> None:
    for given_gender, code in (("1", Gender.WOMAN), ("4", Gender.PREFER_NOT), ("9", -2), ("١", -2)):
        view, _ = read_view({"kind": "praise", "gender": given_gender}, WEB)
        assert view
        assert view.gender == code


FORMS = st.dictionaries(
    st.sampled_from(["kind", "unit", "text", "way", "gender", *CONTACT_FIELDS]),
    st.one_of(st.text(), st.sampled_from(["complaint", "home", "email", "1", "\u202e811228"])),
)


@given(FORMS)
def test_whatever_is_typed_is_a_view_or_errors_and_comes_back_clean(form: dict[str, str]) -> None:
    view, errors = read_view(form, WEB)
    assert (view is None) == bool(errors)
    again = shown_again(form)
    for text in (*again.values(), view.text if view else "", *(view.contact if view else {})):
        assert not set(text) & {*map(chr, range(9)), "\x0b", "\x7f", "\u202e", "\u2066"}
    assert set(again) == {"kind", "unit", "way", "gender", "text", *CONTACT_FIELDS}


def test_a_form_says_hardly_when_it_was_opened_and_nobody_can_make_one() -> None:
    stamped = stamp(SECRET, NOW)
    assert stamp(SECRET, NOW + timedelta(seconds=1)) == stamped
    assert not is_in_time(stamped, SECRET, NOW + timedelta(seconds=2))
    assert is_in_time(stamped, SECRET, NOW + timedelta(seconds=LEAST_SECONDS))
    assert not is_in_time(stamped, SECRET, NOW + timedelta(days=2))
    for false in ("", "x", stamped[:-1], stamp("t" * 32, NOW), "\0", "å" * 100):
        assert not is_in_time(false, SECRET, NOW + timedelta(minutes=1))


def test_a_form_shown_again_keeps_its_stamp_as_long_as_it_is_worth_something() -> None:
    stamped = stamp(SECRET, NOW)
    assert stamp_again(stamped, SECRET, NOW) == stamped
    late = NOW + timedelta(days=2)
    assert (
        stamp_again(stamped, SECRET, late) == stamp(SECRET, late) == stamp_again("x", SECRET, late)
    )
