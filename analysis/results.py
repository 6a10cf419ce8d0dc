"""The results of a survey: from counts of answers to figures, comparisons and sentences.

Pure. Counts pass through `disclose` first; nothing else sees them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.disclosure import INSIDE, PARTS, WOMEN_AND_MEN, Disclosed, Table, disclose
from analysis.estimates import estimate_mean, estimate_share
from analysis.pairs import breaks_of, compare, counted, pairs_of
from analysis.phrases import Text
from analysis.series import (
    Comparison,
    ComparisonKind,
    Kind,
    ResultCell,
    SurveyResult,
    VariableResult,
    VariableSeries,
    WaveInfo,
)
from core.codes import Group

#: {variable: {wave: {group: {code: persons}}}}; a variable has the waves that asked it.
Counts = Mapping[str, Mapping[str, Table]]


def population_of(wave: WaveInfo, group: Group, parts: tuple[Group, ...]) -> int | None:
    """How many clients a figure describes; None when unknown or when a person can answer twice.

    Only women, men and all are counted in registers; a total of women and men is their sum.
    """
    known = wave.population if wave.once_per_person and wave.population else {}
    if group is not Group.ALL:
        return None if group is Group.OTHER else known.get(group)
    if parts == PARTS and Group.ALL in known:
        return known[Group.ALL]
    both = [known[part] for part in WOMEN_AND_MEN if part in known]
    return sum(both) if len(both) == len(WOMEN_AND_MEN) else None


def _cell(
    variable: VariableSeries, wave: WaveInfo, group: Group, shown: Disclosed | None
) -> ResultCell:
    codes = shown.cells[group] if shown else None
    if shown is None or codes is None:
        return ResultCell(wave.label, group)
    population = population_of(wave, group, shown.parts)
    if variable.kind is Kind.MEAN:
        count, found = None, estimate_mean(codes, population)
    else:
        count = counted(variable, codes)
        found = estimate_share(count, sum(codes.values()), population)
    return ResultCell(
        wave=wave.label,
        group=group,
        n=found.n,
        population=population,
        value=found.value,
        low=found.low,
        high=found.high,
        hidden=False,
        count=count,
        method=found.method,
    )


def _finding(comparisons: Sequence[Comparison]) -> Text | None:
    between = [one for one in comparisons if one.kind is ComparisonKind.GENDER]
    return between[-1].sentence if between else None


def _variable_result(
    variable: VariableSeries,
    waves: Sequence[WaveInfo],
    shown: Mapping[str, Disclosed],
    comparisons: tuple[Comparison, ...],
) -> VariableResult:
    return VariableResult(
        variable=variable,
        cells=tuple(
            _cell(variable, wave, group, shown.get(wave.label)) for wave in waves for group in Group
        ),
        comparisons=comparisons,
        breaks=breaks_of(variable, shown, waves),
        finding=_finding(comparisons),
        missing={label: table.missing for label, table in shown.items()},
    )


def assemble(
    survey: str,
    variables: Sequence[VariableSeries],
    waves: Sequence[WaveInfo],
    counts: Counts,
    k: int,
    inside: int = INSIDE,
) -> SurveyResult:
    """All results of a survey as they may be shown to those whose limit is `k`.

    `waves` come in order of time, sealed ones only. All variables of the survey must be here, also
    for a page about one of them: they are one family of tests. `inside` is the lowest limit in use.
    """
    shown = {
        variable.code: {
            label: disclose(table, k, inside)
            for label, table in counts.get(variable.code, {}).items()
        }
        for variable in variables
    }
    pairs = {one.code: pairs_of(one, shown[one.code], waves) for one in variables}
    compared = iter(compare([pair for ours in pairs.values() for pair in ours]))
    results = tuple(
        _variable_result(
            one, waves, shown[one.code], tuple(next(compared) for _ in pairs[one.code])
        )
        for one in variables
    )
    return SurveyResult(survey, tuple(waves), results)


def _cell_json(cell: ResultCell) -> dict[str, Any]:
    fields = ("wave", "group", "n", "population", "value", "low", "high", "hidden")
    return {name: getattr(cell, name) for name in fields}


def _comparison_json(one: Comparison) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "waves": list(one.waves),
        "groups": [group.value for group in one.groups],
        "difference": one.difference,
        "low": one.low,
        "high": one.high,
        "p": one.p,
        "q": one.q,
        "verdict": one.verdict.value,
        "sentence": one.sentence._asdict(),
    }


def as_json(result: SurveyResult) -> dict[str, Any]:
    """The published structure: fractions in full precision, None for what is hidden."""
    return {
        "survey": result.survey,
        "variables": [
            {
                "variable": one.variable.code,
                "kind": one.variable.kind.value,
                "cells": [_cell_json(cell) | {"group": cell.group.value} for cell in one.cells],
                "comparisons": [_comparison_json(each) for each in one.comparisons],
            }
            for one in result.variables
        ],
    }
