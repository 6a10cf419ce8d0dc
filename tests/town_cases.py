"""Cases in every state, for the town."""

from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from feedback.cases.kinds import AnswerWay, Channel, Kind
from feedback.cases.models import Case
from feedback.cases.states import CaseState
from organisation.models import Role, Staff, Unit
from organisation.staff import find_staff
from tests.feedback.factories import CODE, make_case
from tests.town_answers import add_answers
from tests.town_drafts import add_drafts
from tests.town_handling import add_handling
from tests.town_lessons import add_lessons

#: An address to reach who has one.
CONTACT = {
    "name": "Kim Berg",
    "phone": "070-123 45 67",
    "street": "Storgatan 1",
    "postcode": "111 22",
    "town": "Stockholm",
}
ARABIC = "انتظرت طويلا."


def add_cases(app: Flask, session: Session, unit: Unit, other: Unit) -> dict[str, str]:
    """Cases of the unit, and one of another; gives the names of their numbers."""
    with app.app_context():
        cases = _in_every_state(session, unit) | _special(session, unit, other)
    add_answers(app, session, unit)
    numbers = {f"case_{name}": case.number or "" for name, case in cases.items()}
    numbers |= add_drafts(app, session, unit)
    numbers |= add_handling(app, session, unit) | add_lessons(app, session, unit, other)
    return numbers | {"code_answered": CODE}


def _in_every_state(session: Session, unit: Unit) -> dict[str, Case]:
    """One in each state but draft, which has no number."""
    states = [state for state in CaseState if state is not CaseState.DRAFT]
    codes = {CaseState.ANSWERED: CODE}
    return {state.value: _case(session, unit, state, code=codes.get(state)) for state in states}


def _special(session: Session, unit: Unit, other: Unit) -> dict[str, Case]:
    """What is unusual about a case, one at a time."""
    manager = _person(session, Role.MANAGER)
    here, busy = CaseState.WITH_MANAGER, CaseState.REGISTERED
    arabic = {"language": "ar", "text": ARABIC, "channel": Channel.KIOSK}
    known = {"contact": CONTACT, "answer_way": AnswerWay.HOME}
    deviation = {"kind": Kind.DEVIATION, "channel": Channel.INTERNAL}
    return {
        "confidential": _case(session, unit, busy, confidential=True),
        "arabic": _case(session, unit, here, **arabic),
        "known": _case(session, unit, here, **known),
        "elsewhere": _case(session, other, busy),
        "conflict": _case(session, unit, busy, conflicts=[manager.id]),
        "deviation": _case(session, unit, busy, **deviation),
    }


def _case(session: Session, unit: Unit, state: CaseState, **given: Any) -> Case:
    """A case that the town's own people have handled."""
    people = {
        "manager": _person(session, Role.MANAGER),
        "investigator": _person(session, Role.INVESTIGATOR),
    }
    return make_case(session, unit, state, **{**people, **given})


def _person(session: Session, role: Role, language: str = "sv") -> Staff:
    found = find_staff(session, f"{role}-{language}")
    assert found
    return found
