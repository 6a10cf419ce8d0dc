"""What the buttons of the answer's form do; each keeps what is written so far."""

from collections.abc import Callable

from flask import url_for
from flask_babel import gettext as _

from core.codes import N_
from core.database import session
from feedback.cases.answering import answer
from feedback.cases.changing import check_incident
from feedback.cases.kinds import AnswerWay, TextKind
from feedback.cases.models import Case
from feedback.cases.moving import check_move
from feedback.cases.states import Move
from feedback.handling.answer_form import Sending, Written, read_sending, read_written
from feedback.handling.answers import SWEDISH
from feedback.handling.drafts import LONGEST_ANSWER, ask_reader, save_drafts
from feedback.handling.measure_form import add_measure
from feedback.handling.phrases import phrases_for, with_phrase
from feedback.handling.readers import readers_of
from feedback.handling.saving import FormRefused, Saving
from feedback.handling.ways import tell_sender_it_waits
from organisation.models import Staff
from organisation.notices import KIND_TEXTS, News, tell

TO_READ = "read_draft"
KIND_TEXTS[TO_READ] = N_("En kollega ber dig läsa ett utkast till svar")


def save(saving: Saving) -> str:
    """Keep the draft."""
    _keep(saving, read_written(saving.form, saving.case))
    return str(_("Utkastet är sparat."))


def insert_phrase(saving: Saving) -> str:
    """Put a saved phrase last in the Swedish text."""
    written = read_written(saving.form, saving.case)
    found = phrases_for(session(), saving.case.unit_id)
    chosen = next((one for one in found if str(one.id) == saving.form.get("phrase")), None)
    if chosen is None:
        raise FormRefused({"phrase": _("Välj en fras.")})
    longer = with_phrase(written.texts[SWEDISH], chosen.text)
    if len(longer) > LONGEST_ANSWER:
        raise FormRefused({"answer": _("Texten är för lång. Skriv högst 10 000 tecken.")})
    _keep(saving, Written({**written.texts, SWEDISH: longer}, written.translator))
    return str(_("Frasen står sist i svaret. Utkastet är sparat."))


def ask(saving: Saving) -> str:
    """Ask a colleague to read the draft before it is sent."""
    written = read_written(saving.form, saving.case)
    found = readers_of(session(), saving.case, saving.by.staff_id or 0)
    reader = next((one for one in found if str(one.id) == saving.form.get("reader")), None)
    if reader is None:
        raise FormRefused({"reader": _("Välj en kollega.")})
    if not any(written.texts.values()):
        raise FormRefused({"answer": _("Skriv något först.")})
    _keep(saving, written)
    ask_reader(session(), saving.case, reader.id, saving.by)
    _tell_reader(saving, reader.id)
    return str(_("%(name)s får frågan om att läsa utkastet.", name=reader.name))


def measure(saving: Saving) -> str:
    """Add what the unit will do about it."""
    if not saving.form.get("measure_what", "").strip():
        raise FormRefused({"measure_what": _("Skriv vad ni ska göra, med högst 400 tecken.")})
    _keep(saving, read_written(saving.form, saving.case))
    return str(_("Åtgärden är tillagd. Utkastet är sparat."))


def send(saving: Saving) -> str:
    """Give the answer: its words are kept as they are, and whether it is in time is said now."""
    case, by = saving.case, saving.by
    check_move(Move.ANSWER, case, by.actors)
    written = read_written(saving.form, case)
    sending = read_sending(saving.form, case, written, saving.today)
    _keep(saving, written)
    check_incident(session(), case, by, saving.today, serious=sending.serious)
    texts = {language: text for language, text in written.texts.items() if text}
    answer(session(), case, by, sending.day, texts=texts, spoken=sending.spoken)
    _say_who_translated(case, written, sending, by.staff_id)
    if AnswerWay(case.answer_way) is AnswerWay.EMAIL:
        tell_sender_it_waits(session(), case)
    return str(_("Svaret är skickat.") if not sending.spoken else _("Svaret är sparat."))


#: By the name of the button.
ACTIONS: dict[str, Callable[[Saving], str]] = {
    "save": save,
    # The page that comes after shows what the check has found.
    "check": save,
    "phrase": insert_phrase,
    "ask": ask,
    "measure": measure,
    "send": send,
}


def _keep(saving: Saving, written: Written) -> None:
    """Whichever button is pressed, nothing that is written is lost."""
    check_move(Move.ANSWER, saving.case, saving.by.actors)
    save_drafts(session(), saving.case, written.texts, written.translator, saving.by, saving.today)
    add_measure(saving)


def _tell_reader(saving: Saving, reader_id: int) -> None:
    number = saving.case.number or ""
    # A new day is a new question.
    purpose = f"{TO_READ}:{number}:{len(saving.case.rounds)}:{saving.today}"
    path = url_for("answering.answer", number=number)
    tell(session(), [reader_id], News(purpose, TO_READ, number, path), saving.today)


def _say_who_translated(
    case: Case, written: Written, sending: Sending, staff_id: int | None
) -> None:
    kind = TextKind.SPOKEN if sending.spoken else TextKind.ANSWER
    number = case.rounds[-1].number
    sent = {one.language: one for one in case.texts if (one.kind, one.round) == (kind, number)}
    for language, text in sent.items():
        if language != SWEDISH:
            text.translation_of, text.translator = sent[SWEDISH].key, written.translator
    if sending.spoken and sending.interpreter:
        staff = session().get(Staff, staff_id)
        sent[SWEDISH].translator = _("%(name)s, med tolk", name=staff.name if staff else "")
