"""What is written on an indicator's page: figures by hand, and what is said of a period."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from analysis.scorecard.asking import ONE, asked_indicator, sent_form
from analysis.scorecard.entry_form import Refused, read_entry
from analysis.scorecard.indicator_page import indicator_page, slot_asked
from analysis.scorecard.keeping import enter_figures, remove_figures, say
from analysis.scorecard.kinds import Feed, Frequency, Quantity
from analysis.scorecard.models import Indicator, IndicatorWord
from analysis.scorecard.periods import Slot, slot_name
from analysis.scorecard.queries import figures_of_period
from analysis.scorecard.word_form import read_word
from core.clock import clock
from core.database import session
from core.errors import NotFound
from organisation.access import Permission, requires
from organisation.acting import note, person
from organisation.differences import Typed

blueprint = Blueprint("scorecard_entry", __name__, url_prefix="/styrkort")


@blueprint.post(f"{ONE}/siffra")
@requires(Permission.WRITE_RESULTS)
def figure(indicator_id: int) -> ResponseReturnValue:
    """Enter the figures of a period; those that are there are replaced only when asked to be."""
    found, form = _find(indicator_id, Feed.HAND), sent_form()
    slot, quantity = slot_asked(found), Quantity(found.quantity)
    try:
        entry = read_entry(form, quantity)
        if figures_of_period(session(), found.id, *slot) and form.get("replace") != "1":
            text = _("Det finns redan en siffra för perioden. Kryssa i att den ska ersättas.")
            raise Refused({"replace": text})
    except Refused as error:
        return indicator_page(found, Typed(form, error.errors)), 422
    enter_figures(session(), found.id, slot, entry, person().id, clock().today())
    return _done(found, slot, "indicator_figure", _("Siffran är sparad."))


@blueprint.post(f"{ONE}/siffra/ta-bort")
@requires(Permission.WRITE_RESULTS)
def remove(indicator_id: int) -> ResponseReturnValue:
    """Take away the figures of a period, such as those of another period by mistake."""
    found = _find(indicator_id, Feed.HAND)
    slot = slot_asked(found)
    if sent_form().get("confirm") != "1":
        errors = {"confirm": _("Kryssa i att siffran ska bort.")}
        return indicator_page(found, Typed(sent_form(), errors)), 422
    remove_figures(session(), found.id, slot)
    return _done(found, slot, "indicator_figure_removed", _("Siffran är borttagen."))


@blueprint.post(f"{ONE}/ord")
@requires(Permission.WRITE_RESULTS)
def word(indicator_id: int) -> ResponseReturnValue:
    """Say what a period means; who saves later than somebody else is told."""
    found, form = _find(indicator_id), sent_form()
    slot = slot_asked(found)
    stored = session().get(IndicatorWord, (found.id, *slot))
    if form.get("word_revision") != str(stored.revision if stored else 0):
        return indicator_page(found, Typed(form, behind=True)), 409
    try:
        said = read_word(form, Quantity(found.quantity))
    except Refused as error:
        return indicator_page(found, Typed(form, error.errors)), 422
    say(session(), found.id, slot, said, person().id, clock().today())
    return _done(found, slot, "indicator_word", _("Det du skrev är sparat."))


def _find(indicator_id: int, feed: Feed | None = None) -> Indicator:
    """Raises NotFound outside the person's units, and where figures do not come from `feed`."""
    found = asked_indicator(indicator_id, Permission.WRITE_RESULTS)
    if feed and found.feed != feed:
        raise NotFound
    return found


def _done(found: Indicator, slot: Slot, action: str, text: str) -> ResponseReturnValue:
    note(action, "indicator", found.id)
    flash(text, "done")
    period = slot_name(Frequency(found.frequency), slot)
    return redirect(url_for("scorecard.indicator", indicator_id=found.id, period=period), 303)
