"""Every text of a questionnaire that respondents see, with the place it stands in."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveys.questionnaires.problems import Path
from surveys.questionnaires.questionnaire import Choice, Question, Questionnaire, Text


@dataclass(frozen=True)
class Written:
    """A text in its languages: `path` in the file, and `key`, which outlives a moved question."""

    path: Path
    key: str
    text: Text
    needed: bool = True


def written_texts(questionnaire: Questionnaire) -> Iterator[Written]:
    """Title, introduction, scales and questions, in the order of the file."""
    yield Written(("title",), "title", questionnaire.title)
    for number, paragraph in enumerate(questionnaire.intro):
        yield Written(("intro", number), f"intro.{number}", paragraph)
    for name, scale in questionnaire.scales.items():
        yield from _labels(("scales", name, "choices"), f"scales.{name}", scale.choices)
    for number, question in enumerate(questionnaire.questions):
        yield from _question_texts(("questions", number), question)


def _question_texts(path: Path, question: Question) -> Iterator[Written]:
    key = f"questions.{question.id}"
    yield Written((*path, "text"), f"{key}.text", question.text)
    yield Written((*path, "help"), f"{key}.help", question.help, needed=False)
    # A scale's choices stand on the question too, once it has been read.
    if not question.scale:
        yield from _labels((*path, "choices"), key, question.choices)
    yield from _labels((*path, "extra_choices"), key, question.extra_choices)


def _labels(path: Path, key: str, choices: tuple[Choice, ...]) -> Iterator[Written]:
    for number, choice in enumerate(choices):
        yield Written((*path, number, "label"), f"{key}.{choice.code}", choice.label)
