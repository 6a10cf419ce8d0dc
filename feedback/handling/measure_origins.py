"""Lets the list of measures say which cases a measure came out of, and begin a new one from a case."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from flask import Flask, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from core.clock import clock
from core.database import READING_METHODS, session
from core.errors import NotAllowed, NotFound
from feedback.cases.access import (
    case_by_number,
    fully_seen_by,
    mover,
    seen_by,
    sight_of,
    viewer,
)
from feedback.cases.changing import HANDLERS
from feedback.cases.events import Action, Mover, note
from feedback.cases.models import Case
from feedback.cases.sight import Sight
from feedback.handling.models import CaseMeasure
from organisation.measure_sources import Beginning, Origin, Source, register_source
from organisation.models import Measure


def init_measure_origins(app: Flask) -> None:
    """Register cases as what measures come out of."""
    register_source(app, Source("synpunkt", _origins, _begin, _keep))


def keep_origin(case: Case, measure: Measure, by: Mover, today: date) -> None:
    """Store that a new measure came out of a case."""
    session().add(CaseMeasure(case_key=case.key, measure_id=measure.id))
    note(session(), case, Action.ADD_MEASURE, by, today, measure=measure.id)


def _origins(measure_ids: Collection[int]) -> Mapping[int, Sequence[Origin]]:
    who = viewer()
    query = select(CaseMeasure.measure_id, Case.number, fully_seen_by(who)).join(Case)
    query = query.where(CaseMeasure.measure_id.in_(measure_ids), seen_by(who))
    found = defaultdict(list)
    for measure_id, number, full in session().execute(query.order_by(Case.number)):
        found[measure_id].append(_origin(number or "", full=full))
    return found


def _begin(number: str) -> Beginning:
    case = _handled(number)
    units = frozenset({case.unit_id}) if case.unit_id else None
    return Beginning(_origin(number, full=True), units)


def _keep(number: str, measure: Measure) -> None:
    case = _handled(number)
    keep_origin(case, measure, mover(case), clock().today())


def _handled(number: str) -> Case:
    """A case that the person handles. Raises NotFound, NotAllowed."""
    case = case_by_number(session(), number, lock=request.method not in READING_METHODS)
    if case is None or sight_of(session(), viewer(), case) is not Sight.FULL:
        raise NotFound
    if mover(case).actors.isdisjoint(HANDLERS):
        raise NotAllowed
    return case


def _origin(number: str, *, full: bool) -> Origin:
    href = url_for("cases.case", number=number) if full else ""
    return Origin(_("Synpunkt %(number)s", number=number), href)
