"""The page of a case's answer: writing and sending it, having it read, letters, closing the case.

The door is open for everybody who registers cases; feedback.cases.sight says what they see.
"""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.clock import clock
from core.database import own_transaction, session
from core.documents import pdf_headers
from core.errors import NotAllowed
from feedback.cases.access import find_case, mover, viewer
from feedback.cases.events import audit
from feedback.cases.models import Case
from feedback.handling.answer_form import KEPT
from feedback.handling.answer_view import CHECK, AnswerPage
from feedback.handling.answering import ACTIONS, save
from feedback.handling.case_view import CaseView
from feedback.handling.closing import KEPT as KEPT_AT_CLOSING
from feedback.handling.closing import close_case
from feedback.handling.drafts import is_to_read, mark_read
from feedback.handling.letters import answer_letter
from feedback.handling.saving import Saving, Shown
from feedback.handling.saving import save as save_form
from organisation.access import Permission, requires

blueprint = Blueprint("answering", __name__)

ONE_ANSWER = "/synpunkter/<string:number>/svar"
#: Two texts of the longest kind, in letters that take most room in a form.
BODY_LIMIT = 256 * 1024


@blueprint.before_request
def take_long_texts() -> None:
    """An answer in two languages may be longer than other forms."""
    if request.endpoint == "answering.write":
        request.max_content_length = BODY_LIMIT


@blueprint.get(ONE_ANSWER)
@requires(Permission.REGISTER_CASES)
def answer(number: str) -> ResponseReturnValue:
    """The draft to write on, or the answer as it was sent; `granska` shows the language check."""
    return page(find_case(number), Shown())


@blueprint.post(ONE_ANSWER)
@requires(Permission.REGISTER_CASES)
def write(number: str) -> ResponseReturnValue:
    """Keep the draft and do what the button says: check, put in a phrase, ask, add, send."""
    button = request.form.get("action", "")
    there = url_for("answering.answer", number=number)
    if button == "check":
        there = f"{there}?{CHECK}=1#granskning"
    return save_form(number, ACTIONS.get(button, save), page, KEPT, there=there)


@blueprint.post(f"{ONE_ANSWER}/last")
@requires(Permission.REGISTER_CASES)
def read(number: str) -> ResponseReturnValue:
    """The colleague who was asked has read the draft."""
    return save_form(number, _read, page, there=url_for("answering.answer", number=number))


@blueprint.post("/synpunkter/<string:number>/avsluta")
@requires(Permission.REGISTER_CASES)
def close(number: str) -> ResponseReturnValue:
    """Say how it ended."""
    return save_form(number, close_case, page, KEPT_AT_CLOSING)


@blueprint.get("/synpunkter/<string:number>/brev.pdf")
@requires(Permission.REGISTER_CASES)
def letter(number: str) -> ResponseReturnValue:
    """The answer to fetch in the reception: the number, no name and no address."""
    case = find_case(number)
    made = answer_letter(session(), case, with_address=False)
    return made, pdf_headers(f"svar-{case.number}")


@blueprint.get("/synpunkter/<string:number>/brev-hem.pdf")
@requires(Permission.REGISTER_CASES)
def letter_home(number: str) -> ResponseReturnValue:
    """The answer in a window envelope; the log says who has seen the address."""
    case = find_case(number)
    made = answer_letter(session(), case, with_address=True)
    with own_transaction() as own:
        audit(own, viewer().own_id, "contact_seen", case)
    return made, pdf_headers(f"svar-{case.number}-hem")


def page(case: Case, shown: Shown) -> str:
    """The page with what was typed, each error at its field, and what others did meanwhile."""
    view = CaseView(case, mover(case), shown, clock().today())
    if not view.handles:
        raise NotAllowed
    return render_template(
        "feedback/answering/answer.html", view=view, page=AnswerPage(view), errors=view.shown.errors
    )


def _read(saving: Saving) -> str:
    if not is_to_read(saving.case, saving.by.staff_id or 0):
        raise NotAllowed
    mark_read(session(), saving.case, saving.by, saving.today)
    return str(_("Tack. Nu syns det att du har läst utkastet."))
