"""The card on the start page that leads to results."""

from collections.abc import Iterable

from flask import Flask, url_for
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from analysis.results.phrases import in_language
from analysis.results.queries import figures_with_survey, surveys_with_results
from analysis.results.survey_results import survey_title
from core.database import session
from organisation.access import Permission, units_for
from organisation.models import Staff
from organisation.start_page import StartCard, register_cards


def init_result_cards(app: Flask) -> None:
    """Put the card on the start page, after those of the work to do."""
    register_cards(app, start_cards)


def start_cards(_staff: Staff) -> Iterable[StartCard]:
    """How many surveys have results in the person's units, and figures of others beside them."""
    units = units_for(Permission.READ_RESULTS)
    found = surveys_with_results(session(), units) if units else ()
    if not found:
        return
    language = str(get_locale())
    titles = [survey_title(one) for one in found]
    names = ", ".join(_("”%(name)s”", name=in_language(one, language)) for one in titles)
    many = ngettext(
        "enkät har resultat: %(names)s.",
        "enkäter har resultat: %(names)s.",
        len(found),
        names=names,
    )
    others = len(figures_with_survey(session(), units))
    beside = ngettext(
        "%(num)s siffra från andra står bredvid.",
        "%(num)s siffror från andra står bredvid.",
        others,
    )
    text = f"{many} {beside}" if others else str(many)
    yield StartCard(
        _("Resultat"), str(len(found)), text, url_for("analysis.surveys"), _("Se resultaten")
    )
