"""What the pages of measures show: rows, filters, findings, forms with what was typed."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from math import ceil
from typing import Any

from flask import render_template, request, url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from core.clock import clock
from core.database import session
from core.errors import NotFound
from organisation.access import Permission, signed_in, units_for
from organisation.differences import Difference, Typed, differences
from organisation.measure_form import LABELS, STATE_NAMES, fields_of
from organisation.measure_sources import (
    Awaited,
    Beginning,
    Origin,
    all_awaited,
    origins_of,
    source_of,
)
from organisation.measures import Wanted, count_measures, find_measures, is_late
from organisation.models import Measure, MeasureState, Staff
from organisation.staff import colleagues, names_of_staff
from organisation.units import indented, list_units

MOST = 50
UNIT, STATE, LATE, MINE, PAGE = "enhet", "lage", "sena", "mina", "sida"
Choices = list[tuple[str, str]]


def list_page() -> str:
    """The list. Raises NotFound for what cannot be asked for."""
    today, units = clock().today(), units_for(Permission.READ_MEASURES)
    filters = {
        UNIT: [("", _("Alla")), *_units(units)],
        STATE: [("", _("Alla")), *_states()],
    }
    wanted = _wanted(filters, units)
    total, late = count_measures(session(), wanted, today)
    page, pages = _page_number(), max(1, ceil(total / MOST))
    found = find_measures(session(), wanted, today, (page - 1) * MOST, MOST)
    kept: dict[str, Any] = {
        name: request.args[name] for name in (UNIT, STATE, LATE, MINE) if name in request.args
    }
    return render_template(
        "organisation/measures.html",
        finding=finding(total, late),
        rows=_rows(found),
        filters=filters,
        asked=request.args,
        is_limited=any(kept.values()),
        page=page,
        pages=pages,
        address=lambda number: url_for(".measures", **kept, **{PAGE: number}),
        may_add=bool(units_for(Permission.MANAGE_MEASURES)),
        awaited=[] if page > 1 or any(kept.values()) else _awaited(),
    )


def new_page(typed: Typed) -> str:
    """The form of a new measure. Raises NotFound for an origin that the person does not see."""
    source, allowed = source_of(request.args), units_for(Permission.MANAGE_MEASURES)
    beginning = source[0].begin(source[1]) if source else None
    if beginning:
        allowed = units_among(beginning, allowed)
    named: dict[str, Any] = {source[0].name: source[1]} if source else {}
    choices = _units(allowed)
    return render_template(
        "organisation/measure_new.html",
        origin=beginning.origin if beginning else None,
        action=url_for(".add", **named),
        units=choices if len(choices) == 1 else [("", _("Välj en enhet")), *choices],
        people=_people_choices(colleagues(session(), allowed)),
        labels=LABELS,
        given=typed.fields,
        errors=typed.errors,
    )


def measure_page(found: Measure, typed: Typed) -> str:
    """One measure; its form only for those who keep it."""
    return render_template(
        "organisation/measure.html",
        measure=found,
        state=state_words(found),
        days=days_words(found),
        origins=origins_of([found])[found.id],
        notes=_notes(found),
        may_change=found.unit_id in units_for(Permission.MANAGE_MEASURES),
        people=_people_choices(people_of(found)),
        states=_states(),
        labels=LABELS,
        given={"note_day": clock().today().isoformat(), **typed.fields},
        errors=typed.errors,
        behind=typed.behind,
        changed=_differences(found, typed) if typed.behind else [],
    )


def units_among(beginning: Beginning, allowed: frozenset[int]) -> frozenset[int]:
    """The units that a measure can be for, of those allowed. Raises NotFound when there is none."""
    found = allowed if beginning.unit_ids is None else allowed & beginning.unit_ids
    if not found:
        raise NotFound
    return found


def people_of(measure: Measure | None = None, unit_id: int | None = None) -> Sequence[Staff]:
    """Who can do a measure of a unit: its staff and those above, and who has it already."""
    found = colleagues(session(), [measure.unit_id if measure else unit_id or 0])
    if measure and measure.staff and measure.staff not in found:
        found.append(measure.staff)
    return found


def finding(total: int, late: int) -> str:
    """What matters most: how many are late, or how many there are."""
    if late:
        return str(ngettext("En åtgärd är försenad", "%(num)d åtgärder är försenade", late))
    if total:
        return str(ngettext("En åtgärd, inte försenad", "%(num)d åtgärder, ingen försenad", total))
    return str(_("Inga åtgärder"))


def state_words(measure: Measure) -> str:
    """How far it has come, and that it is late."""
    state = _(STATE_NAMES[MeasureState(measure.state)])
    if is_late(measure, clock().today()):
        return str(_("Försenad (%(state)s)", state=state.lower()))
    return str(state)


def days_words(measure: Measure) -> str:
    """From when to when."""
    first, last = measure.first_day, measure.last_day
    if first == last:
        return str(format_date(first, "d MMM y"))
    begins = format_date(first, "d MMM" if first.year == last.year else "d MMM y")
    return f"{begins} – {format_date(last, 'd MMM y')}"


def _awaited() -> list[tuple[Origin, date, list[Awaited]]]:
    """Those who are late to decide something, by what it comes out of and its day."""
    return [
        (origin, due, list(of))
        for (origin, due), of in groupby(all_awaited(), key=lambda one: (one.origin, one.due))
    ]


def _rows(found: Sequence[Measure]) -> list[dict[str, object]]:
    origins, today = origins_of(found), clock().today()
    return [
        {
            "measure": one,
            "late": is_late(one, today),
            "state": state_words(one),
            "days": days_words(one),
            "origins": origins[one.id],
        }
        for one in found
    ]


def _notes(found: Measure) -> list[tuple[str, str, str]]:
    """The day, who wrote it, and the words of each; the latest first."""
    names = names_of_staff(session(), (one.staff_id for one in found.notes))
    latest = sorted(found.notes, key=lambda one: (one.day, one.place), reverse=True)
    return [
        (format_date(one.day, "long"), names.get(one.staff_id or 0, ""), one.text) for one in latest
    ]


def _wanted(filters: Mapping[str, Choices], units: frozenset[int]) -> Wanted:
    given = request.args
    allowed = {**{name: dict(one) for name, one in filters.items()}}
    allowed |= {LATE: {"": "", "1": ""}, MINE: {"": "", "1": ""}}
    if any(given.get(name, "") not in values for name, values in allowed.items()):
        raise NotFound
    staff = signed_in()
    return Wanted(
        unit_ids=frozenset({int(given[UNIT])}) if given.get(UNIT) else units,
        state=MeasureState(given[STATE]) if given.get(STATE) else None,
        late=given.get(LATE) == "1",
        staff_id=staff.id if staff and given.get(MINE) == "1" else None,
    )


def _page_number() -> int:
    text = request.args.get(PAGE, "1")
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) > 0):
        raise NotFound
    return int(text)


def _units(ids: frozenset[int]) -> Choices:
    named = indented([one for one in list_units(session()) if one.id in ids])
    return [(str(unit.id), name) for unit, name in named]


def _states() -> Choices:
    return [(state.value, _(name)) for state, name in STATE_NAMES.items()]


def _people_choices(people: Sequence[Staff]) -> Choices:
    return [("", _("Någon annan")), *((str(one.id), one.name) for one in people)]


def _differences(found: Measure, typed: Typed) -> list[Difference]:
    """In the words of the page, not in codes."""
    stored = fields_of(found)
    told = {
        "measure_state": dict(_states()),
        "measure_staff": dict(_people_choices(people_of(found))),
    }
    return differences({name: LABELS[name] for name in stored}, stored, typed.fields, told)
