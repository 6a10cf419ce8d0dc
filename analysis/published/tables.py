"""The published figures of a survey and unit, sorted into what results are made from."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from analysis.published.figures import (
    Figure,
    FigureTable,
    PublishedTables,
    codes_of,
    disclose_figures,
)
from analysis.published.models import PublishedFigure
from analysis.results.measured import Measured
from analysis.results.series import Kind, VariableSeries, WaveInfo
from core.codes import Gender, Group, group_of

#: A published figure and the code of its item.
Row = tuple[str, PublishedFigure]
#: {variable: {wave: {group: {code: persons}}}}
GroupCounts = dict[str, dict[str, dict[Group, dict[int, int]]]]


@dataclass(frozen=True)
class PublishedWave:
    """A wave that only published figures tell of."""

    label: str
    version_number: int
    #: The day it was measured.
    opens: date
    answered: int | None
    info: WaveInfo


def published_waves(
    rows: Sequence[Row], numbers: Mapping[int, int], own: Collection[str], limits: tuple[int, int]
) -> list[PublishedWave]:
    """The waves beside the unit's `own`, in order of time; `numbers` are versions by their id.

    `limits` are those of the reader and inside the organisation.
    """
    figures = sorted((figure for _, figure in rows), key=lambda figure: figure.label)
    waves = [
        _wave(label, list(of), numbers, limits)
        for label, of in groupby(figures, key=lambda figure: figure.label)
        if label not in own
    ]
    return sorted(waves, key=lambda wave: (wave.opens, wave.label))


def _wave(
    label: str,
    figures: Sequence[PublishedFigure],
    numbers: Mapping[int, int],
    limits: tuple[int, int],
) -> PublishedWave:
    ours = [figure for figure in figures if not figure.subject] or figures
    answered = _answered(ours, limits)
    invited = max((one.invited for one in ours if one.invited is not None), default=None)
    info = WaveInfo(
        label=label,
        modes=frozenset(figure.mode for figure in ours if figure.mode is not None),
        response_rate=answered / invited if answered and invited else None,
        has_gender=any(figure.gender in (Gender.WOMAN, Gender.MAN) for figure in ours),
        source="; ".join(dict.fromkeys(figure.source for figure in ours)),
        invited=invited,
    )
    number = max(numbers[figure.version_id] for figure in ours)
    return PublishedWave(label, number, min(figure.day for figure in ours), answered, info)


def _answered(figures: Sequence[PublishedFigure], limits: tuple[int, int]) -> int | None:
    """How many answered, as far as that may be told: the most behind any total that is shown."""
    tables: dict[tuple[int, str], dict[Group, Figure]] = {}
    for figure in figures:
        table = tables.setdefault((figure.item_id, figure.subject), {})
        table[_group(figure)] = _plain(figure)
    totals = [disclose_figures(table, *limits).get(Group.ALL) for table in tables.values()]
    return max((total.n for total in totals if total and total.n is not None), default=None)


def published_tables(
    measured: Iterable[Measured], rows: Sequence[Row], own: Collection[str]
) -> tuple[GroupCounts, PublishedTables]:
    """The unit's counts, and all else: what was printed without counts, and what is of others.

    A figure of a wave that the unit has counted itself stands beside the unit's own.
    """
    counts: GroupCounts = {}
    values: dict[str, dict[str, FigureTable]] = {}
    others: dict[str, dict[str, dict[str, FigureTable]]] = {}
    for one in measured:
        code = one.series.code
        tables = _by_wave(figure for item, figure in rows if item == code)
        for (label, subject), table in tables.items():
            counted = _counts(one.series, table)
            if subject or label in own:
                others.setdefault(code, {}).setdefault(label, {})[subject] = table
            elif counted is not None:
                counts.setdefault(code, {})[label] = counted
            else:
                values.setdefault(code, {})[label] = table
        _add_means(one, values)
    return counts, PublishedTables(values, others)


def _by_wave(
    figures: Iterable[PublishedFigure],
) -> dict[tuple[str, str], dict[Group, Figure]]:
    """By wave and subject, and then by group."""
    tables: dict[tuple[str, str], dict[Group, Figure]] = {}
    for figure in figures:
        table = tables.setdefault((figure.label, figure.subject), {})
        table[_group(figure)] = _plain(figure)
    return tables


def _group(figure: PublishedFigure) -> Group:
    return group_of(figure.gender) if figure.gender >= 0 else Group.ALL


def _plain(figure: PublishedFigure) -> Figure:
    value, positive = figure.value or 0.0, None
    if figure.positive is not None and figure.n:
        value, positive = figure.positive / figure.n, figure.positive
    return Figure(
        value,
        figure.n,
        positive,
        figure.source,
        mode=figure.mode or "",
        version_id=figure.version_id,
    )


def _counts(variable: VariableSeries, table: FigureTable) -> dict[Group, dict[int, int]] | None:
    """A published share as counts of two codes of the scale."""
    if variable.kind is Kind.MEAN:
        return None
    low, high = variable.scale
    negative = next(code for code in range(low, high + 2) if code not in variable.positive)
    return codes_of(table, max(variable.positive), negative)


def _add_means(index: Measured, values: dict[str, dict[str, FigureTable]]) -> None:
    """An index that was not published, where all its sub-indices were: their mean."""
    tables = [values.get(part, {}) for part in index.parts]
    shared = set.intersection(*(set(table) for table in tables)) if tables else set()
    known = values.get(index.series.code, {})
    for label in shared - set(known):
        parts = [table[label].get(Group.ALL) for table in tables]
        given = [part for part in parts if part is not None]
        if len(given) == len(parts):
            sizes = {part.n for part in given}
            mean = Figure(
                sum(part.value for part in given) / len(given),
                sizes.pop() if len(sizes) == 1 else None,
                source="; ".join(dict.fromkeys(part.source for part in given)),
                computed=True,
            )
            values.setdefault(index.series.code, {})[label] = {Group.ALL: mean}
