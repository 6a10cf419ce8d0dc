"""The job that reminds: every half hour of the working day it tells whoever has not been told.

What an anonymous sender did leaves at such a half hour, so no mail tells the minute of it.
"""

from collections.abc import Iterator
from datetime import date

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from huey import crontab
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.clock import clock
from core.codes import N_
from core.database import own_transaction
from core.jobs import jobs
from core.outbox import put
from core.web import RESPONDENT_LANGUAGES
from feedback.cases.belongings import CaseConflict
from feedback.cases.contact import read_contact
from feedback.cases.kinds import AnswerWay
from feedback.cases.models import Case, CaseRound
from feedback.cases.states import OPEN, CaseState
from feedback.following.reminding import Receiver, Reminder, Waiting, may_remind, reminders
from feedback.handling.managers import candidates
from organisation.absences import absences_on
from organisation.access import ROLE_PERMISSIONS, Permission
from organisation.models import Staff, StaffRole
from organisation.notices import KIND_TEXTS, News, tell
from organisation.units import chain, parents_of_units

KIND_TEXTS.update(
    {
        "new": N_("En ny synpunkt väntar på att registreras"),
        "unregistered": N_("En synpunkt är inte registrerad"),
        "assigned": N_("Du ska svara på en synpunkt"),
        "unread": N_("En synpunkt är inte läst av chefen"),
        "due_7": N_("Sju arbetsdagar kvar att svara"),
        "due_3": N_("Tre arbetsdagar kvar att svara"),
        "due_1": N_("En arbetsdag kvar att svara"),
        "late": N_("Svaret är försenat"),
    }
)
TRIAGING = [
    role.value for role, held in ROLE_PERMISSIONS.items() if Permission.TRIAGE_CASES in held
]


@jobs.periodic_task(crontab(minute="0,30"))  # type: ignore[untyped-decorator]  # huey has no types.
def remind_each_half_hour() -> None:
    """On working days 08-16."""
    if may_remind(clock().now()):
        with own_transaction() as session:
            remind(session, clock().today())
            acknowledge(session)


def remind(session: Session, today: date) -> int:
    """Tell everybody what they have not been told; gives how many notices are new."""
    new = 0
    for case, waiting in _waiting(session):
        path = _path("cases.case", number=waiting.number)
        for reminder in reminders(waiting, today):
            mark = f"{waiting.number}:{waiting.round}:{reminder.mark}"
            people = set(_people(session, case, reminder, today))
            news = News(f"remind:{mark}", reminder.kind, waiting.number, path)
            new += tell(session, people, news, today)
    return new


def acknowledge(session: Session) -> None:
    """Let senders who asked for mail know that it has come: number and link only; no answer."""
    first = CaseRound.number == 1
    query = select(Case, CaseRound.last_day).join(CaseRound, CaseRound.case_key == Case.key)
    states = sorted(state.value for state in OPEN)
    wants_mail = (Case.answer_way == AnswerWay.EMAIL.value) & Case.state.in_(states) & first
    for case, last_day in session.execute(query.where(wants_mail)).all():
        address = read_contact(session, case).get("email")
        if address and last_day and current_app.config["SETTINGS"].smtp_url:
            language = case.language if case.language in RESPONDENT_LANGUAGES else "sv"
            link = current_app.config["SETTINGS"].address + _path("answers.form")
            with force_locale(language):
                subject = _("Meddelande om nummer %(number)s", number=case.number)
                body = _("Vi har fått det du skrev. Du kan läsa mer här:") + f"\n{link}\n"
            put(session, f"received:{case.number}", address, (subject, body), language)


def _path(endpoint: str, **values: str) -> str:
    """The path of a page; a job has no request that url_for could ask."""
    return current_app.url_map.bind("").build(endpoint, values)


def _waiting(session: Session) -> Iterator[tuple[Case, Waiting]]:
    last = select(func.max(CaseRound.number)).where(CaseRound.case_key == Case.key)
    latest = last.correlate(Case).scalar_subquery()
    current = (CaseRound.case_key == Case.key) & (CaseRound.number == latest)
    open_states = Case.state.in_(sorted(state.value for state in OPEN))
    query = select(Case, CaseRound).join(CaseRound, current)
    promised = CaseRound.target.is_not(None) & CaseRound.answered_on.is_(None)
    for case, one in session.execute(query.where(open_states, promised)).all():
        if not (case.number and one.target and one.last_day):
            raise ValueError("a case that is open has a number and dates")
        yield (
            case,
            Waiting(
                case.number,
                one.number,
                CaseState(case.state),
                one.received,
                one.target,
                one.last_day,
                one.assigned_on,
            ),
        )


def _people(session: Session, case: Case, reminder: Reminder, today: date) -> Iterator[int]:
    """The ids of those a reminder goes to, each with the deputy while away; never one in conflict."""
    conflicts = set(
        session.scalars(select(CaseConflict.staff_id).where(CaseConflict.case_key == case.key))
    )
    meant = set(_meant(session, case, reminder, conflicts, today)) - conflicts
    away = absences_on(session, meant, today)
    yield from meant
    yield from {one.deputy_id for one in away.values()} - conflicts


def _meant(
    session: Session, case: Case, reminder: Reminder, conflicts: set[int], today: date
) -> Iterator[int]:
    managers = [one.staff.id for one in candidates(session, case.unit_id, conflicts, today)]
    nobody_yet = case.manager_id is None
    if Receiver.INVESTIGATORS in reminder.to or (nobody_yet and Receiver.MANAGER in reminder.to):
        yield from _investigators(session, case.unit_id)
    if Receiver.UNIT_MANAGER in reminder.to:
        yield from managers[:1]
    if Receiver.MANAGER in reminder.to and case.manager_id is not None:
        yield case.manager_id
    if Receiver.NEXT_MANAGER in reminder.to and case.manager_id is not None:
        after = managers.index(case.manager_id) + 1 if case.manager_id in managers else 0
        yield from managers[after : after + 1]


def _investigators(session: Session, unit_id: int | None) -> Iterator[int]:
    above = chain(parents_of_units(session), unit_id)
    query = select(StaffRole.staff_id).join(Staff, Staff.id == StaffRole.staff_id)
    query = query.where(StaffRole.role.in_(TRIAGING), Staff.active)
    yield from session.scalars(
        query if unit_id is None else query.where(StaffRole.unit_id.in_(above))
    )
