"""The page of plans after a result, the day they are due, and what is late on the start page."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from analysis.plans.origins import init_plan_origins, readable, wave_title
from analysis.plans.plans import PlannedWave, missing_plans, planned_waves, set_due
from analysis.plans.showing import has_plans, plan_address, plan_beside, shown_page
from core.clock import clock
from core.database import session
from core.errors import NotFound
from core.typed_days import typed_day
from organisation.access import Permission, check, requires
from organisation.acting import note
from organisation.models import Staff
from organisation.start_page import StartCard, register_cards

blueprint = Blueprint("plans", __name__)

UNIT, WAVE = "enhet", "mattillfalle"
#: Most waves that a card names.
NAMED = 3


def init_plans(app: Flask) -> None:
    """Let measures come out of results, show plans beside them, and what is late on the start page."""
    init_plan_origins(app)
    app.add_template_global(plan_beside)
    app.add_template_global(has_plans)
    register_cards(app, _cards)


@blueprint.get("/resultat/<string:survey>/plan")
@requires(Permission.READ_RESULTS)
def plan(survey: str) -> ResponseReturnValue:
    """The plans of each section after a wave, beside those after the wave before."""
    mine = _mine(survey)
    return _page(mine, _choose(mine))


@blueprint.post("/resultat/<string:survey>/plan")
@requires(Permission.MANAGE_MEASURES)
def set_day(survey: str) -> ResponseReturnValue:
    """Set the last day for the plans after a wave; who is later than somebody else is told."""
    mine = _mine(survey)
    planned = _choose(mine)
    check(Permission.MANAGE_MEASURES, planned.wave.unit_id)
    typed, errors = request.form.get("due", "").strip()[:40], {}
    due = typed_day(typed)
    if request.form.get("before") != planned.due.isoformat():
        return _page(mine, planned, typed, behind=True), 409
    if typed and (due is None or due < planned.counted_on):
        errors["due"] = _wrong(due)
        return _page(mine, planned, typed, errors), 422
    set_due(session(), planned.wave, due)
    note("plan_day_set", "wave", planned.wave.id)
    flash(_("Dagen är sparad."), "done")
    return redirect(plan_address(planned), 303)


def _wrong(due: date | None) -> str:
    if due is None:
        return str(_("Skriv en dag så här: 2026-01-31."))
    return str(_("Dagen kan inte vara före den dag då svaren räknades."))


def _page(
    mine: list[PlannedWave],
    planned: PlannedWave,
    typed: str | None = None,
    errors: Mapping[str, str] | None = None,
    *,
    behind: bool = False,
) -> str:
    waves = [one.wave for one in mine]
    return render_template(
        "analysis/plans/plan.html",
        address=plan_address(planned),
        units=list(dict.fromkeys((wave.unit.code, wave.unit.name) for wave in waves)),
        labels=[wave.label for wave in reversed(waves) if wave.unit_id == planned.wave.unit_id],
        typed=planned.due.isoformat() if typed is None else typed,
        errors=errors or {},
        behind=behind,
        **shown_page(planned),
    )


def _choose(mine: list[PlannedWave]) -> PlannedWave:
    """The wave that the address names, or the newest. Raises NotFound for what is not the person's."""
    given = request.args
    for one in reversed(mine):
        asked = given.get(UNIT, one.wave.unit.code), given.get(WAVE, one.wave.label)
        if asked == (one.wave.unit.code, one.wave.label):
            return one
    raise NotFound


def _mine(survey: str) -> list[PlannedWave]:
    """The waves of a survey that a unit of the person's is to plan after, in order of time."""
    units = readable()
    return [one for one in planned_waves(session(), survey) if not one.sections.isdisjoint(units)]


def _cards(_staff: Staff) -> Iterable[StartCard]:
    units = readable()
    late = missing_plans(session(), units, clock().today()) if units else []
    if not late:
        return
    waves = list({one.wave.id: one.wave for one in late}.values())
    names = ", ".join(_("”%(name)s”", name=wave_title(wave)) for wave in waves[:NAMED])
    more: dict[str, Any] = {UNIT: waves[0].unit.code, WAVE: waves[0].label}
    one_page = url_for("plans.plan", survey=waves[0].survey.code, **more)
    yield StartCard(
        ngettext("En handlingsplan saknas", "%(num)d handlingsplaner saknas", len(late)),
        "",
        _("Efter resultatet av %(waves)s och fler.", waves=names)
        if waves[NAMED:]
        else _("Efter resultatet av %(waves)s.", waves=names),
        one_page if len(waves) == 1 else url_for("measures.measures"),
        _("Se vad som saknas"),
    )
