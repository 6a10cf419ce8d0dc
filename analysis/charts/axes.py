"""Value scales that are not given by what is measured. Pure."""

from collections.abc import Iterable

from analysis.charts.parts import Axis

#: The ends of a scale of counts have four whole steps each.
STEPS = (1, 2, 3, 5, 10, 15, 20, 25, 50, 75)


def axis_from_zero(values: Iterable[float], unit: str = "", decimals: int = 0) -> Axis:
    """From nothing to at least the most, in four whole steps; figures have so many decimals."""
    most = max(values, default=0)
    scale = 1
    while True:
        for step in STEPS:
            if 4 * step * scale >= max(most, 4):
                return Axis(0.0, float(4 * step * scale), unit, decimals)
        scale *= 10
