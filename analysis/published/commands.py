"""`synpunkt figures import FILE`: figures that others have published, all or nothing."""

from pathlib import Path

import click

from analysis.published.importing import Change, Preview, PreviewRow, preview, store
from analysis.published.models import PublishedFigure
from core.clock import clock
from core.database import own_transaction
from core.tables import read_table
from core.tables_refusal import TableRefused, in_words
from organisation.audit import record

WORDS = {Change.NEW: "new", Change.CHANGED: "changed", Change.SAME: "unchanged"}


@click.group("figures")
def figures() -> None:
    """Figures that others have published."""


@figures.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--sheet", help="The sheet of a workbook; the first when not given.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and store nothing.")
def import_figures(file: Path, sheet: str | None, dry_run: bool) -> None:
    """Store the published figures in FILE (CSV or XLSX), or say what is wrong with it."""
    try:
        with own_transaction() as session:
            made = preview(session, read_table(file, sheet))
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
