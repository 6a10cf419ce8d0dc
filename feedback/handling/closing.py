"""Closing a case: its outcome, its theme, and two sentences without names."""

import re
from collections.abc import Mapping

from flask_babel import gettext as _

from core.codes import N_
from core.database import session
from feedback.cases.answering import LONGEST_SENTENCE, Closing, close
from feedback.cases.kinds import OUTCOMES, Kind, Outcome
from feedback.cases.models import Case, Theme
from feedback.cases.moving import check_move
from feedback.cases.states import Move
from feedback.handling.saving import FormRefused, Kept, Saving
from feedback.handling.theme_watch import theme_was_given
from feedback.intake.personal_numbers import find_personal_numbers
from organisation.names import one_line

#: Seven digits or more with what people write between them; something with an at sign.
TELEPHONE = re.compile(r"\d(?:[ \u00a0()/+-]{0,3}\d){6,}")
EMAIL = re.compile(r"[^\s@]+@[^\s@]+")
KEPT = {
    "said": Kept(N_("Vad sades?"), lambda case: case.said or ""),
    "did": Kept(N_("Vad gjorde vi?"), lambda case: case.did or ""),
}
SENTENCE_ASKED = {
    "said": N_("Skriv en mening om vad som sades, med högst 300 tecken."),
    "did": N_("Skriv en mening om vad ni gjorde, med högst 300 tecken."),
}


def close_case(saving: Saving) -> str:
    """Close it as the form says."""
    check_move(Move.CLOSE, saving.case, saving.by.actors)
    close(session(), saving.case, saving.by, saving.today, _closing(saving.case, saving.form))
    theme_was_given(session(), saving.today)
    return str(_("Synpunkten är avslutad."))


def personal_shape(text: str) -> str:
    """What a text seems to hold of a person, in words; empty when nothing. Names are not looked for."""
    if find_personal_numbers(text):
        return str(_("Det ser ut som ett personnummer."))
    if EMAIL.search(text):
        return str(_("Det ser ut som en mejladress."))
    if TELEPHONE.search(text):
        return str(_("Det ser ut som ett telefonnummer."))
    return ""


def _closing(case: Case, form: Mapping[str, str]) -> Closing:
    """Raises FormRefused with everything that is missing or looks wrong."""
    allowed = OUTCOMES.get(Kind(case.kind), ())
    outcome = next((one for one in allowed if one == form.get("outcome")), None)
    theme = _theme(form.get("theme", ""))
    said, did = (one_line(form.get(name, "")) for name in KEPT)
    errors = _sentence_errors({"said": said, "did": did}, keep=form.get("keep") == "1")
    if theme is None:
        errors = {"theme": _("Välj ett tema.")} | errors
    if allowed and outcome is None:
        errors = {"outcome": _("Välj hur det slutade.")} | errors
    if errors or theme is None:
        raise FormRefused(errors)
    return Closing(Outcome(outcome) if outcome else None, theme.id, said, did)


def _sentence_errors(sentences: Mapping[str, str], *, keep: bool) -> dict[str, str]:
    errors = {}
    for name, text in sentences.items():
        shape = "" if keep else personal_shape(text)
        if not 0 < len(text) <= LONGEST_SENTENCE:
            errors[name] = _(SENTENCE_ASKED[name])
        elif shape:
            errors[name] = _(
                "%(shape)s Ta bort det, eller kryssa i att det ska stå kvar.", shape=shape
            )
    return errors


def _theme(given: str) -> Theme | None:
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        return None
    return session().get(Theme, int(given))
