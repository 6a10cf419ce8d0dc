"""The page of a case. Forms on it are answered beside: triage, actions, texts, endings, incidents.

The door of these pages is open for everybody who registers cases; what they see and do behind it
is said by feedback.cases.sight and the table of moves. A deputy acts with the roles of another.
"""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core.database import session
from feedback.cases.access import find_case, sight_of, viewer
from feedback.cases.sight import Sight
from feedback.handling.case_page import case_page, number_page
from organisation.access import Permission, requires

blueprint = Blueprint("cases", __name__)

ONE_CASE = "/synpunkter/<string:number>"


@blueprint.get(ONE_CASE)
@requires(Permission.REGISTER_CASES)
def case(number: str) -> ResponseReturnValue:
    """One case, in full or its number only. Raises NotFound for who may not know of it."""
    found = find_case(number, Sight.NUMBER)
    if sight_of(session(), viewer(), found) is Sight.FULL:
        return case_page(found)
    return number_page(found)
