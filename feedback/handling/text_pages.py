"""Words that belong to a case: notes, translations, files, and how to reach the sender."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.codes import N_
from core.database import own_transaction, session
from core.errors import NotFound
from core.web import RESPONDENT_LANGUAGES
from feedback.cases.access import find_case, viewer
from feedback.cases.belongings import Attachment
from feedback.cases.contact import read_contact
from feedback.cases.events import Action, audit, note
from feedback.cases.kinds import TextKind
from feedback.cases.models import Case, CaseText
from feedback.cases.texts import add_text
from feedback.handling.case_facts import contact_facts
from feedback.handling.case_forms import SWEDISH, Reader
from feedback.handling.case_page import case_page
from feedback.handling.case_pages import ONE_CASE
from feedback.handling.case_texts import SAID, SENT
from feedback.handling.possible import OWN_ACTS
from feedback.handling.saving import FormRefused, Kept, Saving, save
from feedback.intake.attachments import open_attachment
from organisation.access import Permission, requires

blueprint = Blueprint("case_texts", __name__)

LONGEST_NAME = 120
KEY_DIGITS = 32
#: What it is called when it is saved, by its kind.
ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "application/pdf": "pdf"}
SANDBOX = "default-src 'none'; sandbox"


@blueprint.post(f"{ONE_CASE}/kontakt")
@requires(Permission.REGISTER_CASES)
def contact(number: str) -> ResponseReturnValue:
    """Show how to reach the sender, and write down that it was shown."""
    found = find_case(number)
    audit(session(), viewer().own_id, "contact_seen", found)
    return case_page(found, contact=contact_facts(read_contact(session(), found)))


@blueprint.get(f"{ONE_CASE}/bilagor/<string:key>")
@requires(Permission.REGISTER_CASES)
def attachment(number: str, key: str) -> ResponseReturnValue:
    """A file to save; nothing in it can run in the browser."""
    case = find_case(number)
    found = _attachment(case, key)
    content = open_attachment(session(), found.key)
    with own_transaction() as own:
        audit(own, viewer().own_id, "attachment_opened", case)
    name = f"bilaga-{number}.{ENDINGS.get(found.media_type, 'bin')}"
    return content, {
        "Content-Type": found.media_type,
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": SANDBOX,
    }


@blueprint.post(f"{ONE_CASE}/anteckning")
@requires(Permission.REGISTER_CASES)
def add_note(number: str) -> ResponseReturnValue:
    """Write something for the others who work with it."""
    return save(number, _note, case_page, {"note": Kept(N_("Anteckning"))})


@blueprint.post(f"{ONE_CASE}/oversattning")
@requires(Permission.REGISTER_CASES)
def translate(number: str) -> ResponseReturnValue:
    """Add what somebody has translated."""
    return save(number, _translate, case_page, {"translated": Kept(N_("Översättningen"))})


def _note(saving: Saving) -> str:
    acting = OWN_ACTS["note"].check(saving.case, saving.by.actors)
    reader = Reader(saving.form)
    text = reader.text("note", needed=_("Skriv något."))
    reader.done()
    _add(saving, TextKind.NOTE, text, SWEDISH)
    kind = TextKind.NOTE.value
    note(session(), saving.case, Action.ADD_TEXT, saving.by, saving.today, acting, kind=kind)
    return str(_("Anteckningen är sparad."))


def _translate(saving: Saving) -> str:
    case = saving.case
    acting = OWN_ACTS["translate"].check(case, saving.by.actors)
    reader = Reader(saving.form)
    languages = {SWEDISH, case.language, *RESPONDENT_LANGUAGES}
    language = reader.choice("translated_to", languages, needed=_("Välj ett språk."))
    text = reader.text("translated", needed=_("Skriv översättningen."))
    by = reader.line("translated_by", LONGEST_NAME) or None
    original = _original(case, saving.form.get("original", ""))
    reader.done()
    if language == original.language:
        raise FormRefused({"translated_to": _("Texten är redan på det språket.")})
    _add(saving, TextKind(original.kind), text, language, original.key, by)
    more = {"kind": original.kind, "translation": True}
    note(session(), case, Action.ADD_TEXT, saving.by, saving.today, acting, **more)
    return str(_("Översättningen är sparad."))


def _add(
    saving: Saving,
    kind: TextKind,
    text: str,
    language: str,
    translation_of: bytes | None = None,
    translator: str | None = None,
) -> None:
    add_text(
        session(),
        saving.case,
        kind,
        text,
        language,
        day=saving.today,
        staff_id=saving.by.staff_id,
        translation_of=translation_of,
        translator=translator,
    )


def _original(case: Case, key: str) -> CaseText:
    for one in case.texts:
        if one.key.hex() == key and one.kind in SAID | SENT and one.translation_of is None:
            return one
    raise FormRefused({"original": _("Välj vilken text som är översatt.")})


def _attachment(case: Case, key: str) -> Attachment:
    try:
        found = session().get(Attachment, bytes.fromhex(key)) if len(key) == KEY_DIGITS else None
    except ValueError:
        found = None
    if found is None or found.case_key != case.key:
        raise NotFound
    return found
