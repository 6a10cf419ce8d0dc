"""Lets the list of measures say which result one came out of, begin one from it, and tell who is late."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask import Flask, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from analysis.plans.plans import PlannedWave, find_planned, keep_measure, missing_plans
from analysis.plans.queries import waves_behind
from analysis.results.phrases import in_language
from analysis.results.survey_results import survey_title
from core.clock import clock
from core.database import session
from core.errors import NotFound
from organisation.access import Permission, units_for
from organisation.measure_sources import Awaited, Beginning, Origin, Source, register_source
from organisation.models import Measure
from surveys.collection.models import Wave

NAME = "matning"
#: Most digits of a wave's id in an address.
LONGEST = 9


def init_plan_origins(app: Flask) -> None:
    """Register results as what measures come out of."""
    register_source(app, Source(NAME, _origins, _begin, _keep, _awaited))


def readable() -> frozenset[int]:
    """The units whose plans the person reads."""
    return units_for(Permission.READ_RESULTS) & units_for(Permission.READ_MEASURES)


def wave_title(wave: Wave) -> str:
    """A wave in words: "Brukarundersökningen 2020"."""
    return f"{in_language(survey_title(wave.survey), str(get_locale()))} {wave.label}"


def results_of(wave: Wave) -> str:
    """The address of a wave's results for who may read them; "" for others."""
    if not wave.published and wave.unit_id not in units_for(Permission.READ_RESULTS):
        return ""
    return url_for("analysis.results", survey=wave.survey.code, enhet=wave.unit.code)


def begin_address(wave: Wave, unit_id: int) -> str:
    """Where a measure of a section after a wave is written; "" for who may not."""
    if unit_id not in units_for(Permission.MANAGE_MEASURES):
        return ""
    parts: dict[str, Any] = {NAME: wave.id, "enhet": unit_id}
    return url_for("measures.new", **parts)


def _origin(wave: Wave) -> Origin:
    return Origin(_("Resultat: %(wave)s", wave=wave_title(wave)), results_of(wave))


def _origins(measure_ids: Collection[int]) -> Mapping[int, Sequence[Origin]]:
    found = defaultdict(list)
    for measure_id, wave in waves_behind(session(), measure_ids):
        found[measure_id].append(_origin(wave))
    return found


def _begin(wave_id: str) -> Beginning:
    planned = _find(wave_id)
    return Beginning(_origin(planned.wave), planned.sections)


def _keep(wave_id: str, measure: Measure) -> None:
    keep_measure(session(), _find(wave_id).wave, measure)


def _awaited() -> Sequence[Awaited]:
    return [
        Awaited(one.unit.name, _origin(one.wave), one.due, begin_address(one.wave, one.unit.id))
        for one in missing_plans(session(), readable(), clock().today())
    ]


def _find(wave_id: str) -> PlannedWave:
    """A wave that one of the person's units is to plan after. Raises NotFound."""
    is_id = wave_id.isascii() and wave_id.isdigit() and len(wave_id) <= LONGEST
    planned = find_planned(session(), int(wave_id)) if is_id else None
    if planned is None or planned.sections.isdisjoint(readable()):
        raise NotFound
    return planned
