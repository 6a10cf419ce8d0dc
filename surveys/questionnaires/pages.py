"""The staff's pages of one survey: its versions, a version in words, and what two versions differ in."""

from collections.abc import Sequence
from functools import partial
from itertools import zip_longest

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.database import session
from core.errors import NotFound
from core.web import RESPONDENT_LANGUAGES
from organisation.access import Permission, requires, units_for
from surveys.questionnaires.differences import TextChange, all_choices, differences, text_change
from surveys.questionnaires.in_words import (
    CHANGE_NAMES,
    DEGREE_NAMES,
    in_staff_language,
    type_name,
)
from surveys.questionnaires.models import QuestionnaireVersion
from surveys.questionnaires.publishing import latest_questionnaire
from surveys.questionnaires.questionnaire import ORIGINAL, Questionnaire
from surveys.questionnaires.said import (
    Translation,
    degrees_of,
    said_between,
    translations_of,
    worst,
)
from surveys.questionnaires.survey_list import (
    LANGUAGE_NAMES,
    STATUS_NAMES,
    find_survey,
    find_version,
    title_of,
)

blueprint = Blueprint("questionnaires", __name__)

ONE_SURVEY = "/enkater/<string:code>"
ONE_VERSION = f"{ONE_SURVEY}/version/<int(max=2147483647):number>"
DIFFERENCE = "/skillnad/<int(max=2147483647):first>/<int(max=2147483647):second>"


@blueprint.get(ONE_SURVEY)
@requires(Permission.SEE_WAVES)
def survey(code: str) -> ResponseReturnValue:
    """The versions of a survey, the newest first."""
    found = find_survey(session(), code)
    versions = list(zip(found.versions, [None, *found.versions[:-1]], strict=True))[::-1]
    translations = {one.number: translations_of(one, before) for one, before in versions}
    return render_template(
        "surveys/questionnaires/survey.html",
        survey=found,
        title=title_of(latest_questionnaire(found.versions[-1])),
        versions=versions,
        translations=translations,
        to_review=_to_review(translations[found.versions[-1].number]),
        degrees={one.number: degrees_of(session(), one) for one, _before in versions},
        may_manage=bool(units_for(Permission.MANAGE_WAVES)),
        **WORDS,
    )


@blueprint.get(ONE_VERSION)
@requires(Permission.SEE_WAVES)
def version(code: str, number: int) -> ResponseReturnValue:
    """What is asked in a version: words, choices and codes, and the form in each language."""
    found = find_version(session(), code, number)
    questionnaire = latest_questionnaire(found)
    translations = translations_of(found, _before(found))
    return render_template(
        "surveys/questionnaires/version.html",
        version=found,
        form=questionnaire,
        title=title_of(questionnaire),
        before=_before(found),
        translations=translations,
        to_review=_to_review(translations),
        offered=RESPONDENT_LANGUAGES,
        all_choices=all_choices,
        variable=questionnaire.variables.get,
        **WORDS,
    )


@blueprint.get(f"{ONE_SURVEY}{DIFFERENCE}")
@requires(Permission.SEE_WAVES)
def difference(code: str, first: int, second: int) -> ResponseReturnValue:
    """Two versions side by side, question by question; the earlier one stands first."""
    before, after = find_version(session(), code, first), find_version(session(), code, second)
    if first == second:
        raise NotFound
    if first > second:
        return redirect(url_for(".difference", code=code, first=second, second=first), 303)
    old, new = latest_questionnaire(before), latest_questionnaire(after)
    return render_template(
        "surveys/questionnaires/difference.html",
        before=before,
        after=after,
        title=title_of(new),
        opening=_opening(old, new),
        questions=differences(old, new),
        said=said_between(session(), before, after),
        worst=worst,
        name=partial(_name, (new, old)),
        **WORDS,
    )


def _before(version: QuestionnaireVersion) -> QuestionnaireVersion | None:
    earlier = [one for one in version.survey.versions if one.number < version.number]
    return earlier[-1] if earlier else None


def _name(versions: Sequence[Questionnaire], code: str) -> str:
    """What staff call the question; its words when nothing is measured by it."""
    for version in versions:
        if code in version.variables:
            return in_staff_language(version.variables[code].label)
    words = (one.text[ORIGINAL] for version in versions for one in version.questions)
    ids = (one.id for version in versions for one in version.questions)
    return dict(zip(ids, words, strict=True)).get(code, code)


def _opening(old: Questionnaire, new: Questionnaire) -> list[TextChange]:
    """What has changed in the title and the paragraphs of the introduction."""
    before, after = (
        [one.title[ORIGINAL], *(paragraph[ORIGINAL] for paragraph in one.intro)]
        for one in (old, new)
    )
    changes = [text_change(*pair) for pair in zip_longest(before, after, fillvalue="")]
    return [change for change in changes if not change.same]


def _to_review(translations: Sequence[Translation]) -> str:
    """What is to be done about the translations, in a sentence; empty when nothing is."""
    drafts = [one.language for one in translations if one.status == "draft"]
    stale = [one.language for one in translations if one.stale]
    said = []
    if drafts:
        said.append(_("Inte granskad av någon: %(languages)s.", languages=_names(drafts)))
    if stale:
        said.append(_("Äldre än den svenska texten: %(languages)s.", languages=_names(stale)))
    return " ".join(said)


def _names(languages: Sequence[str]) -> str:
    return ", ".join(_(LANGUAGE_NAMES[language]) for language in languages)


#: What every template here says things with.
WORDS = {
    "change_names": CHANGE_NAMES,
    "degree_names": DEGREE_NAMES,
    "language_names": LANGUAGE_NAMES,
    "status_names": STATUS_NAMES,
    "in_staff_language": in_staff_language,
    "type_name": type_name,
}
