"""The pages of what is printed for a wave with a link: choose, then take the PDF."""

from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.codes import N_
from core.database import session
from core.documents import pdf_headers
from core.errors import NotFound
from organisation.access import Permission, requires, units_for
from surveys.collection.documents import Invitation, Kind, make_document
from surveys.collection.form_page import offered_languages
from surveys.collection.models import Wave
from surveys.questionnaires.publishing import latest_questionnaire

blueprint = Blueprint("documents", __name__)

ONE_WAVE = "/mattillfallen/<int(max=2147483647):wave_id>"
LONGEST_CONTACT = 300
#: What a page offers: its endpoint, its name and what it is for.
DOCUMENTS = (
    (
        "documents.letter",
        "a4",
        N_("Brev"),
        N_("A4. Skicka det hem, eller lämna det vid ett besök."),
    ),
    ("documents.poster", "a4", N_("Affisch"), N_("A4. Sätt upp den där folk väntar.")),
    ("documents.poster", "a3", N_("Stor affisch"), N_("A3. Syns på längre håll.")),
    ("documents.link_cards", "a4", N_("Länkkort"), N_("Åtta kort på ett A4. Klipp isär dem.")),
)


@blueprint.get(f"{ONE_WAVE}/utskrifter")
@requires(Permission.SEE_WAVES)
def overview(wave_id: int) -> ResponseReturnValue:
    """Every document in every language of the wave."""
    found = _invitation(wave_id)
    return render_template(
        "surveys/waves/documents.html",
        wave=found.wave,
        contact=found.contact,
        longest_contact=LONGEST_CONTACT,
        documents=DOCUMENTS,
        offered=offered_languages(found.questionnaire),
    )


@blueprint.get(f"{ONE_WAVE}/brev/<string:language>.pdf")
@requires(Permission.SEE_WAVES)
def letter(wave_id: int, language: str) -> ResponseReturnValue:
    """The invitation on A4; `kontakt` is whom to ask."""
    return _document(wave_id, Kind.LETTER, language, "brev")


@blueprint.get(f"{ONE_WAVE}/affisch/<string:language>.pdf")
@requires(Permission.SEE_WAVES)
def poster(wave_id: int, language: str) -> ResponseReturnValue:
    """The poster; `papper=a3` is the large one."""
    large = request.args.get("papper") == "a3"
    return _document(wave_id, Kind.POSTER, language, "affisch", "a3" if large else "a4")


@blueprint.get(f"{ONE_WAVE}/lankkort/<string:language>.pdf")
@requires(Permission.SEE_WAVES)
def link_cards(wave_id: int, language: str) -> ResponseReturnValue:
    """The small cards."""
    return _document(wave_id, Kind.LINK_CARDS, language, "lankkort")


def _document(
    wave_id: int, kind: Kind, language: str, name: str, paper: str = "a4"
) -> ResponseReturnValue:
    found = _invitation(wave_id)
    if language not in offered_languages(found.questionnaire):
        raise NotFound
    made = make_document(kind, language, found, paper)
    size = "-a3" if paper == "a3" else ""
    return made, pdf_headers(f"{name}-{found.wave.unit.code}{size}-{language}")


def _invitation(wave_id: int) -> Invitation:
    """Raises NotFound outside the person's units, and for a wave without a link."""
    wave = session().get(Wave, wave_id)
    if wave is None or wave.code is None or wave.unit_id not in units_for(Permission.SEE_WAVES):
        raise NotFound
    address = current_app.config["SETTINGS"].address
    return Invitation(
        wave=wave,
        questionnaire=latest_questionnaire(wave.version),
        link=address + url_for("collection.link_form", code=wave.code),
        contact=request.args.get("kontakt", "")[:LONGEST_CONTACT].strip(),
    )
