"""The results of a survey: from counts of answers to figures, comparisons and sentences.

Pure. Counts pass through `disclose` first; nothing else sees them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.methods.disclosure import INSIDE, Disclosed, Table, disclose
from analysis.published.figures import (
    Figure,
    FigureTable,
    PublishedTables,
    disclose_figures,
    disclose_others,
)
from analysis.published.printed import printed_cell, references_of
from analysis.results.breaks import breaks_of, marks_of
from analysis.results.cells import result_cell
from analysis.results.comparing import compare
from analysis.results.gender_over_time import changes
from analysis.results.pairs import Shown, pairs_of
from analysis.results.phrases import Text
from analysis.results.scale_tests import scale_tests
from analysis.results.series import (
    Comparison,
    ComparisonKind,
    ScaleTest,
    SurveyResult,
    VariableResult,
    VariableSeries,
    WaveInfo,
)
from core.codes import Group

#: {variable: {wave: {group: {code: persons}}}}; a variable has the waves that asked it.
Counts = Mapping[str, Mapping[str, Table]]
#: {variable: {wave: {mode: what may be shown of it}}}, of waves whose answers came by several modes.
ModeTables = Mapping[str, Mapping[str, Mapping[str, Disclosed]]]
NOTHING = PublishedTables()


def _finding(comparisons: Sequence[Comparison]) -> Text | None:
    between = [one for one in comparisons if one.kind is ComparisonKind.GENDER]
    return between[-1].sentence if between else None


@dataclass(frozen=True)
class Everything:
    """What may be shown of one variable: counts, printed figures and those of others, by wave."""

    own: Shown
    printed: Mapping[str, Mapping[Group, Figure]]
    others: Mapping[str, Mapping[str, Mapping[Group, Figure]]]

    @property
    def labels(self) -> frozenset[str]:
        """The waves that have a figure of the unit, shown or hidden."""
        return frozenset({*self.own.counts, *self.printed})

    def asked(self, label: str) -> bool:
        """Whether the wave has anything of the variable, shown or hidden."""
        return label in self.labels or label in self.others


@dataclass(frozen=True)
class Tested:
    """What was tested of one variable."""

    comparisons: tuple[Comparison, ...]
    scale_tests: tuple[ScaleTest, ...]


def _shown(
    tables: Mapping[str, Table],
    by_mode: Mapping[str, Mapping[str, Disclosed]],
    values: Mapping[str, FigureTable],
    others: Mapping[str, Mapping[str, FigureTable]],
    limits: tuple[int, int],
) -> Everything:
    counts = {label: disclose(table, *limits) for label, table in tables.items()}
    printed = {label: disclose_figures(table, *limits) for label, table in values.items()}
    beside = {}
    for label, named in others.items():
        whole = {group: figure.n for group, figure in printed.get(label, {}).items() if figure.n}
        cells = counts[label].cells if label in counts else {}
        whole |= {group: sum(codes.values()) for group, codes in cells.items() if codes}
        beside[label] = disclose_others(named, whole, *limits)
    return Everything(Shown(counts, by_mode), printed, beside)


def _variable_result(
    variable: VariableSeries, waves: Sequence[WaveInfo], shown: Everything, tested: Tested
) -> VariableResult:
    asked = [wave.label for wave in waves if shown.asked(wave.label)]
    counts = shown.own.counts
    return VariableResult(
        variable=variable,
        cells=tuple(
            printed_cell(variable, wave, group, shown.printed[wave.label].get(group))
            if wave.label in shown.printed
            else result_cell(variable, wave, group, counts.get(wave.label))
            for wave in waves
            for group in Group
        ),
        comparisons=tested.comparisons,
        breaks=breaks_of(variable, shown.labels, waves),
        finding=_finding(tested.comparisons),
        missing={label: counts[label].missing if label in counts else {} for label in asked},
        references=tuple(
            one
            for label in asked
            for one in references_of(variable, label, shown.others.get(label, {}))
        ),
        marks=marks_of(variable, shown.labels, waves),
        scale_tests=tested.scale_tests,
    )


def _tests(
    variables: Sequence[VariableSeries], shown: Mapping[str, Shown], waves: Sequence[WaveInfo]
) -> dict[str, Tested]:
    """Every test of a survey, by variable: each kind of comparison is a family of its own."""
    pairs = {one.code: pairs_of(one, shown[one.code], waves) for one in variables}
    compared = iter(compare([pair for ours in pairs.values() for pair in ours]))
    changed = changes(variables, shown, waves)
    on_scales = scale_tests(variables, shown, waves)
    return {
        code: Tested(
            (
                *(next(compared) for _ in ours),
                *([changed[code]] if code in changed else ()),
            ),
            on_scales.get(code, ()),
        )
        for code, ours in pairs.items()
    }


def assemble(
    survey: str,
    variables: Sequence[VariableSeries],
    waves: Sequence[WaveInfo],
    counts: Counts,
    k: int,
    inside: int = INSIDE,
    published: PublishedTables = NOTHING,
    by_mode: ModeTables | None = None,
) -> SurveyResult:
    """All results of a survey as they may be shown to those whose limit is `k`.

    `waves` come in order of time, sealed ones only. All variables of the survey must be here, also
    for a page about one of them: they are one family of tests. `inside` is the lowest limit in use.
    Published counts are among `counts`; what others printed without counts is in `published`.
    """
    shown = {
        one.code: _shown(
            counts.get(one.code, {}),
            (by_mode or {}).get(one.code, {}),
            published.values.get(one.code, {}),
            published.others.get(one.code, {}),
            (k, inside),
        )
        for one in variables
    }
    tested = _tests(variables, {code: one.own for code, one in shown.items()}, waves)
    results = tuple(
        _variable_result(one, waves, shown[one.code], tested[one.code]) for one in variables
    )
    return SurveyResult(survey, tuple(waves), results)
