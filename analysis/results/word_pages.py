"""The manager's own words on a wave: the analysis, and what is taken on. Inside only."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from analysis.results.overview import Choice, Order, name_of, overview_rows
from analysis.results.overview_charts import finding_of
from analysis.results.phrases import in_language
from analysis.results.queries import SealedWave
from analysis.results.topics import MANAGERS_WORDS
from analysis.results.viewing import View, find_inside
from analysis.results.word_form import (
    BODY_LIMIT,
    may_write,
    own_waves,
    save_words,
    words_in_form,
)
from core.errors import NotFound
from organisation.access import Permission, requires
from organisation.differences import Typed

blueprint = Blueprint("words", __name__)

PAGE = "/resultat/<string:survey>/ord"


@blueprint.before_request
def take_long_texts() -> None:
    """An analysis may be longer than other forms."""
    request.max_content_length = BODY_LIMIT


@blueprint.get(PAGE)
@requires(Permission.READ_RESULTS)
def words(survey: str) -> ResponseReturnValue:
    """What the manager has written about a wave, and the form for those who may write."""
    view = find_inside(survey)
    return _page(view, _chosen(view), None)


@blueprint.post(PAGE)
@requires(Permission.WRITE_RESULTS)
def save(survey: str) -> ResponseReturnValue:
    """Save both texts; who saves later than somebody else is told, and what was typed stays."""
    view = find_inside(survey)
    wave = _chosen(view)
    if wave is None or not may_write(view):
        raise NotFound
    return save_words(wave, MANAGERS_WORDS, lambda typed: _page(view, wave, typed))


def _chosen(view: View) -> SealedWave | None:
    """The wave that the address says, else the newest; None when nothing has been counted."""
    waves, label = own_waves(view), request.args.get("mattillfalle")
    if label is None:
        return waves[0] if waves else None
    for wave in waves:
        if wave.label == label:
            return wave
    raise NotFound


def _page(view: View, wave: SealedWave | None, typed: Typed | None) -> str:
    page, language = view.results, str(get_locale())
    told = {}
    if wave is not None:
        rows = overview_rows(page, Choice(wave.label, "", Order.AREA), language)
        told = {
            "finding": finding_of(rows, name_of(page, wave.label, language)),
            **words_in_form(view, wave, MANAGERS_WORDS, typed),
        }
    return render_template(
        "analysis/words.html",
        view=view,
        title=in_language(page.title, language),
        wave=wave,
        waves=[(one.label, one.label) for one in own_waves(view)],
        **told,
    )
