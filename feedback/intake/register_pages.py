"""Staff write down what somebody says: the form, drafts, the page with the number and the code."""

from http import HTTPStatus

from flask import Blueprint, Flask, flash, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.clock import clock
from core.codes import N_
from core.database import session
from core.documents import pdf_headers
from core.errors import NotFound
from core.visits import KEY, key_or_new
from feedback.cases.access import find_case, viewer
from feedback.cases.codes import make_code, new_code, normal
from feedback.cases.kinds import Kind
from feedback.cases.models import Case
from feedback.cases.receiving import SerialTaken
from feedback.cases.states import CaseState
from feedback.intake.attachments import (
    BODY_LIMIT,
    MOST_FILES,
    AttachmentRefused,
    Refusal,
    read_attachments,
)
from feedback.intake.models import PaperForm
from feedback.intake.register_form import (
    CHANNELS,
    USED_SERIAL,
    Registration,
    read_registration,
    shown_again,
)
from feedback.intake.register_showing import done_page, form_page, known_of
from feedback.intake.registering import (
    Sent,
    Writing,
    fields_of_draft,
    find_form,
    forget_draft,
    number_of_files,
    register,
    write_draft,
)
from feedback.intake.slips import slip
from organisation.access import Permission, early_sender, requires
from organisation.passwords import hasher
from organisation.start_page import MenuItem, register_menu

blueprint = Blueprint("register", __name__)

NEW = "/synpunkter/ny"
ONE_DRAFT = "/synpunkter/utkast/<string(length=32):key>"


def init_register_pages(app: Flask) -> None:
    """Put the form in the main menu; called at start-up."""
    register_menu(app, MenuItem("register.form", N_("Registrera"), Permission.REGISTER_CASES))


@blueprint.before_request
def prepare() -> None:
    """Make the files anew and the code slow before the database, which others wait for."""
    if request.endpoint != "register.save":
        return
    request.max_content_length = BODY_LIMIT
    if early_sender(Permission.REGISTER_CASES) is None:
        return
    g.code = normal(request.form.get("code", "")) or new_code()
    g.stored_code = make_code(g.code)
    try:
        g.files = read_attachments(request.files.getlist("files"))
    except AttachmentRefused as refused:
        g.files, g.files_refused = [], refused.reason


@blueprint.get(NEW)
@requires(Permission.REGISTER_CASES)
def form() -> ResponseReturnValue:
    """The empty form; `kanal` is the channel that was used last."""
    channel = request.args.get("kanal", "")
    given = {"channel": channel} if channel in list(CHANNELS) else {}
    return form_page(given, key=key_or_new(None), code=new_code())


@blueprint.post(NEW)
@requires(Permission.REGISTER_CASES)
def save() -> ResponseReturnValue:
    """Register what was written, or keep it as a draft."""
    by = Writing(viewer().own_id, clock().today())
    sent = Sent(bytes.fromhex(key_or_new(request.form.get("key"))), g.stored_code, g.files)
    stored = _stored(sent.key)
    if stored and stored.state != CaseState.DRAFT.value:
        return done_page(stored, g.code if _is_code_of(stored, g.code) else None)
    draft = request.form.get("do") == "draft"
    registration, errors = read_registration(request.form, known_of(stored), draft=draft)
    errors |= _wrong_files(sent)
    serial = registration.serial if registration else None
    printed, wrong = find_form(session(), serial, sent.key)
    errors |= {"serial": wrong} if wrong else {}
    if registration is None or errors:
        return _again(sent.key, errors, stored)
    try:
        return _kept(registration, printed, sent, by, draft=draft)
    except SerialTaken:
        return _again(sent.key, {"serial": USED_SERIAL}, stored)


@blueprint.get(ONE_DRAFT)
@requires(Permission.REGISTER_CASES)
def draft(key: str) -> ResponseReturnValue:
    """What one has begun to write, to go on with."""
    case = _draft(key)
    return form_page(fields_of_draft(session(), case), key=key, code=new_code(), stored=case)


@blueprint.post(f"{ONE_DRAFT}/ta-bort")
@requires(Permission.REGISTER_CASES)
def remove_draft(key: str) -> ResponseReturnValue:
    """Throw a draft away."""
    forget_draft(session(), _draft(key))
    flash(_("Utkastet är borta."), "done")
    return redirect(url_for("own_cases.overview"), 303)


@blueprint.post(f"{NEW}/lapp")
@requires(Permission.REGISTER_CASES)
def slip_of_code() -> ResponseReturnValue:
    """The slip with a code that was just given; the server has kept only its hash."""
    case = find_case(request.form.get("number", ""))
    code = normal(request.form.get("code", ""))
    if case.registered_by != viewer().own_id or code is None or not _is_code_of(case, code):
        raise NotFound
    number = case.number or ""
    document = slip(number, code, case.rounds[0].last_day, case.language)
    return make_response(document, pdf_headers(f"kod-{number}"))


def _kept(
    registration: Registration, printed: PaperForm | None, sent: Sent, by: Writing, *, draft: bool
) -> ResponseReturnValue:
    if draft:
        write_draft(session(), registration, printed, sent, by)
        flash(_("Utkastet är sparat. Bara du ser det."), "done")
        return redirect(url_for("own_cases.overview"), 303)
    case = register(session(), registration, printed, sent, by)
    has_code = printed is None and case.kind != Kind.DEVIATION.value
    return done_page(case, g.code if has_code else None)


def _again(key: bytes, errors: dict[str, str], stored: Case | None) -> ResponseReturnValue:
    given = shown_again(request.form)
    page = form_page(given, errors, key=key.hex(), code=g.code, stored=stored)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def _wrong_files(sent: Sent) -> dict[str, str]:
    if "files_refused" in g:
        return {"files": g.files_refused.value}
    if sent.files and len(sent.files) + number_of_files(session(), sent.key) > MOST_FILES:
        return {"files": Refusal.TOO_MANY.value}
    return {}


def _stored(key: bytes) -> Case | None:
    """What was stored by this form before. Raises NotFound when another did."""
    case = session().get(Case, key)
    if case and case.registered_by != viewer().own_id:
        raise NotFound
    return case


def _draft(key: str) -> Case:
    case = _stored(bytes.fromhex(key)) if KEY.fullmatch(key) else None
    if case is None or case.state != CaseState.DRAFT.value:
        raise NotFound
    return case


def _is_code_of(case: Case, code: str) -> bool:
    return case.code_hash is not None and hasher().verify(case.code_hash, code)
