"""`synpunkt answers export`: answers as a file, for those who have a command line."""

from pathlib import Path
from random import SystemRandom

import click
from flask import current_app
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clock import clock
from core.database import own_transaction, snapshot
from core.settings import Settings
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
from surveys.collection.answer_export_files import FORMATS, Format
from surveys.collection.answer_export_rule import Background, Release
from surveys.collection.models import Wave
from surveys.questionnaires.models import Survey


@click.group()
def answers() -> None:
    """Take answers out as files."""


@answers.command("export")
@click.argument("survey")
@click.option("--unit", required=True, help="The unit's code.")
@click.option("--wave", "labels", multiple=True, required=True, help="A wave's label; repeatable.")
@click.option(
    "--format", "form", type=click.Choice([one.value for one in Format]), default=Format.XLSX.value
)
@click.option(
    "--show",
    "shown",
    multiple=True,
    type=click.Choice([one.value for one in Background]),
    default=[one.value for one in USUAL],
    help="What the file shows of a person; repeatable. Usually gender, age group, section, mode.",
)
@click.option("--texts", is_flag=True, help="With what people wrote; it may hold names.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
def export_command(
    survey: str,
    unit: str,
    labels: tuple[str, ...],
    form: str,
    shown: tuple[str, ...],
    texts: bool,
    out: Path,
) -> None:
    """Write the counted answers of SURVEY to a new file; a CSV is a ZIP file of three tables."""
    settings: Settings = current_app.config["SETTINGS"]
    if out.exists():
        raise click.BadParameter(f"{out} is there already", param_hint="--out")
    columns = tuple(one for one in Background if one in shown)
    with force_locale("en"), own_transaction() as session:
        waves = find_waves(session, _wave_ids(session, survey, unit, labels), lock=True)
        wanted = Wanted(tuple(wave.id for wave in waves), columns, Format(form), texts)
        leaving = _leaving(session, waves, wanted, settings.limit_inside)
        record_export(session, None, clock().now(), wanted, leaving)
    making = Making(SystemRandom(), clock().today(), settings.limit_inside)
    with snapshot() as reading:
        responses = make_file(reading, wanted, out, making)
    click.echo(f"{responses} responses are in {out} ({FORMATS[wanted.form].ending})")


def _leaving(
    session: Session, waves: list[Wave], wanted: Wanted, limit: int
) -> list[tuple[Wave, Release]]:
    try:
        return releases(session, waves, wanted, limit)
    except ExportRefused as refused:
        raise click.ClickException(str(refused)) from None


def _wave_ids(session: Session, survey: str, unit: str, labels: tuple[str, ...]) -> list[int]:
    query = select(Wave.label, Wave.id).join(Survey, Survey.id == Wave.survey_id)
    query = query.join(Unit, Unit.id == Wave.unit_id).where(
        Survey.code == survey, Unit.code == unit
    )
    known = dict(session.execute(query).all())
    for label in labels:
        if label not in known:
            raise click.ClickException(f"there is no wave {label!r} of {survey} at {unit}")
    return [known[label] for label in labels]


commands = [answers]
