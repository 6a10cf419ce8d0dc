"""`synpunkt retention`: what the decisions say, and anonymising what is over."""

from pathlib import Path

import click

from core.clock import clock
from core.database import own_transaction
from core.spreadsheets import Sheet, write_workbook
from feedback.following.retention import (
    KEPT_COLUMNS,
    Due,
    MustExport,
    decisions,
    due,
    kept_rows,
    run,
)


@click.group("retention")
def retention_group() -> None:
    """How long cases are kept."""


@retention_group.command("list")
def retention_list() -> None:
    """List the decisions: kind, months, decision, day."""
    with own_transaction() as session:
        for what, one in sorted(decisions(session).items()):
            click.echo("\t".join((what, str(one.months), one.decision, one.decided_on.isoformat())))


@retention_group.command("run")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option(
    "--export",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write what is to be kept (a workbook), before it is anonymised.",
)
def retention_run(dry_run: bool, export: Path | None) -> None:
    """Anonymise the cases whose time is over; without a decision nothing is touched."""
    with own_transaction() as session:
        found = due(session, clock().today())
        if dry_run:
            _say(found, "would be anonymised")
            return
        keep = [one for one in found if one.keep_export]
        if keep and export is None:
            raise MustExport(f"{len(keep)} cases are to be kept: give --export FILE")
        if export is not None:
            rows = kept_rows(session, keep)
            write_workbook(export, [Sheet("Synpunkter", KEPT_COLUMNS, rows, wrapped=True)])
        run(session, clock().today(), found, exported=True)
        _say(found, "anonymised")


def _say(found: list[Due], done: str) -> None:
    for one in found:
        kept = "\tkept in the export" if one.keep_export else ""
        click.echo(f"{one.case.number}\t{one.case.kind}\t{one.ended}{kept}")
    click.echo(f"{len(found)} {done}.")


commands = [retention_group]
