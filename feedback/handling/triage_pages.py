"""The pages of triage: the questions of the same day, who answers, what is passed on."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from core.codes import N_
from core.errors import NotAllowed
from feedback.cases.access import find_case
from feedback.cases.models import Case
from feedback.cases.states import Actor
from feedback.handling import triage
from feedback.handling.case_page import case_page, parts
from feedback.handling.case_pages import ONE_CASE
from feedback.handling.saving import Kept, Shown, acting, save
from organisation.access import Permission, requires

blueprint = Blueprint("triage", __name__)

INVESTIGATOR = frozenset({Actor.INVESTIGATOR})
PASSED_TO = {
    "to_appeal": Kept(N_("Vem har fått överklagandet")),
    "to_application": Kept(N_("Vem har fått ansökan")),
    "to_child": Kept(N_("Vem har fått oron för barnet")),
    "to_documents": Kept(N_("Vem har fått begäran om handlingar")),
}


@blueprint.get(f"{ONE_CASE}/registrera")
@requires(Permission.REGISTER_CASES)
def form(number: str) -> ResponseReturnValue:
    """The questions that a person answers the same day."""
    found = find_case(number)
    acting(found, INVESTIGATOR)
    return triage_page(found, Shown())


@blueprint.post(f"{ONE_CASE}/registrera")
@requires(Permission.REGISTER_CASES)
def register(number: str) -> ResponseReturnValue:
    """Store the answers; then somebody is chosen who answers the case."""
    return save(number, triage.register, triage_page, PASSED_TO, INVESTIGATOR)


@blueprint.post(f"{ONE_CASE}/chef")
@requires(Permission.REGISTER_CASES)
def assign(number: str) -> ResponseReturnValue:
    """Name the manager who answers."""
    return save(number, triage.assign, case_page, actors=INVESTIGATOR)


@blueprint.post(f"{ONE_CASE}/skicka-vidare")
@requires(Permission.REGISTER_CASES)
def pass_on_too(number: str) -> ResponseReturnValue:
    """Note that it was passed on as something else too."""
    return save(number, triage.pass_on, case_page, {"passed_to": Kept(N_("Vem har fått det"))})


@blueprint.post(f"{ONE_CASE}/har-fatt-veta")
@requires(Permission.REGISTER_CASES)
def told(number: str) -> ResponseReturnValue:
    """Note that the sender knows."""
    return save(number, triage.told, case_page)


@blueprint.post(f"{ONE_CASE}/galler")
@requires(Permission.REGISTER_CASES)
def concern(number: str) -> ResponseReturnValue:
    """Say whom of the staff it concerns."""
    return save(number, triage.concern, case_page, actors=INVESTIGATOR)


def triage_page(case: Case, shown: Shown) -> str:
    """The form, or the case when it has been registered meanwhile."""
    found = parts(case, shown)
    if "register" not in found["view"].can:
        if shown.seen is None:
            raise NotAllowed
        return case_page(case, shown)
    return render_template("feedback/cases/triage.html", **found)
