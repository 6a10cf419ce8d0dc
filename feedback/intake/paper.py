"""What stands on printed forms and postcards, in the language that is spoken now."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from core.documents import make_pdf
from feedback.cases.codes import shown
from feedback.intake.serials import shown_serial
from feedback.intake.slips import answer_address
from feedback.intake.view_form import KINDS, WAYS


@dataclass(frozen=True)
class Sheet:
    """One form: its serial, and the code of its tear-off strip, which is printed and not stored."""

    serial: str
    code: str


def make_paper(
    sheets: Collection[Sheet], sender: str, post_address: str, language: str, *, postcards: bool
) -> bytes:
    """All sheets as one PDF; `sender` is the unit, `post_address` what stands on the back of a card.

    Raises DocumentFailed.
    """
    with force_locale(language):
        data = {
            **paper_texts(language, sender),
            "postcard_warning": _("Alla kan läsa ett vykort. Skriv inte ditt namn."),
            "post_address": post_address.splitlines() or [sender],
            "sheets": [
                {"serial": shown_serial(sheet.serial), "code": shown(sheet.code)}
                for sheet in sheets
            ],
        }
    return make_pdf("postcard" if postcards else "feedback_form", language, data)


def paper_texts(language: str, sender: str) -> Mapping[str, Any]:
    """Every text of a form and its strip."""
    return {
        "sender": sender,
        "serial_label": _("Blankett"),
        **_questions(),
        **_strip(),
        **answer_address(language),
    }


def _questions() -> Mapping[str, Any]:
    return {
        "title": _("Säg vad du tycker om oss"),
        "intro": _("Du får svar inom två veckor. Du behöver inte säga vem du är."),
        "kinds": [[_(name), _(more)] for name, more in KINDS.values()],
        "whom": _("Vem gäller det?"),
        "what": _("Vad har hänt?"),
        "what_hint": _("Berätta med egna ord. Skriv inga personnummer."),
        "how": _("Hur vill du få svaret?"),
        "ways": [_(way) for way in WAYS.values()],
        "contact": _("Namn och adress, telefon eller mejl, om vi behöver det för svaret:"),
        "gender": _("Är du kvinna eller man?"),
        "gender_hint": _("Du behöver inte svara."),
        "genders": [_("Kvinna"), _("Man"), _("Annat"), _("Vill inte svara")],
        "hand_in": _(
            "Lägg blanketten i vår brevlåda. Du kan också ge den till oss i receptionen. "
            "Vi sparar det du skriver. Det som handlar om din hjälp är oftast hemligt för andra."
        ),
    }


def _strip() -> Mapping[str, Any]:
    return {
        "tear": _("Riv av här och spara"),
        "code_label": _("Din kod"),
        "strip_how": _("Läs svaret på din telefon eller på skärmen i vår reception."),
        "strip_when": _("Svaret kommer inom två veckor från den dag vi får det du skrev."),
        "secret": _("Visa inte koden för någon. Vi kan inte ge dig en ny."),
    }
