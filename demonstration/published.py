"""The figures that the units have published, as rows of the import: every one that is of a survey."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from analysis.published.columns import FigureRow
from analysis.published.importing import check_rows, store
from core.codes import Mode

HOMELESS, ELDERS, SUPPORT = "hemlosa", "aldreomsorg", "forsorjningsstod"
UNITS = {
    "Enheten för hemlösa": HOMELESS,
    "Beställarenheten omsorg om äldre": ELDERS,
    "Försörjningsstödsenheten": SUPPORT,
}
#: The file's own labels of questions, and the codes of ours.
STAFF_QUESTIONS = {
    "manager open to ideas (own label)": "open_to_ideas",
    "knows what is expected at work (own label)": "expectations",
}
POSTAL_QUESTIONS = {
    "case handled responsibly (own label)": "responsible",
    "took part in the latest inquiry and decision (own label)": "took_part",
    "reached the case worker within reasonable time (own label)": "reached",
}
INDICES = {
    "published_index": "ami",
    "motivation": "motivation",
    "leadership": "leadership",
    "governance": "governance",
}

Published = Mapping[str, Any]


def load_published(session: Session, published: Published) -> None:
    """Store them as the import does; the surveys and units must be there."""
    store(session, check_rows(session, figure_rows(published)))


def figure_rows(published: Published) -> list[FigureRow]:
    """Every figure of a survey that the file holds."""
    kinds = (_visits, _staff, _staff_questions, _postal, _after_meeting, _grade)
    return [row for kind in kinds for row in kind(published)]


def _row(
    published: Published, survey: str, item: str, unit: str, year: int, **more: Any
) -> FigureRow:
    """A figure of a year; `more` is what else is known."""
    made: dict[str, Any] = {"source": published["source"], **more}
    return FigureRow(0, survey, item, unit, str(year), day=date(year, 12, 31), **made)


def _visits(published: Published) -> Iterator[FigureRow]:
    figures = published["visit_satisfaction"]
    counts = {"n": figures["answers"], "positive": figures["very_satisfied_or_satisfied"]}
    place = (UNITS[figures["unit"]], figures["year"])
    yield _row(published, "visit-satisfaction", "visit", *place, **counts, mode=Mode.KIOSK.value)


def _staff(published: Published) -> Iterator[FigureRow]:
    for one in published["staff_survey"]:
        asked = {"n": one.get("answered"), "invited": one.get("invited")}
        place = (UNITS[one["unit"]], one["year"])
        for name, item in INDICES.items():
            if name in one:
                yield _row(published, "staff-survey", item, *place, mean=float(one[name]), **asked)


def _staff_questions(published: Published) -> Iterator[FigureRow]:
    for one in published["staff_survey_questions"]:
        item, unit = STAFF_QUESTIONS[one["question"]], UNITS[one["unit"]]
        for year, share in one["values"].items():
            yield _row(published, "staff-survey", item, unit, int(year), share=share / 100)


def _postal(published: Published) -> Iterator[FigureRow]:
    """Version 1 is the wording of 2014, version 2 that of 2017."""
    survey = published["postal_user_survey"]
    unit, year = UNITS[survey["unit"]], survey["year"]
    source = f"{published['source']}. {survey['published_response_rate']} % svarade {year}"
    for one in survey["questions"]:
        item, mode = POSTAL_QUESTIONS[one["question"]], Mode.PAPER.value
        counts = {"positive": one.get("yes"), "n": one.get("answered")}
        figure = {"share": one["yes_percent"] / 100} if "yes_percent" in one else counts
        asked = {"mode": mode, "version": 2, "source": source}
        yield _row(published, "postal-survey", item, unit, year, **asked, **figure)
        if "earlier" in one:
            earlier, share = one["earlier"]["year"], one["earlier"]["yes_percent"] / 100
            asked = {"mode": mode, "version": 1, "share": share}
            yield _row(published, "postal-survey", item, unit, earlier, **asked)


def _after_meeting(published: Published) -> Iterator[FigureRow]:
    figures = published["after_meeting_questions"]
    place = (UNITS[figures["unit"]], figures["year"])
    counts = {"n": figures["answered"], "positive": figures["yes_to_all"]}
    asked = {"mode": Mode.INTERVIEW.value, **counts}
    yield _row(published, "after-meeting", "all_yes", *place, **asked)


def _grade(published: Published) -> Iterator[FigureRow]:
    """The grade of the unit and of the best district; a share of the unit and of the city."""
    figures = published["general_grade"]
    survey, unit = "general-grade", UNITS[figures["unit"]]
    [newest] = figures["values"]
    year, shares = newest["year"], figures["knows_what_is_expected_percent"]
    best = {"subject": "Bästa stadsdelen", "mean": figures["best_district_2018"]}
    city = {"subject": "Hela staden", "share": shares["city"] / 100}
    yield _row(published, survey, "grade", unit, year, mean=newest["unit"])
    yield _row(published, survey, "grade", unit, year, **best)
    yield _row(published, survey, "expectations", unit, year, share=shares["unit"] / 100)
    yield _row(published, survey, "expectations", unit, year, **city)
