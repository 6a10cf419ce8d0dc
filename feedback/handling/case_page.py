"""The page of a case for who asks: in full, or its number and dates only."""

from typing import Any

from flask import render_template
from flask_babel import gettext as _

from core.clock import clock
from feedback.cases.access import mover
from feedback.cases.models import Case
from feedback.handling.case_beside import Beside
from feedback.handling.case_choices import Choices
from feedback.handling.case_facts import Fact
from feedback.handling.case_view import CaseView, above
from feedback.handling.date_rule import explained
from feedback.handling.finding import finding
from feedback.handling.saving import Shown


def case_page(case: Case, shown: Shown | None = None, contact: list[Fact] | None = None) -> str:
    """Everything about a case; `contact` only when the person has asked for it."""
    return render_template("feedback/cases/case.html", **parts(case, shown, contact))


def number_page(case: Case) -> str:
    """ "Sekretess: bara numret visas": the dates are for everyone who counts them."""
    secret, new = _("Sekretess: bara numret visas"), _("Inte registrerad: bara numret visas")
    return render_template(
        "feedback/cases/number_only.html",
        case=case,
        above=above(),
        heading=secret if case.confidential else new,
        finding=finding(case, clock().today()),
        sentences=list(explained(case.rounds[-1], case.channel, reasons=False)),
    )


def parts(
    case: Case, shown: Shown | None = None, contact: list[Fact] | None = None
) -> dict[str, Any]:
    """What the templates of a case's pages are given."""
    view = CaseView(case, mover(case), shown or Shown(), clock().today(), contact)
    return {
        "view": view,
        "beside": Beside(view),
        "choices": Choices(view),
        "errors": view.shown.errors,
    }
