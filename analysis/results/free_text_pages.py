"""Reading people's own words inside the organisation, and striking out what names somebody."""

from math import ceil
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from analysis.results.free_text import Suspicion, Written, counted_words, matching, pieces
from analysis.results.free_text_reading import (
    TextQuestion,
    counted_waves,
    find_text,
    first_with_texts,
    log_striking,
    readable_texts,
    strike_out,
    text_questions,
)
from analysis.results.phrases import in_language
from analysis.results.survey_results import survey_title
from analysis.results.viewing import View, find_inside
from core.clock import clock
from core.codes import N_
from core.database import session
from core.errors import NotFound
from organisation.access import Permission, check, requires, signed_in, units_for

blueprint = Blueprint("free_text", __name__)

ONE_TEXT = "/resultat/<string:survey>/fritext/<string(length=32):reference>"
ON_A_PAGE = 50
LOOKS_LIKE = {
    Suspicion.PERSONAL_NUMBER: N_("Det ser ut att finnas ett personnummer här."),
    Suspicion.PHONE: N_("Det ser ut att finnas ett telefonnummer här."),
    Suspicion.EMAIL: N_("Det ser ut att finnas en e-postadress här."),
}


@blueprint.get("/resultat/<string:survey>/fritext")
@requires(Permission.READ_RESULTS)
def free_text(survey: str) -> ResponseReturnValue:
    """The answers to one question of one wave, to read and to search."""
    view = find_inside(survey)
    asked = _asked(view)
    texts = readable_texts(session(), asked, view.audience.limit) if asked else []
    return render_template(
        "analysis/free_text.html",
        view=view,
        asked=asked,
        choices=_choices(view),
        finding=_finding(len(texts)),
        title=in_language(survey_title(view.survey), str(get_locale())),
        counted=counted_words(texts),
        looks_like=LOOKS_LIKE,
        may_strike=view.unit.id in units_for(Permission.MANAGE_WAVES),
        **_part(texts, view, asked),
    )


@blueprint.get(ONE_TEXT)
@requires(Permission.MANAGE_WAVES)
def words(survey: str, reference: str) -> ResponseReturnValue:
    """One text word by word, to mark what is to go."""
    view, asked = _to_strike(survey)
    found = find_text(session(), asked, reference, view.audience.limit)
    return render_template(
        "analysis/free_text_words.html",
        view=view,
        back=_address(view, asked),
        pieces=pieces(found.text),
        suspicions=[_(LOOKS_LIKE[kind]) for kind in found.suspicions],
    )


@blueprint.post(ONE_TEXT)
@requires(Permission.MANAGE_WAVES)
def strike(survey: str, reference: str) -> ResponseReturnValue:
    """Strike out the marked words for good."""
    view, asked = _to_strike(survey)
    find_text(session(), asked, reference, view.audience.limit)
    marked = {int(number) for number in request.form.getlist("word") if number.isdecimal()}
    if not marked:
        flash(_("Inget är struket. Markera orden som ska bort."), "soon")
        return redirect(request.full_path.rstrip("?"), 303)
    strike_out(session(), view.survey, asked, reference, marked)
    staff = signed_in()
    if staff:
        log_striking(session(), staff.id, clock().now(), asked.wave)
    flash(_("Orden är strukna för gott."), "done")
    return redirect(_address(view, asked), 303)


def _to_strike(survey: str) -> tuple[View, TextQuestion]:
    """What is to be changed, by someone who may both read and manage in the unit."""
    view = find_inside(survey)
    check(Permission.MANAGE_WAVES, view.unit.id)
    asked = _asked(view)
    if asked is None:
        raise NotFound
    return view, asked


def _asked(view: View) -> TextQuestion | None:
    """The wave and question of the address; None when there is nothing to read. Raises NotFound."""
    waves = {wave.label: wave for wave in counted_waves(session(), view)}
    questions = text_questions(view.survey)
    wave = request.args.get("mattillfalle", next(iter(waves), ""))
    if not waves or not questions:
        return None
    if wave not in waves:
        raise NotFound
    secret = current_app.config["SECRET_KEY"]
    offered = [TextQuestion(waves[wave], code, secret) for code in questions]
    wanted = request.args.get("fraga")
    if wanted is None:
        return first_with_texts(session(), offered, view.audience.limit)
    for one in offered:
        if one.code == wanted:
            return one
    raise NotFound


def _choices(view: View) -> dict[str, list[tuple[str, str]]]:
    """What the filters offer: [(value, label)] by field."""
    language = str(get_locale())
    return {
        "mattillfalle": [(wave.label, wave.label) for wave in counted_waves(session(), view)],
        "fraga": [
            (code, in_language(text, language))
            for code, text in text_questions(view.survey).items()
        ],
    }


def _finding(written: int) -> str:
    if not written:
        return str(_("Egna ord"))
    return str(
        ngettext("%(num)s har skrivit med egna ord", "%(num)s har skrivit med egna ord", written)
    )


def _part(written: list[Written], view: View, asked: TextQuestion | None) -> dict[str, Any]:
    """One page of the texts with the searched words, and the address of each page."""
    searched = request.args.get("sok", "")[:100]
    found = matching(written, searched)
    last = max(1, ceil(len(found) / ON_A_PAGE))
    page = min(max(1, request.args.get("sida", 1, type=int)), last)

    def address(number: int) -> str:
        return _address(view, asked, sok=searched or None, sida=number)

    def words_address(reference: str) -> str:
        return _address(view, asked, "free_text.words", reference=reference)

    texts = found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    pages = {"page": page, "pages": last, "page_address": address, "words_address": words_address}
    return {"texts": texts, "found": len(found), "searched": searched, **pages}


def _address(
    view: View, asked: TextQuestion | None, endpoint: str = "free_text.free_text", **more: Any
) -> str:
    same: dict[str, Any] = {}
    if asked:
        same = {"mattillfalle": asked.wave.label, "fraga": asked.code}
    return url_for(endpoint, survey=view.survey.code, enhet=view.unit.code, **same, **more)
