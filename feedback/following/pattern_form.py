"""The fields of an analysis: read, or a text at each that is wrong."""

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _

from core.codes import N_
from core.typed_days import typed_day
from feedback.following.models import Pattern
from feedback.following.patterns import Analysis
from feedback.handling.saving import FormRefused
from organisation.differences import Difference

LONGEST = 4000
LABELS = {
    "cause": N_("Varför händer det?"),
    "remedy": N_("Vad gör ni åt det?"),
    "owner": N_("Vem följer upp?"),
    "follow_up_on": N_("När ska det följas upp?"),
    "effect": N_("Vad blev det för skillnad?"),
}
WORDS = ("cause", "remedy", "effect")
Fields = Mapping[str, str]


def read_analysis(form: Fields, owners: Mapping[str, str], *, closing: bool) -> Analysis:
    """What the form holds; with what came of it when it is to be closed. Raises FormRefused."""
    words = {name: form.get(name, "") for name in WORDS}
    errors = {name: _("Skriv högst 4 000 tecken.") for name in WORDS if len(words[name]) > LONGEST}
    owner, day = form.get("owner", ""), _day(form)
    if owner not in owners:
        errors["owner"] = _("Välj en person.")
    if day is None and form.get("follow_up_on", "").strip():
        errors["follow_up_on"] = _("Skriv en dag så här: 2026-01-31.")
    if closing and not words["effect"]:
        errors["effect"] = _("Skriv vad det blev för skillnad. Annars går det inte att avsluta.")
    if errors:
        raise FormRefused(errors)
    return Analysis(
        cause=words["cause"],
        remedy=words["remedy"],
        owner_id=int(owner) if owner else None,
        follow_up_on=day,
        effect=words["effect"],
    )


def fields_of(pattern: Pattern) -> dict[str, str]:
    """The fields of a stored analysis."""
    return {
        "cause": pattern.cause,
        "remedy": pattern.remedy,
        "owner": str(pattern.owner_id or ""),
        "follow_up_on": pattern.follow_up_on.isoformat() if pattern.follow_up_on else "",
        "effect": pattern.effect,
    }


def differences(pattern: Pattern, form: Fields, owners: Mapping[str, str]) -> list[Difference]:
    """What was typed beside what is stored, for who was second."""
    told = {"owner": owners}
    return [
        Difference(
            LABELS[name], told.get(name, {}).get(given, given), told.get(name, {}).get(now, now)
        )
        for name, now in fields_of(pattern).items()
        if (given := form.get(name, "")) != now
    ]


def _day(form: Fields) -> date | None:
    return typed_day(form.get("follow_up_on", ""))
