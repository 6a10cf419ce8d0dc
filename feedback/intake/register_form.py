"""The form where staff write down what somebody says: raw fields in, a registration or errors out.

Pure. Whatever a browser sends is read without failing; the errors are msgids by their fields.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from core.codes import N_, Missing
from feedback.cases.deadlines import received_from_letterbox
from feedback.cases.kinds import AnswerWay, Channel, Kind
from feedback.intake.personal_numbers import find_personal_numbers
from feedback.intake.serials import is_serial
from feedback.intake.view_form import (
    CONTACT_FIELDS,
    FIELDS_OF_WAY,
    KINDS,
    LONGEST_TEXT,
    MISSING_TEXTS,
    TOO_LONG_TEXT,
    read_contact,
    read_gender,
)
from organisation.names import one_line, running_text

#: How it came, in the order of the form; a deviation comes from the staff themselves.
CHANNELS = {
    Channel.TOLD: N_("Berättat för mig"),
    Channel.LETTERBOX: N_("Brevlådan här"),
    Channel.LETTER: N_("Brev eller blankett med posten"),
    Channel.TELEPHONE: N_("Telefon"),
    Channel.EMAIL: N_("Mejl"),
    Channel.POSTCARD: N_("Vykort"),
    Channel.INTERNAL: N_("Avvikelse från personalen"),
}
SPOKEN = (Channel.TOLD, Channel.TELEPHONE)
PRINTED = (Channel.LETTERBOX, Channel.LETTER, Channel.POSTCARD)
#: The answers to "which emptying of the letterbox today?".
FIRST, LATER = "first", "later"
LONGEST_REASON = 300
OLDEST = timedelta(days=365)
PLAIN = ("channel", "serial", "emptied", "kind", "unit", "language", "gender", "way")
FIELDS = (*PLAIN, "read_back", "concerned", "received", "reason", *CONTACT_FIELDS)

NO_CHANNEL = N_("Välj hur den kom in.")
NO_KIND = N_("Välj vad det är.")
NO_TEXT = N_("Skriv vad som har hänt.")
WRONG_SERIAL = N_("Numret stämmer inte. Titta på blanketten och skriv de åtta siffrorna igen.")
UNKNOWN_SERIAL = N_("Ingen blankett har det numret. Titta på blanketten en gång till.")
USED_SERIAL = N_("Blanketten är redan registrerad. Be utredaren titta på den.")
NOT_READ_BACK = N_("Läste du upp texten för den som berättade? Välj ja eller nej.")
WRONG_DAY = N_("Skriv en dag så här: 2026-01-31.")
FUTURE_DAY = N_("Dagen har inte varit än. Skriv dagen då den kom in.")
OLD_DAY = N_("Dagen är mer än ett år sedan. Är året rätt?")
NO_REASON = N_("Skriv varför dagen är en annan.")
LONG_REASON = N_("Skriv högst 300 tecken.")
PERSONAL_NUMBER = N_(
    "Det ser ut som ett personnummer. Ta bort det, eller kryssa i rutan om det ska stå kvar."
)
#: As the sender is not who reads them.
MISSING_OF_STAFF = {
    "name": N_("Skriv personens namn."),
    "street": N_("Skriv gata och nummer."),
    "postcode": N_("Skriv postnumret."),
    "town": N_("Skriv orten."),
    "phone": N_("Skriv telefonnumret."),
    "email": N_("Skriv mejladressen."),
}


@dataclass(frozen=True)
class Known:
    """What the form checks against. `kept` is the day that a draft holds."""

    today: date
    units: Collection[int]
    languages: Collection[str]
    kept: date | None = None


@dataclass(frozen=True)
class Registration:
    """What was written down. `unit_id` and `language` are None where a form's own are taken."""

    channel: Channel
    kind: Kind
    text: str
    received: date
    unit_id: int | None = None
    language: str | None = None
    gender: int = int(Missing.SKIPPED)
    way: AnswerWay = AnswerWay.CODE
    contact: Mapping[str, str] = field(default_factory=dict)
    reason: str | None = None
    serial: str | None = None
    read_back: bool | None = None
    concerned: bool = False


def read_registration(
    form: Mapping[str, str], known: Known, *, draft: bool = False
) -> tuple[Registration | None, dict[str, str]]:
    """The registration, or the msgid of each error by its field; a draft may lack what is typed."""
    channel = next((one for one in CHANNELS if one == form.get("channel")), None)
    kind = next((one for one in KINDS if one == form.get("kind")), None)
    if channel is Channel.INTERNAL:
        kind = Kind.DEVIATION
    errors = {} if channel else {"channel": NO_CHANNEL}
    serial = _serial(form, channel, errors)
    errors |= {} if kind else {"kind": NO_KIND}
    text = _text(form, kind, errors, draft=draft)
    way, contact = _answer(form, kind, errors, draft=draft)
    read_back = _read_back(form, channel, errors, draft=draft)
    received, reason = _day(form, channel, known, errors)
    if channel is None or kind is None or received is None or errors:
        return None, errors
    return Registration(
        channel=channel,
        kind=kind,
        text=text,
        received=received,
        unit_id=next((unit for unit in known.units if str(unit) == form.get("unit")), None),
        language=next((one for one in known.languages if one == form.get("language")), None),
        gender=int(Missing.SKIPPED) if kind is Kind.DEVIATION else read_gender(form),
        way=way,
        contact=contact,
        reason=reason,
        serial=serial,
        read_back=read_back,
        concerned=kind is not Kind.DEVIATION and form.get("concerned") == "yes",
    ), {}


def usual_day(channel: Channel | None, emptied: str | None, known: Known) -> date:
    """The day that something counts as received when nobody says another."""
    if known.kept:
        return known.kept
    if channel is Channel.LETTERBOX and emptied != LATER:
        return received_from_letterbox(known.today)
    return known.today


def shown_again(form: Mapping[str, str]) -> dict[str, str]:
    """What was typed, without the signs that no page may hold."""
    typed = {name: one_line(form.get(name, "")) for name in FIELDS}
    return typed | {"text": running_text(form.get("text", ""))}


def _serial(form: Mapping[str, str], channel: Channel | None, errors: dict[str, str]) -> str | None:
    typed = one_line(form.get("serial", ""))
    if channel not in PRINTED or not typed:
        return None
    digits = "".join(sign for sign in typed if sign not in " -–")
    if not is_serial(digits):
        errors["serial"] = WRONG_SERIAL
    return digits


def _text(
    form: Mapping[str, str], kind: Kind | None, errors: dict[str, str], *, draft: bool
) -> str:
    text = running_text(form.get("text", ""))
    if len(text.encode()) > LONGEST_TEXT:
        errors["text"] = TOO_LONG_TEXT
    elif kind is Kind.DEVIATION and not text and not draft:
        errors["text"] = NO_TEXT
    elif find_personal_numbers(text) and form.get("number_stays") != "yes":
        errors["text"] = PERSONAL_NUMBER
    return text


def _answer(
    form: Mapping[str, str], kind: Kind | None, errors: dict[str, str], *, draft: bool
) -> tuple[AnswerWay, Mapping[str, str]]:
    way = next((one for one in AnswerWay if one == form.get("way")), AnswerWay.CODE)
    if kind is Kind.DEVIATION:
        return AnswerWay.CODE, {}
    contact, wrong = contact_of_another(form, way)
    missing = MISSING_OF_STAFF.values() if draft else ()
    errors |= {name: text for name, text in wrong.items() if text not in missing}
    return way, contact


def contact_of_another(
    form: Mapping[str, str], way: AnswerWay
) -> tuple[dict[str, str], dict[str, str]]:
    """What is given of the fields that a way uses, and the errors as they are said to staff."""
    contact, wrong = read_contact(form, way)
    missing = {name for name, text in wrong.items() if text == MISSING_TEXTS.get(name)}
    return contact, wrong | {name: MISSING_OF_STAFF[name] for name in missing}


def _read_back(
    form: Mapping[str, str], channel: Channel | None, errors: dict[str, str], *, draft: bool
) -> bool | None:
    if channel not in SPOKEN:
        return None
    answer = {"yes": True, "no": False}.get(form.get("read_back", ""))
    if answer is None and not draft:
        errors["read_back"] = NOT_READ_BACK
    return answer


def _day(
    form: Mapping[str, str], channel: Channel | None, known: Known, errors: dict[str, str]
) -> tuple[date | None, str | None]:
    """The day it counts as received, and why it is not the usual one."""
    usual = usual_day(channel, form.get("emptied"), known)
    typed, reason = one_line(form.get("received", "")), one_line(form.get("reason", ""))
    try:
        day = date.fromisoformat(typed) if typed else usual
    except ValueError:
        errors["received"] = WRONG_DAY
        return None, None
    if day > known.today:
        errors["received"] = FUTURE_DAY
    elif day < known.today - OLDEST:
        errors["received"] = OLD_DAY
    elif day != usual and not reason:
        errors["reason"] = NO_REASON
    if len(reason) > LONGEST_REASON:
        errors["reason"] = LONG_REASON
    return day, reason if day != usual else None


def ways_of(name: str) -> list[str]:
    """The ways to get the answer for which a contact field is asked."""
    return [way.value for way, fields in FIELDS_OF_WAY.items() if name in fields]
