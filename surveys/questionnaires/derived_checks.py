"""Whether the indices of a questionnaire can be computed from its questions."""

from collections.abc import Iterator

from surveys.questionnaires.derived import steps, valid_codes
from surveys.questionnaires.problems import Path, Problem
from surveys.questionnaires.question_types import TYPES
from surveys.questionnaires.questionnaire import RESERVED, Questionnaire, Variable

#: Finer than this no scale is, and counts are kept for every step.
MOST_STEPS = 10_000


def check_derived(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Every problem of the indices; their steps only when nothing else is wrong."""
    found = list(_parts(questionnaire))
    yield from found
    if found or any(question.type not in TYPES for question in questionnaire.questions):
        return
    for code in questionnaire.derived:
        finest = steps(questionnaire, code)
        if finest > MOST_STEPS:
            yield Problem(
                ("derived", code, "of"),
                f"The index would have {finest} steps; {MOST_STEPS} is the most. Write fewer"
                " questions here, or questions with the same scale.",
            )


def measured(path: Path, variable: Variable) -> Iterator[Problem]:
    """Problems of a variable that measures an index: its mean, or who reached some of its steps."""
    if variable.kind == "share":
        if not variable.positive:
            message = "An index is an average. Write “kind: mean”. Or write the steps that count."
            yield Problem((*path, "kind"), message)
    elif variable.positive:
        yield Problem((*path, "positive"), "A mean has no positive codes. Take them away.")


def _parts(questionnaire: Questionnaire) -> Iterator[Problem]:
    questions = {question.id: question for question in questionnaire.questions}
    earlier: set[str] = set()
    for code, derived in questionnaire.derived.items():
        path: Path = ("derived", code)
        if code in questions:
            yield Problem(path, f"“{code}” is the id of a question. Write another code.")
        if code in RESERVED:
            yield Problem(path, f"“{code}” is used by the software. Write another code.")
        for number, part in enumerate(derived.of):
            problem = _part(questionnaire, part, part in derived.of[:number], earlier)
            if problem:
                yield Problem((*path, "of", number), problem)
        if earlier & set(derived.of) and questions.keys() & set(derived.of):
            yield Problem(
                (*path, "of"),
                "Questions and indices stand here together. Make an index of the questions first.",
            )
        earlier.add(code)


def _part(questionnaire: Questionnaire, part: str, twice: bool, earlier: set[str]) -> str | None:
    """What is wrong with one part of an index, if anything."""
    if twice:
        return f"“{part}” stands here twice. Keep one of them."
    if part in earlier:
        return None
    question = next((one for one in questionnaire.questions if one.id == part), None)
    if question is None:
        known = "index above this one" if part in questionnaire.derived else "question"
        return f"There is no {known} “{part}”. Write the id of a question, or of an index above."
    if question.type not in TYPES:
        return None
    if len(set(valid_codes(question))) < 2:
        return f"“{part}” has no scale. Write the id of a question with choices or a number."
    return None
