"""The pictures of a report: each chart in every form that a page offers it in."""

from collections.abc import Callable, Mapping

from analysis.charts.pictures import FORMS, Chart, draw_chart, form_on_page

#: What is told while drawing: how many pictures are done, of how many.
Tell = Callable[[int, int | None], None]


def picture_name(name: str, *, narrow: bool = False, dark: bool = False) -> str:
    """The file of a chart in one form."""
    return f"{name}{'-smal' if narrow else ''}{'-mork' if dark else ''}.svg"


def draw_pictures(charts: Mapping[str, Chart], tell: Tell) -> dict[str, bytes]:
    """Every chart in every form, by the name of its file."""
    found: dict[str, bytes] = {}
    for name, chart in charts.items():
        for narrow, dark in FORMS:
            drawn = draw_chart(form_on_page(chart, narrow=narrow, dark=dark))
            found[picture_name(name, narrow=narrow, dark=dark)] = drawn
            tell(len(found), len(charts) * len(FORMS))
    return found


def pngs_of(charts: Mapping[str, Chart]) -> dict[str, bytes]:
    """Every chart as a document that others write in can hold it, by the chart's name."""
    return {name: draw_chart(form_on_page(chart), "png") for name, chart in charts.items()}
