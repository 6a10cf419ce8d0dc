"""The form of a view as a page: empty, or with what was typed."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import current_app, make_response, render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from core.clock import clock
from core.visits import current_visit, key_or_new, new_key, remember_visit
from core.web import RESPONDENT_LANGUAGES, text_direction
from feedback.cases.codes import new_code, normal
from feedback.intake.personal_numbers import find_personal_numbers
from feedback.intake.view_form import (
    CONTACT_FIELDS,
    FIELDS_OF_WAY,
    GENDERS,
    KINDS,
    UNKNOWN_UNIT,
    WAYS,
    shown_again,
)
from feedback.intake.view_limits import stamp_again
from feedback.intake.view_place import Place, settings

SWEDISH = next(iter(RESPONDENT_LANGUAGES))
#: More units than this are a list that opens.
MOST_CARDS = 12


def language_of(asked: str | None) -> str:
    """The language asked for when the page is offered in it, else Swedish."""
    return asked if asked in RESPONDENT_LANGUAGES else SWEDISH


def show_empty(place: Place) -> Response:
    """The form for somebody new; at a station every empty form begins a visit."""
    visit = new_key() if place.at_station else current_visit()
    keys = {"submission": new_key(), "visit": visit, "code": new_code(), "opened": _stamp("")}
    response = make_response(_page(place, keys, {}, {}))
    remember_visit(response, visit)
    return response


def show_again(
    place: Place,
    errors: Mapping[str, str],
    *,
    status: int = HTTPStatus.OK,
    asking: str = "",
) -> Response:
    """The form with what was typed; `errors` are msgids, or texts, by their fields.

    `asking` is what the page asks before it sends: "number" (a personal number), "again" (press
    Send once more) or "wait" (too many send just now).
    """
    given = request.form
    keys = {
        "submission": key_or_new(given.get("submission")),
        "visit": key_or_new(given.get("visit")),
        "code": normal(given.get("code", "")) or new_code(),
        "opened": _stamp(given.get("opened", "")),
    }
    said = {name: _(text) for name, text in errors.items()}
    return make_response(_page(place, keys, shown_again(given), said, asking), status)


def respondent_frame() -> dict[str, Any]:
    """What the ground of every page for respondents needs."""
    language = str(get_locale() or SWEDISH)
    return {
        "language": language,
        "direction": text_direction(language),
        "address_language": "" if language == SWEDISH else language,
    }


def _page(
    place: Place,
    keys: Mapping[str, str],
    values: Mapping[str, str],
    errors: Mapping[str, str],
    asking: str = "",
) -> str:
    return render_template(
        "feedback/intake/view_form.html",
        **respondent_frame(),
        asking=asking,
        contact_fields={name: _ways_of(name) for name in CONTACT_FIELDS},
        errors=errors,
        files_lost=any(sent.filename for sent in request.files.getlist("files")),
        genders=[(code, _(name)) for code, name in GENDERS.items()],
        keys=keys,
        kinds=[(kind.value, _(name), _(more)) for kind, (name, more) in KINDS.items()],
        languages=languages(),
        numbers=_numbers(values) if asking == "number" else [],
        own_phone=settings().public_address,
        place=place,
        units=_units(place),
        units_as_cards=len(place.offer.units) <= MOST_CARDS,
        values=values,
        ways=[(way.value, _(WAYS[way])) for way in place.offer.ways],
    )


def _numbers(values: Mapping[str, str]) -> list[str]:
    """What looks like personal numbers, so that the person sees what is meant."""
    text = values["text"]
    return [text[start:end] for start, end in find_personal_numbers(text)]


def _stamp(given: str) -> str:
    return stamp_again(given, current_app.config["SECRET_KEY"], clock().now())


def _ways_of(field: str) -> str:
    """The classes of a field: the ways to get the answer for which it is shown."""
    return " ".join(f"for-{way}" for way, fields in FIELDS_OF_WAY.items() if field in fields)


def _units(place: Place) -> list[tuple[str, str]]:
    known = [(str(unit), name) for unit, name in place.offer.units.items()]
    return [*known, (UNKNOWN_UNIT, _("Jag vet inte"))]


def languages() -> list[dict[str, Any]]:
    """The menu of languages of the page."""
    current = str(get_locale() or SWEDISH)
    return [
        {
            "code": code,
            "name": name,
            "direction": text_direction(code),
            "current": code == current,
            "href": f"{request.path}?lang={code}",
        }
        for code, name in RESPONDENT_LANGUAGES.items()
    ]
