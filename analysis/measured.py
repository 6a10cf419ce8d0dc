"""What a survey measures over its versions: variables, areas and how wordings compare."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.phrases import Text
from analysis.queries import SealedWave
from analysis.series import POSITIVE, Kind, VariableSeries
from surveys.questionnaires.question_types import type_of
from surveys.questionnaires.questionnaire import ORIGINAL, Question, Questionnaire, Variable

#: From the same wording to none in common; over several versions the worst counts.
DEGREES = ("identical", "minor", "changed", "not_comparable")


@dataclass(frozen=True)
class Measured:
    """A variable, what is counted of it in words, and the codes that are valid answers to it.

    Other codes are outside the total.
    """

    series: VariableSeries
    counted: Text
    valid: Container[int]


def measured_variables(
    questionnaires: Sequence[Questionnaire], comparability: Mapping[str, Mapping[str, str]]
) -> Iterator[Measured]:
    """Every variable that any version asked, the newest version's first."""
    seen: set[str] = set()
    for questionnaire in reversed(questionnaires):
        for question in questionnaire.questions:
            variable = questionnaire.variables.get(question.id)
            if variable is not None and question.id not in seen:
                seen.add(question.id)
                yield _measured(question, variable, comparability.get(question.id, {}))


def _measured(question: Question, variable: Variable, comparability: Mapping[str, str]) -> Measured:
    chosen = [choice.code for choice in type_of(question).choices(question)]
    scale = (min(chosen), max(chosen)) if chosen else _bounds(question)
    predicate = variable.predicate
    series = VariableSeries(
        code=question.id,
        label=Text(variable.label.sv, variable.label.en),
        kind=Kind(variable.kind),
        area=variable.area,
        positive=frozenset(variable.positive),
        predicate=Text(predicate.sv, predicate.en) if predicate else POSITIVE,
        scale=scale,
        comparability=comparability,
    )
    valid = frozenset(chosen) if chosen else range(scale[0], scale[1] + 1)
    return Measured(series, _counted(question, series), valid)


def _counted(question: Question, series: VariableSeries) -> Text:
    """What is counted, as the line below a chart's title."""
    if series.kind is Kind.MEAN:
        low, high = series.scale
        return Text(f"Medelvärde, {low}–{high}.", f"Mean, {low}–{high}.")
    labels = [
        bilingual(choice.label)
        for choice in type_of(question).choices(question)
        if choice.code in series.positive
    ]
    sv = " eller ".join(f"”{label.sv}”" for label in labels)
    en = " or ".join(f"“{label.en}”" for label in labels)
    return Text(f"Andel som svarade {sv}.", f"Share who answered {en}.")


def _bounds(question: Question) -> tuple[int, int]:
    low, high = question.min, question.max
    return (low if isinstance(low, int) else 0, high if isinstance(high, int) else 1)


def comparability_by_wave(
    said: Mapping[int, Mapping[str, str]], waves: Sequence[SealedWave]
) -> dict[str, dict[str, str]]:
    """By question and wave label, the worst that was said since the wave before.

    `said` is by version number and question. Waves that are left out have spoken too.
    """
    worst: dict[str, dict[str, str]] = {}
    for before, after in pairwise(waves):
        older, newer = sorted((before.version_number, after.version_number))
        for number in range(older + 1, newer + 1):
            for question, degree in said.get(number, {}).items():
                by_wave = worst.setdefault(question, {})
                known = by_wave.get(after.label, DEGREES[0])
                by_wave[after.label] = max(known, degree, key=DEGREES.index)
    return worst


def areas_of(questionnaires: Sequence[Questionnaire]) -> dict[str, Text]:
    """The areas of all versions by code."""
    return {
        code: Text(area.sv, area.en)
        for questionnaire in questionnaires
        for code, area in questionnaire.areas.items()
    }


def bilingual(text: Mapping[str, str]) -> Text:
    """A questionnaire's text as staff read it; Swedish where there is no English."""
    return Text(text[ORIGINAL], text.get("en", text[ORIGINAL]))
