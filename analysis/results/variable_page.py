"""What the page of one variable shows, in one language; everything comes disclosed."""

from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import get_locale

from analysis.charts.distribution import (
    DistributionChart,
    distribution_alt_text,
    distribution_on_page,
)
from analysis.charts.gender import wave_name
from analysis.charts.pictures import forms_of
from analysis.results.distribution import (
    distribution_chart,
    distribution_table,
    missing_sentences,
)
from analysis.results.phrases import in_language
from analysis.results.result_page import find_result, shown_variable
from analysis.results.series import VariableResult
from analysis.results.survey_results import SurveyPage, result_shelf
from analysis.results.variable_choices import AskedQuestion, asked_question
from analysis.results.variable_methods import definitions_of, number_tables
from analysis.results.variable_sentences import all_said, heading_of
from analysis.results.viewing import View
from core.errors import NotFound
from surveys.questionnaires.publishing import latest_questionnaire


@dataclass(frozen=True)
class VariableChoice:
    """The variable that is looked at, and the wave whose women and men are shown apart."""

    result: VariableResult
    wave: str

    @staticmethod
    def asked(view: View, variable: str) -> "VariableChoice":
        """What the address asks for. Raises NotFound for what is not there."""
        page = view.results
        result = find_result(page, variable)
        waves = _waves(page, result)
        wave = request.args.get("mattillfalle", waves[0])
        if wave not in waves:
            raise NotFound
        return VariableChoice(result, wave)


def variable_in_words(view: View, choice: VariableChoice, language: str) -> dict[str, Any]:
    """What the page shows, worded once: the page's key holds everything it is made from."""
    page = view.results
    key = (page.key, "variable", choice.result.variable.code, choice.wave, language)
    return result_shelf().kept(key, lambda: _in_words(view, page, choice, language))


def find_distribution(
    view: View, choice: VariableChoice
) -> tuple[DistributionChart, AskedQuestion]:
    """The chart of how answers are spread, and their question. Raises NotFound without one."""
    page, asked = view.results, _asked(view, choice.result)
    language = str(get_locale())
    chart = asked and distribution_chart(page, choice.result, asked, choice.wave, language)
    if not asked or not chart:
        raise NotFound
    return chart, asked


def _in_words(
    view: View, page: SurveyPage, choice: VariableChoice, language: str
) -> dict[str, Any]:
    result, asked = choice.result, _asked(view, choice.result)
    shown = shown_variable(page, result, language)
    names = {wave.label: wave_name(wave, language) for wave in page.result.waves}
    return {
        "title": in_language(page.title, language),
        "variable": shown,
        "heading": heading_of(result, choice.wave, shown.title, language),
        "words": in_language(asked.words, language) if asked else "",
        "version": asked.version if asked else None,
        "simulated": ", ".join(
            one.label for one in page.result.waves if one.simulated and one.label in result.missing
        ),
        "waves": [(label, names[label]) for label in _waves(page, result)],
        "spread": _spread(page, result, asked, choice.wave, language),
        "said": all_said(page, result, language),
        "definitions": definitions_of(result, view.audience.limit),
        "tables": number_tables(page, result),
        **_neighbours(page, result, language),
    }


def _spread(
    page: SurveyPage,
    result: VariableResult,
    asked: AskedQuestion | None,
    wave: str,
    language: str,
) -> dict[str, Any] | None:
    """The distribution as the page shows it; None where there is none."""
    chart = distribution_chart(page, result, asked, wave, language) if asked else None
    if chart is None:
        return None
    columns, rows = distribution_table(chart)
    return {
        "title": chart.title,
        "alt": distribution_alt_text(distribution_on_page(chart)),
        "pictures": forms_of(chart),
        "columns": columns,
        "rows": rows,
        "missing": missing_sentences(page, result),
    }


def _neighbours(page: SurveyPage, result: VariableResult, language: str) -> dict[str, Any]:
    """The variables before and after in the questionnaire: (code, label), or None at an end."""
    asked = [one for one in page.result.variables if one.missing]
    ends = [
        None,
        *((one.variable.code, in_language(one.variable.label, language)) for one in asked),
        None,
    ]
    place = asked.index(result) + 1
    return {"before": ends[place - 1], "after": ends[place + 1]}


def _waves(page: SurveyPage, result: VariableResult) -> list[str]:
    """The labels of the waves that asked the variable, newest first."""
    return [wave.label for wave in reversed(page.result.waves) if wave.label in result.missing]


def _asked(view: View, result: VariableResult) -> AskedQuestion | None:
    questionnaires = [latest_questionnaire(version) for version in view.survey.versions]
    return asked_question(questionnaires, result.variable)
