"""The page of women and men in one wave, and the seven questions of the gender analysis."""

from functools import partial

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from analysis.results.gender_page import gender_choice, gender_in_words
from analysis.results.overview import named_waves
from analysis.results.overview_pages import chart_address, file_addresses
from analysis.results.phrases import in_language
from analysis.results.topics import GENDER_QUESTIONS
from analysis.results.viewing import View, find_inside, find_view, to_sign_in
from analysis.results.word_form import (
    BODY_LIMIT,
    find_wave,
    may_write,
    save_words,
    words_in_form,
)
from core.errors import NotFound
from organisation.access import Permission, public, requires
from organisation.differences import Typed

blueprint = Blueprint("gender", __name__)

PAGE = "/resultat/<string:survey>/kvinnor-och-man"


@blueprint.before_request
def take_long_texts() -> None:
    """Seven texts may be longer than other forms."""
    request.max_content_length = BODY_LIMIT


@blueprint.get(PAGE)
@public
def gender(survey: str) -> ResponseReturnValue:
    """Where women and men differ in one wave; inside, what is written about it."""
    view = find_view(survey)
    return to_sign_in() if view is None else _page(view, None)


@blueprint.post(PAGE)
@requires(Permission.WRITE_RESULTS)
def save(survey: str) -> ResponseReturnValue:
    """Save the answers; who saves later than somebody else is told, and what was typed stays."""
    view = find_inside(survey)
    wave = find_wave(view, gender_choice(view.results).wave)
    if wave is None or not may_write(view):
        raise NotFound
    return save_words(wave, GENDER_QUESTIONS, lambda typed: _page(view, typed))


def _page(view: View, typed: Typed | None) -> str:
    page, language = view.results, str(get_locale())
    choice = gender_choice(page)
    # What staff write is theirs alone: the public never comes near it.
    wave = find_wave(view, choice.wave) if view.audience.name == "inside" else None
    return render_template(
        "analysis/gender.html",
        view=view,
        title=in_language(page.title, language),
        choice=choice,
        waves=named_waves(page, language),
        chart_address=partial(chart_address, view, choice),
        files=partial(file_addresses, view, choice),
        wave=wave,
        **gender_in_words(view, page, choice, language),
        **(words_in_form(view, wave, GENDER_QUESTIONS, typed) if wave else {}),
    )
