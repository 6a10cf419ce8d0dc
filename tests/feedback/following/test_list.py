"""The list: who sees and finds what, by which filter, with words of any kind and any address."""

from datetime import date

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from core.clock import clock
from feedback.cases.access import viewer_of
from feedback.cases.kinds import Channel, Kind
from feedback.cases.models import Case
from feedback.cases.states import CaseState
from feedback.following import case_list_pages
from feedback.following.board import Column, borders, columns
from feedback.following.looking import in_column, open_work, rows_of
from organisation.models import AuditEntry, Staff
from tests.feedback.factories import TODAY, a_theme
from tests.feedback.handling.offices import Office

pytestmark = pytest.mark.thorough

LIST = "/synpunkter"


def shown(office: Office, staff: Staff, **filters: str) -> TestResponse:
    """The list, limited."""
    return office.browser(staff).get(LIST, query_string=filters)


def finds(office: Office, staff: Staff, case: Case, **filters: str) -> bool:
    """Whether somebody finds a case so."""
    page = shown(office, staff, **filters)
    assert page.status_code == 200
    return f">{case.number}<" in page.text


def test_each_sees_their_own_and_of_a_secret_only_the_number(office: Office) -> None:
    mine = office.case(channel=Channel.POSTCARD, kind=Kind.PRAISE)
    secret = office.case(confidential=True, manager=office.colleague, kind=Kind.SUGGESTION)
    about = office.case(conflicts=[office.manager.id], manager=office.colleague)
    draft = office.case(CaseState.DRAFT, registered_by=office.manager.id)
    page = shown(office, office.manager).text
    assert "<h1>2 synpunkter</h1>" in page
    assert "1 visas bara med sitt nummer" in page
    rows = page.split("<tbody", 1)[1]
    assert "Beröm" in rows
    assert "Sekretess: bara numret visas" in rows
    for hidden in ("Förslag", "Karin"):
        assert hidden not in rows
    assert draft.number is None
    assert not finds(office, office.manager, about)
    assert not finds(office, office.theirs, mine)
    assert finds(office, office.investigator, secret)
    assert shown(office, office.reception).status_code == 403


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("vän", True), ("VÄNTA", True), ("van", False), ("änta", False), ("öl åska", True),
        ("öl finnsinte", False), ("oål", False), ("انتظر", True), ("تظر", False), ("2026-", True),
        ("%", False), ("_änta", False), ("' OR 1=1 --", False), ("…", False),
    ],
)  # fmt: skip
def test_the_search_is_by_the_beginnings_of_words(office: Office, words: str, found: bool) -> None:
    case = office.case(text="Vi väntade i Åskväder. Öl och åska. انتظرت طويلا.")
    assert finds(office, office.manager, case, sok=words) is found


def test_what_is_seen_by_its_number_is_found_by_its_number_only(office: Office) -> None:
    secret = office.case(
        confidential=True, manager=office.colleague, text="Hemligt 4711", foreign_number="S 99"
    )
    new = office.case(CaseState.RECEIVED, text="Hemligt nytt")
    # Both managers can be chosen.
    office.case()
    office.case(manager=office.colleague)
    for case in (secret, new):
        assert case.number
        for words in ("hemligt", "hemligt 2026", "4711", "99"):
            assert not finds(office, office.manager, case, sok=words)
        for words in (case.number, case.number.split("-")[1], "2026", case.number[:7]):
            assert finds(office, office.manager, case, sok=words)
        assert finds(office, office.investigator, case, sok="hemligt")
        for name, value in (
            ("typ", case.kind),
            ("kanal", case.channel),
            ("chef", str(office.manager.id)),
            ("chef", str(office.colleague.id)),
        ):
            assert not finds(office, office.manager, case, **{name: value})
        assert finds(office, office.manager, case, enhet=str(office.unit.id))


def test_each_filter_limits_the_list(office: Office) -> None:
    theme = a_theme(office.session)
    wanted = office.case(
        CaseState.CLOSED, kind=Kind.SUGGESTION, channel=Channel.KIOSK, received=date(2026, 3, 2)
    )
    other = office.case(CaseState.ASSIGNED, manager=office.colleague)
    for name, value in (
        ("lage", "closed"),
        ("typ", "suggestion"),
        ("kanal", "kiosk"),
        ("tema", str(theme.id)),
        ("chef", str(office.manager.id)),
        ("till", "2026-03-02"),
    ):
        assert finds(office, office.investigator, wanted, **{name: value}), name
        assert not finds(office, office.investigator, other, **{name: value}), name
    for name, value in (
        ("lage", "open"),
        ("etikett", "unread"),
        ("svarstid", "later"),
        ("fran", "2026-03-03"),
    ):
        assert finds(office, office.investigator, other, **{name: value}), name
        assert not finds(office, office.investigator, wanted, **{name: value}), name
    assert not finds(office, office.investigator, other, svarstid="overdue")
    assert not finds(office, office.investigator, other, enhet=str(office.other.id))


def test_the_list_and_the_board_agree_on_the_columns(office: Office) -> None:
    for received in (
        date(2026, 2, 1),
        date(2026, 2, 26),
        date(2026, 3, 1),
        date(2026, 3, 5),
        TODAY,
    ):
        office.case(received=received)
        office.case(CaseState.RECEIVED, received=received)
    office.case(kind=Kind.DEVIATION, channel=Channel.INTERNAL)
    with office.app.app_context():
        who = viewer_of(office.session, office.manager)
        assert clock().today() == TODAY
    board = columns(open_work(office.session, who), TODAY)
    for column in Column:
        query = rows_of(who, in_column(column, borders(TODAY)))
        numbers = {row.number for row in office.session.execute(query)}
        assert numbers == {work.number for work in board[column]}
        assert numbers, column


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        ("typ", "x' OR '1'='1", 404), ("lage", "draft", 404), ("enhet", "9" * 40, 404),
        ("chef", "-1", 404), ("tema", "\0", 404), ("svarstid", "late\0", 404), ("kanal", "å", 404),
        ("fran", "2026-13-01", 422), ("till", "\0", 200), ("till", "0001-01-01", 422),
        ("fran", "20260101", 422), ("sida", "9" * 30, 200), ("sida", "x", 200),
        ("sortera", "number); drop", 200), ("sok", "\0\ud7ff\u202e", 200), ("sok", "a" * 5000, 200),
        ("sok", "\\%_'\"", 200), ("sok", "٢٠٢٦", 200), ("sok", "\U0001f600", 200),
    ],
)  # fmt: skip
def test_no_address_breaks_the_list(office: Office, name: str, value: str, status: int) -> None:
    office.case()
    assert shown(office, office.manager, **{name: value}).status_code == status


def test_a_period_that_ends_before_it_begins_is_refused_and_stays_in_the_form(
    office: Office,
) -> None:
    page = shown(office, office.manager, fran="2026-03-02", till="2026-03-01", sok="hej")
    assert page.status_code == 422
    for part in ('href="#till"', 'value="2026-03-02"', 'value="hej"'):
        assert part in page.text


def test_the_list_is_sorted_and_has_pages(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_list_pages, "ON_A_PAGE", 2)
    days = (date(2026, 3, 4), date(2026, 3, 2), date(2026, 3, 3))
    cases = [office.case(received=day) for day in days]
    first = shown(office, office.manager, sortera="aldst", lage="open").text
    assert "Sida 1 av 2" in first
    assert "lage=open" in first
    assert first.index(f">{cases[1].number}<") < first.index(f">{cases[2].number}<")
    assert f">{cases[0].number}<" not in first
    assert finds(office, office.manager, cases[0], sortera="aldst", sida="2")
    assert finds(office, office.manager, cases[0], sida="1")
    assert finds(office, office.manager, cases[0], sortera="sista-dag", sida="99")


def test_the_log_knows_the_filter_and_not_the_words(office: Office) -> None:
    office.case()
    shown(office, office.manager, sok="väntade", typ="complaint", fran="2026-01-01")
    office.session.rollback()
    rows = select(AuditEntry).where(AuditEntry.action == "cases_listed")
    [row] = office.session.scalars(rows).all()
    assert row.staff_id == office.manager.id
    assert row.subject_id == "typ=complaint fran=2026-01-01"
