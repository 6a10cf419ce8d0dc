"""The columns of an export in their order: wave, background, answers, indices, written words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from flask_babel import gettext as _

from core.codes import N_
from surveys.collection.answer_export_columns import Asked, Column, Kind, Value, background, named
from surveys.collection.answer_export_rows import ResponseRow
from surveys.collection.answer_export_rule import Background
from surveys.questionnaires.derived import steps
from surveys.questionnaires.question_type import Stored
from surveys.questionnaires.question_types import type_of
from surveys.questionnaires.questionnaire import ORIGINAL, Choice, Question, Questionnaire

#: What stands in the cells of one choice of a several-choice question.
TICKED = {1: N_("Vald"), 0: N_("Inte vald")}


def columns(
    asked: Asked, waves: Mapping[int, str], sections: Mapping[int, tuple[str, str]],
    shown: Sequence[Background], *, texts: bool,
) -> list[Column]:  # fmt: skip
    """The columns in their order; `waves` are labels by id, `sections` code and name by id."""
    found = [Column("wave", Kind.TEXT, lambda row: waves[row.wave_id], named("mättillfälle"))]
    found += [background(asked, one, sections) for one in Background if one in shown]
    found += [*_answers(asked), *_indices(asked)]
    return _with_own_names(found + (list(_written(asked)) if texts else []))


def _answers(asked: Asked) -> Iterator[Column]:
    """A column for each item of the questions of all versions, in the order they came."""
    newest: dict[str, tuple[Questionnaire, Question]] = {}
    for questionnaire in asked.versions.values():
        for question in questionnaire.questions:
            if not type_of(question).background:
                newest[question.id] = (questionnaire, question)
    for questionnaire, question in newest.values():
        for item in _items(asked, question):
            yield _answer(asked, questionnaire, question, item)


def _items(asked: Asked, question: Question) -> list[str]:
    """The items of the question in all versions."""
    found: dict[str, None] = {}
    for questionnaire in asked.versions.values():
        for one in questionnaire.questions:
            if one.id == question.id:
                found |= dict.fromkeys(type_of(one).items(one))
    return [item for item in found if item in asked.items]


def _answer(asked: Asked, questionnaire: Questionnaire, question: Question, item: str) -> Column:
    kinds = {Stored.NUMBER: Kind.NUMBER, Stored.DAY: Kind.DAY}
    stored, number = type_of(question).stored, asked.items[item]
    one_of_several = item != question.id
    labels: dict[int | str, str] = {}
    if one_of_several:
        labels |= {code: str(_(name)) for code, name in TICKED.items()}
    elif stored is Stored.TEXT:
        labels[1] = str(_("Har skrivit"))
    else:
        labels |= {choice.code: asked.word(choice.label) for choice in _choices(asked, question.id)}
    variable = questionnaire.variables.get(question.id)
    return Column(
        item,
        kinds.get(stored, Kind.CODE),
        lambda row: row.codes.get(number),
        _texts(asked, question, item),
        labels,
        variable=question.id,
        positive=variable.positive if variable else (),
        ordered=not one_of_several and bool(type_of(question).choices(question)),
    )


def _choices(asked: Asked, code: str) -> list[Choice]:
    """The choices of the question in all versions; the newest words last, so that they stay."""
    return [
        choice
        for questionnaire in asked.versions.values()
        for question in questionnaire.questions
        if question.id == code
        for choice in (*type_of(question).choices(question), *question.extra_choices)
    ]


def _texts(asked: Asked, question: Question, item: str) -> dict[str, str]:
    """The question per language; with the choice, where the column is one of several."""
    chosen = [c for c in _choices(asked, question.id) if item == f"{question.id}.{c.code}"]
    return {
        language: " – ".join(
            [text, *(c.label.get(language, c.label[ORIGINAL]) for c in chosen[-1:])]
        )
        for language, text in question.text.items()
    }


def _indices(asked: Asked) -> Iterator[Column]:
    """A column for each index; each version has its own number of steps to 100."""
    newest = {
        code: questionnaire
        for questionnaire in asked.versions.values()
        for code in questionnaire.derived
        if code in asked.items
    }
    for code, questionnaire in newest.items():
        variable = questionnaire.variables.get(code)
        label = {"sv": variable.label.sv, "en": variable.label.en} if variable else {}
        made_of = questionnaire.derived[code].of
        yield Column(code, Kind.INDEX, _index(asked, code), label, variable=code, made_of=made_of)


def _index(asked: Asked, code: str) -> Callable[[ResponseRow], Value]:
    finest = {
        version: steps(questionnaire, code)
        for version, questionnaire in asked.versions.items()
        if code in questionnaire.derived
    }
    number = asked.items[code]

    def value(row: ResponseRow) -> Value:
        stored = row.codes.get(number)
        if stored is None or stored < 0:
            return stored
        return stored / finest[row.version_id] * 100

    return value


def _written(asked: Asked) -> Iterator[Column]:
    """A column with the words themselves for each question that is answered with words."""
    for column in _answers(asked):
        newest = [
            question
            for questionnaire in asked.versions.values()
            for question in questionnaire.questions
            if question.id == column.name
        ]
        if newest and type_of(newest[-1]).stored is Stored.TEXT:
            yield Column(
                f"{column.name}_text", Kind.TEXT, _text(asked.items[column.name]), column.texts,
                variable=column.variable,
            )  # fmt: skip


def _text(item: int) -> Callable[[ResponseRow], Value]:
    return lambda row: row.texts.get(item)


def _with_own_names(found: Sequence[Column]) -> list[Column]:
    """No two columns have one name: a later one gets an underscore."""
    taken: set[str] = set()
    named = []
    for column in found:
        name = column.name
        while name in taken:
            name += "_"
        taken.add(name)
        named.append(column if name == column.name else replace(column, name=name))
    return named
