"""How an answer goes to the sender, as they have asked for; the mail that says that it waits."""

from collections.abc import Iterator, Mapping

from flask import current_app, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.codes import N_
from core.outbox import put
from core.web import RESPONDENT_LANGUAGES
from feedback.cases.contact import read_contact
from feedback.cases.kinds import AnswerWay, Kind
from feedback.cases.models import Case
from feedback.handling.answers import SWEDISH
from feedback.handling.letters import postal_address

#: What is done for each way beside the code, which always works.
WAY_SENTENCES = {
    AnswerWay.CODE: N_("Avsändaren läser svaret med sin kod."),
    AnswerWay.RECEPTION: N_(
        "Avsändaren hämtar ett brev i receptionen. Receptionen skriver ut det med numret."
    ),
    AnswerWay.HOME: N_("Avsändaren vill ha ett brev hem. Skriv ut det och skicka det samma dag."),
    AnswerWay.PHONE: N_("Avsändaren vill att ni ringer. Skriv sedan vad ni sa."),
    AnswerWay.MEETING: N_("Avsändaren vill träffa en chef. Skriv sedan vad ni sa."),
    AnswerWay.EMAIL: N_("Avsändaren får ett mejl. Det säger bara att svaret finns."),
}


def how_it_goes(case: Case, contact: Mapping[str, str]) -> Iterator[str]:
    """What the sender has asked for, and what is missing for it."""
    if case.kind == Kind.DEVIATION:
        yield _("Avvikelsen kommer från personalen. Berätta för dem vad ni gör.")
        return
    way = AnswerWay(case.answer_way)
    yield _(WAY_SENTENCES[way])
    if way is AnswerWay.HOME and not postal_address(contact):
        yield _("Adressen saknas. Avsändaren kan läsa svaret med sin kod.")
    if way is AnswerWay.EMAIL and not contact.get("email"):
        yield _("Mejladressen saknas. Avsändaren kan läsa svaret med sin kod.")


def tell_sender_it_waits(session: Session, case: Case) -> None:
    """Put a mail into the outbox for a sender who wants one: number and link, nothing else."""
    address = read_contact(session, case).get("email")
    if not address:
        return
    language = case.language if case.language in RESPONDENT_LANGUAGES else SWEDISH
    with force_locale(language):
        words = _neutral(case, language)
    put(session, f"answer:{case.number}:{len(case.rounds)}", address, words, language)


def _neutral(case: Case, language: str) -> tuple[str, str]:
    """The subject and the body: nobody who sees them learns what it is about."""
    subject = _("Meddelande om nummer %(number)s", number=case.number)
    link = current_app.config["SETTINGS"].address + url_for("answers.form")
    link = link if language == SWEDISH else f"{link}?lang={language}"
    told = _("Det finns ett meddelande till dig. Läs det här:")
    number = _("Ditt nummer är %(number)s.", number=case.number)
    return subject, f"{told}\n{link}\n\n{number}\n"
