"""From a form that could be read to a response ready to be stored. Pure."""

from collections.abc import Mapping
from datetime import date

from core.codes import Missing
from surveys.collection.answering import Answered
from surveys.collection.entrances import Entrance
from surveys.collection.storing import Circumstances, FilledIn
from surveys.questionnaires.question_types import type_of
from surveys.questionnaires.questionnaire import Questionnaire


def filled_in(
    entrance: Entrance,
    questionnaire: Questionnaire,
    answered: Answered,
    items: Mapping[str, int],
    sent: tuple[bytes, str, date],
) -> FilledIn:
    """The response: `items` gives the id of each item code, `sent` key, language and day."""
    key, language, day = sent
    circumstances = Circumstances(
        wave_id=entrance.wave_id,
        version_id=entrance.version_id,
        revision=entrance.revision,
        mode=entrance.mode.value,
        language=language,
        unit_id=entrance.unit_id,
        station_id=entrance.station_id,
        gender=_background(questionnaire, answered, "gender"),
        age_group=_background(questionnaire, answered, "age_group"),
        who_answered=_background(questionnaire, answered, "who_answered"),
        day=day,
    )
    codes = {items[item]: code for item, code in answered.items.items() if item in items}
    texts = {items[name]: answer.text for name, answer in answered.answers.items() if answer.text}
    return FilledIn(key, circumstances, codes, texts)


def _background(questionnaire: Questionnaire, answered: Answered, kind: str) -> int:
    """The code of the question of this type; not shown where the survey has none."""
    for question in questionnaire.questions:
        if question.type == kind and type_of(question).background:
            return answered.answers[question.id].items[question.id]
    return int(Missing.NOT_SHOWN)
