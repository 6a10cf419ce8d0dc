"""What is done to a case on its way to an answer, beside triage: one form, one verb each."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.codes import N_
from core.database import session
from feedback.cases.access import case_by_number, sight_of, viewer
from feedback.cases.answering import AnswerProblem, AnswerRefused, new_day, note_failed_try
from feedback.cases.changing import ACTS, BadReceivedDay, change_received, link
from feedback.cases.events import Action, note
from feedback.cases.models import Case
from feedback.cases.moving import read
from feedback.cases.sight import Sight
from feedback.cases.texts import keep_words
from feedback.handling.case_forms import Reader
from feedback.handling.case_page import case_page
from feedback.handling.case_pages import ONE_CASE
from feedback.handling.possible import OWN_ACTS
from feedback.handling.saving import FormRefused, Kept, Saving, save
from organisation.access import Permission, requires

blueprint = Blueprint("case_actions", __name__)

LONGEST_REASON, LONGEST_DIARY_NUMBER = 300, 60
INTERIM = {
    "new_day_text": Kept(N_("Besked om ny dag")),
    "new_day_text_own": Kept(N_("Besked om ny dag på avsändarens språk")),
}
RECEIVED = {
    "received": Kept(N_("Kom in"), lambda case: case.received.isoformat()),
    "received_reason": Kept(
        N_("Varför dagen är ändrad"), lambda case: case.rounds[-1].received_reason or ""
    ),
}
DIARY = {"diary_number": Kept(N_("Diarienummer"), lambda case: case.diary_number or "")}


@blueprint.post(f"{ONE_CASE}/las")
@requires(Permission.REGISTER_CASES)
def mark_read(number: str) -> ResponseReturnValue:
    """The manager has read it."""
    return save(number, _read, case_page)


@blueprint.post(f"{ONE_CASE}/ny-dag")
@requires(Permission.REGISTER_CASES)
def tell_new_day(number: str) -> ResponseReturnValue:
    """Tell the sender of a later day, and why."""
    return save(number, _new_day, case_page, INTERIM)


@blueprint.post(f"{ONE_CASE}/forsok")
@requires(Permission.REGISTER_CASES)
def failed_try(number: str) -> ResponseReturnValue:
    """The sender could not be reached."""
    return save(number, _failed_try, case_page)


@blueprint.post(f"{ONE_CASE}/koppla")
@requires(Permission.REGISTER_CASES)
def link_other(number: str) -> ResponseReturnValue:
    """Say that another case is about the same thing."""
    return save(number, _link, case_page, {"other_number": Kept(N_("Den andra synpunkten"))})


@blueprint.post(f"{ONE_CASE}/diarienummer")
@requires(Permission.REGISTER_CASES)
def diary_number(number: str) -> ResponseReturnValue:
    """Write down its number in the register of the city."""
    return save(number, _diary_number, case_page, DIARY)


@blueprint.post(f"{ONE_CASE}/kom-in")
@requires(Permission.REGISTER_CASES)
def received_day(number: str) -> ResponseReturnValue:
    """Put the day right that it came in."""
    actors = ACTS[Action.CHANGE_RECEIVED].actors
    return save(number, _change_received, case_page, RECEIVED, actors)


def _read(saving: Saving) -> str:
    read(session(), saving.case, saving.by, saving.today)
    return str(_("Du har läst. Nu kan du skriva svaret."))


def _new_day(saving: Saving) -> str:
    reader = Reader(saving.form)
    day = reader.day("new_day")
    texts = reader.texts("new_day_text", saving.case, needed=_("Skriv varför det dröjer."))
    reader.done()
    try:
        new_day(session(), saving.case, saving.by, saving.today, day=day, texts=texts)
    except AnswerRefused as error:
        if error.problem is not AnswerProblem.NOT_A_LATER_DAY:
            raise
        raise FormRefused({"new_day": _("Välj en dag efter sista dagen för svaret.")}) from None
    return str(_("Avsändaren kan läsa beskedet med sin kod."))


def _failed_try(saving: Saving) -> str:
    note_failed_try(session(), saving.case, saving.by, saving.today)
    return str(_("Försöket är noterat."))


def _link(saving: Saving) -> str:
    reader = Reader(saving.form)
    number = reader.line("other_number", 12)
    other = _other(number)
    if other is None or other.key == saving.case.key:
        raise FormRefused({"other_number": _("Det finns ingen annan synpunkt med det numret.")})
    link(session(), saving.case, saving.by, saving.today, other=other)
    return str(_("Synpunkterna är ihopkopplade."))


def _other(number: str) -> Case | None:
    """The other case, when the person sees it in full."""
    found = case_by_number(session(), number, lock=True)
    if found is None or sight_of(session(), viewer(), found) is not Sight.FULL:
        return None
    return found


def _diary_number(saving: Saving) -> str:
    case = saving.case
    acting = OWN_ACTS["diary_number"].check(case, saving.by.actors)
    reader = Reader(saving.form)
    case.diary_number = reader.line("diary_number", LONGEST_DIARY_NUMBER) or None
    reader.done()
    keep_words(session(), case)
    fields = ["diary_number"]
    note(session(), case, Action.CHANGE_FACTS, saving.by, saving.today, acting, fields=fields)
    return str(_("Diarienumret är sparat."))


def _change_received(saving: Saving) -> str:
    reader = Reader(saving.form)
    day = reader.day("received")
    reason = reader.line("received_reason", LONGEST_REASON, needed=_("Skriv varför."))
    reader.done()
    try:
        change_received(session(), saving.case, saving.by, saving.today, day=day, reason=reason)
    except BadReceivedDay:
        raise FormRefused({"received": _("Dagen har inte varit än.")}) from None
    return str(_("Dagen är ändrad. Sista dagen är räknad på nytt."))
