"""What differs between two versions of a questionnaire, and what a person must say of it.

A question whose Swedish words, type and choices are the same is identical by itself. Everything
else is said by a person in the file, so that no series of years joins what was asked differently.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from surveys.questionnaires.problems import Path, Problem
from surveys.questionnaires.question_types import type_of
from surveys.questionnaires.questionnaire import (
    LANGUAGES,
    ORIGINAL,
    Choice,
    Degree,
    Question,
    Questionnaire,
    StaffText,
)
from surveys.questionnaires.texts import written_texts

#: From the most comparable to the least.
ORDER = list(Degree)


@dataclass(frozen=True)
class Comparison:
    """How each question kept from the version before can be compared, and what is not said.

    With problems, the version must not be published and `degrees` is not complete.
    """

    degrees: dict[str, Degree]
    notes: dict[str, StaffText]
    problems: list[Problem]


def compare(
    before: Questionnaire, after: Questionnaire, earlier: Sequence[Questionnaire] = ()
) -> Comparison:
    """The comparison of a new version with the latest one; `earlier` are those before it."""
    comparison = Comparison({}, {}, [])
    for number, question in enumerate(after.questions):
        path: Path = ("questions", number)
        versions = (*earlier, before)
        past = [(version, _find(version, question.id)) for version in versions]
        history = [(version, kept) for version, kept in past if kept]
        if not history:
            continue
        version, kept = history[-1]
        comparison.problems.extend(_returned(path, question, [one for _, one in history]))
        comparison.problems.extend(_labels(path, kept, question))
        _judge(comparison, path, question, _change(version, kept, after, question), kept)
    _compare_derived(comparison, after, (*earlier, before))
    return comparison


def structure_hash(questionnaire: Questionnaire) -> str:
    """SHA-256 of structure and Swedish words; translations and recordings leave it alone."""
    content = _swedish(questionnaire.model_dump(mode="json"))
    # The choices a type brings with it are part of what was asked, too.
    built_in = [_meaning(type_of(q).choices(q)) for q in questionnaire.questions]
    return source_hash(json.dumps([content, built_in], sort_keys=True, ensure_ascii=False))


def source_hash(text: str) -> str:
    """SHA-256 of a Swedish text: a translation made from another one is stale."""
    return hashlib.sha256(text.encode()).hexdigest()


def translations(questionnaire: Questionnaire, language: str) -> dict[str, str]:
    """The texts respondents see in one language, by a key that outlives a moved question."""
    return {
        written.key: text
        for written in written_texts(questionnaire)
        for written_language, text in written.text.items()
        if written_language == language
    }


def _swedish(value: Any) -> Any:
    """The value with only Swedish left where something stands per language.

    A code has at least three letters, so two-letter keys are always languages.
    """
    if isinstance(value, list):
        return [_swedish(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value and value.keys() <= set(LANGUAGES):
        return {ORIGINAL: value.get(ORIGINAL)}
    return {key: _swedish(item) for key, item in value.items() if key != "audio"}


def _find(questionnaire: Questionnaire, code: str) -> Question | None:
    return next((question for question in questionnaire.questions if question.id == code), None)


def _all_choices(question: Question) -> tuple[Choice, ...]:
    return (*type_of(question).choices(question), *question.extra_choices)


def _codes(question: Question) -> list[int]:
    return [choice.code for choice in _all_choices(question)]


def _meaning(choices: tuple[Choice, ...]) -> list[tuple[int, str, float | None]]:
    return [(choice.code, choice.label[ORIGINAL], choice.face) for choice in choices]


def _structure(questionnaire: Questionnaire, question: Question) -> object:
    """What decides how answers are counted: another one is never the same question."""
    valid = [choice.code for choice in type_of(question).choices(question)]
    counted = _counted(questionnaire, question.id)
    return question.type, valid, question.min, question.max, counted


def _counted(questionnaire: Questionnaire, code: str) -> object:
    variable = questionnaire.variables.get(code)
    return variable and (variable.kind, variable.direction, set(variable.positive))


def _words(question: Question) -> object:
    return question.text[ORIGINAL], question.help.get(ORIGINAL)


def _change(
    before: Questionnaire, kept: Question, after: Questionnaire, question: Question
) -> Degree:
    """The smallest degree that the facts allow."""
    if _structure(before, kept) != _structure(after, question):
        return Degree.CHANGED
    same_codes = _codes(kept) == _codes(question)
    if _words(kept) != _words(question) or not same_codes:
        return Degree.MINOR
    return Degree.IDENTICAL


def _judge(
    comparison: Comparison, path: Path, question: Question, change: Degree, kept: Question
) -> None:
    """Store the degree of one question, or the problem with what was said of it."""
    said = question.comparability
    name = f"“{question.id}” ({question.text[ORIGINAL]})"
    # What already stood in the version before was said of an older change.
    if said is None or said == kept.comparability:
        comparison.degrees[question.id] = change
        if change is Degree.IDENTICAL:
            # Labels with a person's mark of the same meaning need no more words.
            if _meaning(_all_choices(kept)) != _meaning(_all_choices(question)):
                comparison.degrees[question.id] = Degree.MINOR
        else:
            message = (
                f"{name} is not asked as in the version before. Write comparability: a degree"
                " (minor, changed or not_comparable) and a new note."
            )
            comparison.problems.append(Problem((*path, "comparability"), message))
        return
    comparison.degrees[question.id] = said.degree
    comparison.notes[question.id] = said.note
    allowed = ORDER[ORDER.index(change) :]
    if said.degree not in allowed:
        message = f"{name} has changed more than “{said.degree}”. Write {' or '.join(allowed)}."
        comparison.problems.append(Problem((*path, "comparability"), message))


def _compare_derived(
    comparison: Comparison, after: Questionnaire, versions: Sequence[Questionnaire]
) -> None:
    """An index of the same parts is as comparable as the least comparable of them."""
    for code, derived in after.derived.items():
        path: Path = ("derived", code)
        if any(_find(version, code) for version in versions):
            message = f"“{code}” was a question before. Give the index a new code."
            comparison.problems.append(Problem(path, message))
        history = [version for version in versions if code in version.derived]
        if not history:
            continue
        kept = history[-1].derived[code]
        said = derived.comparability if derived.comparability != kept.comparability else None
        same = _made_of(history[-1], code) == _made_of(after, code)
        worst = max(derived.of, key=lambda part: ORDER.index(_degree(comparison, part)))
        allowed = ORDER[ORDER.index(_degree(comparison, worst) if same else Degree.CHANGED) :]
        if said is None and same:
            comparison.degrees[code] = allowed[0]
            if worst in comparison.notes:
                comparison.notes[code] = comparison.notes[worst]
        elif said is None or said.degree not in allowed:
            message = (
                f"“{code}” is not the same index as in the version before. Write comparability:"
                f" a degree ({' or '.join(allowed)}) and a new note."
            )
            comparison.problems.append(Problem((*path, "comparability"), message))
        else:
            comparison.degrees[code] = said.degree
            comparison.notes[code] = said.note


def _degree(comparison: Comparison, part: str) -> Degree:
    return comparison.degrees.get(part, Degree.CHANGED)


def _made_of(questionnaire: Questionnaire, code: str) -> object:
    derived = questionnaire.derived[code]
    return set(derived.of), derived.all_answered, _counted(questionnaire, code)


def _labels(path: Path, kept: Question, question: Question) -> Iterator[Problem]:
    """Codes whose Swedish label changed need a person's mark; others must not carry it."""
    labels = {choice.code: choice.label[ORIGINAL] for choice in _all_choices(kept)}
    for choice in _all_choices(question):
        label = labels.get(choice.code)
        changed = label is not None and label != choice.label[ORIGINAL]
        if changed and not choice.same_meaning:
            yield Problem(
                path,
                f"The code {choice.code} of “{question.id}” meant “{label}” before. Write"
                " “same_meaning: true” when it still does; if not, give the choice a new code.",
            )
        elif choice.same_meaning and not changed:
            yield Problem(
                path,
                f"The label of code {choice.code} of “{question.id}” has not changed since the"
                " version before. Take “same_meaning” away.",
            )


def _returned(path: Path, question: Question, history: Sequence[Question]) -> Iterator[Problem]:
    """Codes that an earlier version withdrew, by saying so or by leaving them out."""
    used: set[int] = set()
    withdrawn: set[int] = set()
    for past in history:
        codes = set(_codes(past))
        withdrawn |= set(past.withdrawn_codes) | (used - codes)
        used |= codes
    for code in sorted(withdrawn & set(_codes(question))):
        yield Problem(
            path,
            f"The code {code} of “{question.id}” was withdrawn. Give the choice a new code.",
        )
