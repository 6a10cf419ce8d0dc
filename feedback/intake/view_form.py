"""The form of a view or complaint: what it asks, and what was typed as a view or as errors. Pure.

Whatever a browser sends is read without failing: what is no choice of ours is no choice.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from core.codes import N_, Gender, Missing
from feedback.cases.kinds import AnswerWay, Kind
from organisation.names import one_line, running_text

#: In UTF-8.
LONGEST_TEXT = 64 * 1024
LONGEST_LINE = 120
UNKNOWN_UNIT = "unknown"

#: What each kind is called on the button, and the words that explain it.
KINDS = {
    Kind.COMPLAINT: (N_("Klaga"), N_("något blev fel")),
    Kind.SUGGESTION: (N_("Föreslå"), N_("något kan bli bättre")),
    Kind.PRAISE: (N_("Tacka"), N_("något var bra")),
    Kind.QUESTION: (N_("Fråga"), N_("du undrar något")),
}
WAYS = {
    AnswerWay.CODE: N_("Jag läser det själv med en kod"),
    AnswerWay.RECEPTION: N_("Jag hämtar ett brev i receptionen"),
    AnswerWay.HOME: N_("Skicka brev hem till mig"),
    AnswerWay.PHONE: N_("Ring mig"),
    AnswerWay.MEETING: N_("Jag vill träffa en chef"),
    AnswerWay.EMAIL: N_("Mejla mig när svaret finns"),
}
#: The ways where nothing has to be typed.
STATION_WAYS = (AnswerWay.CODE, AnswerWay.RECEPTION)
#: The fields that a way uses; what stands in the others is dropped.
FIELDS_OF_WAY: dict[AnswerWay, tuple[str, ...]] = {
    AnswerWay.HOME: ("name", "care_of", "street", "postcode", "town"),
    AnswerWay.PHONE: ("name", "phone"),
    AnswerWay.MEETING: ("name", "phone"),
    AnswerWay.EMAIL: ("email",),
}
MAY_BE_EMPTY = {("care_of", AnswerWay.HOME), ("name", AnswerWay.PHONE), ("name", AnswerWay.MEETING)}
CONTACT_FIELDS = ("name", "care_of", "street", "postcode", "town", "phone", "email")

NO_KIND = N_("Välj vad du vill göra.")
TOO_LONG_TEXT = N_("Texten är för lång. Gör den kortare. Du kan ge oss resten i receptionen.")
TOO_LONG_LINE = N_("Det är för långt. Skriv kortare.")
MISSING_TEXTS = {
    "name": N_("Skriv ditt namn."),
    "street": N_("Skriv gata och nummer."),
    "postcode": N_("Skriv ditt postnummer."),
    "town": N_("Skriv din ort."),
    "phone": N_("Skriv ditt telefonnummer."),
    "email": N_("Skriv din mejladress."),
}
WRONG_TEXTS = {
    "postcode": N_("Ett postnummer har fem siffror."),
    "phone": N_("Skriv telefonnumret med siffror."),
    "email": N_("Mejladressen är fel. Titta en gång till."),
}
#: After digits of every script have become ours.
SHAPES = {
    "postcode": re.compile(r"\d{3} ?\d{2}", re.ASCII),
    "phone": re.compile(r"\+?(?:[ ()/.-]*\d){5,20}[ )]*", re.ASCII),
    "email": re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+"),
}
GENDERS = {
    str(int(Gender.WOMAN)): N_("Kvinna"),
    str(int(Gender.MAN)): N_("Man"),
    str(int(Gender.OTHER)): N_("Annat"),
    str(int(Gender.PREFER_NOT)): N_("Vill inte svara"),
}


@dataclass(frozen=True)
class Offer:
    """What a page lets choose: units by id with their names, and ways to get the answer."""

    units: Mapping[int, str]
    ways: tuple[AnswerWay, ...]


@dataclass(frozen=True)
class View:
    """What somebody wants to say, ready to be received."""

    kind: Kind
    unit_id: int | None
    text: str
    way: AnswerWay
    contact: Mapping[str, str]
    gender: int


def read_view(form: Mapping[str, str], offer: Offer) -> tuple[View | None, dict[str, str]]:
    """The view, or the msgid of each error by its field; one of them is empty."""
    errors = {}
    kind = next((kind for kind in KINDS if kind == form.get("kind")), None)
    if kind is None:
        errors["kind"] = NO_KIND
    text = running_text(form.get("text", ""))
    if len(text.encode()) > LONGEST_TEXT:
        errors["text"] = TOO_LONG_TEXT
    way = next((way for way in offer.ways if way == form.get("way")), AnswerWay.CODE)
    contact, wrong = read_contact(form, way)
    errors |= wrong
    if kind is None or errors:
        return None, errors
    unit = next((unit for unit in offer.units if str(unit) == form.get("unit")), None)
    return View(kind, unit, text, way, contact, read_gender(form)), {}


def read_contact(form: Mapping[str, str], way: AnswerWay) -> tuple[dict[str, str], dict[str, str]]:
    """What is given of the fields that a way uses, and the msgid of each error by its field."""
    given = {name: _contact_value(name, form) for name in FIELDS_OF_WAY.get(way, ())}
    errors = {
        name: wrong
        for name, value in given.items()
        if (wrong := _contact_error(name, value, may_be_empty=(name, way) in MAY_BE_EMPTY))
    }
    return {name: value for name, value in given.items() if value}, errors


def read_gender(form: Mapping[str, str]) -> int:
    """The gender chosen, or that it was skipped."""
    given = form.get("gender")
    return int(given) if given in GENDERS else int(Missing.SKIPPED)


def shown_again(form: Mapping[str, str]) -> dict[str, str]:
    """What was typed, without the signs that no page may hold."""
    lines = ("kind", "unit", "way", "gender", *CONTACT_FIELDS)
    return {name: one_line(form.get(name, "")) for name in lines} | {
        "text": running_text(form.get("text", ""))
    }


def _contact_value(name: str, form: Mapping[str, str]) -> str:
    value = one_line(form.get(name, ""))
    if name not in ("postcode", "phone"):
        return value
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in value)


def _contact_error(name: str, value: str, *, may_be_empty: bool) -> str | None:
    if not value:
        return None if may_be_empty else MISSING_TEXTS[name]
    if len(value) > LONGEST_LINE:
        return TOO_LONG_LINE
    if name in SHAPES and not SHAPES[name].fullmatch(value):
        return WRONG_TEXTS[name]
    return None
