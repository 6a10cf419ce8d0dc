"""The pages of a unit's stations: add one, its secret address with QR code and card, retire it."""

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from core.database import session
from core.documents import make_pdf, pdf_headers
from core.errors import NotFound
from core.qr import QR_HEADERS, qr_picture
from organisation.access import Permission, requires
from organisation.acting import note
from organisation.models import Station
from organisation.names import one_line
from organisation.stations import StationRefused, add_station, retire_station
from organisation.unit_forms import BAD_PLACE, NOT_CONFIRMED
from organisation.unit_pages import ONE_UNIT, back_to, find_managed_unit, unit_page

blueprint = Blueprint("stations", __name__)

STATIONS = f"{ONE_UNIT}/pekskarmar"
ONE_STATION = f"{STATIONS}/<int(max=2147483647):station_id>"


@blueprint.post(STATIONS)
@requires(Permission.MANAGE_UNITS)
def add(code: str) -> ResponseReturnValue:
    """Register a device at a place of the unit."""
    found = find_managed_unit(code)
    try:
        station = add_station(session(), found, one_line(request.form.get("place", "")))
    except StationRefused:
        return unit_page(found, request.form, {"place": _(BAD_PLACE)}), 422
    note("station_added", "station", station.id)
    return back_to(found, _("Pekskärmen finns nu. Öppna den här för att se adressen."))


@blueprint.get(ONE_STATION)
@requires(Permission.MANAGE_UNITS)
def station(code: str, station_id: int) -> ResponseReturnValue:
    """A device: its address as link and QR code, and how it is taken out of use."""
    return _station_page(_find(code, station_id), {})


@blueprint.get(f"{ONE_STATION}/qr.svg")
@requires(Permission.MANAGE_UNITS)
def qr(code: str, station_id: int) -> ResponseReturnValue:
    """The secret address as a square that the device's camera reads."""
    return qr_picture(_address(_find(code, station_id))), QR_HEADERS


@blueprint.get(f"{ONE_STATION}/kort.pdf")
@requires(Permission.MANAGE_UNITS)
def card(code: str, station_id: int) -> ResponseReturnValue:
    """The address on a sheet for the one who sets the device up."""
    found = _find(code, station_id)
    link = _address(found)
    data = {
        "title": found.place,
        "sender": found.unit.name,
        "how": _("Öppna adressen på pekskärmen. Då visas den enkät som är öppen."),
        "secret": _(
            "Adressen är hemlig. Den som har den kan svara som om hen står vid skärmen. "
            "Riv pappret när skärmen är klar."
        ),
        "link": link,
        "shown_link": link,
        "qr": qr_picture(link),
        "qr_alt": _("QR-kod som leder till %(link)s", link=link),
    }
    return make_pdf("station_card", str(get_locale()), data), pdf_headers(f"pekskarm-{station_id}")


@blueprint.post(f"{ONE_STATION}/ta-ur-bruk")
@requires(Permission.MANAGE_UNITS)
def retire(code: str, station_id: int) -> ResponseReturnValue:
    """Let the address lead nowhere any more; asked for twice."""
    found = _find(code, station_id)
    if request.form.get("confirm") != "1":
        return _station_page(found, {"confirm": _(NOT_CONFIRMED)}), 422
    retire_station(found)
    note("station_retired", "station", found.id)
    return back_to(found.unit, _("Pekskärmen är ur bruk. Adressen fungerar inte längre."))


def _find(code: str, station_id: int) -> Station:
    """The station in use at the unit. Raises NotFound also for one of another unit."""
    unit = find_managed_unit(code)
    found = session().get(Station, station_id)
    if found is None or found.unit_id != unit.id or found.retired:
        raise NotFound
    return found


def _station_page(found: Station, errors: dict[str, str]) -> str:
    return render_template(
        "organisation/unit_station.html", station=found, address=_address(found), errors=errors
    )


def _address(found: Station) -> str:
    """The kiosk's page stands in a package above, which the command line knows by its path too."""
    return f"{current_app.config['SETTINGS'].address}/kiosk/{found.address}"
