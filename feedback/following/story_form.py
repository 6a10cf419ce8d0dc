"""The fields of "Ni sa – vi gjorde": read, or a text at each that is wrong."""

from collections.abc import Mapping

from flask_babel import gettext as _

from core.codes import N_
from core.database import session
from core.typed_days import typed_day
from feedback.following.stories import LONGEST, Words
from feedback.handling.closing import personal_shape
from feedback.handling.saving import FormRefused
from organisation.access import Permission, units_for
from organisation.models import Unit
from organisation.names import one_line

LABELS = {"said": N_("Ni sa"), "did": N_("Vi gjorde"), "shown_until": N_("Visas till och med")}
Fields = Mapping[str, str]


def read_unit(form: Fields) -> Unit:
    """The unit of a new one. Raises FormRefused."""
    allowed = units_for(Permission.READ_CASES)
    chosen = next((one for one in allowed if str(one) == form.get("unit")), None)
    if chosen is None:
        raise FormRefused({"unit": _("Välj en enhet.")})
    return session().get_one(Unit, chosen)


def read_words(form: Fields) -> Words:
    """The words, which name nobody. Raises FormRefused."""
    texts = {name: one_line(form.get(name, "")) for name in ("said", "did")}
    until = form.get("shown_until", "").strip()
    day = typed_day(until)
    errors = {name: error for name, text in texts.items() if (error := _error(text))}
    if until and day is None:
        errors["shown_until"] = _("Skriv en dag så här: 2026-01-31.")
    if errors:
        raise FormRefused(errors)
    return Words(texts["said"], texts["did"], day)


def _error(text: str) -> str:
    if not 0 < len(text) <= LONGEST:
        return str(_("Skriv en mening, med högst 300 tecken."))
    shape = personal_shape(text)
    return str(_("%(shape)s Ta bort det. Alla kan läsa texten.", shape=shape)) if shape else ""
