"""The charts that are hardest to draw, of every kind: built by crossing what makes them hard."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import product

from analysis.charts.distribution import Bar, BarGroup, DistributionChart
from analysis.charts.dots import DotChart, DotRow
from analysis.charts.parts import (
    PERCENT,
    Axis,
    Beside,
    Break,
    GenderChart,
    Level,
    Point,
    Series,
    WaveColumn,
)
from analysis.charts.pictures import Chart
from analysis.charts.weeks import WeekChart, WeekPoint
from core.codes import Group

LONG = "Stödboende och kvällsöppen mottagning för vuxna i Hisingens allra östligaste delar"
UNBROKEN = "Socialförvaltningsövergripandesamverkansmottagningsverksamhetsutvecklingsenheten"
ARABIC = "مركز الدعم الاجتماعي لشرق المدينة"
BREAK = "2020: telefon i stället för terminal, och frågan ställdes på ett annat sätt. "
NAMES = ("Kvinnor", "Män", "Övriga och okänt")
PARTS = ("Index för medarbetare (AMI)", "Motivation", "Ledarskap", "Styrning")
SPLIT = (Group.WOMAN, Group.MAN, Group.OTHER)
#: What may stand where a name stands.
WORDINGS = {"long": LONG, "unbroken": UNBROKEN, "arabic": f"{ARABIC} 7"}
TITLE = (
    "Statistiskt säkerställd skillnad: 85\u00a0% av männen och 61\u00a0% av kvinnorna var nöjda."
)
NOTE = "Gäller om de som inte svarade tycker ungefär som de som svarade."

#: The value of a series at a wave, 0–1: far apart, all equal, at the ends, labels that collide.
Values = Callable[[int, int], float]
VALUES: Mapping[str, Values] = {
    "apart": lambda k, i: (i * 37 + k * 23) % 101 / 100,
    "equal": lambda k, i: 0.5,
    "zero": lambda k, i: 0.0,
    "hundred": lambda k, i: 1.0,
    "nearly": lambda k, i: 0.62 + k * 0.012 - i * 0.002,
}


def around(value: float, axis: Axis = PERCENT) -> Point:
    """A point at a part, 0–1, of the axis, with an interval."""
    low, span = axis.minimum, axis.maximum - axis.minimum
    ends = (max(0.0, value - 0.11), value, min(1.0, value + 0.08))
    start, middle, end = (low + span * one for one in ends)
    return Point(middle, start, end)


def over_waves(waves: int, names: tuple[str, ...], values: Values, axis: Axis) -> GenderChart:
    """Women, men and others; with one name everybody; with more than three names, measures."""
    groups = SPLIT if 1 < len(names) < 4 else (Group.ALL,) * len(names)
    measured = names[0] == PARTS[0]
    return GenderChart(
        TITLE,
        'Andel som svarade "mycket bra" eller "bra".',
        axis,
        tuple(WaveColumn(str(2012 + i), 2012.0 + i) for i in range(waves)),
        tuple(
            Series(
                name,
                groups[k],
                tuple(around(values(k, i), axis) for i in range(waves)),
                measure=k if measured else None,
            )
            for k, name in enumerate(names)
        ),
        note=NOTE,
    )


def hidden(base: GenderChart, keep: Callable[[int, int], bool]) -> GenderChart:
    """The chart with only those points (series, wave) that are kept."""
    series = tuple(
        replace(one, points=tuple(p if keep(k, i) else None for i, p in enumerate(one.points)))
        for k, one in enumerate(base.series)
    )
    return replace(base, series=series)


def _broken(base: GenderChart) -> GenderChart:
    """As many breaks as there are places between waves, with long texts, up to seven."""
    after = range(min(len(base.waves) - 1, 7))
    return replace(base, breaks=tuple(Break(i, BREAK * (1 + i % 2)) for i in after))


def _named(base: GenderChart, name: str) -> GenderChart:
    waves = tuple(
        replace(one, label=f"{name} {one.label}" if i % 2 else one.label)
        for i, one in enumerate(base.waves)
    )
    series = tuple(replace(one, name=f"{name} {one.name}") for one in base.series)
    made = replace(base, waves=waves, series=series, simulated_label=f"Påhittade svar: {name}")
    return replace(made, title=f"{name}: {base.title}", subtitle=name, note=f"Källa: {name}.")


def _beside(base: GenderChart, name: str) -> GenderChart:
    """Three names to compare with, some at the same wave, all near the last figures."""
    last = len(base.waves) - 1
    waves = tuple(replace(one, mark="publicerad") for one in base.waves)
    points = [series.points[last] or around(0.5, base.axis) for series in base.series]
    found = tuple(
        Beside(f"{name} {k} (publicerad)", max(0, last - k % 2), points[k % len(points)])
        for k in range(3)
    )
    return replace(base, waves=waves, beside=found)


def _level(base: GenderChart) -> GenderChart:
    span = base.axis.maximum - base.axis.minimum
    return replace(
        base, level=Level(base.axis.minimum + span / 2, "Nämndens mål 2026: minst 50\u00a0%")
    )


def _marked(base: GenderChart) -> GenderChart:
    """An asterisk at every wave, invented answers in all, and a wave that still takes answers."""
    waves = tuple(replace(one, footnote="*") for one in base.waves)
    waves = (*waves[:-1], replace(waves[-1], mark="till och med 31 december"))
    invented = ", ".join(one.label for one in waves)
    note = f"* {waves[-1].label}: små ändringar i frågan. {base.note}"
    return replace(base, waves=waves, simulated_label=f"Påhittade svar: {invented}", note=note)


def _close(base: GenderChart) -> GenderChart:
    """Weeks apart, the last one years after: names as those of periods."""
    waves = tuple(
        replace(one, label=f"Tertial {i % 3 + 1} {2012 + i}", position=2012 + i / 50)
        for i, one in enumerate(base.waves)
    )
    return replace(base, waves=(*waves[:-1], replace(waves[-1], position=2022.0)))


DRESSES: Mapping[str, Callable[[GenderChart], GenderChart]] = {
    "plain": lambda base: base,
    "here and there hidden": lambda base: hidden(base, lambda k, i: (i * 5 + k * 3) % 7 > 2),
    "only the first shown": lambda base: hidden(base, lambda k, i: i == k),
    "all hidden": lambda base: hidden(base, lambda k, i: False),
    "broken": _broken,
    "broken and marked": lambda base: _marked(_broken(base)),
    "marked": _marked,
    "beside": lambda base: _beside(base, "Stadsdel"),
    "beside, long": lambda base: _beside(_level(base), LONG),
    "a level": _level,
    "close in time": _close,
    "without heading": lambda base: replace(base, title="", subtitle="", note=""),
    "English": lambda base: replace(_marked(base), language="en"),
    "right to left": lambda base: replace(_named(_broken(base), ARABIC), rtl=True),
} | {f"{kind} names": lambda base, name=name: _named(base, name) for kind, name in WORDINGS.items()}


def over_time(
    dress: str, waves: range, lines: tuple[int, ...] = (1, 2, 3), measures: bool = False
) -> Iterator[tuple[str, GenderChart]]:
    """Charts over so many waves of so many lines: each in two forms, the values by turns."""
    turns = list(VALUES.items())
    grades = (PERCENT, Axis(1, 10), Axis(0, 2_000_000, "kr", 0))
    for number, (n, count, narrow) in enumerate(product(waves, lines, (False, True))):
        kind, values = turns[(number + len(dress)) % len(turns)]
        axis = Axis(0, 100, decimals=0) if measures else grades[number % 7 // 3]
        names = PARTS[:count] if measures else ("Alla",) if count == 1 else NAMES[:count]
        made = DRESSES[dress](over_waves(n, names, values, axis))
        yield f"{n} waves, {count} lines, {kind}", replace(made, narrow=narrow)


def with_a_hidden_cell(waves: int) -> Iterator[tuple[str, GenderChart]]:
    """Three groups with one cell hidden, everywhere in turn."""
    for k, i, narrow in product(range(3), range(waves), (False, True)):
        base = over_waves(waves, NAMES, VALUES["nearly"], PERCENT)
        made = hidden(base, lambda a, b, cell=(k, i): (a, b) != cell)  # type: ignore[misc]  # mypy cannot infer it.
        yield f"{NAMES[k]} {i} hidden", replace(made, narrow=narrow)


def rows_of_dots(rows: int, name: str = "Bemötande") -> Iterator[tuple[str, DotChart]]:
    """Rows with one to three dots, and with none."""
    for (kind, values), narrow, language in product(VALUES.items(), (False, True), ("sv", "en")):
        made = tuple(
            DotRow(
                f"{name} {row}",
                tuple(
                    (group, around(values(k, row)))
                    for k, group in enumerate(SPLIT[: row % 4] if row % 5 else (Group.ALL,))
                ),
            )
            for row in range(rows)
        )
        chart = DotChart(TITLE, f"{name}.", PERCENT, made, f"Påhittade svar: {name}", f"{name}.")
        yield f"{rows} rows, {kind}", replace(chart, narrow=narrow, language=language)


def spread_answers(choices: int, name: str = "Svar") -> Iterator[tuple[str, DistributionChart]]:
    """Bars of so many choices: even, steep, one answer, everybody the same, hidden."""
    one = (1, *[0] * (choices - 1))
    counts: tuple[tuple[int, ...] | None, ...] = (
        (20,) * choices,
        tuple(400 if i == choices // 2 else 1 for i in range(choices)),
        tuple(4**i for i in range(choices)),
        one,
        one[::-1],
        None,
    )
    bars = tuple(Bar(f"{name} {2012 + i}", found) for i, found in enumerate(counts))
    # More than five hatchings cannot be told apart: there the words and the order must do.
    turns = {0, choices // 2, max(1, choices - 5)}
    for positive, narrow, dark in product(sorted(turns), (False, True), (False, True)):
        yield (
            f"{choices} choices, {positive} positive",
            DistributionChart(
                TITLE,
                "Andel av dem som svarade på frågan.",
                tuple(f"{name} {i}" for i in range(choices)),
                positive,
                (BarGroup("Alla", bars), BarGroup(f"{name} {BREAK}", bars[:2], "2013")),
                f"Påhittade svar: {name}",
                NOTE,
                "en" if dark else "sv",
                narrow,
                dark,
            ),
        )


def weeks_in_a_row(weeks: int, usual: float, dips: int) -> Iterator[tuple[str, WeekChart]]:
    """So many weeks, the last ones far from the usual; each in two forms and languages."""
    dice = random.Random(weeks * 100 + dips)
    half = 0.06 + dice.random() / 20
    low, high = max(0.0, usual - half), min(1.0, usual + half)
    made = []
    for i in range(weeks):
        label = f"v.\u00a0{i + 1}–{i + 2}" if i % 7 == 3 else f"v.\u00a0{i + 1}"
        value = usual
        if i >= weeks - dips:
            value = usual / 3 if usual > 0.5 else usual + 0.4
        limited = weeks > 8 and i % 11 > 0
        ends = (low, high) if limited else (None, None)
        made.append(WeekPoint(label, value, ends[0], ends[1], i >= weeks - dips and weeks > 8))
    for narrow, language in product((False, True), ("sv", "en")):
        yield (
            f"{weeks} weeks, usual {usual}, {dips} dips",
            WeekChart(
                TITLE,
                "Andel som svarade ”Mycket bra” eller ”Bra”. Det här är tryck, inte personer.",
                tuple(made),
                usual if weeks > 8 else None,
                f"Påhittade svar: {', '.join(week.label for week in made)}",
                NOTE,
                language,
                narrow,
            ),
        )


def few_of_each() -> Iterator[tuple[str, Chart]]:
    """A few hard charts of every kind, for the run that takes seconds."""
    for dress in DRESSES:
        found = [*over_time(dress, range(1, 12, 5)), *over_time(dress, range(4, 5), (4,), True)]
        yield from ((f"{dress}: {name}", made) for name, made in found[len(dress) % 4 :: 7])
    for name in ("Bemötande", *WORDINGS.values()):
        yield from list(rows_of_dots(7, name))[::9]
        yield from list(spread_answers(5, name))[::5]
    for weeks, usual, dips in ((1, 0.0, 0), (12, 1.0, 3), (53, 0.9, 7), (40, 0.03, 1)):
        yield from list(weeks_in_a_row(weeks, usual, dips))[::3]


def all_of_each(dress: str) -> Iterator[tuple[str, Chart]]:
    """Every chart over time in one dress: one to eleven waves, one to three groups, measures."""
    yield from over_time(dress, range(1, 12))
    yield from over_time(dress, range(2, 12, 4), (1, 2, 3, 4), measures=True)
