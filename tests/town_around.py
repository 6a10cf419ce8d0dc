"""What stands around the work in the town: notices, mail, a long log, second steps, retention."""

from datetime import date

from flask import Flask
from sqlalchemy.orm import Session

from core.clock import clock
from core.outbox import Mail, MailState, put
from feedback.cases.kinds import Kind
from feedback.cases.states import CaseState
from feedback.following.models import RetentionDecision
from organisation.audit import record
from organisation.models import Role, Staff, Unit
from organisation.notices import News, mark_seen, tell
from organisation.second_step import make_key
from organisation.staff import find_staff
from tests.feedback.factories import TODAY, make_case
from tests.organisation.people import make_staff

#: One has notices and a telephone for codes; two have not passed the second step, and the first
#: of them has no telephone yet.
INFORMED, BEGINNER, CALLER = "informed", "beginner", "caller"
HALF = frozenset({BEGINNER, CALLER})
LANGUAGES = ("sv", "en")
#: More rows than the log shows on a page.
MANY = 120


def add_around(app: Flask, session: Session, unit: Unit) -> None:
    """All of it; nothing of it needs a name in an address."""
    with app.app_context():
        people = [_person(session, unit, f"{INFORMED}-{one}") for one in LANGUAGES]
        _notices(session, [one.id for one in people])
        for name in (BEGINNER, CALLER):
            people += [_person(session, unit, f"{name}-{one}") for one in LANGUAGES]
        for one in people:
            make_key(one)
            one.second_confirmed = not one.user_name.startswith(BEGINNER)
        _mail(session)
        _log(session)
        _retention(session, unit)


def _person(session: Session, unit: Unit, name: str) -> Staff:
    person = make_staff(session, unit, Role.CASE_WORKER, name)
    person.language = name.rpartition("-")[2]
    return person


def _notices(session: Session, people: list[int]) -> None:
    """Old ones that have been seen, and a new one."""
    for kind, mark in (("new", "new"), ("assigned", "assigned"), ("late", "late-2026-03-12")):
        if kind == "late":
            for one in people:
                mark_seen(session, one)
        news = News(f"remind:2026-0412:1:{mark}", kind, "2026-0412", "/synpunkter/2026-0412")
        tell(session, people, news, TODAY)


def _mail(session: Session) -> None:
    """One that did not come, and one of which nobody knows whether it came."""
    for number, state in (("2026-0412", MailState.FAILED), ("2026-0413", MailState.UNKNOWN)):
        words = (f"Meddelande om nummer {number}", "Det finns något att göra.")
        put(session, f"town:{number}", "kim@example.se", words, "sv")
        session.query(Mail).where(Mail.purpose == f"town:{number}").one().state = state.value


def _log(session: Session) -> None:
    manager = find_staff(session, f"{Role.MANAGER}-sv")
    assert manager
    for _number in range(MANY):
        record(session, manager.id, clock().now(), "case_opened", "case", "2026-0412")


def _retention(session: Session, unit: Unit) -> None:
    """A kind that is kept elsewhere first, with a case whose time is over; one with a decision."""
    investigator = find_staff(session, f"{Role.INVESTIGATOR}-sv")
    assert investigator
    for kind, months, keep in ((Kind.PRAISE, 12, True), (Kind.QUESTION, 24, False)):
        session.add(
            RetentionDecision(
                what=kind.value,
                decision="Dokumenthanteringsplan 2025, avsnitt 4",
                decided_on=date(2025, 2, 3),
                months=months,
                keep_export=keep,
                entered_by=investigator.id,
            )
        )
    manager = find_staff(session, f"{Role.MANAGER}-sv")
    make_case(
        session,
        unit,
        CaseState.CLOSED,
        investigator=investigator,
        manager=manager,
        kind=Kind.PRAISE,
        day=date(2024, 3, 1),
    )
