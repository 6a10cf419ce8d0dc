"""The reception hands out letters by their number: it sees the number, and nothing of the case."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.clock import clock
from core.database import session
from core.documents import pdf_headers
from feedback.cases.access import case_by_number, viewer
from feedback.cases.conflicts import conflicts_of
from feedback.cases.events import Action, Mover, note
from feedback.cases.kinds import AnswerWay
from feedback.cases.models import Case
from feedback.cases.states import Actor, CaseState
from feedback.handling.answers import latest_answer
from feedback.handling.letters import NoLetter, answer_letter
from organisation.access import Permission, requires
from organisation.names import one_line

blueprint = Blueprint("hand_out", __name__)

#: After an answer; a case that was opened again still has the letter of the time before.
HAS_ANSWER = frozenset({CaseState.ANSWERED, CaseState.CLOSED, CaseState.REOPENED})
LONGEST_NUMBER = 20


@blueprint.get("/synpunkter/lamna-ut")
@requires(Permission.REGISTER_CASES)
def form() -> ResponseReturnValue:
    """Where a number is typed."""
    return render_template("feedback/answering/hand_out.html", given="", errors={})


@blueprint.post("/synpunkter/lamna-ut")
@requires(Permission.REGISTER_CASES)
def hand_out() -> ResponseReturnValue:
    """The letter to print. Whatever the reason is that there is none, the same sentence says so."""
    typed = one_line(request.form.get("number", ""))[:LONGEST_NUMBER]
    case = _find(typed)
    try:
        letter = answer_letter(session(), case, with_address=False) if case else None
    except NoLetter:
        letter = None
    if case is None or letter is None:
        errors = {"number": _("Det finns inget brev att lämna ut med det numret.")}
        page = render_template("feedback/answering/hand_out.html", given=typed, errors=errors)
        return page, 422
    by = Mover(frozenset({Actor.REGISTRAR}), viewer().own_id)
    note(session(), case, Action.HAND_OUT, by, clock().today(), round=len(case.rounds))
    return letter, pdf_headers(f"svar-{case.number}")


def _find(typed: str) -> Case | None:
    """A case of the own units that waits to be fetched here, and does not concern the person."""
    who = viewer()
    case = case_by_number(session(), written_number(typed), lock=True)
    if case is None or case.unit_id not in who.registers or case.state not in HAS_ANSWER:
        return None
    if case.answer_way != AnswerWay.RECEPTION or who.own_id in conflicts_of(session(), case):
        return None
    return case if latest_answer(case) else None


def written_number(typed: str) -> str:
    """A number as it is kept, 2026-0412, also when the dash is another sign or left out. Pure."""
    digits = "".join(str(int(one)) for one in typed if one.isdecimal())
    return f"{digits[:4]}-{digits[4:]}"
