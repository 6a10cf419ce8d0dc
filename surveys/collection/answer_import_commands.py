"""`synpunkt answers import MAPPING [DATA]`."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click
from flask import current_app
from flask_babel import force_locale
from sqlalchemy.orm import Session

from core.clock import clock
from core.database import own_transaction, reader
from core.errors import DomainError
from core.keyring import read_or_make_keyring
from core.settings import Settings
from core.tables import read_table
from surveys.collection.answer_import import (
    Plan,
    Stored,
    Wanted,
    plan_import,
    record_import,
    run_import,
)
from surveys.collection.answer_import_mapping import AnswerMapping, read_mapping
from surveys.collection.answer_import_rows import MOST_TOLD, item_codes
from surveys.questionnaires.file_format import read_questionnaire
from surveys.questionnaires.problems import QuestionnaireError
from surveys.questionnaires.questionnaire import Questionnaire

QUIET_SECONDS = 2.0
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def answers() -> None:
    """Answers that were given elsewhere."""


@answers.command("import")
@click.argument("mapping", type=FILE)
@click.argument("data", type=FILE, required=False)
@click.option("--dry-run", is_flag=True, help="Read and check everything, and store nothing.")
def import_command(mapping: Path, data: Path | None, dry_run: bool) -> None:
    """Read the answers in DATA as the file MAPPING says; all of them or none.

    DATA is a CSV file or an .xlsx workbook; without it, the file that the mapping names.
    """
    settings: Settings = current_app.config["SETTINGS"]
    with _said_plainly(mapping), _progress() as tell:
        wanted = _wanted(mapping, data, settings, tell)
        with Session(reader()) as reading, plan_import(reading, wanted) as plan:
            _refuse_errors(plan)
            if dry_run:
                stored = None
            else:
                # Reading holds a connection that must not wait for the writing one.
                reading.close()
                with own_transaction() as session:
                    stored = run_import(session, plan, clock().today(), settings.limit_inside)
                    record_import(session, stored, None, clock().now())
            lines = list(_report(plan, stored))
    for line in lines:
        click.echo(line)


def _wanted(path: Path, data: Path | None, settings: Settings, tell: "Progress") -> Wanted:
    mapping = read_mapping(_text(path), str(path))
    data = data or _data_of(path, mapping)
    return Wanted(
        table=read_table(data, mapping.sheet),
        mapping=mapping,
        keyring=read_or_make_keyring(settings),
        questionnaire=_questionnaire(path, mapping),
        tell=tell,
    )


def _data_of(path: Path, mapping: AnswerMapping) -> Path:
    if mapping.data is None:
        raise click.UsageError(f"{path} names no data; give the file with the answers as DATA")
    found = path.parent / mapping.data
    if not found.is_file():
        raise click.ClickException(f"{path}: data: there is no file {found}")
    return found


def _questionnaire(path: Path, mapping: AnswerMapping) -> Questionnaire | None:
    if mapping.questionnaire is None:
        return None
    file = path.parent / mapping.questionnaire
    if not file.is_file():
        raise click.ClickException(f"{path}: questionnaire: there is no file {file}")
    return read_questionnaire(_text(file), str(file))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise click.ClickException(f"{path}: not UTF-8; save the file as UTF-8") from None


def _refuse_errors(plan: Plan) -> None:
    report = plan.report
    if report.number_of_errors:
        lines = [str(error) for error in report.errors]
        if report.number_of_errors > MOST_TOLD:
            lines.append(f"... and {report.number_of_errors - MOST_TOLD} more")
        raise click.ClickException("nothing was imported:\n" + "\n".join(lines))


def _report(plan: Plan, stored: Stored | None) -> Iterator[str]:
    """What was stored, or what would be."""
    report, mapping = plan.report, plan.wanted.mapping
    there = plan.there if stored is None else stored.there
    for wave in mapping.waves:
        rows, known = report.by_wave[wave.label], there[wave.label]
        modes = ", ".join(sorted(report.modes.get(wave.label, ())))
        yield f"wave {wave.label}: {rows - known} new, {known} there already ({modes or 'no rows'})"
    if report.silent:
        yield f"{report.silent} rows hold no answer and are left out"
    if report.dropped:
        yield f"{report.dropped} answers to questions that were not to be asked are left out"
    if stored is None:
        items = item_codes(plan.questionnaire)
        for row in report.first:
            codes = " ".join(f"{item}={code}" for item, code in zip(items, row.codes, strict=True))
            wave_label = mapping.waves[row.wave].label
            yield f"row {row.number}: wave {wave_label}, {row.mode}, gender {row.gender}, {row.day}: {codes}"
        yield "nothing was stored: this was a dry run"


class Progress:
    """How much is done, on standard error, once it has taken more than two seconds."""

    def __init__(self) -> None:
        self._started, self._shown = time.monotonic(), ""

    def __call__(self, done: int, total: int | None) -> None:
        """Show the share that is done."""
        if time.monotonic() - self._started < QUIET_SECONDS:
            return
        share = f"{min(100 * done // total, 99)} %" if total else f"{done} rows"
        if share != self._shown:
            self._shown = share
            click.echo(f"\r{share} ", nl=False, err=True)

    def end(self) -> None:
        """Leave a line of its own for what follows."""
        if self._shown:
            click.echo("\r100 %", err=True)


@contextmanager
def _progress() -> Iterator[Progress]:
    progress = Progress()
    try:
        yield progress
    finally:
        with suppress(OSError):
            progress.end()
            sys.stderr.flush()


@contextmanager
def _said_plainly(path: Path) -> Iterator[None]:
    with force_locale("en"):
        try:
            yield
        except QuestionnaireError as error:
            lines = (str(problem) for problem in error.problems)
            raise click.ClickException("\n".join(lines)) from None
        except DomainError as error:
            raise click.ClickException(f"{path}: nothing was imported: {error}") from None


commands = [answers]
