"""`synpunkt cases report`: the statistics of a period, for people or programs."""

import json
from datetime import date

import click
from flask import current_app
from flask_babel import force_locale

from analysis.cases.periods import (
    Length,
    NoSuchPeriod,
    Period,
    days,
    read_name,
    tertial_of,
)
from analysis.cases.queries import Where
from analysis.cases.report import make_report
from analysis.cases.report_files import report_data
from analysis.cases.statistics import MOST_IN_WORKBOOK, Asked, Statistics, load_statistics
from core.clock import clock
from core.database import session
from organisation.units import UnitRefused, find_unit, list_units, parents_of_units, with_all_below

EVERY_UNIT = "all units"


@click.group("cases")
def cases() -> None:
    """Views and complaints."""


@cases.command("report")
@click.option("--tertial", help="Such as 2026-T2; the present one when no time is given.")
@click.option("--year", help="Such as 2026.")
@click.option("--from", "first", help="From this day, such as 2026-09-01; to today without --to.")
@click.option("--to", "last", help="To this day.")
@click.option("--unit", help="The code of a unit, with those below it; all when not given.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--public", "is_public", is_flag=True, help="Small groups hidden, for anybody.")
def report(
    tertial: str | None,
    year: str | None,
    first: str | None,
    last: str | None,
    unit: str | None,
    form: str,
    is_public: bool,
) -> None:
    """Print what came in during a time, and what was answered on time."""
    period = _period(tertial, year, first, last)
    if is_public and (unit or period.length is Length.DAYS):
        raise click.UsageError("--public is for a tertial or a year, and for all units together")
    where, name = _where(unit)
    limit = current_app.config["SETTINGS"].limit_inside if is_public else None
    most = MOST_IN_WORKBOOK
    asked = Asked(period, where, name, clock().today(), limit, most_sentences=most)
    found = load_statistics(session(), asked)
    click.echo(_text(found) if form == "text" else _json(found))


def _period(tertial: str | None, year: str | None, first: str | None, last: str | None) -> Period:
    if sum(map(bool, (tertial, year, first))) > 1 or (last and not first):
        raise click.UsageError("give one of --tertial, --year, and --from with or without --to")
    try:
        if first:
            end = date.fromisoformat(last) if last else clock().today()
            return days(date.fromisoformat(first), end)
        name = tertial or year
        found = read_name(name) if name else tertial_of(clock().today())
    except (NoSuchPeriod, ValueError):
        raise click.UsageError("write 2026-T2, 2026 or 2026-09-01, the first day first") from None
    wanted = Length.YEAR if year else Length.TERTIAL
    if found.length is not wanted:
        raise click.UsageError("write --tertial 2026-T2 or --year 2026")
    return found


def _where(code: str | None) -> tuple[Where, str]:
    if not code:
        return Where(frozenset(unit.id for unit in list_units(session())), True), EVERY_UNIT
    try:
        unit = find_unit(session(), code)
    except UnitRefused as error:
        raise click.ClickException(str(error)) from None
    return Where(with_all_below(parents_of_units(session()), [unit.id])), unit.name


def _json(found: Statistics) -> str:
    return json.dumps(report_data(found), ensure_ascii=False, indent=2)


def _text(found: Statistics) -> str:
    with force_locale("en"):
        made = make_report(found, "en")
        lines = [made.title, made.lead, ""]
        for table in (made.figures, *made.tables):
            lines.append("\t".join(map(str, table.columns)))
            lines += ["\t".join(map(str, row)) for row in table.rows]
            lines.append("")
    return "\n".join([*lines, *made.notes])


commands = [cases]
