"""The staff's pages of waves: what is open, what waits to be counted, closing and counting."""

from collections.abc import Iterator

from flask import Blueprint, Flask, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from core.clock import clock
from core.codes import N_
from core.database import session
from core.errors import NotFound
from core.qr import QR_HEADERS, qr_picture
from organisation.access import Permission, requires, units_for
from organisation.models import Staff
from organisation.start_page import MenuItem, StartCard, register_cards, register_menu
from surveys.collection.cells import waiting_persons
from surveys.collection.wave_overview import (
    WaveSummary,
    counts_of_work,
    day_in_words,
    finding,
    summaries,
)
from surveys.collection.wave_page import back_to, find_wave, record_about, settings, wave_page
from surveys.collection.waves import (
    TooFewChanges,
    WrongState,
    close_wave,
    has_been_public,
    leave_as_counted,
    seal_wave,
    show_to,
    waves_of_units,
)

blueprint = Blueprint("waves", __name__)

ONE_WAVE = "/mattillfallen/<int(max=2147483647):wave_id>"
TOO_FEW = N_("Vänta på fler svar: nu skulle det synas vad några få personer har svarat.")


def init_wave_pages(app: Flask) -> None:
    """Put the waves on the start page and in the main menu; called at start-up."""
    register_cards(app, start_cards)
    register_menu(app, MenuItem("waves.overview", N_("Mättillfällen"), Permission.SEE_WAVES))


@blueprint.get("/mattillfallen")
@requires(Permission.SEE_WAVES)
def overview() -> ResponseReturnValue:
    """The waves of the person's units; the heading is what matters most."""
    shown = _visible_waves()
    return render_template(
        "surveys/waves/overview.html",
        shown=shown,
        finding=finding(shown),
        lead=counts_of_work(shown),
        may_manage=bool(units_for(Permission.MANAGE_WAVES)),
    )


@blueprint.get(ONE_WAVE)
@requires(Permission.SEE_WAVES)
def wave(wave_id: int) -> ResponseReturnValue:
    """One wave: how many have answered, how people come in, and what can be done now."""
    return wave_page(find_wave(wave_id))


@blueprint.get(f"{ONE_WAVE}/qr.svg")
@requires(Permission.SEE_WAVES)
def qr(wave_id: int) -> ResponseReturnValue:
    """The wave's link as a square that phones read; 404 when it has no link."""
    code = find_wave(wave_id).code
    if code is None:
        raise NotFound
    link = settings().address + url_for("collection.link_form", code=code)
    return qr_picture(link), QR_HEADERS


@blueprint.post(f"{ONE_WAVE}/stang")
@requires(Permission.MANAGE_WAVES)
def close(wave_id: int) -> ResponseReturnValue:
    """Let nobody start answering any more."""
    found = find_wave(wave_id, to_manage=True)
    try:
        close_wave(found)
    except WrongState:
        return back_to(found, _("Mättillfället är redan stängt."), "soon")
    record_about("wave_closed", found)
    return back_to(found, _("Mättillfället är stängt. Nu kan du räkna svaren."), "done")


@blueprint.post(f"{ONE_WAVE}/rakna")
@requires(Permission.MANAGE_WAVES)
def seal(wave_id: int) -> ResponseReturnValue:
    """Count what has come in and show it."""
    found = find_wave(wave_id, to_manage=True)
    if found.sealings and not waiting_persons(session(), found)["all"]:
        return back_to(found, _("Alla svar är redan räknade."), "soon")
    try:
        limit = settings().limit(public=has_been_public(session(), found))
        seal_wave(session(), found, limit, clock().today())
    except WrongState:
        return back_to(found, _("Stäng mättillfället innan du räknar svaren."), "late")
    except TooFewChanges:
        return back_to(found, _(TOO_FEW), "late")
    record_about("wave_sealed", found)
    return back_to(found, _("Svaren är räknade och visas i resultatet."), "done")


@blueprint.post(f"{ONE_WAVE}/behall")
@requires(Permission.MANAGE_WAVES)
def leave(wave_id: int) -> ResponseReturnValue:
    """End what opening it again began, without counting."""
    found = find_wave(wave_id, to_manage=True)
    try:
        leave_as_counted(found)
    except WrongState:
        return back_to(found, _("Mättillfället är inte stängt."), "late")
    record_about("wave_left_as_counted", found)
    return back_to(found, _("Resultatet visas som förut."), "done")


@blueprint.post(f"{ONE_WAVE}/visa")
@requires(Permission.MANAGE_WAVES)
def show(wave_id: int) -> ResponseReturnValue:
    """Show the results to everyone, or only inside again."""
    found = find_wave(wave_id, to_manage=True)
    everyone = request.form.get("everyone") == "1"
    try:
        show_to(found, everyone=everyone)
    except WrongState:
        return back_to(found, _("Räkna svaren innan du visar dem."), "late")
    record_about("wave_published" if everyone else "wave_unpublished", found)
    text = _("Nu kan alla se resultatet.") if everyone else _("Nu ser bara ni resultatet.")
    return back_to(found, text, "done")


def start_cards(_staff: Staff) -> Iterator[StartCard]:
    """A card for each wave that waits to be counted, then for each that is open."""
    shown = _visible_waves()
    for one in sorted(shown, key=lambda one: one.wave.closes):
        if one.waits:
            yield _card(one, _("”%(title)s” väntar på att räknas", title=one.title))
    for one in sorted(shown, key=lambda one: one.wave.closes):
        if one.open:
            yield _card(one, _("”%(title)s” är öppen", title=one.title))


def _card(one: WaveSummary, heading: str) -> StartCard:
    unit, label = one.wave.unit.name, one.wave.label
    number = ngettext("svar har kommit in.", "svar har kommit in.", one.answers)
    last_day = _("Sista dagen är %(day)s.", day=day_in_words(one.wave.closes)) if one.open else ""
    invented = _("Svaren är påhittade.") if one.wave.simulated else ""
    return StartCard(
        heading=heading,
        figure=str(one.answers),
        text=" ".join(filter(None, (number, f"{unit}, {label}.", last_day, invented))),
        href=url_for("waves.wave", wave_id=one.wave.id),
        link_text=_("Se mättillfället %(label)s", label=label),
    )


def _visible_waves() -> list[WaveSummary]:
    waves = waves_of_units(session(), units_for(Permission.SEE_WAVES))
    return summaries(session(), waves, clock().today())
