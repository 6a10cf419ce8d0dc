"""All variables of a survey at a glance, for one wave: figures, differences, and what can be said.

Everything here is made of a SurveyPage, whose figures have passed the disclosure rule.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import gettext

from analysis.charts.gender import wave_name
from analysis.results.phrases import in_language
from analysis.results.series import Comparison, ComparisonKind, Kind, ResultCell, VariableResult
from analysis.results.survey_results import SurveyPage
from core.codes import Group

#: Swedish letters in their order, after z.
LAST_LETTERS = str.maketrans({"å": "{a", "ä": "{b", "ö": "{c"})


class Order(StrEnum):
    """How the variables stand; the values are what addresses say."""

    AREA = "omrade"
    DIFFERENCE = "skillnad"
    NAME = "namn"


@dataclass(frozen=True)
class Choice:
    """Which part of the results is looked at: a wave's label ("" when there is none), an
    area's code ("" is all), an order.
    """

    wave: str
    area: str
    order: Order


@dataclass(frozen=True)
class OverviewRow:
    """One variable in one wave; `gender` compares women with men, `change` with the wave before."""

    result: VariableResult
    label: str
    area: str
    cells: Mapping[Group, ResultCell]
    gender: Comparison | None
    change: Comparison | None
    published: bool


def waves_to_choose(page: SurveyPage) -> list[str]:
    """The labels of the waves that asked anything, newest first."""
    asked = {label for result in page.result.variables for label in result.missing}
    return [wave.label for wave in reversed(page.result.waves) if wave.label in asked]


def named_waves(page: SurveyPage, language: str) -> list[tuple[str, str]]:
    """The label and name of the waves to choose; published ones are marked in the name."""
    return [(label, name_of(page, label, language)) for label in waves_to_choose(page)]


def name_of(page: SurveyPage, label: str, language: str) -> str:
    """The name of the wave with the label, marked when others have published it."""
    for wave in page.result.waves:
        if wave.label == label:
            return wave_name(wave, language)
    return label


def areas_to_choose(page: SurveyPage, language: str) -> list[tuple[str, str]]:
    """The code and name of every area that some wave asked about; first all of them."""
    asked = {result.variable.area for result in page.result.variables if result.missing}
    areas = [
        (code, in_language(page.areas[code], language)) for code in page.areas if code in asked
    ]
    return [("", gettext("Alla områden")), *areas]


def overview_rows(page: SurveyPage, choice: Choice, language: str) -> list[OverviewRow]:
    """The variables that the chosen wave asked, of the chosen area, in the chosen order."""
    rows = [
        _row(page, result, choice.wave, language)
        for result in page.result.variables
        if choice.wave in result.missing and choice.area in ("", result.variable.area)
    ]
    return ORDERS[choice.order](rows)


def alphabetical(text: str) -> str:
    """What to sort a text by in Swedish: å, ä and ö are letters of their own, after z."""
    return unicodedata.normalize("NFC", text).casefold().translate(LAST_LETTERS)


def difference_of(row: OverviewRow) -> float:
    """How far women and men are apart, as a part of the scale; below zero where it is not shown."""
    if row.gender is None or row.gender.difference is None:
        return -1.0
    low, high = row.result.variable.scale
    scale = 1.0 if row.result.variable.kind is Kind.SHARE else float(high - low)
    return abs(row.gender.difference) / scale


def _row(page: SurveyPage, result: VariableResult, wave: str, language: str) -> OverviewRow:
    return OverviewRow(
        result=result,
        label=in_language(result.variable.label, language),
        area=in_language(page.areas[result.variable.area], language),
        cells={cell.group: cell for cell in result.cells if cell.wave == wave},
        gender=_comparison(result.comparisons, ComparisonKind.GENDER, wave),
        change=_comparison(result.comparisons, ComparisonKind.WAVE, wave),
        published=any(one.source for one in page.result.waves if one.label == wave),
    )


def _comparison(
    comparisons: Iterable[Comparison], kind: ComparisonKind, wave: str
) -> Comparison | None:
    """The comparison that ends in the wave; over time, of everybody."""
    for one in comparisons:
        everybody = kind is not ComparisonKind.WAVE or one.groups == (Group.ALL,)
        if one.kind is kind and one.waves[-1] == wave and everybody:
            return one
    return None


def _by_area(rows: Sequence[OverviewRow]) -> list[OverviewRow]:
    """Areas in the order of the questionnaire; so are the variables within."""
    areas = list(dict.fromkeys(row.area for row in rows))
    return sorted(rows, key=lambda row: areas.index(row.area))


def _by_difference(rows: Sequence[OverviewRow]) -> list[OverviewRow]:
    return sorted(rows, key=difference_of, reverse=True)


def _by_name(rows: Sequence[OverviewRow]) -> list[OverviewRow]:
    return sorted(rows, key=lambda row: alphabetical(row.label))


ORDERS: Mapping[Order, Callable[[Sequence[OverviewRow]], list[OverviewRow]]] = {
    Order.AREA: _by_area,
    Order.DIFFERENCE: _by_difference,
    Order.NAME: _by_name,
}
