"""Cases with everything that can hang together with one, for the town."""

from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from core.database import random_key
from core.encryption import seal
from feedback.cases import incidents
from feedback.cases.answering import new_day
from feedback.cases.belongings import Attachment
from feedback.cases.changing import check_incident, link, refer, tell
from feedback.cases.events import Action, Mover, note
from feedback.cases.kinds import AnswerWay, Channel, Matter, TextKind
from feedback.cases.models import Case
from feedback.cases.moving import ask_void
from feedback.cases.states import CaseState
from feedback.cases.texts import add_text
from organisation.models import Absence, Role, Staff, Unit
from organisation.staff import find_staff
from tests.feedback.factories import INVESTIGATOR, TODAY, make_case
from tests.organisation.people import make_staff

ARABIC = "لم يتصل بي أحد."
PICTURE = b"\x89PNG\r\n\x1a\n"


def add_handling(app: Flask, session: Session, unit: Unit) -> dict[str, str]:
    """A full case, one with an incident, one somebody wants voided, one whose manager is away."""
    investigator = find_staff(session, f"{Role.INVESTIGATOR}-sv")
    manager = find_staff(session, f"{Role.MANAGER}-sv")
    assert investigator
    assert manager
    people: dict[str, Any] = {"investigator": investigator, "manager": manager}
    by = Mover(INVESTIGATOR, investigator.id)
    with app.app_context():
        full = _full(session, unit, by, people)
        serious = make_case(session, unit, CaseState.WITH_MANAGER, **people)
        _serious(session, serious, by)
        unwanted = make_case(session, unit, CaseState.REGISTERED, **people)
        ask_void(session, unwanted, by, TODAY, reason="Någon har provat formuläret.")
        link(session, serious, by, TODAY, other=full)
        waiting = make_case(
            session, unit, CaseState.ASSIGNED, **people | {"manager": _away(session, unit, manager)}
        )
        key = _attach(session, full)
    named = {"full": full, "serious": serious, "unwanted": unwanted, "waiting": waiting}
    return {f"case_{name}": case.number or "" for name, case in named.items()} | {"attachment": key}


def _full(session: Session, unit: Unit, by: Mover, people: dict[str, Any]) -> Case:
    """From the letterbox in Arabic over midsommar's kind of days, translated, passed on, delayed."""
    contact = {"name": "Kim Berg", "phone": "070-123 45 67"}
    given: dict[str, Any] = {
        "language": "ar",
        "text": ARABIC,
        "channel": Channel.LETTERBOX,
        "contact": contact,
    }
    case = make_case(
        session, unit, CaseState.WITH_MANAGER, **people, **given, answer_way=AnswerWay.PHONE
    )
    original = case.texts[0].key
    add_text(
        session, case, TextKind.SAID, "Ingen ringde mig.", "sv", day=TODAY, staff_id=by.staff_id,
        translation_of=original, translator="Tolken Amal",
    )  # fmt: skip
    note(session, case, Action.ADD_TEXT, by, TODAY, kind=TextKind.SAID.value, translation=True)
    for matter in (Matter.APPEAL, Matter.DOCUMENTS):
        refer(session, case, by, TODAY, matter=matter, to="Enheten för överklaganden")
    tell(session, case, by, TODAY, matter=Matter.APPEAL)
    texts = {"sv": "Vi behöver fråga fler.", "ar": "نحتاج إلى وقت أكثر."}
    new_day(session, case, by, TODAY, day=TODAY.replace(month=4), texts=texts)
    add_text(session, case, TextKind.NOTE, "Ring efter tio.", "sv", day=TODAY, staff_id=by.staff_id)
    return case


def _serious(session: Session, case: Case, by: Mover) -> None:
    assert by.staff_id
    found = check_incident(session, case, by, TODAY, serious=True)
    assert found
    incidents.add_note(session, case, found, "En dörr var låst i natt.", by.staff_id, TODAY)


def _away(session: Session, unit: Unit, deputy: Staff) -> Staff:
    """A manager who is away, with a deputy."""
    away = make_staff(session, unit, Role.MANAGER, "away")
    days = {"first_day": TODAY, "last_day": TODAY.replace(month=4)}
    session.add(Absence(staff_id=away.id, deputy_id=deputy.id, **days))
    session.flush()
    return away


def _attach(session: Session, case: Case) -> str:
    """A file; gives what stands in its address."""
    key = random_key()
    sealed: dict[str, Any] = {
        "sealed": seal(PICTURE, key),
        "size": len(PICTURE),
        "media_type": "image/png",
    }
    session.add(Attachment(key=key, case_key=case.key, day=TODAY, **sealed))
    session.flush()
    return key.hex()
