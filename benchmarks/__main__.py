"""`python -m benchmarks`: measure, print a table, and write var/bench.json."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from benchmarks.cases import measure_cases
from benchmarks.coverage import measure_coverage
from benchmarks.import_answers import measure_import
from benchmarks.respondents import measure_respondents
from benchmarks.results import measure_results
from benchmarks.weights import measure_weights

FILE = Path(__file__).parents[1] / "var" / "bench.json"
Values = dict[str, Any]
Say = Callable[[str], None]


def respondents(say: Say) -> Values:
    """Ours against the bare application, on both databases."""
    return measure_respondents("sqlite", say) | measure_respondents("postgresql", say)


def results(say: Say) -> Values:
    """The results page and its charts."""
    return measure_results(1, say) | measure_results(10, say)


def imports(say: Say) -> Values:
    """A hundred thousand rows from a file."""
    return measure_import("sqlite", say) | measure_import("postgresql", say)


def cases(say: Say) -> Values:
    """The deadline board among 50,000 cases."""
    return measure_cases(say)


def weights(say: Say) -> Values:
    """The first visit."""
    return {"page_bytes": measure_weights()}


def coverage(say: Say) -> Values:
    """How often the statistics of a survey are right."""
    return measure_coverage(say)


PARTS: dict[str, Callable[[Say], Values]] = {
    "respondents": respondents,
    "results": results,
    "imports": imports,
    "cases": cases,
    "weights": weights,
    "coverage": coverage,
}
#: Every measure with its goal: how it is read, whether more is better, and the limit.
GOALS = (
    ("complete_ratio_sqlite", ">=", 0.9),
    ("complete_ratio_postgresql", ">=", 0.9),
    ("get_ratio_sqlite", ">=", 1.2),
    ("get_ratio_postgresql", ">=", 1.2),
    ("post_p99_ratio_sqlite", "<=", 1.0),
    ("post_p99_ms_sqlite", "<=", 30),
    ("server_memory_mb", "<=", 300),
    ("results_ms_1m", "<=", 50),
    ("results_ms_10m", "<=", 50),
    ("results_full_ms_10m", "<=", 60),
    ("overview_ms_10m", "<=", 80),
    ("chart_cached_ms", "<=", 5),
    ("chart_first_ms", "<=", 300),
    ("import_100k_rows_s", "<=", 20),
    ("import_100k_rows_s_postgresql", "<=", 20),
    ("import_100k_rows_xlsx_s", "<=", 20),
    ("import_100k_rows_xlsx_s_postgresql", "<=", 20),
    ("import_peak_mb", "<=", 300),
    ("tertial_report_s_50k", "<=", 2),
    ("board_ms_50k", "<=", 150),
    ("board_queries_50k", "<=", 12),
    ("share_coverage", ">=", 0.94),
    ("false_alarms", "<=", 0.05),
)
BYTE_GOALS = {"sv": 60_000, "en": 60_000, "ar": 90_000}


@click.command()
@click.option("--only", "parts", multiple=True, type=click.Choice(list(PARTS)), help="This part.")
def main(parts: tuple[str, ...]) -> None:
    """Measure everything, or some parts; other parts keep the figures of the run before."""
    values: Values = json.loads(FILE.read_text()) if FILE.exists() else {}
    for part in parts or PARTS:
        click.echo(f"{part} …", err=True)
        values |= PARTS[part](lambda line: click.echo(f"  {line}", err=True))
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(values, indent=2) + "\n")
    for line in table(values):
        click.echo(line)


def table(values: Values) -> list[str]:
    """One line for each measure: name, value, goal, and whether it is met."""
    rows = [(name, values.get(name), sign, limit) for name, sign, limit in GOALS]
    for language, limit in BYTE_GOALS.items():
        found = values.get("page_bytes", {}).get(language)
        rows.append((f"page_bytes {language}", found, "<=", limit))
    return [line(*row) for row in rows]


def line(name: str, value: float | None, sign: str, limit: float) -> str:
    """One line of the table."""
    if value is None:
        return f"{name:28}{'–':>10}   {sign} {limit:<8g} not measured"
    met = value >= limit if sign == ">=" else value <= limit
    figure = f"{value:.3g}" if value < 100 else f"{value:.0f}"
    return f"{name:28}{figure:>10}   {sign} {limit:<8g} {'met' if met else 'MISSED'}"


if __name__ == "__main__":
    main()
