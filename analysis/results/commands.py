"""`synpunkt results SURVEY`: what may be shown of a survey, as a table, CSV or JSON."""

import csv
import io
import json
from collections.abc import Callable, Mapping

import click
from flask import current_app

from analysis.results.queries import find_survey, find_unit_by_code, units_with_results
from analysis.results.series import Reference, ResultCell
from analysis.results.structure import as_json
from analysis.results.survey_results import Audience, SurveyPage, load_results
from core.database import session

FIGURES = ("wave", "group", "n", "population", "value", "low", "high")
#: A row with a source was published by others; its subject is empty for the unit itself.
HEADER = ("variable", *FIGURES, "hidden", "subject", "source")


@click.command("results")
@click.argument("survey")
@click.option("--unit", help="The unit's code; needed when several units have results.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table")
@click.option("--public", is_flag=True, help="Only what anyone may see.")
def results(survey: str, unit: str | None, form: str, public: bool) -> None:
    """Print what may be shown of SURVEY."""
    settings = current_app.config["SETTINGS"]
    audience = Audience.public(settings) if public else Audience.inside(settings)
    click.echo(FORMS[form](_load(survey, unit, audience)))


def _load(code: str, unit_code: str | None, audience: Audience) -> SurveyPage:
    survey = find_survey(session(), code)
    if survey is None:
        raise click.ClickException(f"there is no survey {code}")
    units = units_with_results(session(), survey, published_only=audience.published_only)
    found = find_unit_by_code(session(), unit_code) if unit_code else None
    if unit_code and found is None:
        raise click.ClickException(f"there is no unit {unit_code}")
    if found is None and len(units) != 1:
        codes = ", ".join(unit.code for unit in units) or "none"
        raise click.ClickException(f"say --unit; units with results of {code}: {codes}")
    return load_results(session(), survey, found or units[0], audience)


def _json(page: SurveyPage) -> str:
    simulated = [wave.label for wave in page.result.waves if wave.simulated]
    published = {wave.label: wave.source for wave in page.result.waves if wave.source}
    marks = {"simulated": simulated, "published": published}
    return json.dumps(as_json(page.result) | marks, ensure_ascii=False, indent=2)


def _csv(page: SurveyPage) -> str:
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(HEADER)
    sources = {wave.label: wave.source for wave in page.result.waves}
    for variable, cell in _cells(page):
        values = (variable, *(getattr(cell, name) for name in FIGURES))
        writer.writerow([*values, str(cell.hidden).lower(), "", sources[cell.wave] or ""])
    for result in page.result.variables:
        for one in result.references:
            figures = (one.wave, one.group, one.n, None, one.value, one.low, one.high)
            writer.writerow([result.variable.code, *figures, "false", one.subject, one.source])
    return lines.getvalue().rstrip("\n")


def _table(page: SurveyPage) -> str:
    lines = [f"{page.title.en}, {page.unit_name}"]
    for wave in page.result.waves:
        marks = ["invented answers"] if wave.simulated else []
        marks += [f"published, source: {wave.source}"] if wave.source else []
        lines.append(f"{wave.label}: {', '.join(sorted(wave.modes))} {'; '.join(marks)}".rstrip())
    lines.append(f"{'variable':24}{'wave':8}{'group':8}{'n':>6}{'value':>9}{'low':>9}{'high':>9}")
    for variable, cell in _cells(page):
        figures = "".join(_figure(value) for value in (cell.value, cell.low, cell.high))
        n = "-" if cell.n is None else cell.n
        lines.append(f"{variable:24}{cell.wave:8}{cell.group.value:8}{n:>6}{figures}")
    for result in page.result.variables:
        lines += [_compare_with(result.variable.code, one) for one in result.references]
        lines += [f"{result.variable.code}: {one.sentence.en}" for one in result.comparisons]
    return "\n".join(lines)


def _compare_with(variable: str, one: Reference) -> str:
    about = f"{one.wave}, {one.subject or 'the unit'}, {one.group.value}"
    n = "" if one.n is None else f", n {one.n}"
    return f"{variable}: to compare with {about}: {one.value:.3f}{n} (published: {one.source})"


def _cells(page: SurveyPage) -> list[tuple[str, ResultCell]]:
    return [
        (result.variable.code, cell) for result in page.result.variables for cell in result.cells
    ]


def _figure(value: float | None) -> str:
    return f"{'-':>9}" if value is None else f"{value:>9.3f}"


FORMS: Mapping[str, Callable[[SurveyPage], str]] = {"table": _table, "csv": _csv, "json": _json}

commands = [results]
