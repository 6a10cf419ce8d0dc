"""The page on which the investigator takes a survey's answers home as a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import SystemRandom

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy import select

from core.background import new_work, start, work_folder
from core.clock import clock
from core.codes import N_
from core.database import session, snapshot
from core.errors import NotAllowed, NotFound
from organisation.access import Permission, requires, signed_in, units_for
from organisation.models import Unit
from surveys.collection.answer_export import (
    USUAL,
    ExportRefused,
    Making,
    Wanted,
    find_waves,
    make_file,
    record_export,
    releases,
)
from surveys.collection.answer_export_columns import BACKGROUND_NAMES
from surveys.collection.answer_export_files import FORMATS, Format
from surveys.collection.answer_export_rows import number_of_counted, sections
from surveys.collection.answer_export_rule import Background
from surveys.collection.answer_export_work import KIND, download_name
from surveys.collection.models import Wave
from surveys.collection.states import WaveState
from surveys.collection.wave_page import settings
from surveys.questionnaires.models import Survey
from surveys.questionnaires.publishing import latest_questionnaire

blueprint = Blueprint("export", __name__)

PATH = "/enkater/<string:survey>/exportera"
#: So many responses are written while the person waits; SPSS starts a program of its own.
AT_ONCE = 1000
FORMAT_NAMES = {
    Format.XLSX: N_("Excel"),
    Format.CSV: N_("CSV, i en ZIP-fil"),
    Format.SAV: N_("SPSS"),
}


@dataclass(frozen=True)
class Place:
    """The survey and the unit that the page is about, and what can be chosen there."""

    survey: Survey
    unit: Unit
    units: Sequence[Unit]
    waves: Sequence[Wave]


@blueprint.app_template_global()
def has_answers_to_take(survey: int) -> bool:
    """Whether the reader may export from some wave of the survey: pages link here only then."""
    mine = units_for(Permission.EXPORT_ANSWERS)
    query = select(Wave.id).where(Wave.survey_id == survey, Wave.unit_id.in_(mine))
    return session().scalar(query.limit(1)) is not None


@blueprint.get(PATH)
@requires(Permission.EXPORT_ANSWERS)
def form(survey: str) -> ResponseReturnValue:
    """What can be taken home: the newest counted wave, and the columns that most people need."""
    place = _place(survey)
    chosen = Wanted(tuple(wave.id for wave in place.waves[:1]), USUAL, Format.XLSX)
    return _page(place, chosen, {})


@blueprint.post(PATH)
@requires(Permission.EXPORT_ANSWERS)
def export(survey: str) -> ResponseReturnValue:
    """Give the file out, or begin to make it; or say why it may not leave and what would help."""
    place = _place(survey)
    wanted = _wanted(place)
    try:
        _give_out(wanted)
    except ExportRefused as refused:
        return _page(place, wanted, {refused.field: str(refused)}), refused.status
    if wanted.form is not Format.SAV and number_of_counted(session(), _waves(wanted)) <= AT_ONCE:
        return _file(place, wanted)
    back = url_for(".form", survey=survey, enhet=place.unit.code)
    staff = signed_in()
    asked = {"wanted": wanted.as_json(), "back": back}
    key = start(session(), KIND, asked, staff.id if staff else None, clock().now())
    return redirect(url_for("background.work", key=key.hex()), 303)


def _place(code: str) -> Place:
    """Raises NotFound for a survey or unit without waves that the person may export."""
    query = (
        select(Wave).join(Survey).where(Survey.code == code).order_by(Wave.opens.desc(), Wave.id)
    )
    query = query.where(Wave.unit_id.in_(units_for(Permission.EXPORT_ANSWERS)))
    waves = session().scalars(query).all()
    units = {wave.unit.code: wave.unit for wave in waves}
    unit = units.get(request.args.get("enhet", next(iter(units), "")))
    if unit is None:
        raise NotFound
    counted = [one for one in waves if one.unit is unit and one.sealings]
    return Place(waves[0].survey, unit, [*units.values()],
                 [one for one in counted if one.state != WaveState.OPEN])  # fmt: skip


def _wanted(place: Place) -> Wanted:
    """What the form asks for; what stands in no field of ours is left out."""
    sent = request.form
    waves = tuple(one.id for one in place.waves if str(one.id) in sent.getlist("waves"))
    shown = tuple(one for one in Background if one in sent.getlist("columns"))
    form = next((one for one in Format if one == sent.get("format")), Format.XLSX)
    return Wanted(waves, shown, form, "texts" in sent, str(get_locale()))


def _waves(wanted: Wanted, *, lock: bool = False) -> list[Wave]:
    return find_waves(session(), wanted.waves, lock=lock)


def _give_out(wanted: Wanted) -> None:
    """Check that the answers may leave, and write it in the log. Raises ExportRefused."""
    waves = _waves(wanted, lock=True)
    if waves and not sections(session(), waves).keys() <= units_for(Permission.EXPORT_ANSWERS):
        raise NotAllowed
    leaving = releases(session(), waves, wanted, settings().limit_inside)
    staff = signed_in()
    record_export(session(), staff.id if staff else None, clock().now(), wanted, leaving)


def _file(place: Place, wanted: Wanted) -> Response:
    """A small file, written while the person waits and kept nowhere."""
    today, folder = clock().today(), work_folder(new_work())
    path = folder / f"answers.{FORMATS[wanted.form].ending}"
    with snapshot() as reading:
        make_file(reading, wanted, path, Making(SystemRandom(), today, settings().limit_inside))
    response = make_response(path.read_bytes())
    path.unlink()
    folder.rmdir()
    response.mimetype = FORMATS[wanted.form].mime
    name = download_name(place.survey.code, wanted, today)
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response


def _page(place: Place, chosen: Wanted, errors: Mapping[str, str]) -> str:
    title = latest_questionnaire(place.survey.versions[-1]).title
    return render_template(
        "surveys/answers/export.html",
        place=place,
        title=title.get(str(get_locale()), title["sv"]),
        chosen=chosen,
        columns=[(one.value, _(name).capitalize()) for one, name in BACKGROUND_NAMES.items()],
        formats=[(one.value, _(name)) for one, name in FORMAT_NAMES.items()],
        limit=settings().limit_inside,
        errors=errors,
    )
