"""The page of a survey: rendered once for each wave, language and surface, then only filled.

A page that shows someone's answers again (another language, an error) is rendered for that
request alone and kept nowhere.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Flask, current_app, render_template, request
from flask_babel import gettext
from markupsafe import Markup, escape
from sqlalchemy.orm import Session

from core.database import reader
from core.web import RESPONDENT_LANGUAGES, set_language, text_direction
from organisation.doors import doors
from surveys.collection.answering import FIELD
from surveys.collection.entrances import Entrance
from surveys.collection.page_with_hole import PageWithHole
from surveys.questionnaires.answers import AnswerError
from surveys.questionnaires.publishing import item_ids, questionnaire_of
from surveys.questionnaires.question_type import Stored
from surveys.questionnaires.question_types import is_one_question, type_of
from surveys.questionnaires.questionnaire import ORIGINAL, Questionnaire, Text

KEYS_HOLE = "<!--keys-->"
#: More pages than this (waves x languages x surfaces) are not kept.
MOST_KEPT = 500

Given = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class FormKeys:
    """What makes a form this person's: its submission id and the token of the visit, both hex."""

    submission: str
    visit: str

    def fields(self) -> Markup:
        """The two hidden fields."""
        return Markup(  # noqa: S704 -- hexadecimal digits only
            f'<input type="hidden" name="submission" value="{self.submission}">'
            f'<input type="hidden" name="visit" value="{self.visit}">'
        )


class Shelf:
    """Questionnaires and pages kept in the memory of one process; both never change.

    What is missing is read on a connection that only reads: a request that stores takes the
    write lock last, on a connection of its own.
    """

    def __init__(self) -> None:
        self._questionnaires: dict[tuple[int, int], Questionnaire] = {}
        self._items: dict[int, dict[str, int]] = {}
        self._pages: dict[tuple[object, ...], PageWithHole] = {}
        self._thanks: dict[tuple[str, str], PageWithHole] = {}

    def questionnaire(self, entrance: Entrance) -> Questionnaire:
        """The questionnaire behind an entrance."""
        key = (entrance.version_id, entrance.revision)
        if key not in self._questionnaires:
            with Session(reader()) as looking:
                self._questionnaires[key] = questionnaire_of(looking, *key)
        return self._questionnaires[key]

    def items(self, entrance: Entrance) -> dict[str, int]:
        """The ids of the survey's items by their codes."""
        if entrance.version_id not in self._items:
            with Session(reader()) as looking:
                self._items[entrance.version_id] = item_ids(looking, entrance.version_id)
        return self._items[entrance.version_id]

    def thanks(self, asked: str, find: Callable[[], Entrance | None]) -> PageWithHole | None:
        """The page of thanks, found by its address alone after the first time; None without one.

        It says the same whatever has become of the wave since.
        """
        key = (request.path, asked if asked in RESPONDENT_LANGUAGES else "")
        if key not in self._thanks:
            entrance = find()
            if entrance is None:
                return None
            language = language_of(self.questionnaire(entrance), asked)
            self._thanks[key] = self.page(entrance, language, "thanks.html")
        return self._thanks[key]

    def page(self, entrance: Entrance, language: str, kind: str) -> PageWithHole:
        """The form (`form.html`) or another page of the entrance, ready to be filled."""
        key = (entrance, request.path, language, kind)
        if key not in self._pages:
            if len(self._pages) >= MOST_KEPT:
                self._pages.clear()
                self._thanks.clear()
            questionnaire = self.questionnaire(entrance)
            text = render(entrance, questionnaire, language, kind, Markup(KEYS_HOLE))  # noqa: S704 -- a constant
            self._pages[key] = PageWithHole(text, KEYS_HOLE)
        return self._pages[key]


def init_shelf(app: Flask) -> None:
    """Give the application its shelf."""
    app.extensions["synpunkt.shelf"] = Shelf()


def shelf() -> Shelf:
    """The shelf of the running application."""
    found: Shelf = current_app.extensions["synpunkt.shelf"]
    return found


def offered_languages(questionnaire: Questionnaire) -> dict[str, str]:
    """The languages in which both the questionnaire and the buttons exist, with their names."""
    return {
        code: name for code, name in RESPONDENT_LANGUAGES.items() if code in questionnaire.languages
    }


def language_of(questionnaire: Questionnaire, asked: str | None) -> str:
    """The language asked for when the survey is offered in it, else Swedish."""
    return asked if asked and asked in offered_languages(questionnaire) else ORIGINAL


def render(
    entrance: Entrance,
    questionnaire: Questionnaire,
    language: str,
    template: str,
    keys: Markup,
    given: Given | None = None,
    errors: Mapping[str, AnswerError] | None = None,
) -> str:
    """A page of the survey as text; `given` are the form's raw values to show again."""
    set_language(language)
    context = form_context(entrance, questionnaire, language, keys, given or {})
    said = {FIELD + code: gettext(e.message) % e.params for code, e in (errors or {}).items()}
    return render_template(f"surveys/collection/{template}", **context, errors=said)


def form_context(
    entrance: Entrance, questionnaire: Questionnaire, language: str, keys: Markup, given: Given
) -> dict[str, Any]:
    """What the templates of the survey need, besides its errors."""
    asked = [q for q in questionnaire.questions if type_of(q).stored is not Stored.NOTHING]
    return {
        "at_station": entrance.at_station,
        "chosen": lambda question: given.get(FIELD + question.id, ()),
        "direction": text_direction(language),
        "doors": doors(),
        "form": questionnaire,
        "keys": keys,
        "language": language,
        "languages": _language_list(questionnaire, language),
        "number_of_questions": len(asked),
        "one_question": is_one_question(questionnaire),
        "start": request.path.removesuffix("/tack"),
        "step": (given.get("step") or [""])[0],
        "type_of": type_of,
        "wave_id": entrance.wave_id,
        "words": partial(words, language, entrance.unit_name),
    }


def words(language: str, unit_name: str, text: Text) -> Markup:
    """The text in the language, or in Swedish and marked so when it is not translated."""
    translated = {str(code): string for code, string in text.items()}
    found = escape(translated.get(language, text[ORIGINAL])).replace("{unit}", escape(unit_name))
    if language in translated:
        return Markup(found)  # noqa: S704 -- escaped above
    return Markup('<span lang="sv" dir="ltr">{}</span>').format(found)


def printable(value: str) -> str:
    """The value without the control characters that no page may hold."""
    return "".join(sign for sign in value if sign.isprintable() or sign in "\n\t")


def _language_list(questionnaire: Questionnaire, current: str) -> list[dict[str, Any]]:
    return [
        {
            "code": code,
            "name": name,
            "direction": text_direction(code),
            "current": code == current,
            "href": f"{request.path}?lang={code}",
        }
        for code, name in offered_languages(questionnaire).items()
    ]
