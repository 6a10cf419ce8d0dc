"""The monthly summary of visit satisfaction to a group address: whom to, and what it says."""

import re
from datetime import date, timedelta

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from analysis.results.phrases import Text, in_language
from analysis.results.survey_results import Audience, survey_title
from analysis.results.viewing import program_settings
from analysis.visits.index import MonthShare, VisitIndex, visit_index, visit_waves
from analysis.visits.models import VisitMail
from analysis.visits.sentences import PRESSES, WeekVerdict, counts_of, verdict_on, week_name
from analysis.visits.showing import days_text, month_name
from analysis.visits.weeks import last_sunday
from core.errors import DomainError
from core.outbox import put
from organisation.models import Unit
from surveys.questionnaires.models import Survey

EMAIL = re.compile(r"[^\s@<>,;\"']{1,64}@[^\s@<>,;\"']+\.[^\s@<>,;.\"']+", re.ASCII)
LONGEST_EMAIL = 200
#: A month that ended longer ago is no news.
NEWS = timedelta(days=45)
#: Staff read Swedish.
LANGUAGE = "sv"


class AddressRefused(DomainError):
    """That is no address that a mail can go to."""

    status = 422


def mail_of(session: Session, survey: Survey, unit: Unit) -> VisitMail | None:
    """Whom the summary goes to."""
    return session.get(VisitMail, (survey.id, unit.id))


def set_address(session: Session, survey: Survey, unit: Unit, typed: str) -> str:
    """Send the summary to an address from now on; empty ends it. Raises AddressRefused."""
    address = typed.strip()
    plain = address.isascii() and address.isprintable() and len(address) <= LONGEST_EMAIL
    if address and not (plain and EMAIL.fullmatch(address)):
        raise AddressRefused
    found = mail_of(session, survey, unit)
    if found and not address:
        session.delete(found)
    elif found:
        found.email = address
    elif address:
        session.add(VisitMail(survey_id=survey.id, unit_id=unit.id, email=address))
    session.flush()
    return address


def send_month(session: Session, mail: VisitMail, today: date) -> bool:
    """Let the newest month leave when all its weeks have been counted; says whether one did.

    Each month leaves once. Whoever runs this at the same time waits for the row and then sees it.
    """
    session.flush()
    session.refresh(mail, with_for_update=True)
    survey, unit = session.get_one(Survey, mail.survey_id), session.get_one(Unit, mail.unit_id)
    found = _newest(session, survey, unit, today)
    if found is None or (mail.sent_for and found[1].month <= mail.sent_for):
        return False
    index, month = found
    with force_locale(LANGUAGE):
        words = _words(index, month, survey, unit)
    purpose = f"visits:{survey.id}:{unit.id}:{month.month.isoformat()}"
    put(session, purpose, mail.email, words, LANGUAGE)
    mail.sent_for = month.month
    return True


def _newest(
    session: Session, survey: Survey, unit: Unit, today: date
) -> tuple[VisitIndex, MonthShare] | None:
    """The newest month whose weeks have all been counted, unless it is old; and its wave."""
    audience = Audience.inside(program_settings())
    for wave in reversed(visit_waves(session, survey, unit, audience)):
        index = visit_index(session, survey, wave, audience)
        whole = [month for month in index.months if month.whole] if index else []
        if index and whole:
            is_news = today - last_sunday(whole[-1].month) <= NEWS
            return (index, whole[-1]) if is_news else None
    return None


def _words(index: VisitIndex, month: MonthShare, survey: Survey, unit: Unit) -> tuple[str, str]:
    """Subject and body; every figure stands on the page too."""
    name, title = month_name(month, LANGUAGE), in_language(survey_title(survey), LANGUAGE)
    subject = _("%(month)s: index %(index)s", month=name, index=month.share.index)
    path = current_app.url_map.bind("").build(
        "visits.weeks",
        {"survey": survey.code, "enhet": unit.code, "mattillfalle": index.wave.label},
    )
    lines = [
        f"{title} · {unit.name} · {name}",
        "",
        f"{in_language(counts_of(month.share), LANGUAGE)} {in_language(week_name(month), LANGUAGE)}, "
        f"{days_text(month, LANGUAGE)}.",
        *_week_lines(index, month),
        in_language(PRESSES, LANGUAGE),
        *([_("Svaren är påhittade. De visar hur sidan ser ut.")] if index.wave.simulated else []),
        "",
        _("Läs mer här:"),
        program_settings().address + path,
    ]
    return f"{title}, {subject}"[:200], "\n".join(lines) + "\n"


def _week_lines(index: VisitIndex, month: MonthShare) -> list[str]:
    """What can be said of the month's weeks: which were outside the limits, or that none was."""
    if index.usual is None:
        return [_("Det är för få veckor för att säga vad som är vanligt.")]
    weeks = [week for week in index.weeks if month.first <= week.first <= month.last]
    named = {WeekVerdict.LOWER: LOWER, WeekVerdict.HIGHER: HIGHER}
    found = [
        in_language(named[verdict], LANGUAGE).format(
            week=in_language(week_name(week), LANGUAGE),
            counts=in_language(counts_of(week.share), LANGUAGE),
        )
        for week in weeks
        if (verdict := verdict_on(week)) in named
    ]
    return found or [_("Ingen av veckorna skiljer sig från det vanliga.")]


LOWER = Text(
    "{week} var lägre än det vanliga, mer än slumpen brukar ge. {counts}",
    "{week} was lower than usual, more than chance usually gives. {counts}",
)
HIGHER = Text(
    "{week} var högre än det vanliga, mer än slumpen brukar ge. {counts}",
    "{week} was higher than usual, more than chance usually gives. {counts}",
)
