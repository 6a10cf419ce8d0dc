"""Charts of how answers are spread, to try the drawing on."""

from dataclasses import replace

import pytest

from analysis.charts.distribution import Bar, BarGroup, DistributionChart

FOUR = ("Mycket nöjd", "Nöjd", "Inte nöjd", "Inte alls nöjd")
SEVEN = ("Mycket bra", "Bra", "Ganska bra", "Varken eller", "Ganska dåligt", "Dåligt", "Uselt")
LONG = (
    "Ja, jag fick allt det stöd som jag behövde och lite till",
    "Ja, men inte allt",
    "Nej, jag fick socialförvaltningsövergripandesamverkansinformation",
    "Nej",
)
EVEN, STEEP = (30, 25, 20, 11), (120, 110, 20, 6)


def chart(
    choices: tuple[str, ...] = FOUR, positive: int = 2, *bars: tuple[int, ...] | None
) -> DistributionChart:
    """A chart with a bar for each tuple of counts, as waves from 2012 on, and women and men."""
    waves = bars or (EVEN, STEEP)
    everybody = tuple(Bar(str(2012 + i), counts) for i, counts in enumerate(waves))
    split = (Bar("Kvinnor", waves[-1]), Bar("Män", waves[0]))
    return DistributionChart(
        "Nöjd med oss: så fördelar sig svaren",
        "Andel av dem som svarade på frågan. Fyllda delar räknas som positiva, randiga inte.",
        choices,
        positive,
        (BarGroup("Alla", everybody), BarGroup("Kvinnor och män 2013", split, "2013")),
        simulated_label="Påhittade svar: 2012",
        note="Källa: egna svar.",
    )


def _counts(choices: int) -> tuple[int, ...]:
    return tuple((i * 37 + 11) % 41 for i in range(choices))


CASES = {f"{n} choices": chart(SEVEN[:n], n // 2, _counts(n), _counts(n)) for n in range(2, 8)}
CASES |= {
    "grade": chart(tuple(map(str, range(10, 0, -1))), 0, _counts(10), (76, *[0] * 9)),
    "long labels": chart(LONG, 2, EVEN, STEEP),
    "long labels, small parts": chart(LONG, 2, (1, 1, 97, 1), (500, 1, 1, 1)),
    "hidden bars": chart(FOUR, 2, None, EVEN, None),
    "all hidden": chart(FOUR, 2, None, None),
    "one answer each": chart(FOUR, 2, (1, 1, 1, 1)),
    "everybody the same": chart(FOUR, 2, (0, 0, 0, 12), (12, 0, 0, 0)),
    "eleven waves": chart(FOUR, 2, *[EVEN, STEEP] * 5, EVEN),
    "long names": replace(
        chart(),
        groups=(
            BarGroup(
                "2020: telefon i stället för papper. Före och efter kan inte jämföras. " * 2,
                (Bar("Vårterminen 2020 i hela stadsdelen", EVEN), Bar("2021", STEEP)),
            ),
        ),
    ),
    "English": replace(chart(), language="en"),
}
every_spread = pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
LAYOUTS = {"wide": {}, "narrow": {"narrow": True}, "dark": {"dark": True}}
in_every_layout = pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
