"""The pages of themes: a list, a new one, another name, out of use and back."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from core.database import session
from core.errors import NotFound
from feedback.cases.models import Theme
from feedback.cases.ways import ways
from feedback.following.themes import (
    LONGEST_NAME,
    ThemeTaken,
    add_theme,
    list_themes,
    rename_theme,
    use_theme,
)
from organisation.access import Permission, requires
from organisation.acting import note
from organisation.names import one_line

blueprint = Blueprint("themes", __name__)

ONE = "/synpunkter/teman/<int(max=2147483647):theme_id>"


@blueprint.get("/synpunkter/teman")
@requires(Permission.MANAGE_FEEDBACK)
def themes() -> ResponseReturnValue:
    """Every theme, and the form of a new one."""
    return _list({}, {})


@blueprint.post("/synpunkter/teman")
@requires(Permission.MANAGE_FEEDBACK)
def add() -> ResponseReturnValue:
    """Add a theme."""
    name = _name()
    errors = _errors(name)
    if not errors:
        try:
            return _done("theme_added", add_theme(session(), name), _("Temat är sparat."))
        except ThemeTaken:
            errors = _taken()
    return _list({"name": name}, errors), 422


@blueprint.get(ONE)
@requires(Permission.MANAGE_FEEDBACK)
def theme(theme_id: int) -> ResponseReturnValue:
    """One theme."""
    found = _find(theme_id)
    return _one(found, {"name": found.name}, {})


@blueprint.post(ONE)
@requires(Permission.MANAGE_FEEDBACK)
def rename(theme_id: int) -> ResponseReturnValue:
    """Give it another name."""
    found, name = _find(theme_id), _name()
    errors = _errors(name)
    if not errors:
        try:
            rename_theme(session(), found, name)
            return _done("theme_renamed", found, _("Temat är sparat."))
        except ThemeTaken:
            errors = _taken()
    return _one(found, {"name": name}, errors), 422


@blueprint.post(f"{ONE}/anvand")
@requires(Permission.MANAGE_FEEDBACK)
def use(theme_id: int) -> ResponseReturnValue:
    """Take it out of use, or back."""
    found = _find(theme_id)
    retired = request.form.get("retired") == "1"
    use_theme(found, retired=retired)
    text = _("Temat går inte att välja längre.") if retired else _("Temat går att välja igen.")
    return _done("theme_retired" if retired else "theme_used", found, text)


def _find(theme_id: int) -> Theme:
    found = session().get(Theme, theme_id)
    if found is None:
        raise NotFound
    return found


def _name() -> str:
    return one_line(request.form.get("name", ""))


def _errors(name: str) -> dict[str, str]:
    if 0 < len(name) <= LONGEST_NAME:
        return {}
    return {"name": _("Skriv ett kort namn, högst 80 tecken.")}


def _taken() -> dict[str, str]:
    return {"name": _("Det temat finns redan. Är det ur bruk kan du ta det i bruk igen.")}


def _list(given: Mapping[str, str], errors: Mapping[str, str]) -> str:
    found = list_themes(session())
    used = [one for one in found if not one.retired]
    return render_template(
        "feedback/following/themes.html",
        ways=ways(),
        finding=ngettext("Ett tema att välja", "%(num)d teman att välja", len(used)),
        used=used,
        retired=[one for one in found if one.retired],
        given=given,
        errors=errors,
    )


def _one(found: Theme, given: Mapping[str, str], errors: Mapping[str, str]) -> str:
    return render_template("feedback/following/theme.html", theme=found, given=given, errors=errors)


def _done(action: str, found: Theme, text: str) -> ResponseReturnValue:
    note(action, "theme", found.id)
    flash(text, "done")
    return redirect(url_for(".themes"), 303)
