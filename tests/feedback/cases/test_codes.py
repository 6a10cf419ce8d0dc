"""Codes: what people type, finding a case by one, and how often somebody may guess."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from core.keyring import Keyring
from core.rate_limits import MustWait, Rule, Tries
from feedback.cases.codes import (
    EVERYONE,
    EVERYONE_RULE,
    STATION_RULE,
    WEB_RULE,
    find_by_code,
    locator,
    make_code,
    new_code,
    normal,
    shown,
)
from feedback.cases.states import CaseState
from organisation.passwords import Hasher
from tests.factories import make_unit
from tests.feedback.factories import CODE, make_case

NOW = datetime(2026, 3, 12, 12, 34, 56, tzinfo=UTC)
WRONG = "1" * 12


@pytest.mark.parametrize(
    "typed",
    [
        "482177301956", "4821 7730 1956", " 4821-7730-1956 ", "4821–7730–1956",
        "٤٨٢١ ٧٧٣٠ ١٩٥٦", "۴۸۲۱۷۷۳۰۱۹۵۶", "\u200f4821\u00a07730\u00a01956\u200e",
    ],
)  # fmt: skip
def test_a_code_is_known_however_it_is_typed(typed: str) -> None:
    assert normal(typed) == CODE


@pytest.mark.parametrize(
    "typed", ["", "4821", "48217730195", "4821773019566", "4821 7730 195x", "²³¹" * 4, "1" * 1000]
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert normal(typed) is None


@given(st.text(max_size=80))
def test_any_text_is_a_code_or_none(text: str) -> None:
    found = normal(text)
    assert found is None or (found.isascii() and found.isdigit() and len(found) == 12)


def test_a_new_code_is_shown_in_three_groups_and_read_back() -> None:
    code = new_code()
    assert [len(group) for group in shown(code).split(" ")] == [4, 4, 4]
    assert normal(shown(code)) == code
    assert new_code() != code


def test_a_case_is_found_by_its_code_alone(app: Flask, session: Session) -> None:
    with app.app_context():
        unit = make_unit(session)
        case = make_case(session, unit, CaseState.ANSWERED, code=CODE)
        make_case(session, unit, code="0" * 12)
        assert find_by_code(session, CODE, NOW) is case
        assert find_by_code(session, WRONG, NOW) is None
        assert CODE not in str(vars(case))


def test_a_code_that_shares_its_locator_is_still_verified(app: Flask, session: Session) -> None:
    with app.app_context():
        case = make_case(session, make_unit(session), code=CODE)
        case.code_locator = locator(WRONG)
        session.flush()
        assert find_by_code(session, WRONG, NOW) is None


def test_a_code_is_found_after_the_key_was_changed(app: Flask, session: Session) -> None:
    with app.app_context():
        case = make_case(session, make_unit(session), code=CODE)
        ring: Keyring = app.extensions["synpunkt.keyring"]
        newer = Keyring("new", {**ring.keys, "new": "another-key-" * 4})
        app.extensions["synpunkt.keyring"] = newer
        assert locator(CODE) != case.code_locator
        assert find_by_code(session, CODE, NOW) is case


def test_an_unknown_code_takes_as_long_as_a_wrong_one(app: Flask, session: Session) -> None:
    verified = list[str | None]()

    class Watching:
        """A hasher that notes what it is asked."""

        def hash(self, password: str) -> str:
            """Not asked for."""
            raise NotImplementedError

        def verify(self, stored: str | None, password: str) -> bool:
            """Nothing matches."""
            verified.append(stored)
            return False

    watching: Hasher = Watching()
    app.extensions["synpunkt.hasher"] = watching
    with app.app_context():
        assert find_by_code(session, WRONG, NOW) is None
    assert verified == [None]


@pytest.mark.parametrize(("station", "rule"), [(None, WEB_RULE), (7, STATION_RULE)])
def test_wrong_codes_of_one_place_have_to_wait_for_the_next_hour(
    app: Flask, session: Session, station: int | None, rule: Rule
) -> None:
    _guess_nothing(app)
    with app.app_context():
        for _ in range(rule.free):
            find_by_code(session, WRONG, NOW, station)
        with pytest.raises(MustWait):
            find_by_code(session, WRONG, NOW + timedelta(minutes=20), station)
        # Other places are open meanwhile.
        assert find_by_code(session, WRONG, NOW, 8) is None
        assert find_by_code(session, WRONG, NOW + timedelta(minutes=30), station) is None


def test_who_goes_on_after_the_limit_leaves_the_others_their_tries(
    app: Flask, session: Session
) -> None:
    _guess_nothing(app)
    with app.app_context():
        for _ in range(WEB_RULE.free + 20):
            # As the page does: what was counted before the refusal is kept.
            with suppress(MustWait):
                find_by_code(session, WRONG, NOW)
        assert session.get_one(Tries, EVERYONE).count == WEB_RULE.free


def test_a_right_code_is_no_try(app: Flask, session: Session) -> None:
    with app.app_context():
        case = make_case(session, make_unit(session), code=CODE)
        _guess_everything(app)
        for _ in range(STATION_RULE.free + 5):
            assert find_by_code(session, CODE, NOW, 7) is case


def test_a_thousand_wrong_codes_a_day_are_all(app: Flask, session: Session) -> None:
    _guess_nothing(app)
    midnight = NOW.replace(hour=0, minute=0, second=0)
    used = {"count": EVERYONE_RULE.free - 1, "since": midnight, "last": midnight}
    session.add(Tries(key=EVERYONE, **used))
    with app.app_context():
        assert find_by_code(session, WRONG, NOW, 7) is None
        for later in (timedelta(0), timedelta(hours=11)):
            with pytest.raises(MustWait):
                find_by_code(session, WRONG, NOW + later, 8)
        assert find_by_code(session, WRONG, NOW + timedelta(hours=12), 8) is None
        rows = session.query(Tries).all()
    assert {(row.last.minute, row.last.second, row.since.minute) for row in rows} == {(0, 0, 0)}


def test_the_web_alone_cannot_use_up_everybodys_tries() -> None:
    assert 24 * WEB_RULE.free < EVERYONE_RULE.free


def test_the_odds_of_a_guess_are_those_that_the_docs_tell() -> None:
    """1,000 tries a day against 1,000 open cases: once in about 2,700 years."""
    years = 10**12 / (EVERYONE_RULE.free * 1000 * 365.25)
    assert 2700 < years < 2750


def test_nothing_of_a_code_is_stored_but_its_locator_and_hash(app: Flask) -> None:
    with app.app_context():
        place, stored = make_code(CODE)
    assert len(place) == 4
    assert stored.startswith("$argon2id$")


class _Decided:
    """A hasher that says the same to every code, quickly."""

    def __init__(self, *, answer: bool) -> None:
        self.answer = answer

    def hash(self, password: str) -> str:
        """Of nothing."""
        return "x"

    def verify(self, stored: str | None, password: str) -> bool:
        """What was decided."""
        return self.answer and stored is not None


def _guess_nothing(app: Flask) -> None:
    app.extensions["synpunkt.hasher"] = _Decided(answer=False)


def _guess_everything(app: Flask) -> None:
    app.extensions["synpunkt.hasher"] = _Decided(answer=True)
