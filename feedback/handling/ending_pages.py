"""How a case ends without an answer, is kept, or begins anew."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.codes import N_
from core.database import session
from feedback.cases import moving
from feedback.cases.answering import reopen
from feedback.cases.kinds import TextKind
from feedback.cases.texts import add_text
from feedback.handling.case_forms import Reader
from feedback.handling.case_page import case_page
from feedback.handling.case_pages import ONE_CASE
from feedback.handling.saving import Kept, Saving, save
from organisation.access import Permission, requires

blueprint = Blueprint("case_endings", __name__)

LONGEST_REASON, LONGEST_NAME = 300, 200
HAND_OVER = {
    "hand_over_to": Kept(N_("Vilken myndighet"), lambda case: case.handed_over_to or ""),
    "hand_over_text": Kept(N_("Till avsändaren")),
    "hand_over_text_own": Kept(N_("Till avsändaren, på deras språk")),
}
VOID = {"void_reason": Kept(N_("Varför den ska strykas"), lambda case: case.void_reason or "")}
HOLD = {"hold_reason": Kept(N_("Varför den ska bevaras"), lambda case: case.hold_reason or "")}


@blueprint.post(f"{ONE_CASE}/lamna-over")
@requires(Permission.REGISTER_CASES)
def hand_over(number: str) -> ResponseReturnValue:
    """Another authority is to answer; the sender is told."""
    return save(number, _hand_over, case_page, HAND_OVER)


@blueprint.post(f"{ONE_CASE}/stryk")
@requires(Permission.REGISTER_CASES)
def ask_void(number: str) -> ResponseReturnValue:
    """Ask for it to be voided."""
    return save(number, _ask_void, case_page, VOID)


@blueprint.post(f"{ONE_CASE}/stryk/ja")
@requires(Permission.REGISTER_CASES)
def confirm_void(number: str) -> ResponseReturnValue:
    """Void what another has asked for."""
    return save(number, _confirm_void, case_page)


@blueprint.post(f"{ONE_CASE}/stryk/nej")
@requires(Permission.REGISTER_CASES)
def refuse_void(number: str) -> ResponseReturnValue:
    """Keep it after all."""
    return save(number, _refuse_void, case_page)


@blueprint.post(f"{ONE_CASE}/bevara")
@requires(Permission.REGISTER_CASES)
def hold(number: str) -> ResponseReturnValue:
    """Keep it from being anonymised."""
    return save(number, _hold, case_page, HOLD)


@blueprint.post(f"{ONE_CASE}/bevara/sluta")
@requires(Permission.REGISTER_CASES)
def release(number: str) -> ResponseReturnValue:
    """Let it be anonymised in its time."""
    return save(number, _release, case_page)


@blueprint.post(f"{ONE_CASE}/oppna-igen")
@requires(Permission.REGISTER_CASES)
def open_again(number: str) -> ResponseReturnValue:
    """Promise a new answer."""
    return save(number, _reopen, case_page, {"reopen_note": Kept(N_("Varför den öppnas igen"))})


def _hand_over(saving: Saving) -> str:
    case, reader = saving.case, Reader(saving.form)
    to = reader.line("hand_over_to", LONGEST_NAME, needed=_("Skriv vilken myndighet."))
    texts = reader.texts("hand_over_text", case)
    reader.done()
    moving.hand_over(session(), case, saving.by, saving.today, to=to)
    for language, text in texts.items():
        if text:
            staff_id = saving.by.staff_id
            add_text(
                session(), case, TextKind.TOLD, text, language, day=saving.today, staff_id=staff_id
            )
    return str(_("Synpunkten är lämnad över. Avsändaren ser det med sin kod."))


def _ask_void(saving: Saving) -> str:
    reader = Reader(saving.form)
    reason = reader.line("void_reason", LONGEST_REASON, needed=_("Skriv varför."))
    reader.done()
    moving.ask_void(session(), saving.case, saving.by, saving.today, reason=reason)
    return str(_("En annan person måste också säga ja."))


def _confirm_void(saving: Saving) -> str:
    moving.confirm_void(session(), saving.case, saving.by, saving.today)
    return str(_("Synpunkten är struken och räknas inte."))


def _refuse_void(saving: Saving) -> str:
    moving.refuse_void(session(), saving.case, saving.by, saving.today)
    return str(_("Synpunkten är kvar."))


def _hold(saving: Saving) -> str:
    reader = Reader(saving.form)
    reason = reader.line("hold_reason", LONGEST_REASON, needed=_("Skriv varför."))
    reader.done()
    moving.hold(session(), saving.case, saving.by, saving.today, reason=reason)
    return str(_("Synpunkten bevaras."))


def _release(saving: Saving) -> str:
    moving.release(session(), saving.case, saving.by, saving.today)
    return str(_("Synpunkten kan gallras när tiden kommer."))


def _reopen(saving: Saving) -> str:
    reader = Reader(saving.form)
    text = reader.text("reopen_note")
    reader.done()
    reopen(session(), saving.case, saving.by, saving.today, text=text)
    return str(_("Synpunkten är öppen igen. Svara inom två veckor."))
