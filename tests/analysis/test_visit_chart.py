"""The chart of weeks: no words overlap or are cut, and a week outside is told by shape and word."""

import random
from dataclasses import replace

import pytest

from analysis.charts.pictures import draw_chart
from analysis.charts.week_drawing import weeks_figure
from analysis.charts.weeks import WeekChart, WeekPoint, weeks_alt_text
from analysis.methods.control_limits import p_chart
from tests.analysis.chart_cases import lines, places, text_boxes

LAYOUTS = [{"narrow": narrow, "dark": dark} for narrow in (False, True) for dark in (False, True)]


def chart(weeks: int, dips: int = 0, usual: float = 0.9) -> WeekChart:
    """So many weeks, the last ones of them far below the rest."""
    dice = random.Random(weeks)
    counts = []
    for number in range(weeks):
        n = dice.randint(10, 70)
        share = 0.3 if number >= weeks - dips else usual
        counts.append((sum(dice.random() < share for _ in range(n)), n))
    made = p_chart(counts)
    points = [
        WeekPoint(
            f"v.\u00a0{number}–{number + 1}" if number % 9 == 4 else f"v.\u00a0{number}",
            x / n,
            point.low if point else None,
            point.high if point else None,
            bool(point and point.outside),
            f"{x} av {n}",
        )
        for number, ((x, n), point) in enumerate(
            zip(counts, made.points if made else [None] * weeks, strict=True), 1
        )
    ]
    return WeekChart(
        "Vecka 31–32 är lägre än det vanliga, mer än slumpen brukar ge",
        "Andel som svarade ”Mycket bra” eller ”Bra”. Det här är tryck, inte personer.",
        tuple(points),
        made.centre if made else None,
        simulated_label="Påhittade svar",
        note="De prickade linjerna visar hur mycket slumpen kan ge.",
    )


CASES = {
    "one week": chart(1),
    "few weeks": chart(5),
    "a year": chart(52),
    "one dip": chart(30, dips=1),
    "many dips": chart(40, dips=7),
    "near the top": chart(40, usual=0.99),
    "near the bottom": chart(40, usual=0.03),
    "twelve": chart(12),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_week_has_its_mark_and_those_outside_another(case: WeekChart) -> None:
    picture = weeks_figure(case)
    inside = [place for line in lines(picture, "markers-weeks") for place in places(line)]
    outside = lines(picture, "markers-outside")
    assert len(inside) + len(outside) == len(case.weeks)
    assert len(outside) == sum(week.outside for week in case.weeks)
    assert {str(line.get_marker()) for line in outside} <= {"v", "^"}
    told = [text for text, _ in text_boxes(picture) if text.endswith((": lägre", ": högre"))]
    assert len(told) == len(outside)


def test_the_words_of_the_chart_say_every_week_and_what_is_usual() -> None:
    case = chart(30, dips=1)
    text = weeks_alt_text(case)
    for week in case.weeks:
        assert f"{week.label} " in text or f"{week.label}: lägre" in text
        assert f"({week.counted}; slumpen kan ge" in text
    assert "v.\u00a030: lägre" in text
    assert "Det vanliga 8" in text


def test_equal_charts_are_equal_files() -> None:
    assert draw_chart(chart(20)) == draw_chart(chart(20))
    assert draw_chart(chart(20), "png").startswith(b"\x89PNG")


def test_a_chart_without_weeks_is_refused() -> None:
    with pytest.raises(ValueError, match="needs one"):
        replace(chart(3), weeks=())
