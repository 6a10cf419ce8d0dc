"""What is written and sent in answers, for the town: a draft, letters, a phrase."""

from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from feedback.cases.events import Mover
from feedback.cases.kinds import AnswerWay
from feedback.cases.models import Case
from feedback.cases.states import Actor, CaseState
from feedback.handling.drafts import ask_reader, save_drafts
from feedback.handling.models import Phrase
from organisation.models import Role, Unit
from organisation.staff import find_staff
from tests.feedback.factories import TODAY, make_case

HARD = (
    "Hej. Tack för att du skrev till oss.\n\nBiståndsbedömningen fördröjdes på grund av "
    "resursbrist. Vi återkommer när handläggningen är klar, vilket vi räknar med ska ske "
    "inom den närmaste tiden om inget oförutsett inträffar."
)
KIM = {"name": "Kim Berg", "street": "Storgatan 1", "postcode": "111 22", "town": "Stockholm"}


def add_drafts(app: Flask, session: Session, unit: Unit) -> dict[str, str]:
    """A case with a draft that a colleague is to read, two with letters, and a phrase."""
    manager, investigator = (
        find_staff(session, f"{role}-sv") for role in (Role.MANAGER, Role.INVESTIGATOR)
    )
    assert manager
    assert investigator
    phrase = Phrase(unit_id=unit.id, title="Tack och förlåt", text="Tack. Det blev fel. Förlåt.")
    session.add(phrase)
    people: dict[str, Any] = {"manager": manager, "investigator": investigator}
    with app.app_context():
        here = CaseState.WITH_MANAGER
        draft = make_case(session, unit, here, language="ar", text="انتظرت طويلا.", **people)
        _draft(session, draft, manager.id, investigator.id)
        there = CaseState.ANSWERED
        fetch = make_case(session, unit, there, answer_way=AnswerWay.RECEPTION, **people)
        home = make_case(
            session, unit, there, answer_way=AnswerWay.HOME, contact=KIM, language="ar", **people
        )
    cases = {"case_draft": draft, "case_fetch": fetch, "case_home": home}
    numbers = {name: case.number or "" for name, case in cases.items()}
    return numbers | {"phrase": str(phrase.id)}


def _draft(session: Session, case: Case, writer: int, reader: int) -> None:
    by = Mover(frozenset({Actor.MANAGER}), writer)
    save_drafts(session, case, {"sv": HARD, "ar": "شكراً لك."}, "Tolken Amal", by, TODAY)
    ask_reader(session, case, reader, by)
