"""Cases for tests, brought to their states by the verbs themselves.

What writes a code, a contact or the audit log needs the application: `with app.app_context():`.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.database import random_key
from feedback.cases.answering import Closing, answer, close, reopen
from feedback.cases.changing import set_conflicts
from feedback.cases.codes import make_code
from feedback.cases.events import SENDER, SYSTEM, Mover
from feedback.cases.kinds import OUTCOMES, Channel, Kind
from feedback.cases.models import Case, Theme
from feedback.cases.moving import (
    ask_void,
    assign,
    confirm_void,
    hand_over,
    hold,
    make_move,
    read,
    register,
)
from feedback.cases.receiving import NewCase, receive, save_draft
from feedback.cases.states import Actor, CaseState, Move
from organisation.models import Role, Staff, Unit
from tests.organisation.people import make_staff

TODAY = date(2026, 3, 12)
RECEIVED = date(2026, 3, 10)
#: A code that nobody has, in the digits that are stored.
CODE = "482177301956"
INVESTIGATOR = frozenset({Actor.INVESTIGATOR})
MANAGER = frozenset({Actor.MANAGER})
REGISTRAR = frozenset({Actor.REGISTRAR})


def new_case(unit: Unit | None = None, **given: Any) -> NewCase:
    """A complaint from the web, anonymous, received on 10 March 2026."""
    plain = NewCase(
        key=random_key(),
        kind=Kind.COMPLAINT,
        channel=Channel.WEB,
        text="Jag fick vänta länge.",
        unit_id=unit.id if unit else None,
        received=RECEIVED,
    )
    return replace(plain, **given)


def make_case(
    session: Session,
    unit: Unit,
    state: CaseState = CaseState.RECEIVED,
    *,
    manager: Staff | None = None,
    investigator: Staff | None = None,
    code: str | None = None,
    conflicts: Collection[int] = (),
    day: date = TODAY,
    **given: Any,
) -> Case:
    """A case that has come to a state, all of it on one day; `given` are fields of NewCase.

    The people are made when none are given and the state needs them.
    """
    made = make_code(code) if code else None
    new = new_case(unit, **{"received": min(RECEIVED, day), "code": made, **given})
    if state is CaseState.DRAFT:
        writer = new.registered_by or a_person(session, unit, Role.RECEPTION).id
        return save_draft(session, new, day, staff_id=writer)
    case = receive(session, new, day)
    people = People(session, unit, manager, investigator)
    for step in PATHS[state]:
        STEPS[step](session, case, people, day)
    if conflicts:
        set_conflicts(session, case, people.investigates(), day, staff_ids=conflicts)
    session.flush()
    return case


class People:
    """Who brings a case to its state; made when they are first needed."""

    def __init__(
        self, session: Session, unit: Unit, manager: Staff | None, investigator: Staff | None
    ) -> None:
        self.session, self.unit = session, unit
        self._manager, self._investigator = manager, investigator

    def investigates(self) -> Mover:
        """An investigator."""
        found = self._investigator or a_person(self.session, self.unit, Role.INVESTIGATOR)
        self._investigator = found
        return Mover(INVESTIGATOR, found.id)

    def manages(self) -> Mover:
        """The manager who answers."""
        found = self._manager or a_person(self.session, self.unit, Role.MANAGER)
        self._manager = found
        return Mover(MANAGER, found.id)


Step = Callable[[Session, Case, People, date], None]


def a_person(session: Session, unit: Unit, role: Role) -> Staff:
    """The person who was made for a role in a unit, made when there is none."""
    name = f"{role.value}-of-{unit.code}"
    found = session.scalar(select(Staff).where(Staff.user_name == name))
    return found or make_staff(session, unit, role, name)


def a_theme(session: Session) -> Theme:
    """The first of the themes that are there from the beginning."""
    return session.scalars(select(Theme).order_by(Theme.id)).all()[0]


def closing(session: Session, case: Case) -> Closing:
    """A way to end that fits the kind."""
    outcome = OUTCOMES.get(Kind(case.kind), (None,))[0]
    return Closing(outcome, a_theme(session).id, "Det var lång väntan.", "Vi har fler tider.")


def answers(case: Case) -> Mapping[str, str]:
    """Words in each language that an answer of this case needs."""
    return {language: f"Hej! Vi har ändrat det. ({language})" for language in {"sv", case.language}}


def _register(session: Session, case: Case, people: People, day: date) -> None:
    unit_id = case.unit_id or people.unit.id
    register(
        session, case, people.investigates(), day, unit_id=unit_id, confidential=case.confidential
    )


def _assign(session: Session, case: Case, people: People, day: date) -> None:
    manager_id = people.manages().staff_id
    assert manager_id
    assign(session, case, people.investigates(), day, manager_id=manager_id)


def _read(session: Session, case: Case, people: People, day: date) -> None:
    read(session, case, people.manages(), day)


def _answer(session: Session, case: Case, people: People, day: date) -> None:
    answer(session, case, people.manages(), day, texts=answers(case))


def _close(session: Session, case: Case, people: People, day: date) -> None:
    close(session, case, people.manages(), day, closing(session, case))


def _reopen(session: Session, case: Case, _people: People, day: date) -> None:
    reopen(session, case, SENDER, day, text="Jag vill fråga mer.")


def _hand_over(session: Session, case: Case, people: People, day: date) -> None:
    hand_over(session, case, people.investigates(), day, to="Region Stockholm")


def _void(session: Session, case: Case, people: People, day: date) -> None:
    ask_void(session, case, people.investigates(), day, reason="Skräp")
    confirm_void(session, case, people.manages(), day)


def _hold(session: Session, case: Case, people: People, day: date) -> None:
    hold(session, case, people.investigates(), day, reason="Tillsyn pågår")


def _anonymise(session: Session, case: Case, _people: People, day: date) -> None:
    """Only the move and what it must do; feedback.following forgets the rest."""
    case.code_locator = case.code_hash = None
    make_move(session, case, Move.ANONYMISE, SYSTEM, day)


STEPS: dict[Move, Step] = {
    Move.REGISTER: _register,
    Move.ASSIGN: _assign,
    Move.READ: _read,
    Move.ANSWER: _answer,
    Move.CLOSE: _close,
    Move.REOPEN: _reopen,
    Move.HAND_OVER: _hand_over,
    Move.VOID: _void,
    Move.HOLD: _hold,
    Move.ANONYMISE: _anonymise,
}
_ANSWERED = (Move.REGISTER, Move.ASSIGN, Move.READ, Move.ANSWER)
#: How a received case comes to each state.
PATHS: dict[CaseState, tuple[Move, ...]] = {
    CaseState.RECEIVED: (),
    CaseState.REGISTERED: (Move.REGISTER,),
    CaseState.ASSIGNED: _ANSWERED[:2],
    CaseState.WITH_MANAGER: _ANSWERED[:3],
    CaseState.ANSWERED: _ANSWERED,
    CaseState.CLOSED: (*_ANSWERED, Move.CLOSE),
    CaseState.REOPENED: (*_ANSWERED, Move.REOPEN),
    CaseState.HANDED_OVER: (Move.REGISTER, Move.HAND_OVER),
    CaseState.VOIDED: (Move.REGISTER, Move.VOID),
    CaseState.ON_HOLD: (*_ANSWERED, Move.CLOSE, Move.HOLD),
    CaseState.ANONYMISED: (*_ANSWERED, Move.CLOSE, Move.ANONYMISE),
}
