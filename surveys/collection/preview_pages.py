"""The staff's look at a form in each language and mode. There is no way to send it."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from core.clock import clock
from core.codes import MODE_NAMES, Mode
from core.database import session
from core.errors import NotFound
from core.web import text_direction
from organisation.access import Permission, requires, units_for
from organisation.models import Unit
from surveys.collection.form_page import offered_languages, printable
from surveys.collection.preview import PREVIEW_MODES, Preview, on_paper, on_screen, spoken
from surveys.questionnaires.publishing import latest_questionnaire
from surveys.questionnaires.survey_list import find_version

blueprint = Blueprint("preview", __name__)

FORM = "/enkater/<string:code>/version/<int(max=2147483647):number>/formular"


@blueprint.get(f"{FORM}/<string:language>/<string:mode>")
@requires(Permission.SEE_WAVES)
def form(code: str, number: int, language: str, mode: str) -> ResponseReturnValue:
    """A version's form as people meet it."""
    preview = _preview(code, number, language, mode)
    if preview.mode in (Mode.KIOSK, Mode.LINK):
        return on_screen(preview, clock().today())
    return on_paper(preview) if preview.mode is Mode.PAPER else spoken(preview)


def _preview(code: str, number: int, language: str, mode: str) -> Preview:
    version = find_version(session(), code, number)
    questionnaire = latest_questionnaire(version)
    offered = offered_languages(questionnaire)
    if language not in offered or mode not in PREVIEW_MODES:
        raise NotFound
    unit = _unit()

    def address(language: str, mode: str) -> str:
        return url_for(
            ".form", code=code, number=number, language=language, mode=mode, enhet=unit.code
        )

    return Preview(
        questionnaire=questionnaire,
        language=language,
        mode=PREVIEW_MODES[mode],
        unit_name=unit.name,
        back=url_for("questionnaires.version", code=code, number=number),
        languages=[
            {
                "code": other,
                "name": name,
                "direction": text_direction(other),
                "current": other == language,
                "href": address(other, mode),
            }
            for other, name in offered.items()
        ],
        modes=[
            {"name": MODE_NAMES[one], "current": other == mode, "href": address(language, other)}
            for other, one in PREVIEW_MODES.items()
        ],
    )


def _unit() -> Unit:
    """The unit whose name stands in the form: the one in the address, else the person's first."""
    own = select(Unit).where(Unit.id.in_(units_for(Permission.SEE_WAVES))).order_by(Unit.id)
    asked = printable(request.args.get("enhet", ""))
    found = session().scalars(own.filter_by(code=asked) if asked else own).first()
    if found is None:
        raise NotFound
    return found
