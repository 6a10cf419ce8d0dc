"""Where the waves of a variable can be followed and where they cannot. Pure."""

from collections.abc import Container, Sequence
from itertools import pairwise

from analysis.methods.verdicts import Verdict, refusal
from analysis.results.refusals import break_text, say_minor
from analysis.results.series import SeriesBreak, SeriesMark, VariableSeries, WaveInfo

#: Stands for the mode of waves of which nobody knows it; they are never tested.
UNKNOWN = frozenset({"unknown"})
MINOR = "minor"


def why_not(
    variable: VariableSeries, waves: Sequence[WaveInfo], first: int, second: int
) -> Verdict | None:
    """Why two waves, by their places, cannot be compared on a variable; None when they can."""
    between = waves[first + 1 : second + 1]
    modes = (waves[first].modes, waves[second].modes)
    # A published series that never says how people answered is not broken by that.
    return refusal(
        modes if any(modes) else (UNKNOWN, UNKNOWN),
        tuple(variable.comparability.get(wave.label, "") for wave in between),
        reorganised=any(wave.reorganised for wave in between),
    )


def asked_places(asked: Container[str], waves: Sequence[WaveInfo]) -> list[int]:
    """The places of the waves with these labels, in order of time."""
    return [place for place, wave in enumerate(waves) if wave.label in asked]


def reorganised_between(waves: Sequence[WaveInfo], first: int, second: int) -> str:
    """What changed in the unit after the first of two waves, up to the second."""
    between = waves[first + 1 : second + 1]
    return "; ".join(wave.reorganised.rstrip(". ") for wave in between if wave.reorganised)


def breaks_of(
    variable: VariableSeries, asked: Container[str], waves: Sequence[WaveInfo]
) -> tuple[SeriesBreak, ...]:
    """Where the series of a variable is broken; `asked` has the labels of the waves that asked."""
    breaks = []
    for first, second in pairwise(asked_places(asked, waves)):
        verdict = why_not(variable, waves, first, second)
        if verdict:
            before, after = waves[first], waves[second]
            what = reorganised_between(waves, first, second)
            text = break_text(verdict, after.label, (before.modes, after.modes), what)
            breaks.append(SeriesBreak(before.label, after.label, verdict, text))
    return tuple(breaks)


def marks_of(
    variable: VariableSeries, asked: Container[str], waves: Sequence[WaveInfo]
) -> tuple[SeriesMark, ...]:
    """The waves since which the wording is a little different, where the series goes on."""
    return tuple(
        SeriesMark(waves[second].label, say_minor(waves[second].label))
        for first, second in pairwise(asked_places(asked, waves))
        if not why_not(variable, waves, first, second)
        and any(
            variable.comparability.get(wave.label) == MINOR
            for wave in waves[first + 1 : second + 1]
        )
    )


def last_stretch(
    variable: VariableSeries, asked: Container[str], waves: Sequence[WaveInfo]
) -> list[int]:
    """The places of the newest waves that no break parts, in order of time."""
    stretch: list[int] = []
    for place in asked_places(asked, waves):
        if stretch and why_not(variable, waves, stretch[-1], place):
            stretch = []
        stretch.append(place)
    return stretch
