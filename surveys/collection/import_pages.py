"""The pages where staff read in answers that were given elsewhere."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from core.background import Work, WorkState, new_work, start, work_folder
from core.clock import clock
from core.codes import MODE_NAMES, N_, Mode
from core.database import reader, session
from core.errors import NotFound
from core.tables import MOST_BYTES
from organisation.access import COOKIE, Permission, requires, signed_in, units_for
from organisation.models import Unit
from organisation.sessions import find_session
from surveys.collection.answer_import_mapping import AnswerMapping, read_mapping
from surveys.collection.answer_import_work import (
    CHECK,
    DATA,
    NO_UNIT,
    STORE,
    keep_mapping,
    read_report,
)
from surveys.questionnaires.builtin_choices import GENDER
from surveys.questionnaires.problems import QuestionnaireError

blueprint = Blueprint("answer_import", __name__)

IMPORT = "/mattillfallen/import"
ONE_IMPORT = f"{IMPORT}/<string(length=32):key>"
#: The data, and some room for the mapping and the form around them.
BODY_LIMIT = MOST_BYTES + 2_000_000
MOST_MAPPING = 1_000_000

CHOOSE_DATA = N_("Välj filen med svaren.")
CHOOSE_MAPPING = N_("Välj mappningsfilen.")
NOT_UTF8 = N_("Mappningen ska vara sparad som UTF-8.")
PUBLISH_FIRST = N_(
    "Publicera enkäten först. Skriv sedan survey: i mappningen i stället för questionnaire:."
)
TOO_LONG = N_("Mappningen är större än 1 MB. Ta bort det som inte behövs och välj den igen.")


@blueprint.before_request
def receive_large_files() -> None:
    """Let those who are signed in send large files, before the database waits for them.

    The body is read here: a request that writes holds SQLite's lock from its first look at the
    database, and nobody who answers may wait for an upload.
    """
    if request.endpoint == "answer_import.upload" and _has_session():
        request.max_content_length = BODY_LIMIT
        request.files.get(DATA)


@blueprint.get(IMPORT)
@requires(Permission.IMPORT_ANSWERS)
def form() -> ResponseReturnValue:
    """Choose the data and the mapping."""
    return _form_page({})


@blueprint.post(IMPORT)
@requires(Permission.IMPORT_ANSWERS)
def upload() -> ResponseReturnValue:
    """Keep the files and let them be checked."""
    data, sent = request.files.get(DATA), request.files.get("mapping")
    errors, text, unit = _faults(data, sent)
    if errors or data is None:
        return _form_page(errors), 422
    key = new_work()
    _save(data, key)
    keep_mapping(work_folder(key), text)
    staff = signed_in()
    asked = {"back": url_for(".form"), "next": url_for(".preview", key=key.hex()), "unit": unit}
    start(session(), CHECK, asked, staff.id if staff else None, clock().now(), key)
    return redirect(url_for("background.work", key=key.hex()), 303)


@blueprint.get(ONE_IMPORT)
@requires(Permission.IMPORT_ANSWERS)
def preview(key: str) -> ResponseReturnValue:
    """What was found: what will be stored, or what to put right first."""
    found = read_report(_checked(key).key)
    return render_template(
        "surveys/answers/import_preview.html",
        key=key,
        found=found,
        new=sum(wave["new"] for wave in found.get("waves", ())),
        first=[_in_words(row, found["items"]) for row in found.get("first", ())],
        mode_names={mode.value: _(name) for mode, name in MODE_NAMES.items()},
    )


@blueprint.post(ONE_IMPORT)
@requires(Permission.IMPORT_ANSWERS)
def store(key: str) -> ResponseReturnValue:
    """Store what was checked."""
    checked, staff = _checked(key), signed_in()
    if not (work_folder(checked.key) / DATA).is_file():
        raise NotFound
    asked = {"source": key, "back": url_for("waves.overview")}
    started = start(session(), STORE, asked, staff.id if staff else None, clock().now())
    return redirect(url_for("background.work", key=started.hex()), 303)


def _has_session() -> bool:
    with Session(reader()) as looking:
        token = request.cookies.get(COOKIE, "")
        return bool(token) and find_session(looking, token, clock().now()) is not None


def _form_page(errors: Mapping[str, str]) -> str:
    return render_template(
        "surveys/answers/import_form.html", errors=errors, most=MOST_BYTES // 1_000_000
    )


def _faults(data: FileStorage | None, sent: FileStorage | None) -> tuple[dict[str, str], str, str]:
    """What is wrong, by field, the text of the mapping, and the code of its unit."""
    errors: dict[str, str] = {}
    text = unit = ""
    if data is None or not data.filename:
        errors[DATA] = _(CHOOSE_DATA)
    if sent is None or not sent.filename:
        errors["mapping"] = _(CHOOSE_MAPPING)
        return errors, text, unit
    content = sent.read(MOST_MAPPING + 1)
    if len(content) > MOST_MAPPING:
        errors["mapping"] = _(TOO_LONG)
        return errors, text, unit
    try:
        text = content.decode("utf-8-sig")
        mapping = read_mapping(text, sent.filename)
    except UnicodeDecodeError:
        errors["mapping"] = _(NOT_UTF8)
    except QuestionnaireError as error:
        errors["mapping"] = " ".join(str(problem) for problem in error.problems[:5])
    else:
        errors |= _fault_of(mapping)
        unit = mapping.unit.code
    return errors, text, unit


def _fault_of(mapping: AnswerMapping) -> dict[str, str]:
    if mapping.questionnaire is not None:
        return {"mapping": _(PUBLISH_FIRST)}
    if not _is_mine(mapping.unit.code):
        return {"mapping": _(NO_UNIT, unit=mapping.unit.code)}
    return {}


def _is_mine(code: str) -> bool:
    """Whether the person may import into the unit now."""
    unit = session().scalar(select(Unit.id).filter_by(code=code))
    return unit in units_for(Permission.IMPORT_ANSWERS)


def _save(data: FileStorage, key: bytes) -> None:
    path = work_folder(key) / DATA
    path.touch(mode=0o600)
    data.save(path)


def _checked(key: str) -> Work:
    """The checking that the person started, of a unit that is theirs. Raises NotFound for any other."""
    staff = signed_in()
    try:
        found = session().get(Work, bytes.fromhex(key))
    except ValueError:
        found = None
    mine = found is not None and staff is not None and found.staff_id == staff.id
    if found is None or not mine or (found.kind, found.state) != (CHECK, WorkState.DONE.value):
        raise NotFound
    if not _is_mine(found.request.get("unit", "")):
        raise NotFound
    return found


def _in_words(row: dict[str, Any], items: list[str]) -> dict[str, Any]:
    genders = {choice.code: choice.label["sv"] for choice in GENDER}
    answers = zip(items, row["codes"], strict=True)
    return {
        **row,
        "mode": _(MODE_NAMES[Mode(row["mode"])]),
        "gender": _(genders.get(row["gender"], "")) or "–",
        "answers": ", ".join(f"{item} {code if code >= 0 else '–'}" for item, code in answers),
    }
