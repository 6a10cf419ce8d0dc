"""What no single field can tell: whether the parts of a questionnaire fit each other."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from surveys.questionnaires.derived_checks import check_derived, measured
from surveys.questionnaires.problems import Path, Problem
from surveys.questionnaires.question_types import TYPES
from surveys.questionnaires.questionnaire import (
    ORIGINAL,
    RESERVED,
    Choice,
    Question,
    Questionnaire,
    Variable,
)
from surveys.questionnaires.texts import written_texts

#: Fields that every type uses.
SHARED = {
    "id", "type", "text", "help", "audio", "picture",
    "condition", "withdrawn_codes", "comparability",
}  # fmt: skip


def check(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Every problem of a questionnaire whose scales have been put on its questions."""
    for find in CHECKS:
        yield from find(questionnaire)


def _languages(questionnaire: Questionnaire) -> Iterator[Problem]:
    for language, status in questionnaire.languages.items():
        if (status == "original") != (language == ORIGINAL):
            yield Problem(
                ("languages", language),
                "Swedish is the original: “sv: original”. Write draft or reviewed for the others.",
            )
    if ORIGINAL not in questionnaire.languages:
        yield Problem(("languages",), "Swedish is missing. Write “sv: original”.")


def _texts(questionnaire: Questionnaire) -> Iterator[Problem]:
    offered = set(questionnaire.languages)
    for written in written_texts(questionnaire):
        if written.needed:
            for language in sorted(offered - written.text.keys()):
                yield Problem(
                    written.path,
                    f"The text is missing in “{language}”. Write it, or take {language} out of"
                    " languages.",
                )
        for language in written.text.keys() - offered:
            yield Problem(
                (*written.path, language),
                f"Write “{language}: draft” in languages, or take this away.",
            )
        for language, text in written.text.items():
            if set(re.findall(r"\{[^{}]*\}|[{}]", text)) - {"{unit}"}:
                yield Problem(
                    (*written.path, language),
                    "Only {unit} may stand in braces. Take the other braces away.",
                )


def _source(questionnaire: Questionnaire) -> Iterator[Problem]:
    if questionnaire.wording_locked and not questionnaire.source:
        yield Problem(("wording_locked",), "Write also “source:” and who owns the questionnaire.")


def _scales(questionnaire: Questionnaire) -> Iterator[Problem]:
    for name, scale in questionnaire.scales.items():
        yield from _repeated(("scales", name, "choices"), scale.choices)
        if all(question.scale != name for question in questionnaire.questions):
            yield Problem(("scales", name), f"No question uses “{name}”. Use it, or take it away.")


def _repeated(path: Path, choices: tuple[Choice, ...]) -> Iterator[Problem]:
    seen: set[int] = set()
    for number, choice in enumerate(choices):
        if choice.code in seen:
            yield Problem(
                (*path, number, "code"),
                f"The code {choice.code} is taken by another choice. Write a code of its own.",
            )
        seen.add(choice.code)


def _variables(questionnaire: Questionnaire) -> Iterator[Problem]:
    questions = {question.id: question for question in questionnaire.questions}
    for code, variable in questionnaire.variables.items():
        path: Path = ("variables", code)
        if variable.area not in questionnaire.areas:
            yield Problem(
                (*path, "area"), f"There is no area “{variable.area}”. Write it under areas too."
            )
        question = questions.get(code)
        if code in questionnaire.derived:
            yield from measured(path, variable)
        elif question is None:
            yield Problem(
                path, f"No question has the id “{code}”. Add it, or take the variable away."
            )
        elif question.type in TYPES:
            for field, message in _measure(variable, question):
                yield Problem((*path, field), message)


def _measure(variable: Variable, question: Question) -> Iterator[tuple[str, str]]:
    """Whether the variable can be counted from the codes of its question."""
    kind = TYPES[question.type]
    if kind.stored not in ("code", "number") or question.type == "several":
        yield "kind", f"A question of the type “{question.type}” has no share and no mean."
        return
    if variable.kind == "mean":
        if variable.positive:
            yield (
                "positive",
                "A mean has no positive codes. Take them away, or write “kind: share”.",
            )
        return
    codes = {choice.code for choice in kind.choices(question)}
    strangers = set(variable.positive) - codes
    if strangers:
        yield (
            "positive",
            f"{_list(strangers)} is not on the scale. Write codes among {_list(codes)}.",
        )
    elif not 0 < len(set(variable.positive)) < len(codes):
        yield "positive", "Write some codes of the scale here, but not all of them."
    if variable.predicate is None:
        yield (
            "predicate",
            "A share needs its words. Write predicate: {sv: var nöjda, en: were satisfied}.",
        )


def _questions(questionnaire: Questionnaire) -> Iterator[Problem]:
    counted = Counter(question.id for question in questionnaire.questions)
    for number, question in enumerate(questionnaire.questions):
        path: Path = ("questions", number)
        if counted[question.id] > 1:
            yield Problem((*path, "id"), f"“{question.id}” is the id of two questions. Change one.")
        if question.id in RESERVED:
            yield Problem(
                (*path, "id"), f"“{question.id}” is used by the software. Write another id."
            )
        if question.scale and question.scale not in questionnaire.scales:
            names = ", ".join(questionnaire.scales) or "none yet"
            yield Problem(
                (*path, "scale"), f"There is no scale “{question.scale}”. The scales are: {names}."
            )
        elif question.scale and question.choices != questionnaire.scales[question.scale].choices:
            yield Problem((*path, "choices"), "Write scale or choices, not both.")
        elif question.type not in TYPES:
            yield Problem(
                (*path, "type"),
                f"There is no type “{question.type}”. The types are: {', '.join(TYPES)}.",
            )
        else:
            for field, message in _typed(question):
                yield Problem((*path, field), message)
        yield from _choices(path, question)
        yield from _translated(questionnaire, path, question)


def _typed(question: Question) -> Iterator[tuple[str, str]]:
    """Fields the type does not use, and what the type itself finds."""
    kind = TYPES[question.type]
    used = SHARED | kind.uses | {"choices" if question.scale else ""}
    for field in sorted(question.model_fields_set - used):
        yield field, f"The type “{question.type}” does not use “{field}”. Take it away."
    yield from kind.faults(question)


def _choices(path: Path, question: Question) -> Iterator[Problem]:
    """Repeated codes, and codes that were withdrawn."""
    own = () if question.scale else question.choices
    yield from _repeated((*path, "choices"), own)
    known = TYPES[question.type].choices(question) if question.type in TYPES else own
    codes = {choice.code for choice in known}
    for number, choice in enumerate(question.extra_choices):
        if choice.code in codes:
            yield Problem(
                (*path, "extra_choices", number, "code"),
                f"The code {choice.code} is taken by another choice. Write a code of its own.",
            )
        codes.add(choice.code)
    for code in sorted(codes & set(question.withdrawn_codes)):
        yield Problem(
            (*path, "withdrawn_codes"),
            f"The code {code} was withdrawn. Give the choice a new code.",
        )


def _translated(questionnaire: Questionnaire, path: Path, question: Question) -> Iterator[Problem]:
    """Languages that the type's own choices do not have yet."""
    if question.type not in TYPES or question.choices:
        return
    for choice in TYPES[question.type].choices(question)[:1]:
        for language in sorted(questionnaire.languages.keys() - choice.label.keys()):
            yield Problem(
                (*path, "type"),
                f"The choices of “{question.type}” are not translated to “{language}” yet."
                " Use “type: single” and write them.",
            )


def _conditions(questionnaire: Questionnaire) -> Iterator[Problem]:
    earlier: dict[str, Question] = {}
    for number, question in enumerate(questionnaire.questions):
        condition = question.condition
        if condition:
            path: Path = ("questions", number, "condition")
            asked = earlier.get(condition.variable)
            if asked is None:
                yield Problem(
                    (*path, "variable"),
                    f"“{condition.variable}” is not asked before this. Write the id of an earlier"
                    " question.",
                )
            elif asked.type in TYPES:
                yield from _reachable(path, asked, condition.codes)
        earlier[question.id] = question


def _reachable(path: Path, asked: Question, codes: tuple[int, ...]) -> Iterator[Problem]:
    choices = (*TYPES[asked.type].choices(asked), *asked.extra_choices)
    known = {choice.code for choice in choices}
    if not known:
        yield Problem(
            (*path, "variable"),
            f"“{asked.id}” has no choices. Write the id of a question that has.",
        )
    elif set(codes) - known:
        yield Problem(
            (*path, "codes"),
            f"“{asked.id}” has no code {_list(set(codes) - known)}."
            f" Write codes among {_list(known)}.",
        )


def _list(codes: set[int]) -> str:
    return ", ".join(map(str, sorted(codes)))


CHECKS: tuple[Callable[[Questionnaire], Iterator[Problem]], ...] = (
    _languages,
    _texts,
    _source,
    _scales,
    _variables,
    _questions,
    _conditions,
    check_derived,
)
