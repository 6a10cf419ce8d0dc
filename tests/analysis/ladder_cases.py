"""Waves and answers to try the ladder on."""

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.methods.disclosure import Table, disclose_siblings
from analysis.results.assembly import assemble
from analysis.results.phrases import Text
from analysis.results.series import (
    Comparison,
    ComparisonKind,
    VariableResult,
    VariableSeries,
    WaveInfo,
)
from core.codes import Group, Missing

ALL, WOMAN, MAN, OTHER = Group
CLIENTS = {ALL: 647, WOMAN: 115, MAN: 532}
TREATMENT = VariableSeries(
    "treatment",
    Text("Bemötande", "Treatment"),
    positive=frozenset({3, 4}),
    predicate=Text("var nöjda", "were satisfied"),
    scale=(1, 4),
    order=1,
)
K = 5
#: (positive, all) of women, then of men.
Split = tuple[tuple[int, int], tuple[int, int]]


def wave(label: str, *modes: str, rate: float | None = 0.7, **more: Any) -> WaveInfo:
    """A wave by telephone, unless said otherwise, in which each client can answer once."""
    return WaveInfo(
        label,
        frozenset(modes or ("telephone",)),
        CLIENTS,
        once_per_person=True,
        response_rate=rate,
        **more,
    )


def years(count: int, rate: float | None = 0.7) -> list[WaveInfo]:
    """So many waves by telephone, from 2019 on."""
    return [wave(str(2019 + number), rate=rate) for number in range(count)]


def answers(positive: int, n: int) -> dict[int, int]:
    """So many positive of n valid answers, over several codes, and some missing."""
    return {4: positive // 2, 3: positive - positive // 2, 1: n - positive, Missing.NOT_SHOWN: 9}


def table(split: Split) -> Table:
    """The answers of women and men."""
    return {WOMAN: answers(*split[0]), MAN: answers(*split[1])}


def result_of(
    waves: Sequence[WaveInfo], splits: Sequence[Split], variable: VariableSeries = TREATMENT
) -> VariableResult:
    """The results of one variable, asked in every wave."""
    counts = {one.label: table(split) for one, split in zip(waves, splits, strict=True)}
    return assemble("s", [variable], waves, {variable.code: counts}, K).variables[0]


def result_by_mode(
    waves: Sequence[WaveInfo],
    modes: Sequence[Mapping[str, Split]],
    variable: VariableSeries = TREATMENT,
) -> VariableResult:
    """The same with the answers of each wave by mode; what is shown of them is decided as always."""
    counts: dict[str, Table] = {}
    shown = {}
    for one, by_mode in zip(waves, modes, strict=True):
        tables = {mode: table(split) for mode, split in by_mode.items()}
        counts[one.label] = {
            group: {
                code: sum(part[group].get(code, 0) for part in tables.values())
                for code in (4, 3, 1)
            }
            for group in (WOMAN, MAN)
        }
        if len(tables) > 1:
            shown[one.label] = disclose_siblings(tables, K)
    code = variable.code
    found = assemble("s", [variable], waves, {code: counts}, K, by_mode={code: shown})
    return found.variables[0]


def over_time(result: VariableResult, group: Group = ALL) -> Comparison:
    """The newest wave against the one before."""
    return [
        one
        for one in result.comparisons
        if one.kind is ComparisonKind.WAVE and one.groups == (group,)
    ][-1]


def trend(result: VariableResult, group: Group = ALL) -> Comparison:
    """The trend of a group."""
    [found] = [one for one in result.trends if one.groups == (group,)]
    return found
