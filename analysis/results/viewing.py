"""Who looks at results of what: the survey, the unit and the audience behind an address."""

from dataclasses import dataclass
from functools import cached_property

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from analysis.results.queries import find_survey, newest_revisions, units_with_results
from analysis.results.survey_results import Audience, SurveyPage, load_results, result_shelf
from core.database import session
from core.errors import NotAllowed, NotFound
from core.settings import Settings
from organisation.access import Permission, signed_in, units_for
from organisation.frame import use_language_of_address
from organisation.models import Unit
from surveys.questionnaires.models import Survey


@dataclass(frozen=True)
class View:
    """What a reader has asked for and may see."""

    survey: Survey
    unit: Unit
    units: tuple[Unit, ...]
    audience: Audience

    @cached_property
    def has_index(self) -> bool:
        """Whether the survey has an index of other indices, which has a page of its own."""
        key = ("has index", self.survey.id, newest_revisions(session(), self.survey))
        return result_shelf().kept(key, lambda: _has_index(self.survey))

    def owner(self, variable: str) -> tuple[str, int, str, str]:
        """Whose picture a chart of the variable is."""
        return self.audience.name, self.unit.id, self.survey.code, variable

    @cached_property
    def results(self) -> SurveyPage:
        """The results as this reader may see them, asked for once."""
        return load_results(session(), self.survey, self.unit, self.audience)


def find_view(code: str) -> View | None:
    """What may be seen of a survey; None for someone who has to sign in first.

    Raises NotFound when there is no such survey or unit, NotAllowed when it is not the reader's.
    """
    staff = signed_in()
    use_language_of_address()
    found = find_survey(session(), code)
    if found is None:
        raise NotFound
    inside = _own_units(found)
    if inside:
        return View(found, _chosen(inside), inside, Audience.inside(program_settings()))
    open_units = tuple(units_with_results(session(), found, published_only=True))
    if open_units:
        return View(found, _chosen(open_units), open_units, Audience.public(program_settings()))
    if staff:
        raise NotAllowed
    return None


def find_inside(code: str) -> View:
    """What a signed-in reader may see of a survey in units of their own. Raises NotFound."""
    found = find_survey(session(), code)
    units = _own_units(found) if found else ()
    if found is None or not units:
        raise NotFound
    return View(found, _chosen(units), units, Audience.inside(program_settings()))


def to_sign_in() -> ResponseReturnValue:
    """The way to the sign-in page, and back here after it."""
    here = request.full_path.rstrip("?")
    return redirect(url_for("organisation.sign_in_form", next=here), 303)


def program_settings() -> Settings:
    """The settings of the running application."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _has_index(survey: Survey) -> bool:
    derived = survey.versions[-1].revisions[-1].content.get("derived") or {}
    return any(all(part in derived for part in one["of"]) for one in derived.values())


def _own_units(survey: Survey) -> tuple[Unit, ...]:
    own = units_for(Permission.READ_RESULTS) if signed_in() else frozenset()
    return tuple(unit for unit in units_with_results(session(), survey) if unit.id in own)


def _chosen(units: tuple[Unit, ...]) -> Unit:
    wanted = request.args.get("enhet")
    for unit in units:
        if wanted in (None, unit.code):
            return unit
    raise NotFound
