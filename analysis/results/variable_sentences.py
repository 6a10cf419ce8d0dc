"""Every sentence on one variable, worded and put in order; nothing here is estimated."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from analysis.charts.gender import NAMES, axis_of, wave_name
from analysis.charts.text import figure_text, number
from analysis.methods.verdicts import Verdict
from analysis.results.phrases import in_language
from analysis.results.series import Comparison, ComparisonKind, VariableResult
from analysis.results.survey_results import SurveyPage
from core.codes import N_, Group

#: The sentences that stand under a term: a wave, two waves, a group.
Facts = list[tuple[str, str]]
#: A sentence ends, and another begins: "svarat. För", but not "4. 57".
FIRST_SENTENCE = re.compile(r"(?<=[.?!]) (?=[A-ZÅÄÖ])")
#: How everybody and the genders are listed together.
TOGETHER = {
    (Group.ALL, Group.WOMAN, Group.MAN): N_("Alla, kvinnor och män"),
    (Group.WOMAN, Group.MAN): N_("Kvinnor och män"),
    (Group.ALL, Group.WOMAN): N_("Alla och kvinnor"),
    (Group.ALL, Group.MAN): N_("Alla och män"),
}


@dataclass(frozen=True)
class Said:
    """All that is said of a variable, newest first; what has nothing to say is empty."""

    women_and_men: Facts
    wave_by_wave: Facts
    whole_series: Facts
    scale: Facts
    breaks: Facts
    marks: Facts
    weighted: Facts


def heading_of(result: VariableResult, wave: str, title: str, language: str) -> str:
    """The finding on women and men in the chosen wave, without its counts; else the title."""
    for one in result.comparisons:
        if one.kind is ComparisonKind.GENDER and one.waves == (wave,):
            if one.verdict is Verdict.HIDDEN:
                return str(_("Kvinnor och män visas inte var för sig %(wave)s", wave=wave))
            if one.verdict is Verdict.NO_CERTAIN_DIFFERENCE:
                return str(_("Ingen säker skillnad mellan kvinnor och män %(wave)s", wave=wave))
            return FIRST_SENTENCE.split(in_language(one.sentence, language))[0].rstrip(".")
    return title


def all_said(page: SurveyPage, result: VariableResult, language: str) -> Said:
    """Every sentence of the variable."""
    names = {wave.label: wave_name(wave, language) for wave in page.result.waves}
    whole = [*result.trends, *([result.interaction] if result.interaction else [])]
    return Said(
        women_and_men=[
            (names[one.waves[0]], in_language(one.sentence, language))
            for one in reversed(result.comparisons)
            if one.kind is ComparisonKind.GENDER
        ],
        wave_by_wave=_between_waves(result, names, language),
        whole_series=[
            (_whose(one, language), in_language(one.sentence, language)) for one in whole
        ],
        scale=[
            (names[one.wave], in_language(one.sentence, language).removeprefix(f"{one.wave}: "))
            for one in reversed(result.scale_tests)
        ],
        breaks=[
            (f"{names[one.before]}–{names[one.after]}", in_language(one.text, language))
            for one in reversed(result.breaks)
        ],
        marks=[
            (names[one.wave], in_language(one.text, language)) for one in reversed(result.marks)
        ],
        weighted=_weighted(result, names, language),
    )


def _between_waves(result: VariableResult, names: dict[str, str], language: str) -> Facts:
    """Each wave with the one before; groups of which the same is said are named together."""
    told: dict[tuple[tuple[str, ...], str], list[Group]] = {}
    for one in result.comparisons:
        if one.kind is ComparisonKind.WAVE:
            told.setdefault((one.waves, in_language(one.sentence, language)), []).append(
                one.groups[0]
            )
    order = list(names)
    return [
        (f"{names[waves[0]]}–{names[waves[-1]]}, {_together(groups, language).lower()}", sentence)
        for (waves, sentence), groups in sorted(
            told.items(), key=lambda one: [-order.index(wave) for wave in one[0][0]]
        )
    ]


def _together(groups: Sequence[Group], language: str) -> str:
    name = TOGETHER.get(tuple(groups))
    return str(_(name)) if name else ", ".join(in_language(NAMES[one], language) for one in groups)


def _whose(one: Comparison, language: str) -> str:
    if one.kind is ComparisonKind.GENDER_OVER_TIME:
        return str(_("Skillnaden mellan kvinnor och män"))
    return _together(one.groups, language)


def _weighted(result: VariableResult, names: dict[str, str], language: str) -> Facts:
    """What everybody's figure would be had women and men answered as often."""
    axis = axis_of(result.variable)
    facts: Facts = []
    for cell in reversed(result.cells):
        if cell.weighted is not None:
            text, ends = figure_text(cell.weighted.value, axis, language), cell.weighted
            if ends.low is not None and ends.high is not None:
                low, high = (number(end, axis, language) for end in (ends.low, ends.high))
                text = f"{text} ({low}–{high})"
            facts.append((names[cell.wave], text))
    return facts
