"""Patterns: when an analysis is begun, who joins it, and that it is not closed without its effect."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.cases.kinds import Channel, Kind
from feedback.cases.models import Case, Theme
from feedback.cases.states import CaseState
from feedback.following.models import Pattern, PatternCase
from feedback.following.patterns import crowded, find_patterns, remind_of_follow_up
from organisation.models import Notice
from tests.feedback.factories import TODAY
from tests.feedback.handling.offices import Office, make_office, send

pytestmark = pytest.mark.thorough

LIST = "/synpunkter/monster"


@pytest.fixture
def office(app: Flask, session: Session) -> Office:
    """The people."""
    return make_office(app, session)


def theme_of(office: Office, place: int = 0) -> Theme:
    """One of the themes."""
    return office.session.scalars(select(Theme).order_by(Theme.id)).all()[place]


def case_about(
    office: Office, received: date = TODAY, theme: int = 0, state: CaseState = CaseState.REGISTERED,
    **given: object,
) -> Case:  # fmt: skip
    """A case of a theme that came in on a day."""
    made = office.case(state, received=received, **given)
    made.theme_id = theme_of(office, theme).id
    office.session.commit()
    return made


def look(office: Office, today: date = TODAY) -> list[Pattern]:
    """Look for patterns, as the job does."""
    with office.app.app_context():
        found = find_patterns(office.session, today)
    office.session.commit()
    return found


def members(office: Office, pattern: Pattern) -> set[bytes]:
    """The keys of its cases."""
    query = select(PatternCase.case_key).where(PatternCase.pattern_id == pattern.id)
    found = set(office.session.scalars(query))
    office.session.commit()
    return found


@pytest.fixture
def pattern(office: Office) -> Pattern:
    """Three cases of one theme, and their pattern."""
    for _ in range(3):
        case_about(office)
    return look(office)[0]


@pytest.mark.parametrize(
    ("ago", "together"),
    [
        ((0, 0, 0), 3),
        ((0, 1), 0),
        ((0, 40, 89), 3),
        ((0, 40, 90), 0),
        # A theme that was given late: the last of the three came in long ago, but not too long.
        ((89, 100, 178), 3),
        ((90, 100, 110), 0),
        ((0, 40, 89, 179), 3),
        ((0, 80, 85, 160), 4),
    ],
)
def test_three_in_ninety_days_make_a_pattern(ago: tuple[int, ...], together: int) -> None:
    days = {bytes([place]): TODAY - timedelta(one) for place, one in enumerate(ago)}
    assert len(crowded(days, TODAY)) == together


def test_a_pattern_is_of_one_theme_in_one_unit(office: Office) -> None:
    for theme in (0, 0, 1):
        case_about(office, theme=theme)
    assert not look(office)
    internal = case_about(office, kind=Kind.DEVIATION, channel=Channel.INTERNAL)
    voided = case_about(office, state=CaseState.VOIDED)
    found = look(office)
    assert [(one.unit_id, one.theme_id) for one in found] == [(office.unit.id, theme_of(office).id)]
    assert internal.key in members(office, found[0])
    assert voided.key not in members(office, found[0])


def test_new_cases_join_what_is_open_and_none_is_begun_twice(
    office: Office, pattern: Pattern
) -> None:
    late = case_about(office, TODAY - timedelta(60))
    assert not look(office)
    assert late.key in members(office, pattern)
    assert len(members(office, pattern)) == 4


def test_a_case_that_was_about_something_else_leaves(office: Office, pattern: Pattern) -> None:
    case = case_about(office)
    look(office)
    case.theme_id = theme_of(office, 1).id
    office.session.commit()
    look(office)
    assert case.key not in members(office, pattern)


def test_what_was_analysed_does_not_count_again(office: Office, pattern: Pattern) -> None:
    pattern.effect, pattern.closed_on = "Kortare kö.", TODAY
    office.session.commit()
    for number in range(3):
        assert not look(office), number
        case_about(office)
    assert len(look(office)) == 1


def test_the_nearest_manager_owns_a_new_pattern_and_is_told_once(
    office: Office, pattern: Pattern
) -> None:
    look(office)
    assert pattern.owner_id == office.colleague.id
    notices = office.session.scalars(select(Notice)).all()
    assert [(one.staff_id, one.path) for one in notices] == [
        (office.colleague.id, f"{LIST}/{pattern.id}")
    ]
    office.session.commit()
    assert "Flera synpunkter" in office.browser(office.colleague).get("/notiser").text


def test_it_is_not_closed_without_its_effect(office: Office, pattern: Pattern) -> None:
    maria, one = office.browser(office.manager), f"{LIST}/{pattern.id}"
    fields = {
        "cause": "För få tider.", "remedy": "Fler tider.", "owner": str(office.manager.id),
        "follow_up_on": "2026-06-01", "effect": " ", "action": "close",
    }  # fmt: skip
    refused = send(maria, one, fields=fields)
    assert refused.status_code == 422
    assert 'id="effect-error"' in refused.text
    assert "För få tider." in refused.text
    assert send(maria, one, fields={**fields, "action": "save"}).status_code == 303
    office.session.expire_all()
    assert (pattern.closed_on, pattern.owner_id) == (None, office.manager.id)
    told = office.session.scalars(select(Notice.staff_id).order_by(Notice.id)).all()
    assert list(told) == [office.colleague.id, office.manager.id]
    office.session.commit()
    assert send(maria, one, fields={**fields, "effect": "Kortare kö."}).status_code == 303
    office.session.expire_all()
    assert pattern.closed_on == TODAY
    office.session.commit()
    page = maria.get(one).text
    assert "Avslutat 12 mars 2026" in page
    assert "<textarea" not in page
    assert send(maria, one, fields=fields).status_code == 409


def test_a_late_follow_up_is_marked_and_its_owner_told(office: Office, pattern: Pattern) -> None:
    pattern.follow_up_on = TODAY - timedelta(1)
    office.session.commit()
    assert "Försenat: 11 mars 2026" in office.browser(office.manager).get(LIST).text
    with office.app.app_context():
        assert remind_of_follow_up(office.session, TODAY) == 1
        assert remind_of_follow_up(office.session, TODAY + timedelta(1)) == 0


def test_who_saves_second_is_told_and_loses_nothing(office: Office, pattern: Pattern) -> None:
    one, stale = f"{LIST}/{pattern.id}", str(pattern.revision)
    send(office.browser(office.manager), one, fields={"owner": "", "cause": "Kön."})
    mine = {"owner": "", "cause": "Mina ord.", "revision": stale}
    second = send(office.browser(office.colleague), one, fields=mine)
    assert second.status_code == 409
    assert "Någon annan hann före" in second.text
    assert "Mina ord." in second.text


def test_only_those_of_the_unit_see_its_patterns(office: Office, pattern: Pattern) -> None:
    secret = case_about(office, confidential=True)
    look(office)
    maria, one = office.browser(office.manager), f"{LIST}/{pattern.id}"
    page = maria.get(one).text
    assert "4 synpunkter" in page
    assert "En till har sekretess" in page
    assert secret.number
    assert secret.number not in page
    assert secret.number in office.browser(office.investigator).get(one).text
    tove = office.browser(office.theirs)
    assert "Inga mönster just nu" in tove.get(LIST).text
    assert tove.get(one).status_code == 404
    assert send(tove, one, fields={"owner": ""}).status_code == 404
    assert office.browser(office.reception).get(LIST).status_code == 403


def test_closing_the_third_case_begins_the_analysis(office: Office) -> None:
    for _ in range(2):
        case_about(office)
    case, maria = office.case(CaseState.ANSWERED), office.browser(office.manager)
    there = f"/synpunkter/{case.number}"
    fields = {
        "outcome": "founded", "theme": str(theme_of(office).id), "said": "Lång väntan.",
        "did": "Fler tider.",
    }  # fmt: skip
    office.session.commit()
    assert send(maria, f"{there}/svar", f"{there}/avsluta", fields).status_code == 303
    assert office.session.scalars(select(Pattern)).one().opened_on == TODAY


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"owner": "999999999999999999999"}, "owner"),
        ({"follow_up_on": "snart"}, "follow_up_on"),
        ({"cause": "x" * 4001}, "cause"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    office: Office, pattern: Pattern, changed: dict[str, str], wrong: str
) -> None:
    fields = {"owner": "", **changed}
    page = send(office.browser(office.manager), f"{LIST}/{pattern.id}", fields=fields)
    assert page.status_code == 422
    assert f'id="{wrong}-error"' in page.text
