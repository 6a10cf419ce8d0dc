"""The page of weeks: visit satisfaction followed week by week, and whom its months are sent to."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from analysis.charts.pictures import Picture, forms_of, picture_response
from analysis.charts.weeks import WeekChart, weeks_alt_text, weeks_on_page
from analysis.results.phrases import in_language
from analysis.results.queries import SealedWave
from analysis.results.survey_results import survey_title
from analysis.results.take_away import FORMS, file_response
from analysis.results.viewing import View, find_inside, find_view, to_sign_in
from analysis.visits.index import VisitIndex, visit_index, visit_waves
from analysis.visits.mail import AddressRefused, mail_of, set_address
from analysis.visits.queries import places_of
from analysis.visits.showing import LIMITS_NOTE, WEEKS_NOTE, shown, week_chart, weeks_takeaway
from core.database import session
from core.errors import NotFound
from organisation.access import Permission, check, public, requires, units_for
from organisation.acting import note

blueprint = Blueprint("visits", __name__)

PAGE = "/resultat/<string:survey>/veckor"


@dataclass(frozen=True)
class Asked:
    """What a reader has asked for: a counted wave of one question, or none yet."""

    view: View
    waves: tuple[SealedWave, ...]
    wave: SealedWave | None

    @staticmethod
    def of(view: View) -> "Asked":
        """What the address says. Raises NotFound for a survey of more questions, or no such wave."""
        if not any(version.one_question for version in view.survey.versions):
            raise NotFound
        waves = visit_waves(session(), view.survey, view.unit, view.audience)
        wanted = request.args.get("mattillfalle", waves[-1].label if waves else "")
        wave = next((one for one in waves if one.label == wanted), None)
        if wave is None and "mattillfalle" in request.args:
            raise NotFound
        return Asked(view, tuple(waves), wave)

    def index(self) -> VisitIndex | None:
        """What may be shown of the wave."""
        if self.wave is None:
            return None
        return visit_index(session(), self.view.survey, self.wave, self.view.audience)

    def chart(self, language: str) -> WeekChart:
        """The chart. Raises NotFound where there are no weeks."""
        index = self.index()
        made = week_chart(index, language) if index else None
        if made is None:
            raise NotFound
        return made

    def address(self, endpoint: str = "visits.weeks", **more: Any) -> str:
        """Where the page is, or its chart or files."""
        label = self.wave.label if self.wave else None
        same: dict[str, Any] = {"survey": self.view.survey.code, "enhet": self.view.unit.code}
        return url_for(endpoint, mattillfalle=label, **same, **more)


@blueprint.get(PAGE)
@public
def weeks(survey: str) -> ResponseReturnValue:
    """The index by week, month and station."""
    view = find_view(survey)
    return to_sign_in() if view is None else _page(Asked.of(view))


@blueprint.get(f"{PAGE}/diagram.svg")
@public
def chart(survey: str) -> ResponseReturnValue:
    """The chart of weeks; `v` is its fingerprint, `smal` and `mork` choose its form."""
    view = find_view(survey)
    if view is None:
        raise NotFound
    asked = Asked.of(view)
    return picture_response(view, "veckor", lambda: asked.chart(str(get_locale())))


@blueprint.get(f"{PAGE}/hamta/<string:form>")
@public
def take(survey: str, form: str) -> ResponseReturnValue:
    """The chart of weeks, or its table, as a file to take away."""
    view = find_view(survey)
    if view is None:
        return to_sign_in()
    index = Asked.of(view).index()
    if index is None or not index.weeks:
        raise NotFound
    unit = (view.unit.code, view.unit.name)
    return file_response(weeks_takeaway(index, unit, survey, str(get_locale())), form)


@blueprint.post(f"{PAGE}/utskick")
@requires(Permission.MANAGE_WAVES)
def send_to(survey: str) -> ResponseReturnValue:
    """Let the months go to a group address, or end that."""
    view = find_inside(survey)
    check(Permission.MANAGE_WAVES, view.unit.id)
    asked, typed = Asked.of(view), request.form.get("email", "")
    stored = _email(view)
    if request.form.get("email_seen", stored) != stored:
        return _page(asked, typed, behind=True), 409
    try:
        address = set_address(session(), view.survey, view.unit, typed)
    except AddressRefused:
        wrong = {"email": _("Skriv en mejladress, till exempel enheten@staden.se.")}
        return _page(asked, typed, wrong), 422
    note("visit_mail_set" if address else "visit_mail_ended", "unit", view.unit.id)
    flash(_("Sparat.") if address else _("Ingen får utskicket längre."), "done")
    return redirect(asked.address(), 303)


def _email(view: View) -> str:
    """The stored address, or ""."""
    kept = mail_of(session(), view.survey, view.unit)
    return kept.email if kept else ""


def _page(
    asked: Asked,
    typed: str | None = None,
    errors: Mapping[str, str] | None = None,
    *,
    behind: bool = False,
) -> str:
    language, index = str(get_locale()), asked.index()
    stored = _email(asked.view)
    made = week_chart(index, language) if index else None
    return render_template(
        "analysis/visits.html",
        view=asked.view,
        asked=asked,
        wave=asked.wave,
        waves=[(one.label, one.label) for one in reversed(asked.waves)],
        title=in_language(survey_title(asked.view.survey), language),
        index=index,
        chart_forms=forms_of(made) if made else (),
        alt=weeks_alt_text(weeks_on_page(made)) if made else "",
        chart_address=partial(_chart_address, asked),
        files={form: asked.address("visits.take", form=form) for form in FORMS},
        notes={"weeks": WEEKS_NOTE, "limits": LIMITS_NOTE},
        may_send=asked.view.unit.id in units_for(Permission.MANAGE_WAVES),
        email=stored if typed is None else typed,
        email_seen=stored,
        behind=behind,
        errors=errors or {},
        **(shown(index, places_of(session(), [*index.stations]), language) if index else {}),
    )


def _chart_address(asked: Asked, _of: object, picture: Picture) -> str:
    return asked.address("visits.chart", **picture.query)
