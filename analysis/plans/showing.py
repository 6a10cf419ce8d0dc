"""What the page of plans shows: each section's measures, or that it has none, beside those of last time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from analysis.plans.origins import begin_address, readable, results_of, wave_title
from analysis.plans.plans import PlannedWave, planned_waves, plans_of, without_plan
from analysis.plans.queries import measures_after
from analysis.results.viewing import View, find_inside
from core.clock import clock
from core.database import session
from organisation.access import Permission, units_for
from organisation.measure_showing import state_words
from organisation.measures import is_late
from organisation.models import Measure
from organisation.units import names_of_units


@dataclass(frozen=True)
class ShownMeasure:
    """A measure in words."""

    what: str
    href: str
    who: str
    until: str
    state: str
    is_late: bool
    note: str
    effect: str


@dataclass(frozen=True)
class ShownPlan:
    """A section's plan, and the one after the wave before; `begin` is where a measure is written."""

    unit: str
    is_missing: bool
    measures: Sequence[ShownMeasure]
    before: Sequence[ShownMeasure]
    begin: str


def shown_page(planned: PlannedWave) -> dict[str, Any]:
    """Everything of one wave that the person may read."""
    plans = _readable(plans_of(session(), planned))
    before = planned.before
    made = measures_after(session(), [before.id])[before.id] if before else {}
    names = names_of_units(session())
    return {
        "planned": planned,
        "view": view_of(planned),
        "title": wave_title(planned.wave),
        "results": results_of(planned.wave),
        "finding": finding(planned, plans),
        "is_over": clock().today() > planned.due,
        "plans": [
            _shown(planned, unit_id, names[unit_id], measures, made.get(unit_id, ()))
            for unit_id, measures in sorted(plans.items(), key=lambda pair: names[pair[0]])
        ],
        "may_set": planned.wave.unit_id in units_for(Permission.MANAGE_MEASURES),
    }


def has_plans(view: View) -> bool:
    """Whether a unit's results have a page of plans that the person may read."""
    mine = readable()
    return any(
        one.wave.unit_id == view.unit.id and not one.sections.isdisjoint(mine)
        for one in planned_waves(session(), view.survey.code)
    )


def view_of(planned: PlannedWave) -> View | None:
    """The view of the results that a plan belongs to; None for who may not read them."""
    if planned.wave.unit_id not in units_for(Permission.READ_RESULTS):
        return None
    return replace(find_inside(planned.wave.survey.code), unit=planned.wave.unit)


def plan_beside(view: View) -> dict[str, Any] | None:
    """The short list beside a unit's results: what each section does after the newest wave, or nothing."""
    waves = planned_waves(session(), view.survey.code)
    newest = next((one for one in waves if one.newest and one.wave.unit_id == view.unit.id), None)
    plans = _readable(plans_of(session(), newest)) if newest else {}
    if newest is None or not plans:
        return None
    names = names_of_units(session())
    ordered = sorted(plans.items(), key=lambda pair: names[pair[0]])
    return {
        "finding": finding(newest, plans),
        "plans": [(names[unit_id], [_measure(one) for one in made]) for unit_id, made in ordered],
        "href": plan_address(newest),
    }


def plan_address(planned: PlannedWave) -> str:
    """The page of a wave's plans."""
    wave = planned.wave
    parts: dict[str, Any] = {"enhet": wave.unit.code, "mattillfalle": wave.label}
    return url_for("plans.plan", survey=wave.survey.code, **parts)


def finding(planned: PlannedWave, plans: Mapping[int, Sequence[Measure]]) -> str:
    """What matters most: who has no plan, until when there should be one, or that all have."""
    missing, every = len(without_plan(plans)), len(plans)
    if not missing:
        return str(_("Alla har en handlingsplan") if every > 1 else _("Handlingsplanen finns"))
    if clock().today() <= planned.due:
        day = format_date(planned.due, "long")
        return str(_("Handlingsplanen ska finnas senast %(day)s", day=day))
    if every == 1:
        return str(_("Handlingsplan saknas"))
    return str(
        ngettext(
            "%(num)d av %(all)s saknar handlingsplan",
            "%(num)d av %(all)s saknar handlingsplan",
            missing,
            all=every,
        )
    )


def _readable(plans: Mapping[int, list[Measure]]) -> dict[int, list[Measure]]:
    mine = readable()
    return {unit_id: measures for unit_id, measures in plans.items() if unit_id in mine}


def _shown(
    planned: PlannedWave,
    unit_id: int,
    name: str,
    measures: Sequence[Measure],
    before: Sequence[Measure],
) -> ShownPlan:
    return ShownPlan(
        unit=name,
        is_missing=bool(without_plan({unit_id: measures})),
        measures=[_measure(one) for one in measures],
        before=[_measure(one) for one in before],
        begin=begin_address(planned.wave, unit_id) if unit_id in planned.sections else "",
    )


def _measure(one: Measure) -> ShownMeasure:
    latest = max(one.notes, key=lambda note: (note.day, note.place), default=None)
    return ShownMeasure(
        what=one.what,
        href=url_for("measures.measure", measure_id=one.id),
        who=one.who,
        until=format_date(one.last_day, "long"),
        state=state_words(one),
        is_late=is_late(one, clock().today()),
        note=f"{format_date(latest.day, 'long')}: {latest.text}" if latest else "",
        effect=one.effect,
    )
