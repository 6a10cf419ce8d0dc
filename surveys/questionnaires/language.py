"""The language check over a whole questionnaire: each remark with its place in the file."""

from collections.abc import Iterator

from core.language_check import (
    Remark,
    Severity,
    check_choice,
    check_lix,
    check_question,
    check_text,
)
from core.language_sentences import Rule
from core.language_words import Vocabulary
from surveys.questionnaires.problems import Path
from surveys.questionnaires.question_types import type_of
from surveys.questionnaires.questionnaire import ORIGINAL, Audience, Question, Questionnaire, Text
from surveys.questionnaires.texts import Written, written_texts

Placed = tuple[Path, Remark]
#: Colleagues can be asked in ways that are hard on a client.
SOFTER_FOR_STAFF = {Rule.DOUBLE, Rule.NEGATION, Rule.FREQUENCY, Rule.AGREE}


def language_remarks(questionnaire: Questionnaire, vocabulary: Vocabulary) -> list[Placed]:
    """Every remark on the Swedish words that respondents see, in the order of the file.

    In a staff survey some rules only warn. When the words are another owner's and locked, all do.
    """
    found = [
        *((("title",), remark) for remark in check_lix(_whole(questionnaire))),
        *_remarks(questionnaire, vocabulary),
    ]
    return [(path, _softened(remark, questionnaire)) for path, remark in found]


def has_errors(found: list[Placed]) -> bool:
    """Whether something must be mended."""
    return any(remark.severity == Severity.ERROR for _, remark in found)


def _softened(remark: Remark, questionnaire: Questionnaire) -> Remark:
    for_staff = questionnaire.audience == Audience.STAFF and remark.rule in SOFTER_FOR_STAFF
    return remark.as_warning if for_staff or questionnaire.wording_locked else remark


def _remarks(questionnaire: Questionnaire, vocabulary: Vocabulary) -> Iterator[Placed]:
    for written in written_texts(questionnaire):
        question = _question(questionnaire, written)
        for remark in _judge(written, question, vocabulary):
            yield (*written.path, ORIGINAL), remark


def _question(questionnaire: Questionnaire, written: Written) -> Question | None:
    match written.path:
        case ("questions", int(number), *_):
            return questionnaire.questions[number]
    return None


def _judge(written: Written, question: Question | None, vocabulary: Vocabulary) -> list[Remark]:
    text = _swedish(written.text)
    if written.path[-1] == "label":
        told = _swedish(question.help) if question else ""
        return check_choice(text, vocabulary, explanation=told)
    if question is None:
        return check_text(text, vocabulary)
    if written.path[-1] == "help":
        return check_text(text, vocabulary, explanation=_swedish(question.text))
    if question.type == "information":
        return check_text(text, vocabulary)
    choices = (*type_of(question).choices(question), *question.extra_choices)
    labels = [_swedish(choice.label) for choice in choices]
    return check_question(text, vocabulary, explanation=_swedish(question.help), labels=labels)


def _whole(questionnaire: Questionnaire) -> str:
    """All that is read, without choices: those are no sentences."""
    return "\n\n".join(
        _swedish(written.text)
        for written in written_texts(questionnaire)
        if written.path[-1] != "label"
    )


def _swedish(text: Text) -> str:
    """The Swedish words; the unit's name, filled in later, is not ours to judge."""
    return text.get(ORIGINAL, "").replace("{unit}", "")
