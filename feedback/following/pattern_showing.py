"""What the pages of patterns show, as far as the person may see it."""

from datetime import date

from flask import url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from sqlalchemy import select

from core.database import session
from feedback.cases.access import viewer
from feedback.cases.models import Case
from feedback.following.looking import rows_of
from feedback.following.models import Pattern, PatternCase
from feedback.following.patterns import is_late
from organisation.access import Permission, may
from organisation.staff import colleagues


def row(pattern: Pattern, cases: int, today: date) -> dict[str, object]:
    """One line of the list."""
    return {
        "href": url_for("patterns.pattern", pattern_id=pattern.id),
        "theme": pattern.theme.name,
        "unit": pattern.unit.name,
        "cases": ngettext("En synpunkt", "%(num)d synpunkter", cases),
        "opened": format_date(pattern.opened_on, "long"),
        "owner": pattern.owner.name if pattern.owner else _("Ingen än"),
        "late": is_late(pattern, today),
        "follow_up": _follow_up(pattern, today),
    }


def cases_of(pattern: Pattern) -> list[dict[str, str]]:
    """Its cases that the person sees, the latest first; without words or address what is hidden."""
    keys = select(PatternCase.case_key).where(PatternCase.pattern_id == pattern.id)
    query = rows_of(viewer(), Case.key.in_(keys)).order_by(Case.received.desc(), Case.number.desc())
    return [
        {
            "number": one.number if one.full else "",
            "href": url_for("cases.case", number=one.number) if one.full else "",
            "received": format_date(one.received, "long") if one.full else "",
            "said": (one.said or "") if one.full else "",
        }
        for one in session().execute(query)
    ]


def owner_choices(pattern: Pattern) -> list[tuple[str, str]]:
    """Who can follow it up: those who may read cases there, and who does it now."""
    found = colleagues(session(), [pattern.unit_id])
    found = [one for one in found if may(one, Permission.READ_CASES)]
    if pattern.owner and pattern.owner not in found:
        found.append(pattern.owner)
    return [("", _("Ingen än")), *((str(one.id), one.name) for one in found)]


def _follow_up(pattern: Pattern, today: date) -> str:
    if pattern.closed_on:
        return str(_("Avslutat %(day)s", day=format_date(pattern.closed_on, "long")))
    if pattern.follow_up_on is None:
        return str(_("Ingen dag än"))
    day = format_date(pattern.follow_up_on, "long")
    return str(_("Försenat: %(day)s", day=day)) if is_late(pattern, today) else day
