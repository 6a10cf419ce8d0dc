"""The results of a survey: from counts of answers to figures, comparisons and sentences.

Pure. Counts pass through `disclose` first; nothing else sees them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.methods.disclosure import (
    INSIDE,
    PARTS,
    WOMEN_AND_MEN,
    Codes,
    Disclosed,
    Table,
    disclose,
)
from analysis.methods.estimates import (
    Estimate,
    as_index,
    estimate_mean,
    estimate_share,
)
from analysis.published.figures import (
    Figure,
    FigureTable,
    PublishedTables,
    disclose_figures,
    disclose_others,
)
from analysis.published.printed import printed_cell, references_of
from analysis.results.pairs import breaks_of, compare, counted, pairs_of
from analysis.results.phrases import Text
from analysis.results.series import (
    Comparison,
    ComparisonKind,
    Kind,
    Reference,
    ResultCell,
    SurveyResult,
    VariableResult,
    VariableSeries,
    WaveInfo,
)
from core.codes import Group

#: {variable: {wave: {group: {code: persons}}}}; a variable has the waves that asked it.
Counts = Mapping[str, Mapping[str, Table]]
NOTHING = PublishedTables()


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


def result_cell(
    variable: VariableSeries, wave: WaveInfo, group: Group, shown: Disclosed | None
) -> ResultCell:
    """The figure of one group in one wave; hidden where `shown` does not hold it."""
    codes = shown.cells[group] if shown else None
    if shown is None or codes is None:
        return ResultCell(wave.label, group)
    population = population_of(wave, group, shown.parts)
    count = None if variable.kind is Kind.MEAN else counted(variable, codes)
    found = _estimate(variable, codes, population)
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


def _estimate(variable: VariableSeries, codes: Codes, population: int | None) -> Estimate:
    if variable.kind is Kind.SHARE:
        return estimate_share(counted(variable, codes), sum(codes.values()), population)
    found = estimate_mean(codes, population)
    return as_index(found, variable.steps) if variable.steps else found


def _finding(comparisons: Sequence[Comparison]) -> Text | None:
    between = [one for one in comparisons if one.kind is ComparisonKind.GENDER]
    return between[-1].sentence if between else None


@dataclass(frozen=True)
class Shown:
    """What may be shown of one variable: counts, printed figures and those of others, by wave."""

    counts: Mapping[str, Disclosed]
    printed: Mapping[str, Mapping[Group, Figure]]
    others: Mapping[str, Mapping[str, Mapping[Group, Figure]]]

    def asked(self, label: str) -> bool:
        """Whether the wave has anything of the variable, shown or hidden."""
        return label in self.counts or label in self.printed or label in self.others


def _shown(
    tables: Mapping[str, Table],
    values: Mapping[str, FigureTable],
    others: Mapping[str, Mapping[str, FigureTable]],
    k: int,
    inside: int,
) -> Shown:
    counts = {label: disclose(table, k, inside) for label, table in tables.items()}
    printed = {label: disclose_figures(table, k, inside) for label, table in values.items()}
    beside = {}
    for label, named in others.items():
        whole = {group: figure.n for group, figure in printed.get(label, {}).items() if figure.n}
        cells = counts[label].cells if label in counts else {}
        whole |= {group: sum(codes.values()) for group, codes in cells.items() if codes}
        beside[label] = disclose_others(named, whole, k, inside)
    return Shown(counts, printed, beside)


def _variable_result(
    variable: VariableSeries,
    waves: Sequence[WaveInfo],
    shown: Shown,
    comparisons: tuple[Comparison, ...],
) -> VariableResult:
    asked = [wave.label for wave in waves if shown.asked(wave.label)]
    return VariableResult(
        variable=variable,
        cells=tuple(
            printed_cell(variable, wave, group, shown.printed[wave.label].get(group))
            if wave.label in shown.printed
            else result_cell(variable, wave, group, shown.counts.get(wave.label))
            for wave in waves
            for group in Group
        ),
        comparisons=comparisons,
        breaks=breaks_of(variable, {*shown.counts, *shown.printed}, waves),
        finding=_finding(comparisons),
        missing={
            label: shown.counts[label].missing if label in shown.counts else {} for label in asked
        },
        references=tuple(
            one
            for label in asked
            for one in references_of(variable, label, shown.others.get(label, {}))
        ),
    )


def assemble(
    survey: str,
    variables: Sequence[VariableSeries],
    waves: Sequence[WaveInfo],
    counts: Counts,
    k: int,
    inside: int = INSIDE,
    published: PublishedTables = NOTHING,
) -> SurveyResult:
    """All results of a survey as they may be shown to those whose limit is `k`.

    `waves` come in order of time, sealed ones only. All variables of the survey must be here, also
    for a page about one of them: they are one family of tests. `inside` is the lowest limit in use.
    Published counts are among `counts`; what others printed without counts is in `published`.
    """
    shown = {
        one.code: _shown(
            counts.get(one.code, {}),
            published.values.get(one.code, {}),
            published.others.get(one.code, {}),
            k,
            inside,
        )
        for one in variables
    }
    pairs = {one.code: pairs_of(one, shown[one.code].counts, waves) for one in variables}
    compared = iter(compare([pair for ours in pairs.values() for pair in ours]))
    results = tuple(
        _variable_result(
            one, waves, shown[one.code], tuple(next(compared) for _ in pairs[one.code])
        )
        for one in variables
    )
    return SurveyResult(survey, tuple(waves), results)


def _cell_json(cell: ResultCell, source: str | None) -> dict[str, Any]:
    fields = ("wave", "group", "n", "population", "value", "low", "high", "hidden")
    made = {name: getattr(cell, name) for name in fields} | {"group": cell.group.value}
    if source is None:
        return made
    return made | {"published": True, "source": source, "rounded_by_publisher": cell.printed}


def _reference_json(one: Reference) -> dict[str, Any]:
    fields = ("subject", "wave", "n", "value", "low", "high", "source")
    return {name: getattr(one, name) for name in fields} | {
        "group": one.group.value,
        "published": True,
        "rounded_by_publisher": one.printed,
    }


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
    sources = {wave.label: wave.source for wave in result.waves}
    return {
        "survey": result.survey,
        "variables": [
            {
                "variable": one.variable.code,
                "kind": one.variable.kind.value,
                "cells": [_cell_json(cell, sources[cell.wave]) for cell in one.cells],
                "comparisons": [_comparison_json(each) for each in one.comparisons],
                "references": [_reference_json(each) for each in one.references],
            }
            for one in result.variables
        ],
    }
