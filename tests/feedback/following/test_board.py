"""The board: its pure rules, what is shown to whom, and one printed sheet."""

from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from feedback.cases.answering import new_day
from feedback.cases.events import Mover
from feedback.cases.states import CaseState
from feedback.following import board_pages
from feedback.following.board import (
    Asked,
    Column,
    Label,
    Work,
    borders,
    column_of,
    columns,
    counts,
    per_manager,
)
from organisation.models import Absence, AuditEntry
from organisation.working_days import on_or_before, working_days_left
from tests.feedback.factories import MANAGER, TODAY
from tests.feedback.handling.offices import Office, make_office
from tests.organisation.people import PASSWORD
from tests.printed import opened

pytestmark = pytest.mark.thorough

BOARD = "/synpunkter/bevakning"
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))


@st.composite
def works(draw: st.DrawFn) -> Work:
    """An open case with any day around 2026, or none."""
    last_day = draw(st.none() | DAYS)
    return Work(
        number=f"2026-{draw(st.integers(1, 9999)):04}",
        full=draw(st.booleans()),
        registered=draw(st.booleans()),
        last_day=last_day,
        target=last_day and on_or_before(last_day - timedelta(draw(st.integers(0, 3)))),
        unread=draw(st.booleans()),
        new_day=draw(st.none() | DAYS),
        unit_id=draw(st.integers(1, 3)),
        manager_id=draw(st.none() | st.integers(1, 3)),
    )


@given(st.lists(works(), max_size=12), DAYS)
def test_every_open_case_is_in_exactly_one_column_sorted_by_target(
    cases: list[Work], today: date
) -> None:
    found = columns(cases, today)
    assert list(found) == list(Column)
    placed = [work for held in found.values() for work in held]
    assert sorted(placed, key=repr) == sorted(cases, key=repr)
    for column, held in found.items():
        targets = [work.target or date.max for work in held]
        assert targets == sorted(targets)
        assert all(column_of(work, borders(today)) is column for work in held)


@given(works(), DAYS)
def test_the_borders_are_working_days_after_the_last_day_not_the_target(
    work: Work, today: date
) -> None:
    column = column_of(work, borders(today))
    if not work.registered:
        assert column is Column.UNREGISTERED
    elif work.last_day is None:
        assert column is Column.LATER
    elif work.last_day < today:
        assert column is Column.LATE
    else:
        left = working_days_left(today, work.last_day)
        wanted = Column.TWO if left <= 2 else Column.FIVE if left <= 5 else Column.LATER
        assert column is wanted


@pytest.mark.parametrize(
    ("today", "last_day", "column"),
    [
        # Friday, then Monday and Tuesday.
        (date(2026, 11, 27), date(2026, 12, 1), Column.TWO),
        (date(2026, 11, 27), date(2026, 12, 2), Column.FIVE),
        # Over Christmas: the 23rd, then the 28th and the 29th are the next working days.
        (date(2026, 12, 23), date(2026, 12, 29), Column.TWO),
        (date(2026, 12, 23), date(2026, 12, 30), Column.FIVE),
        (date(2026, 12, 23), date(2027, 1, 5), Column.FIVE),
        (date(2026, 12, 23), date(2027, 1, 7), Column.LATER),
        (date(2026, 12, 23), date(2026, 12, 22), Column.LATE),
    ],
)
def test_holidays_are_no_working_days_on_the_board(
    today: date, last_day: date, column: Column
) -> None:
    work = Work("2026-0001", True, True, last_day, last_day)
    assert column_of(work, borders(today)) is column


@given(st.lists(works(), max_size=12), DAYS)
def test_the_work_of_all_managers_adds_up_and_hides_whose_the_secret_is(
    cases: list[Work], today: date
) -> None:
    held = per_manager(cases, today)
    assert sum(one.open for _id, _name, one in held) == len(cases)
    of_nobody = sum(one.open for manager, _name, one in held if manager is None)
    assert of_nobody == sum(not one.full or one.manager_id is None for one in cases)


@given(works())
def test_a_managers_name_does_not_find_what_is_seen_by_its_number_only(work: Work) -> None:
    assert Asked(manager_id=work.manager_id or 1).holds(work) == (
        work.full and work.manager_id is not None
    )
    assert Asked(unit_id=work.unit_id).holds(work)
    assert Asked(label=Label.UNREAD).holds(work) == work.unread


def test_the_week_ends_on_sunday_and_what_is_late_is_not_counted_twice() -> None:
    today = date(2026, 11, 25)
    days = [today - timedelta(1), today, date(2026, 11, 29), date(2026, 11, 30), None]
    found = counts([Work(str(day), True, True, day, day) for day in days], today)
    assert (found.open, found.late, found.this_week) == (5, 1, 2)


def test_each_sees_their_own_and_the_secret_is_counted(office: Office) -> None:
    mine = office.case()
    theirs = office.case(manager=office.colleague)
    secret = office.case(confidential=True, manager=office.colleague)
    about_me = office.case(conflicts=[office.manager.id], manager=office.colleague)
    done = office.case(CaseState.CLOSED)
    page = office.browser(office.manager).get(BOARD).text
    assert str(mine.number) in page
    assert str(theirs.number) in page
    for hidden in (about_me, done):
        assert str(hidden.number) not in page
    assert page.count("Sekretess: bara numret visas") == 1
    assert str(secret.number) in page
    assert "3 öppna" in page
    assert "1 visas bara med sitt nummer" in page
    assert "du svarar</p>" in page
    all_of_them = office.browser(office.investigator).get(BOARD).text
    assert "4 öppna" in all_of_them
    assert str(about_me.number) in all_of_them
    assert "Sekretess" not in all_of_them
    assert office.browser(office.reception).get(BOARD).status_code == 403
    assert str(mine.number) not in office.browser(office.theirs).get(BOARD).text


def test_there_are_no_words_and_no_gender_on_the_board(office: Office) -> None:
    office.case(text="Jag heter Kim.", gender=1)
    for staff in (office.manager, office.investigator):
        page = office.browser(staff).get(BOARD).text
        for word in ("Kim", "Kvinna", "kvinna", "Man<", "anonym"):
            assert word not in page


def test_the_heading_is_the_finding(office: Office, clock: object) -> None:
    client = office.browser(office.manager)
    assert "<h1>Ingen synpunkt väntar på svar</h1>" in client.get(BOARD).text
    for _ in range(3):
        office.case()
    assert "<h1>Inget svar ska ut den här veckan</h1>" in client.get(BOARD).text
    clock.instant += timedelta(days=12)  # type: ignore[attr-defined]  # the fixed clock
    client = office.browser(office.manager)
    page = client.get(BOARD).text
    assert "<h1>Tre svar ska ut den här veckan</h1>" in page
    assert "svara i dag" in page
    assert "Tre svar ska ut den här veckan" in client.get("/").text
    clock.instant += timedelta(days=2)  # type: ignore[attr-defined]  # the fixed clock
    client = office.browser(office.manager)
    page = client.get(BOARD).text
    assert "<h1>Tre svar är försenade</h1>" in page
    assert "2 arbetsdagar sen" in page
    assert "sista dag var tis 24 mars" in page


def test_labels_are_filters_and_the_deputy_is_named(office: Office) -> None:
    unread = office.case(CaseState.ASSIGNED)
    delayed = office.case(manager=office.colleague)
    away = {"staff_id": office.colleague.id, "deputy_id": office.manager.id}
    office.session.add(Absence(**away, first_day=TODAY, last_day=TODAY))
    with office.app.app_context():
        by, texts = Mover(MANAGER, office.colleague.id), {"sv": "Vi väntar."}
        new_day(office.session, delayed, by, TODAY, day=date(2026, 4, 7), texts=texts)
    office.session.commit()
    client = office.browser(office.manager)
    whole = client.get(BOARD).text
    assert "Inte läst av chefen" in whole
    assert "Besked om ny dag: tis 7 apr" in whole
    assert "Karin · ersättare: du" in whole
    for query, shown, hidden in (
        ("etikett=unread", unread, delayed),
        ("etikett=new_day", delayed, unread),
        (f"chef={office.colleague.id}", delayed, unread),
        (f"enhet={office.unit.id}&chef={office.manager.id}", unread, delayed),
    ):
        page = client.get(f"{BOARD}?{query}").text
        assert str(shown.number) in page, query
        assert str(hidden.number) not in page, query
    for query in ("enhet=99999999999999", "chef=x", "etikett=%00", "enhet=-1", "chef=1%27"):
        assert client.get(f"{BOARD}?{query}").status_code == 404
    office.session.rollback()
    rows = select(AuditEntry.subject_id).where(AuditEntry.action == "cases_board")
    assert "etikett=unread" in list(office.session.scalars(rows))


def test_a_long_column_says_how_many_more_there_are(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_pages, "MOST_IN_COLUMN", 1)
    cases = [office.case() for _ in range(3)]
    client = office.browser(office.manager)
    page = client.get(BOARD).text
    assert "och 2 till" in page
    assert page.count('class="ticket') == 1
    listed = client.get("/synpunkter?svarstid=later").text
    assert all(str(case.number) in listed for case in cases)


def test_the_number_of_queries_does_not_grow_with_the_cases(office: Office) -> None:
    seen: list[str] = []
    client = office.browser(office.manager)
    for name in ("engine", "reader"):
        engine = office.app.extensions[f"synpunkt.{name}"]
        event.listen(engine, "before_cursor_execute", lambda *told: seen.append(told[2]))

    def asked() -> int:
        seen.clear()
        assert client.get(BOARD).status_code == 200
        return len(seen)

    office.case()
    few = asked()
    for _ in range(6):
        office.case(manager=office.colleague, confidential=True)
        office.case(CaseState.ASSIGNED)
    assert asked() == few, "\n".join(seen)
    assert few <= 12


def test_twenty_open_cases_print_on_one_sheet(
    live_app: Flask, live_session: Session, page: Page
) -> None:
    office = make_office(live_app, live_session)
    for number in range(20):
        state = CaseState.ASSIGNED if number % 2 else CaseState.RECEIVED
        office.case(state, received=TODAY - timedelta(days=number % 19))
    page.goto("/logga-in")
    page.fill("[name=user_name]", office.investigator.user_name)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.goto(BOARD)
    printed = page.pdf(prefer_css_page_size=True)
    assert len(opened(printed).pages) == 1
    assert "20 öppna" in opened(printed).pages[0].extract_text()
