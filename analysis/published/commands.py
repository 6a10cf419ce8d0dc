"""`synpunkt figures import FILE`: figures that others have published, all or nothing."""

from pathlib import Path

import click
from sqlalchemy.orm import Session

from analysis.published.columns import YEAR
from analysis.published.importing import Change, Preview, PreviewRow, check_rows, preview, store
from analysis.published.mapping import SheetMapping
from analysis.published.mapping_files import MOST_ROWS
from analysis.published.mapping_queries import mappings_by_name
from analysis.published.mapping_rows import Left, Occasion, read_mapped
from analysis.published.models import PublishedFigure
from core.clock import clock
from core.database import own_transaction
from core.tables import read_table
from core.tables_grid import read_grid
from core.tables_refusal import TableRefused, in_words
from core.typed_days import typed_day
from organisation.audit import record

WORDS = {Change.NEW: "new", Change.CHANGED: "changed", Change.SAME: "unchanged"}
LEFT = {
    Left.HIDDEN: "cells hidden by the publisher",
    Left.NONE: "cells without an answer",
    Left.NO_N: "figures of women or men without a number of answers",
    Left.UNIT: "rows of units that are not ours",
    Left.QUESTION: "rows of questions that were not chosen",
}


@click.group("figures")
def figures() -> None:
    """Figures that others have published."""


@figures.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--sheet", help="The sheet of a workbook; the first, or the mapping's, when not given."
)
@click.option("--mapping", help="The name of a saved mapping to read the file by.")
@click.option("--wave", default="", help="With a mapping: what the wave is called, such as 2026.")
@click.option("--day", default="", help="With a mapping: the day, when the wave is no year.")
@click.option("--source", default="", help="With a mapping: the report, when it is another.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and store nothing.")
def import_figures(
    file: Path,
    sheet: str | None,
    mapping: str | None,
    wave: str,
    day: str,
    source: str,
    dry_run: bool,
) -> None:
    """Store the published figures in FILE (CSV or XLSX), or say what is wrong with it."""
    try:
        with own_transaction() as session:
            if mapping is None:
                made = preview(session, read_table(file, sheet))
            else:
                asked = Occasion("", wave, day, source)
                made = _mapped(session, file, sheet, mapping, asked)
            _stop_at_problems(made)
            counts = ", ".join(f"{made.count(one)} {WORDS[one]}" for one in Change)
            for row in made.rows:
                if row.change is Change.CHANGED:
                    click.echo(_changed(row))
            if not dry_run and made.count(Change.SAME) < len(made.rows):
                store(session, made)
                record(session, None, clock().now(), "figures_imported", "figures", len(made.rows))
    except TableRefused as error:
        raise click.ClickException(in_words(error)) from None
    click.echo(f"{counts}. {'Nothing was stored.' if dry_run else 'Stored.'}")


def _mapped(session: Session, file: Path, sheet: str | None, name: str, asked: Occasion) -> Preview:
    """What a file says by a saved mapping. Raises TableRefused, and ClickException for what is missing."""
    found = mappings_by_name(session, name)
    if len(found) != 1:
        told = "there is no mapping" if not found else "there are several mappings"
        raise click.ClickException(f"{told} {name!r}: save one under this name on the page.")
    kept, survey = found[0]
    mapping = SheetMapping.model_validate(kept.content)
    if "label" not in mapping.columns:
        if not asked.label:
            raise click.ClickException("the file does not say when it was: give --wave, as 2026.")
        if not YEAR.fullmatch(asked.label) and typed_day(asked.day, 1900) is None:
            raise click.ClickException("the wave is no year: give --day, as 2026-01-31.")
    first = read_grid(file, sheet, MOST_ROWS)
    usual = sheet is None and mapping.sheet in first.sheets[1:]
    grid = read_grid(file, mapping.sheet, MOST_ROWS) if usual else first
    source = asked.source or mapping.source
    occasion = Occasion(survey.code, asked.label, asked.day, source, mapping.mode)
    mapped = read_mapped(grid, mapping, occasion)
    for why, words in LEFT.items():
        if mapped.left[why]:
            click.echo(f"left out: {mapped.left[why]} {words}")
    return check_rows(session, mapped.rows, Preview(problems=mapped.problems))


def _stop_at_problems(made: Preview) -> None:
    if made.problems:
        lines = "\n".join(in_words(problem) for problem in made.problems)
        raise click.ClickException(f"nothing was stored.\n{lines}")


def _changed(row: PreviewRow) -> str:
    before = _figure(row.before) if row.before else ""
    where = f"{row.measured.series.label.en}, {row.unit}, {row.figure.label}"
    return f"row {row.number}: {where}: {before} -> {_figure(row.figure)}"


def _figure(figure: PublishedFigure) -> str:
    if figure.positive is not None:
        return f"{figure.positive} of {figure.n}"
    n = "" if figure.n is None else f" (n {figure.n})"
    return f"{figure.value}{n}"


commands = [figures]
