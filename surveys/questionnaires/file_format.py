"""The questionnaire file: YAML in, a checked Questionnaire or a list of problems out.

The reference for authors is docs/questionnaire-file.md.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from surveys.questionnaires.checks import check
from surveys.questionnaires.problems import Problem, QuestionnaireError, from_pydantic
from surveys.questionnaires.questionnaire import Question, Questionnaire
from surveys.questionnaires.yaml_lines import Document, read_yaml

INSTRUMENTS = Path(__file__).parent / "instruments"


def read_questionnaire(text: str, filename: str = "questionnaire.yaml") -> Questionnaire:
    """The questionnaire in a file's text, each scale put on the questions that name it.

    QuestionnaireError holds every problem found, with its line.
    """
    try:
        document = read_yaml(text)
        return _checked(document)
    except QuestionnaireError as error:
        found = [replace(problem, filename=filename) for problem in error.problems]
        raise QuestionnaireError(found) from error


def locate(problems: Iterable[Problem], text: str, filename: str) -> list[Problem]:
    """The same problems with the lines of the file they are about, in the order of the file."""
    document = read_yaml(text)
    return [replace(problem, filename=filename) for problem in _placed(problems, document)]


def load_instrument(name: str) -> str:
    """The text of a questionnaire that comes with the software; KeyError for another name."""
    instruments = {path.stem: path for path in INSTRUMENTS.glob("*.yaml")}
    return instruments[name].read_text(encoding="utf-8")


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the file, as published in docs/questionnaire.schema.json."""
    schema = Questionnaire.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _checked(document: Document) -> Questionnaire:
    try:
        questionnaire = _with_scales(Questionnaire.model_validate(document.value))
    except ValidationError as error:
        found = from_pydantic(error, document.lines)
    else:
        found = list(check(questionnaire))
    if found:
        raise QuestionnaireError(_placed(found, document))
    return questionnaire


def _placed(problems: Iterable[Problem], document: Document) -> list[Problem]:
    placed = (replace(problem, line=document.line(problem.path)) for problem in problems)
    return sorted(placed, key=lambda problem: problem.line)


def _with_scales(questionnaire: Questionnaire) -> Questionnaire:
    questions = tuple(_with_scale(question, questionnaire) for question in questionnaire.questions)
    return questionnaire.model_copy(update={"questions": questions})


def _with_scale(question: Question, questionnaire: Questionnaire) -> Question:
    scale = questionnaire.scales.get(question.scale or "")
    if scale is None or question.choices:
        return question
    return question.model_copy(update={"choices": scale.choices})
