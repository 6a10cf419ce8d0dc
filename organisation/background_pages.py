"""The page of a piece of long work: how far it has come, then what came of it."""

from flask import Blueprint, make_response, redirect, render_template, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.background import KINDS, Work, WorkState, progress, work_folder
from core.database import session
from core.errors import NotFound
from organisation.access import Permission, may, requires, signed_in

blueprint = Blueprint("background", __name__)

ONE_WORK = "/arbete/<string(length=32):key>"
UNDER_WAY = (WorkState.WAITING.value, WorkState.RUNNING.value)
FILE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}
#: The page loads itself again so often.
SECONDS = 2


@blueprint.get(ONE_WORK)
@requires(Permission.OWN_ACCOUNT)
def work(key: str) -> ResponseReturnValue:
    """How far it has come; leads on when it is done and there is somewhere to go."""
    found = _find(key)
    outcome = found.outcome or {}
    if found.state == WorkState.DONE.value and "next" in outcome:
        return redirect(outcome["next"], 303)
    done, total = progress(found)
    page = render_template(
        "organisation/work.html",
        work=found,
        title=_(KINDS[found.kind].title),
        outcome=outcome,
        done=done,
        total=total,
    )
    response = make_response(page)
    if found.state in UNDER_WAY:
        response.headers["Refresh"] = str(SECONDS)
    return response


@blueprint.get(f"{ONE_WORK}/fil")
@requires(Permission.OWN_ACCOUNT)
def file(key: str) -> ResponseReturnValue:
    """The file that the work made."""
    found = _find(key)
    outcome = found.outcome or {}
    path = work_folder(found.key) / outcome.get("file", "")
    if found.state != WorkState.DONE.value or not path.is_file():
        raise NotFound
    response = send_file(path, as_attachment=True, download_name=outcome.get("download_name"))
    response.headers.update(FILE_HEADERS)
    return response


def _find(key: str) -> Work:
    """The work. Raises NotFound for anybody but the person who started it and still may."""
    staff = signed_in()
    try:
        found = session().get(Work, bytes.fromhex(key))
    except ValueError:
        found = None
    if found is None or staff is None or found.staff_id != staff.id:
        raise NotFound
    if not may(staff, Permission(KINDS[found.kind].permission)):
        raise NotFound
    return found
