"""The page of one wave: finding it for who asks, showing it, and telling how a press went."""

from collections.abc import Mapping

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from core.clock import clock
from core.codes import MODE_NAMES
from core.database import session
from core.errors import NotFound
from core.settings import Settings
from organisation.access import Permission, check, signed_in, units_for
from organisation.audit import record
from organisation.models import Unit
from organisation.staff import names_of_staff
from surveys.collection.arrivals import arrivals
from surveys.collection.cells import waiting_persons
from surveys.collection.counting_shown import counting_shown
from surveys.collection.models import Wave, WaveReopening
from surveys.collection.wave_invited import asked_by_unit, places_asked
from surveys.collection.wave_overview import summaries
from surveys.collection.waves import reopenings

RESULTS = "analysis.results"


def asked_field(unit: Unit) -> str:
    """The name of the field that says how many of a unit were asked."""
    return f"asked_{unit.code}"


def find_wave(wave_id: int, *, to_manage: bool = False) -> Wave:
    """The wave. Raises NotFound outside the person's units, so that nobody learns it is there."""
    found = session().get(Wave, wave_id, with_for_update=to_manage or None)
    if found is None or found.unit_id not in units_for(Permission.SEE_WAVES):
        raise NotFound
    if to_manage:
        check(Permission.MANAGE_WAVES, found.unit_id)
    return found


def wave_page(
    found: Wave,
    given: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    *,
    behind: bool = False,
) -> str:
    """The page; `given` and `errors` are those of a form on it that was refused.

    `behind` says that somebody else saved first.
    """
    [summary] = summaries(session(), [found], clock().today())
    return render_template(
        "surveys/waves/wave.html",
        shown=summary,
        wave=found,
        arrived=arrivals(session(), found),
        asked=_asked(found),
        asked_seen=asked_mark(found),
        behind=behind,
        counting=counting_shown(session(), found, clock().today()),
        mode_names=MODE_NAMES,
        again=_reopenings(found),
        waiting=waiting_persons(session(), found)["all"] if found.sealings else 0,
        address=settings().address,
        limit=settings().limit_inside,
        limit_public=settings().limit_public,
        may_manage=found.unit_id in units_for(Permission.MANAGE_WAVES),
        results=_results_address(found),
        given=given or {},
        errors=errors or {},
    )


def record_about(action: str, found: Wave) -> None:
    """Write in the audit log what the signed-in person did with the wave."""
    staff = signed_in()
    record(session(), staff.id if staff else None, clock().now(), action, "wave", found.id)


def back_to(found: Wave, text: str, kind: str) -> ResponseReturnValue:
    """Go to the wave's page, which says the text."""
    flash(text, kind)
    return redirect(url_for("waves.wave", wave_id=found.id), 303)


def settings() -> Settings:
    """The settings of the running application."""
    found: Settings = current_app.config["SETTINGS"]
    return found


def asked_mark(found: Wave) -> str:
    """The stored numbers in one word: the form gives it back, and a later save is noticed."""
    return ",".join(str(stored) for _name, _label, stored in _asked(found))


def _asked(found: Wave) -> list[tuple[str, str, int | str]]:
    """The form on how many were asked: field, unit's name, stored number or ""."""
    stored, places = asked_by_unit(session(), found.id), places_asked(session(), found)
    return [(asked_field(unit), unit.name, stored.get(unit.id, "")) for unit in places]


def _reopenings(found: Wave) -> list[tuple[WaveReopening, str]]:
    """Each time it was opened again, and the name of who did it; a command has none."""
    again = reopenings(session(), found)
    names = names_of_staff(session(), (one.staff_id for one in again))
    return [(one, names.get(one.staff_id or 0, "")) for one in again]


def _results_address(found: Wave) -> str:
    """The page of results, which stands in a package above; empty where there is nothing to read."""
    may_read = found.sealings and found.unit_id in units_for(Permission.READ_RESULTS)
    if not may_read or RESULTS not in current_app.view_functions:
        return ""
    return url_for(RESULTS, survey=found.survey.code, enhet=found.unit.code)
