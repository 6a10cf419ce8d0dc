"""`synpunkt kolada`: the results of a unit as Kolada's tables are shaped."""

import json

import click
from flask import current_app

from analysis.reports.kolada import COLUMNS, Years, kolada_rows
from analysis.results.survey_results import Audience
from core.clock import clock
from core.database import session
from core.spreadsheets import csv_table
from organisation.units import UnitRefused, find_unit


@click.command("kolada")
@click.argument("unit")
@click.option("--from", "first", type=int, help="The first year; this one when not given.")
@click.option("--to", "last", type=int, help="The last year; this one when not given.")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv")
@click.option("--public", "is_public", is_flag=True, help="Only what anyone may see.")
def kolada(unit: str, first: int | None, last: int | None, form: str, is_public: bool) -> None:
    """Print the results of UNIT: unit, year, measure, T/K/M, value."""
    settings = current_app.config["SETTINGS"]
    audience = Audience.public(settings) if is_public else Audience.inside(settings)
    year = clock().today().year
    years = Years(first or year, last or year)
    if years.last < years.first:
        raise click.UsageError("--to is the same year as --from or a later one")
    try:
        found = find_unit(session(), unit)
    except UnitRefused as error:
        raise click.ClickException(str(error)) from None
    rows = kolada_rows(session(), found, years, audience, "sv")
    if form == "csv":
        click.echo(csv_table(COLUMNS, rows).decode("utf-8-sig"), nl=False)
        return
    click.echo(
        json.dumps(
            [dict(zip(COLUMNS, row, strict=True)) for row in rows], ensure_ascii=False, indent=2
        )
    )


commands = [kolada]
