"""The slip that a sender takes home: the number, the code, the last day, how to read the answer."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import current_app
from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from core.documents import make_pdf
from core.qr import qr_picture
from core.web import RESPONDENT_LANGUAGES
from feedback.cases.codes import shown

#: Where answers are read; here, for documents are also made where no page is asked for.
ANSWER_PATH = "/mitt-svar"
DAY = "EEEE d MMMM y"
#: With the day of the week as it stands alone: "the last day is".
DAY_FINNISH = "cccc d. MMMM y"


def slip(number: str, code: str, last_day: date | None, language: str) -> bytes:
    """The slip as PDF in the sender's language, or Swedish when our texts are not there in it.

    `last_day` is None when no answer is promised.

    The code is in this document only: store neither. Raises DocumentFailed.
    """
    spoken = language if language in RESPONDENT_LANGUAGES else "sv"
    with force_locale(spoken):
        data = slip_data(number, code, last_day, spoken)
    return make_pdf("slip", spoken, data)


def slip_data(number: str, code: str, last_day: date | None, language: str) -> Mapping[str, Any]:
    """What stands on the slip, in the language that is spoken now."""
    return {
        "title": _("Spara din kod"),
        "number_label": _("Ditt nummer:"),
        "number": number,
        "code": shown(code),
        "last_day": _("Du får svar senast %(day)s.", day=day_in_words(last_day, language))
        if last_day
        else "",
        "secret": _("Visa inte koden för någon. Vi kan inte ge dig en ny."),
        "how_heading": _("Så läser du svaret"),
        "ways": [
            _("Läs det på din telefon. Håll kameran över rutan. Skriv koden."),
            _("Läs det på skärmen i vår reception."),
            _("Säg ditt nummer i receptionen. Då får du svaret på papper."),
        ],
        "or_type": _("Adressen är:"),
        **answer_address(language),
    }


def answer_address(language: str) -> dict[str, Any]:
    """Where answers are read: the link, its short form to type, and its QR code with its words."""
    address = current_app.config["SETTINGS"].address + ANSWER_PATH
    link = address if language == "sv" else f"{address}?lang={language}"
    return {
        "link": link,
        "shown_link": address.removeprefix("https://"),
        "qr": qr_picture(link),
        "qr_alt": _("QR-kod som leder till %(link)s", link=link),
    }


def day_in_words(day: date, language: str) -> str:
    """Tuesday 24 November 2026, in the language, as it stands after "no later than"."""
    return str(format_date(day, DAY_FINNISH if language == "fi" else DAY))
