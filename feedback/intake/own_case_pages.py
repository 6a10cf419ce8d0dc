"""What one has registered oneself: drafts, and cases until somebody is assigned to them."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.clock import clock
from core.codes import N_
from core.database import session
from core.errors import NotFound
from feedback.cases.access import find_case, mover, viewer
from feedback.cases.events import Action, note
from feedback.cases.kinds import Channel, Kind, TextKind
from feedback.cases.models import Case, CaseText
from feedback.cases.names import CHANNEL_NAMES, KIND_NAMES
from feedback.cases.sight import WRITERS_STATES
from feedback.cases.states import CaseState
from feedback.cases.texts import add_text, change_text
from feedback.intake.personal_numbers import find_personal_numbers
from feedback.intake.register_form import PERSONAL_NUMBER
from feedback.intake.register_showing import in_words
from feedback.intake.registering import written_by
from feedback.intake.view_form import LONGEST_TEXT, TOO_LONG_TEXT
from organisation.access import Permission, requires
from organisation.names import running_text

blueprint = Blueprint("own_cases", __name__)

LIST = "/synpunkter/mina"
ONE_CASE = f"{LIST}/<string:number>"
#: 64 kB of Arabic letters, as a browser writes them in a form.
BODY_LIMIT = 500_000
#: In the eyes of who wrote it down; to the others what is received is not registered yet.
STATES = {
    CaseState.DRAFT: N_("Utkast"),
    CaseState.RECEIVED: N_("Väntar på utredaren"),
    CaseState.REGISTERED: N_("Utredaren har läst den"),
}
CHANGED = N_("Någon har ändrat synpunkten. Läs den en gång till och spara sedan.")


@blueprint.get(LIST)
@requires(Permission.REGISTER_CASES)
def overview() -> ResponseReturnValue:
    """Everything of one's own, drafts first."""
    found = written_by(session(), viewer())
    drafts = [case for case in found if case.number is None]
    cases = [case for case in found if case.number]
    return render_template(
        "feedback/intake/own_cases.html",
        drafts=[_row(case) for case in drafts],
        cases=[_row(case) for case in cases],
    )


@blueprint.get(ONE_CASE)
@requires(Permission.REGISTER_CASES)
def own_case(number: str) -> ResponseReturnValue:
    """One case that one has registered; its text can be put right until it is triaged."""
    return _page(_own(number))


@blueprint.post(ONE_CASE)
@requires(Permission.REGISTER_CASES)
def correct(number: str) -> ResponseReturnValue:
    """Put the text right."""
    request.max_content_length = BODY_LIMIT
    case, text = _own(number), running_text(request.form.get("text", ""))
    if case.state != CaseState.RECEIVED.value:
        raise NotFound
    error = _wrong(case, text)
    if error:
        return _page(case, text, error), HTTPStatus.UNPROCESSABLE_ENTITY
    said = _said(case)
    if said:
        change_text(session(), case, said, text)
    else:
        add_text(session(), case, TextKind.SAID, text, case.language, day=clock().today())
    note(session(), case, Action.CHANGE_FACTS, mover(case), clock().today())
    flash(_("Texten är ändrad."), "done")
    return redirect(url_for("own_cases.own_case", number=number), 303)


def _own(number: str) -> Case:
    """What the person registered and may still see as its writer. Raises NotFound."""
    case = find_case(number)
    if case.registered_by != viewer().own_id or CaseState(case.state) not in WRITERS_STATES:
        raise NotFound
    return case


def _wrong(case: Case, text: str) -> str:
    if request.form.get("revision") != str(case.revision):
        return CHANGED
    if len(text.encode()) > LONGEST_TEXT:
        return TOO_LONG_TEXT
    if find_personal_numbers(text) and request.form.get("number_stays") != "yes":
        return PERSONAL_NUMBER
    return ""


def _said(case: Case) -> CaseText | None:
    return next((text for text in case.texts if text.kind == TextKind.SAID.value), None)


def _page(case: Case, typed: str | None = None, error: str = "") -> str:
    said = _said(case)
    return render_template(
        "feedback/intake/own_case.html",
        case=case,
        text=said.text if said else "",
        typed=typed,
        errors={"text": _(error)} if error else {},
        asks_for_number=error == PERSONAL_NUMBER,
        can_correct=case.state == CaseState.RECEIVED.value,
        **_names(case),
    )


def _names(case: Case) -> dict[str, str | None]:
    last_day = case.rounds[0].last_day if case.rounds else None
    return {
        "kind": _(KIND_NAMES[Kind(case.kind)]),
        "channel": _(CHANNEL_NAMES[Channel(case.channel)]),
        "state": _(STATES[CaseState(case.state)]),
        "unit": case.unit.name if case.unit else _("Vet inte"),
        "received": in_words(case.received),
        "last_day": in_words(last_day) if last_day else None,
    }


def _row(case: Case) -> list[object]:
    names = _names(case)
    facts = [names[name] for name in ("unit", "channel", "received")]
    if case.number is None:
        href = url_for("register.draft", key=case.key.hex())
        return [{"text": names["kind"], "href": href}, *facts]
    href = url_for("own_cases.own_case", number=case.number)
    return [{"text": case.number, "href": href}, names["kind"], *facts, names["state"]]
