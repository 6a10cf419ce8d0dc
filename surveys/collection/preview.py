"""The form of a version as people meet it, in each language and mode; nothing can be sent from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from flask import render_template
from flask_babel import force_locale, get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from core.codes import Mode
from core.web import set_language, text_direction
from surveys.collection.entrances import Entrance
from surveys.collection.form_page import form_context, words
from surveys.collection.states import WaveState
from surveys.questionnaires.question_types import type_of
from surveys.questionnaires.questionnaire import Question, Questionnaire

#: The modes as they stand in addresses.
PREVIEW_MODES = {
    "pekskarm": Mode.KIOSK,
    "lank": Mode.LINK,
    "papper": Mode.PAPER,
    "telefon": Mode.TELEPHONE,
    "intervju": Mode.INTERVIEW,
}


@dataclass(frozen=True)
class Preview:
    """What is looked at: a questionnaire in a language, for a unit; `back` is the page it hangs on.

    `languages` are those of the language menu, as templates/components/language.html takes them;
    `modes` are the same form in each mode: name, address, whether it is this one.
    """

    questionnaire: Questionnaire
    language: str
    mode: Mode
    unit_name: str
    back: str
    languages: Sequence[dict[str, Any]]
    modes: Sequence[dict[str, Any]]


def on_screen(preview: Preview, today: date) -> str:
    """The page of a link or a station, marked, with a form that cannot be sent."""
    mark = _mark(preview)
    entrance = Entrance(
        mode=preview.mode,
        wave_id=0,
        version_id=0,
        revision=0,
        unit_id=0,
        unit_name=preview.unit_name,
        station_id=None,
        state=WaveState.OPEN,
        opens=today,
        closes=today,
    )
    set_language(preview.language)
    context = form_context(entrance, preview.questionnaire, preview.language, Markup(), {})
    context |= {"languages": preview.languages, "mark": mark}
    return render_template("surveys/collection/form.html", **context, errors={})


def on_paper(preview: Preview) -> str:
    """A form to print and fill in with a pen."""
    mark = _mark(preview)
    set_language(preview.language)
    return render_template(
        "surveys/forms/paper.html",
        mark=mark,
        form=preview.questionnaire,
        language=preview.language,
        direction=text_direction(preview.language),
        type_of=type_of,
        numbers=numbers(preview.questionnaire),
        words=partial(words, preview.language, preview.unit_name),
    )


def spoken(preview: Preview) -> str:
    """What is read aloud, word for word; faces are said as words."""
    with force_locale(preview.language):
        beside = {"dont_know": _("Vet inte"), "refuse": _("Vill inte svara")}
        opening = _opening(preview) if preview.mode is Mode.TELEPHONE else []
    return render_template(
        "surveys/forms/script.html",
        preview=preview,
        form=preview.questionnaire,
        spoken_in=preview.language,
        spoken_direction=text_direction(preview.language),
        opening=opening,
        staff_language=str(get_locale()),
        beside=beside,
        type_of=type_of,
        numbers=numbers(preview.questionnaire),
        words=partial(words, preview.language, preview.unit_name),
    )


def numbers(questionnaire: Questionnaire) -> dict[str, int]:
    """The number of each question that asks something; what is only read has none."""
    asked = [one for one in questionnaire.questions if is_asked(one)]
    return {question.id: number for number, question in enumerate(asked, 1)}


def is_asked(question: Question) -> bool:
    """Whether there is something to answer."""
    return bool(type_of(question).items(question))


def _opening(preview: Preview) -> list[str]:
    """What is said before the first question; never to anyone but the person."""
    return [
        _("Hej, jag heter … och ringer från %(unit)s. Pratar jag med …?", unit=preview.unit_name),
        _("Vill du svara på %(number)s frågor?", number=len(numbers(preview.questionnaire))),
    ]


def _mark(preview: Preview) -> Markup:
    """Says in the language of staff that this is no real form, and leads on and back."""
    text = render_template(
        "surveys/forms/mark.html", preview=preview, staff_language=str(get_locale())
    )
    return Markup(text)  # noqa: S704 -- a template, which has escaped what it was given
