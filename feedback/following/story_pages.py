""" "Ni sa – vi gjorde" for everyone: a page, and a screen in a reception that changes by itself."""

from flask import Blueprint, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.clock import clock
from core.database import session
from core.errors import NotFound
from core.web import set_language
from feedback.following.stories import shown_stories
from feedback.intake.view_showing import SWEDISH, language_of, languages, respondent_frame
from organisation.access import public
from organisation.units import UnitRefused, find_unit

blueprint = Blueprint("stories", __name__)

SECONDS, SECONDS_WHEN_EMPTY = 20, 300
#: As many signs of both texts fit in the larger letters.
SHORT = 140


@blueprint.get("/ni-sa-vi-gjorde")
@public
def page() -> ResponseReturnValue:
    """What was said and what was done, in the units' own Swedish words."""
    set_language(language_of(request.args.get("lang")))
    return render_template(
        "feedback/following/stories_public.html",
        **respondent_frame(),
        languages=languages(),
        stories=shown_stories(session(), clock().today()),
        errors=None,
    )


@blueprint.get("/ni-sa-vi-gjorde/skarm/<string:code>")
@public
def screen(code: str) -> ResponseReturnValue:
    """One at a time for a screen; the next comes by itself, without a script."""
    set_language(SWEDISH)
    try:
        unit = find_unit(session(), code)
    except UnitRefused:
        raise NotFound from None
    found = shown_stories(session(), clock().today(), unit)
    place = _place(len(found))
    shown = found[place] if found else None
    response = make_response(_screen(shown=shown, place=place, total=len(found)))
    seconds = SECONDS if len(found) > 1 else SECONDS_WHEN_EMPTY
    following = (place + 1) % len(found) if found else 0
    response.headers["Refresh"] = f"{seconds}; url={url_for('.screen', code=code, n=following)}"
    return response


def _screen(**shown: object) -> str:
    return render_template(
        "feedback/following/story_screen.html",
        **respondent_frame(),
        **shown,
        most_for_large=SHORT,
        errors=None,
    )


def _place(total: int) -> int:
    text = request.args.get("n", "")
    known = text.isascii() and text.isdigit() and len(text) < 6
    return int(text) % total if known and total else 0
