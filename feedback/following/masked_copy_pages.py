"""The page on which a person takes secrets out of a case before it is shown to who asks for it."""

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from core.codes import N_
from core.database import session
from core.documents import pdf_headers
from feedback.cases.access import find_case, viewer
from feedback.cases.events import audit
from feedback.cases.kinds import TextKind
from feedback.cases.models import Case
from feedback.cases.names import TEXT_NAMES
from feedback.following.masked_copy import (
    Masks,
    copy_pdf,
    everything,
    facts,
    parts,
    shapes_of,
    texts_to_copy,
)
from feedback.following.masking import Shape, words_in
from feedback.handling.case_texts import language_name
from feedback.handling.letters import can_be_printed
from organisation.access import Permission, requires
from organisation.names import running_text

blueprint = Blueprint("masked_copy", __name__)

PATH = "/synpunkter/<string:number>/maskad-kopia"
#: Fields of the form, and what its second button says.
TEXTS, WORDS, SHAPES, DO, PDF = "texter", "ord", "former", "do", "pdf"
MOST_WORDS = 200
SHAPE_NAMES = {
    Shape.PERSONAL_NUMBER: N_("Personnummer"),
    Shape.PHONE: N_("Telefonnummer och andra långa nummer"),
    Shape.EMAIL: N_("Mejladresser"),
}


@blueprint.get(PATH)
@requires(Permission.EXPORT_CASES)
def form(number: str) -> ResponseReturnValue:
    """The case with everything masked that is found by its shape. Raises NotFound."""
    case = find_case(number)
    return _page(case, everything(case), {})


@blueprint.post(PATH)
@requires(Permission.EXPORT_CASES)
def make(number: str) -> ResponseReturnValue:
    """Show how it will be, or give the document out. Raises NotFound."""
    case = find_case(number)
    masks = _chosen(case)
    errors = _errors(masks)
    if errors or request.form.get(DO) != PDF:
        audit(session(), viewer().own_id, "case_opened", case)
        return _page(case, masks, errors), 422 if errors else 200
    made = copy_pdf(case, masks, str(get_locale() or "sv"))
    audit(session(), viewer().own_id, "case_masked_copy", case)
    return make_response(made, pdf_headers(f"maskad-kopia-{case.number}"))


def _chosen(case: Case) -> Masks:
    """What the form asks for; what stands in no field of ours is left out."""
    asked, shapes = request.form.getlist(TEXTS), request.form.getlist(SHAPES)
    return Masks(
        places=frozenset(one.place for one in texts_to_copy(case) if str(one.place) in asked),
        words=words_in(running_text(request.form.get(WORDS, ""))),
        shapes=frozenset(shape for shape in Shape if shape in shapes),
    )


def _errors(masks: Masks) -> dict[str, str]:
    if len(masks.words) > MOST_WORDS:
        return {WORDS: _("Skriv högst %(most)s rader.", most=MOST_WORDS)}
    return {}


def _page(case: Case, masks: Masks, errors: dict[str, str]) -> str:
    return render_template(
        "feedback/following/masked_copy.html",
        case=case,
        texts=[
            (str(one.place), f"{_(TEXT_NAMES[TextKind(one.kind)])} ({language_name(one.language)})")
            for one in texts_to_copy(case)
        ],
        shapes=[
            (shape.value, f"{_(SHAPE_NAMES[shape])}: {_found(count)}")
            for shape, count in shapes_of(case).items()
        ],
        masks=masks,
        chosen=[str(place) for place in masks.places],
        typed=running_text(request.form.get(WORDS, "")),
        facts=facts(case, masks),
        parts=[] if errors else parts(case, masks),
        unprintable=not all(can_be_printed(one.text) for one in texts_to_copy(case)),
        errors=errors,
    )


def _found(count: int) -> str:
    many = ngettext("%(num)s hittad", "%(num)s hittade", count)
    return str(many if count else _("inga hittade"))
