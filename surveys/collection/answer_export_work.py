"""An export that takes longer than a person should wait for: done by the job runner."""

from datetime import date
from random import SystemRandom

from flask import current_app

from core.background import Doing, Outcome, kind_of_work
from core.clock import clock
from core.codes import N_
from core.database import snapshot
from core.settings import Settings
from organisation.permissions import Permission
from surveys.collection.answer_export import Making, Wanted, find_waves, make_file
from surveys.collection.answer_export_files import FORMATS

KIND = "export_answers"


@kind_of_work(KIND, N_("Svaren skrivs till en fil"), Permission.EXPORT_ANSWERS)
def export_answers(doing: Doing) -> Outcome:
    """Write the file that was asked for. Raises ExportRefused and SpssFailed."""
    wanted = Wanted.from_json(doing.request["wanted"])
    settings: Settings = current_app.config["SETTINGS"]
    made = doing.folder / f"answers.{FORMATS[wanted.form].ending}"
    today = clock().today()
    making = Making(SystemRandom(), today, settings.limit_inside, doing.tell)
    with snapshot() as session:
        survey = find_waves(session, wanted.waves)[0].survey.code
        make_file(session, wanted, made, making)
    return {"file": made.name, "download_name": download_name(survey, wanted, today)}


def download_name(survey: str, wanted: Wanted, day: date) -> str:
    """What the file is called when it is taken home."""
    return f"svar-{survey}-{day}.{FORMATS[wanted.form].ending}"
