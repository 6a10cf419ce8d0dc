"""Statistics of cases for readers who may not read the cases: small groups are hidden. Pure.

Everything goes through analysis.methods.disclosure. The year stands beside its tertials, so a figure of a
tertial is shown only where the year minus the others gives nothing small. Deviations are left out,
and so is everybody in the third group where only they are few, in every table alike.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from analysis.cases.figures import (
    GROUPS,
    TOTAL,
    CaseFigures,
    CaseRow,
    Cross,
    PromiseRow,
    Rows,
    Share,
    cross,
    due_in,
    figures,
    has_outcome,
    is_sent,
    median_days,
    of_group,
    on_time,
)
from analysis.cases.periods import TERTIALS, Length, Period, tertial, tertial_of, year_of
from analysis.methods.disclosure import (
    HIDDEN,
    WOMEN_AND_MEN,
    Disclosed,
    Table,
    answered,
    disclose,
    disclose_siblings,
    hide_cells,
    total_parts,
)
from core.codes import Group
from feedback.cases.kinds import AnswerWay, Outcome

YEAR = "year"
#: The table of channels by gender, beside those of kinds and themes by unit.
CROSSES: dict[str, Callable[[CaseRow], tuple[str, str]]] = {
    "kind": lambda row: (row.kind, row.unit),
    "theme": lambda row: (row.theme, row.unit),
    "channel": lambda row: (row.channel, row.group.value),
}
#: Tables with the same columns share the totals of their columns.
COLUMNS = {"kind": "unit", "theme": "unit", "channel": "gender"}
OUTCOME_CODES = {Outcome.PARTLY.value: 1, Outcome.FOUNDED.value: 2}


@dataclass(frozen=True)
class Seen:
    """Who looks, and when: groups of fewer than `k` are hidden."""

    today: date
    k: int


def figures_for_others(rows: Rows, period: Period, seen: Seen) -> CaseFigures:
    """The figures of a tertial or a year as anybody may see them; None is hidden.

    `rows` hold the whole year. Raises ValueError for other days, whose differences would tell.
    """
    if period.length is Length.DAYS:
        raise ValueError("only tertials and years are shown to others")
    rows = replace(rows, cases=_shown_cases(rows.cases, year_of(period), seen.k))
    made = figures(rows, period, seen.today)
    tables = _crosses(rows.cases, period, seen.k)
    anonymous, founded, partly = _shares(rows.cases, period, seen.k)
    return replace(
        _judged(made, rows, period, seen),
        received={group: tables["channel"][TOTAL, _column(group)] for group in Group},
        deviations=None,
        reopened=None,
        kinds=tables["kind"],
        themes=tables["theme"],
        channels=tables["channel"],
        anonymous=anonymous,
        founded=founded,
        partly=partly,
    )


def _column(group: Group) -> str:
    return TOTAL if group is Group.ALL else group.value


def _layers(cases: Iterable[CaseRow], year: Period) -> dict[str, list[CaseRow]]:
    """The cases of the year, and of each of its tertials that has any."""
    held = [row for row in cases if year.holds(row.received)]
    tertials = [tertial(year.first.year, number) for number in TERTIALS]
    split = {part.name: [row for row in held if part.holds(row.received)] for part in tertials}
    return {YEAR: held} | {name: some for name, some in split.items() if some}


def _shown_cases(cases: Iterable[CaseRow], year: Period, k: int) -> list[CaseRow]:
    """Without deviations, and without the third group where only it is hidden in any part."""
    layers = _layers((row for row in cases if is_sent(row)), year)
    for held in layers.values():
        sizes = {group: sum(row.group is group for row in held) for group in GROUPS}
        if Group.OTHER not in total_parts(sizes, [k]):
            return [row for row in layers[YEAR] if row.group is not Group.OTHER]
    return layers[YEAR]


# Crossed tables: every cell of the year and of its tertials, and which is the sum of which.


def _crosses(cases: Sequence[CaseRow], period: Period, k: int) -> dict[str, Cross]:
    layers = _layers(cases, year_of(period))
    tables = {
        (layer, name): cross(pair(row) for row in held)
        for layer, held in layers.items()
        for name, pair in CROSSES.items()
    }
    counts, sums = _cells(tables, list(layers))
    hidden = hide_cells(counts, sums, k, _beside_each_other(counts))
    layer = YEAR if period.length is Length.YEAR else period.name
    shown = {name: None if name in hidden else count for name, count in counts.items()}
    return {
        name: {
            place: shown.get(_key(layer, name, *place))
            for place in _places(tables[YEAR, name], name)
        }
        for name in CROSSES
    }


def _beside_each_other(counts: Iterable[str]) -> dict[str, list[str]]:
    """Women and men are shown together or not at all, and the third group only beside them."""
    found = {}
    for name in counts:
        start, _, group = name.rpartition("|")
        if group in WOMEN_AND_MEN:
            found[name] = [f"{start}|{one}" for one in GROUPS if one != group]
    return found


def _places(table: Cross, name: str) -> Iterator[tuple[str, str]]:
    rows, columns = _sides(table, name)
    return product((*rows, TOTAL), (*columns, TOTAL))


def _key(layer: str, name: str, row: str, column: str) -> str:
    """The name of a cell; a total that is the same in several tables is one cell."""
    if row == TOTAL:
        name = COLUMNS[name] if column != TOTAL else TOTAL
    return "|".join((layer, name, row, column))


def _cells(
    tables: dict[tuple[str, str], dict[tuple[str, str], int]], layers: list[str]
) -> tuple[dict[str, int], list[tuple[str, list[str]]]]:
    counts: dict[str, int] = {}
    sums: list[tuple[str, list[str]]] = []
    for name in CROSSES:
        rows, columns = _sides(tables[YEAR, name], name)
        for layer in layers:
            table = tables[layer, name]
            for row in (TOTAL, *rows):
                for column in (TOTAL, *columns):
                    counts[_key(layer, name, row, column)] = table.get((row, column), 0)
            sums += _sums_of(layer, name, rows, columns)
        for row in (TOTAL, *rows):
            for column in (TOTAL, *columns):
                parts = [_key(layer, name, row, column) for layer in layers[1:]]
                sums += [(_key(YEAR, name, row, column), parts)] if parts else []
    return counts, sums


def _sides(table: Cross, name: str) -> tuple[list[str], list[str]]:
    rows = sorted({row for row, _ in table} - {TOTAL})
    if name == "channel":
        return rows, [group.value for group in GROUPS]
    return rows, sorted({column for _, column in table} - {TOTAL})


def _sums_of(
    layer: str, name: str, rows: list[str], columns: list[str]
) -> Iterator[tuple[str, list[str]]]:
    if not rows:
        return
    for row in (TOTAL, *rows):
        yield _key(layer, name, row, TOTAL), [_key(layer, name, row, one) for one in columns]
    for column in (TOTAL, *columns):
        yield _key(layer, name, TOTAL, column), [_key(layer, name, one, column) for one in rows]


# Shares: codes of the same answers by gender, as with the questions of a survey.


def _judged(made: CaseFigures, rows: Rows, period: Period, seen: Seen) -> CaseFigures:
    """What is said of promises: each group, the median, and what was fetched."""
    due = due_in(rows.promises, year_of(period), seen.today)
    shown = _disclosed([(row.last_day, row.group, _verdict(row)) for row in due], period, seen.k)
    by_code = [row for row in due if row.answered and row.way == AnswerWay.CODE]
    fetched = [(row.last_day, row.group, int(row.fetched)) for row in by_code]
    held = [row for row in due if period.holds(row.last_day) and row.group in shown.parts]
    whole = on_time(held) if shown.cells[Group.ALL] is not None else None
    judged = {
        group: on_time(of_group(held, group)) if shown.cells[group] is not None else None
        for group in Group
    }
    return replace(
        made,
        on_time=judged,
        days=median_days(held) if whole and whole.answered >= seen.k else None,
        fetched=_share(_disclosed(fetched, period, seen.k), {1}),
    )


def _shares(cases: Sequence[CaseRow], period: Period, k: int) -> tuple[Share | None, ...]:
    """Sent without a name; complaints found right, and partly so."""
    anonymous = [(row.received, row.group, int(row.anonymous)) for row in cases]
    ended = [
        (row.received, row.group, OUTCOME_CODES.get(row.outcome or "", 0))
        for row in cases
        if has_outcome(row)
    ]
    outcomes = _disclosed(ended, period, k)
    return (
        _share(_disclosed(anonymous, period, k), {1}),
        _share(outcomes, {OUTCOME_CODES[Outcome.FOUNDED]}),
        _share(outcomes, {OUTCOME_CODES[Outcome.PARTLY]}),
    )


def _verdict(row: PromiseRow) -> int:
    if not row.answered:
        return 3
    return 0 if not row.on_time else 2 if row.strictly else 1


def _disclosed(answers: Iterable[tuple[date, Group, int]], period: Period, k: int) -> Disclosed:
    """The table of a period, beside those of the other tertials of its year."""
    tables: dict[str, dict[Group, dict[int, int]]] = {}
    for day, group, code in answers:
        codes = tables.setdefault(tertial_of(day).name, {}).setdefault(group, {})
        codes[code] = codes.get(code, 0) + 1
    if period.length is Length.YEAR:
        return disclose(_sum_of(tables.values()), k, inside=k)
    if period.name not in tables:
        return HIDDEN
    return disclose_siblings(tables, k, inside=k, public=k)[period.name]


def _sum_of(tables: Iterable[Table]) -> Table:
    whole: dict[Group, Counter[int]] = {group: Counter() for group in GROUPS}
    for table in tables:
        for group, codes in table.items():
            whole[group].update(codes)
    return whole


def _share(shown: Disclosed, codes: set[int]) -> Share | None:
    cell = shown.cells[Group.ALL]
    if cell is None:
        return None
    return Share(sum(cell.get(code, 0) for code in codes), answered(cell))
