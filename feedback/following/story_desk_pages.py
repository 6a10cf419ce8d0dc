"""Writing "Ni sa – vi gjorde": from what was said when cases were closed, or from nothing."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.clock import clock
from core.database import READING_METHODS, session
from core.errors import NotFound
from feedback.cases.access import viewer
from feedback.following.models import Story
from feedback.following.stories import (
    approve_story,
    change_story,
    hide_story,
    mark_of,
    suggestion,
    write_story,
)
from feedback.following.story_form import read_unit, read_words
from feedback.following.story_showing import list_page, story_page
from feedback.handling.saving import FormRefused
from organisation.access import Permission, check, requires, units_for
from organisation.acting import note, person
from organisation.differences import Typed

blueprint = Blueprint("story_desk", __name__)

LIST = "/synpunkter/ni-sa-vi-gjorde"
ONE = f"{LIST}/<int(max=2147483647):story_id>"


@blueprint.get(LIST)
@requires(Permission.READ_CASES)
def stories() -> ResponseReturnValue:
    """What is written; a form, with the sentences of the case that the address names."""
    fields = {}
    if number := request.args.get("forslag"):
        case = suggestion(session(), viewer(), number) if "\0" not in number else None
        if case is None:
            raise NotFound
        fields = {"unit": str(case.unit_id), "said": case.said or "", "did": case.did or ""}
    return list_page(Typed(fields))


@blueprint.post(LIST)
@requires(Permission.READ_CASES)
def write() -> ResponseReturnValue:
    """Keep a new one."""
    form, staff = request.form, person()
    try:
        unit, words = read_unit(form), read_words(form)
    except FormRefused as error:
        return list_page(Typed(form, error.errors)), 422
    found = write_story(session(), unit, words, staff.id, clock().today())
    return _done("story_written", found, _("Texten är sparad. En chef behöver godkänna den."))


@blueprint.get(ONE)
@requires(Permission.READ_CASES)
def story(story_id: int) -> ResponseReturnValue:
    """One, with what could be easier in its words."""
    return story_page(_find(story_id))


@blueprint.post(ONE)
@requires(Permission.READ_CASES)
def change(story_id: int) -> ResponseReturnValue:
    """Give it other words; they are to be approved again."""
    found, form = _find(story_id), request.form
    if form.get("mark") != mark_of(found):
        return story_page(found, Typed(form, behind=True)), 409
    try:
        words = read_words(form)
    except FormRefused as error:
        return story_page(found, Typed(form, error.errors)), 422
    change_story(found, words, person().id, clock().today())
    return _done("story_changed", found, _("Texten är sparad."))


@blueprint.post(f"{ONE}/godkann")
@requires(Permission.ANSWER_CASES)
def approve(story_id: int) -> ResponseReturnValue:
    """Show it to everyone."""
    found = _find(story_id)
    check(Permission.ANSWER_CASES, found.unit_id)
    if request.form.get("mark") != mark_of(found):
        return story_page(found, Typed(request.form, behind=True)), 409
    approve_story(found, person().id, clock().today())
    return _done("story_approved", found, _("Alla kan läsa texten nu."))


@blueprint.post(f"{ONE}/dolj")
@requires(Permission.READ_CASES)
def hide(story_id: int) -> ResponseReturnValue:
    """Show it no more."""
    found = _find(story_id)
    hide_story(found)
    return _done("story_hidden", found, _("Texten visas inte längre."))


@blueprint.post(f"{ONE}/ta-bort")
@requires(Permission.READ_CASES)
def delete(story_id: int) -> ResponseReturnValue:
    """Keep it no longer."""
    found = _find(story_id)
    session().delete(found)
    return _done("story_deleted", found, _("Texten är borttagen."), there=url_for(".stories"))


def _find(story_id: int) -> Story:
    """Locked by a form until its end. Raises NotFound outside the person's units."""
    lock = request.method not in READING_METHODS
    found = session().get(Story, story_id, with_for_update=lock or None)
    if found is None or found.unit_id not in units_for(Permission.READ_CASES):
        raise NotFound
    return found


def _done(action: str, found: Story, text: str, there: str = "") -> ResponseReturnValue:
    note(action, "story", found.id)
    flash(text, "done")
    return redirect(there or url_for(".story", story_id=found.id), 303)
