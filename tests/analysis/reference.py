"""The reference figures and the micro-data they were made from."""

import csv
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from analysis.results.phrases import Text
from analysis.results.series import Kind, VariableSeries, WaveInfo
from core.codes import Group, Missing

GOLDEN = Path(__file__).parents[1] / "golden"
YEARS = ("2021", "2022", "2023")
#: The reference's names of the groups.
GROUPS = {"woman": Group.WOMAN, "man": Group.MAN, "other_or_none": Group.OTHER}
#: The reference's share variables: column and positive codes.
SHARES = {
    **{f"q{number}_top2": (f"q{number}", frozenset({3, 4})) for number in range(1, 5)},
    "q5_top2": ("q5", frozenset({1})),
}
#: The reference agrees when nothing differs by more than this.
TOLERANCE = 1e-9


@cache
def golden() -> Any:
    """What R says."""
    return json.loads((GOLDEN / "golden.json").read_text())


@cache
def rows(name: str) -> list[dict[str, str]]:
    """The micro-data, a person a row."""
    with (GOLDEN / name).open(newline="") as file:
        return list(csv.DictReader(file))


def _code(value: str) -> int:
    if not value:
        return Missing.SKIPPED
    return Missing.DONT_KNOW if value == "9" else int(value)


@cache
def table(column: str, year: str, mode: str | None = None) -> dict[Group, dict[int, int]]:
    """The counts of one question in one year; 9 is only an answer to the grade q6."""
    counts: dict[Group, Counter[int]] = {group: Counter() for group in GROUPS.values()}
    for row in rows("clients.csv"):
        if row["year"] == year and mode in (None, row["mode"]):
            value = row[column]
            code = int(value) if column == "q6" and value else _code(value)
            counts[GROUPS[row["gender"]]][code] += 1
    return {group: dict(codes) for group, codes in counts.items()}


@cache
def population(year: str) -> dict[Group, int]:
    """How many clients there were."""
    known = {
        GROUPS[row["gender"]]: int(row["N"])
        for row in rows("population.csv")
        if row["year"] == year
    }
    return known | {Group.ALL: sum(known.values())}


def waves() -> list[WaveInfo]:
    """The three years as waves that share a mode."""
    return [
        WaveInfo(year, frozenset({"telephone"}), population(year), once_per_person=True)
        for year in YEARS
    ]


def variables() -> list[VariableSeries]:
    """The five shares, as the reference names them."""
    satisfied = Text("var nöjda", "were satisfied")
    return [
        VariableSeries(name, Text(name, name), positive=positive, predicate=satisfied)
        for name, (_, positive) in SHARES.items()
    ]


def grade() -> VariableSeries:
    """The grade 1–10."""
    return VariableSeries("q6", Text("Betyg", "Grade"), kind=Kind.MEAN)


def counts() -> dict[str, dict[str, dict[Group, dict[int, int]]]]:
    """All counts, as results are made from."""
    columns = {name: column for name, (column, _) in SHARES.items()} | {"q6": "q6"}
    return {name: {year: table(column, year) for year in YEARS} for name, column in columns.items()}
