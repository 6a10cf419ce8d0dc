"""What a survey measures over its versions: variables, areas and how wordings compare."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import lcm
from typing import Protocol

from analysis.methods.verdicts import SCALE_CHANGED
from analysis.results.phrases import Text
from analysis.results.series import POSITIVE, Kind, VariableSeries
from core.codes import Group
from surveys.questionnaires.derived import is_index_of_indices, steps
from surveys.questionnaires.question_types import type_of
from surveys.questionnaires.questionnaire import ORIGINAL, Question, Questionnaire, Variable

#: From the same wording to none in common; over several versions the worst counts.
DEGREES = ("identical", "minor", "changed", "not_comparable", SCALE_CHANGED)
#: The fewest and most steps of a scale whose answers are compared step by step.
SCALE_STEPS = range(3, 7)


@dataclass(frozen=True)
class Measured:
    """A variable, what is counted of it in words, and the codes that are valid answers to it.

    Other codes are outside the total. An index may be cut finer in one version than in another:
    by version number, `times` makes the codes of all versions the same. `parts` are the indices
    that an index is the mean of.
    """

    series: VariableSeries
    counted: Text
    valid: Container[int]
    times: Mapping[int, int] = field(default_factory=dict)
    parts: tuple[str, ...] = ()


class Asked(Protocol):
    """A wave as far as its wording needs it: its label, and the number of its version."""

    @property
    def label(self) -> str:
        """The wave's label."""

    @property
    def version_number(self) -> int:
        """The number of the version it was asked with."""


def measured_variables(
    questionnaires: Sequence[Questionnaire], comparability: Mapping[str, Mapping[str, str]]
) -> Iterator[Measured]:
    """Every variable that any version asked, the newest version's first; indices come last."""
    seen: set[str] = set()
    for questionnaire in reversed(questionnaires):
        for question in questionnaire.questions:
            variable = questionnaire.variables.get(question.id)
            if variable is not None and question.id not in seen:
                seen.add(question.id)
                said = comparability.get(question.id, {})
                yield _measured(question, variable, said, questionnaire.audience.value)
    for code in dict.fromkeys(code for one in reversed(questionnaires) for code in one.derived):
        versions = {
            number: questionnaire
            for number, questionnaire in enumerate(questionnaires, 1)
            if code in questionnaire.derived and code in questionnaire.variables
        }
        if versions:
            yield _index(code, versions, comparability.get(code, {}))


def _index(
    code: str, versions: Mapping[int, Questionnaire], comparability: Mapping[str, str]
) -> Measured:
    """An index: its mean, or the share of those who reached some of its steps."""
    last = max(versions)
    newest, variable = versions[last], versions[last].variables[code]
    own = {number: steps(questionnaire, code) for number, questionnaire in versions.items()}
    finest = lcm(*own.values())
    times = {number: finest // each for number, each in own.items()}
    is_share = Kind(variable.kind) is Kind.SHARE
    predicate = _predicate(variable)
    series = VariableSeries(
        code=code,
        label=Text(variable.label.sv, variable.label.en),
        kind=Kind(variable.kind),
        area=variable.area,
        positive=frozenset(step * times[last] for step in variable.positive),
        predicate=predicate,
        scale=(0, finest) if is_share else (0, 100),
        comparability=comparability,
        steps=None if is_share else finest,
        audience=newest.audience.value,
    )
    share = Text(f"Andel som {predicate.sv}.", f"Share who {predicate.en}.")
    parts = newest.derived[code].of if is_index_of_indices(newest, code) else ()
    counted = share if is_share else Text("Medelvärde av index, 0–100.", "Mean index, 0–100.")
    return Measured(series, counted, range(finest + 1), times, parts)


def _predicate(variable: Variable) -> Text:
    predicate = variable.predicate
    return Text(predicate.sv, predicate.en) if predicate else POSITIVE


def _measured(
    question: Question, variable: Variable, comparability: Mapping[str, str], audience: str
) -> Measured:
    chosen = [choice.code for choice in type_of(question).choices(question)]
    scale = (min(chosen), max(chosen)) if chosen else _bounds(question)
    series = VariableSeries(
        code=question.id,
        label=Text(variable.label.sv, variable.label.en),
        kind=Kind(variable.kind),
        area=variable.area,
        positive=frozenset(variable.positive),
        predicate=_predicate(variable),
        scale=scale,
        comparability=comparability,
        audience=audience,
        order=_order(question, variable, chosen),
    )
    valid = frozenset(chosen) if chosen else range(scale[0], scale[1] + 1)
    return Measured(series, _counted(question, series), valid)


def _order(question: Question, variable: Variable, chosen: Sequence[int]) -> int:
    """1 when a higher code is the more positive answer, -1 when a lower one is, 0 without steps.

    Steps are named choices that other questions share, faces, or yes, partly and no: choices of a
    question's own may be of any kind. The positive ones are at one end.
    """
    kind = type_of(question)
    stepped = question.scale or question.type in ("faces", "yes_partly_no")
    positive = set(variable.positive)
    rest = set(chosen) - positive
    if not stepped or kind.background or len(chosen) not in SCALE_STEPS or not positive or not rest:
        return 0
    if variable.direction == "neutral":
        return 0
    return (min(positive) > max(rest)) - (max(positive) < min(rest))


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
    said: Mapping[int, Mapping[str, str]], waves: Sequence[Asked]
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


def scale_changes(
    said: Mapping[int, Mapping[str, str]], questionnaires: Sequence[Questionnaire]
) -> dict[int, dict[str, str]]:
    """`said` of every version, with the scales that changed, whatever a person said of them.

    A scale is the valid codes and those that count as positive; an index changes with its parts.
    By version number; publishing asks for a word on such a change, but versions may be older.
    """
    found = {number: dict(said.get(number, {})) for number in range(1, len(questionnaires) + 1)}
    before: dict[str, object] = {}
    for number, questionnaire in enumerate(questionnaires, 1):
        for question in questionnaire.questions:
            scale = _scale(question, questionnaire.variables.get(question.id))
            if before.setdefault(question.id, scale) != scale:
                found[number][question.id] = SCALE_CHANGED
                before[question.id] = scale
        for code, derived in questionnaire.derived.items():
            if any(found[number].get(part) == SCALE_CHANGED for part in derived.of):
                found[number][code] = SCALE_CHANGED
    return found


def _scale(question: Question, variable: Variable | None) -> object:
    """What decides how answers are counted."""
    valid = frozenset(choice.code for choice in type_of(question).choices(question))
    counted = variable and (variable.kind, frozenset(variable.positive))
    return valid, question.min, question.max, counted


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


def valid_counts(
    measured: Measured, counts: Mapping[Group, Mapping[int, int]], version: int
) -> dict[Group, dict[int, int]]:
    """The counts without codes outside the total, and those of an index in its finest steps."""
    times = measured.times.get(version, 1)
    found: dict[Group, dict[int, int]] = {}
    for group, codes in counts.items():
        alike = ((code if code < 0 else code * times, n) for code, n in codes.items())
        found[group] = {code: n for code, n in alike if code < 0 or code in measured.valid}
    return found
