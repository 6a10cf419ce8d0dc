"""A survey's results up to one wave, so that a report of it says nothing of what came later. Pure.

What is left out can only be less than the disclosure rule has let through.
"""

from dataclasses import replace

from analysis.results.series import ComparisonKind, VariableResult
from analysis.results.survey_results import SurveyPage


def until_wave(page: SurveyPage, label: str) -> SurveyPage:
    """The results of the waves up to the one with the label, which must be there."""
    labels = [wave.label for wave in page.result.waves]
    kept = labels[: labels.index(label) + 1]
    if kept == labels:
        return page
    result = replace(
        page.result,
        waves=page.result.waves[: len(kept)],
        variables=tuple(_cut(one, frozenset(kept)) for one in page.result.variables),
    )
    return replace(page, key=(page.key, label), result=result)


def _cut(result: VariableResult, kept: frozenset[str]) -> VariableResult:
    comparisons = tuple(one for one in result.comparisons if kept.issuperset(one.waves))
    between = [one for one in comparisons if one.kind is ComparisonKind.GENDER]
    return replace(
        result,
        cells=tuple(one for one in result.cells if one.wave in kept),
        comparisons=comparisons,
        breaks=tuple(one for one in result.breaks if one.after in kept),
        finding=between[-1].sentence if between else None,
        missing={label: codes for label, codes in result.missing.items() if label in kept},
        references=tuple(one for one in result.references if one.wave in kept),
        marks=tuple(one for one in result.marks if one.wave in kept),
        scale_tests=tuple(one for one in result.scale_tests if one.wave in kept),
    )
