"""Two people who save the same case: the second is told, sees the difference, and loses nothing.

Every form of a case tells what it was made from: the case's revision, and how many events there
were (the macro `opened` in templates/feedback/cases/parts.html). `save` is the one way to take
such a form.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from core.clock import clock
from core.database import roll_back, session
from core.errors import NotAllowed
from feedback.cases.access import find_case, mover, sight_of, viewer
from feedback.cases.changing import HANDLERS
from feedback.cases.events import Mover, audit
from feedback.cases.models import Case
from feedback.cases.sight import Sight
from feedback.cases.states import Actor
from organisation.differences import Difference
from organisation.names import running_text


@dataclass(frozen=True)
class Kept:
    """A field that somebody types in: its label (a msgid), and what the case holds of it now."""

    label: str
    stored: Callable[[Case], str] = lambda _case: ""


@dataclass(frozen=True)
class Shown:
    """What a page shows beside the case: what was typed, what is wrong, what others did."""

    given: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    #: The place of the last event that the form knew of; None when nobody was in between.
    seen: int | None = None
    differences: Sequence[Difference] = ()


@dataclass(frozen=True)
class Saving:
    """A form that may be saved: the locked case, as whom the person acts, the day, the fields."""

    case: Case
    by: Mover
    today: date
    form: Mapping[str, str]


class FormRefused(Exception):
    """Nothing is stored; `errors` has a text for each field that is wrong."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("refused")
        self.errors = errors


Do = Callable[[Saving], str]
Page = Callable[[Case, Shown], str]


def save(
    number: str,
    do: Do,
    page: Page,
    kept: Mapping[str, Kept] | None = None,
    actors: frozenset[Actor] = HANDLERS,
    there: str = "",
) -> ResponseReturnValue:
    """Let `do` change the case as the form asks; it gives the text that says how it went.

    Who saves later than somebody else gets `page` with the difference, with 409; whose fields
    are wrong gets it with the errors, with 422. Either way what was typed stands in its fields.
    `there` is the page that comes after, the case's own when nothing is said; who sees the case
    no longer comes to the start.
    """
    case, form = find_case(number), _fields()
    by = acting(case, actors)
    if is_stale(case, form):
        return _noted(case, page(case, behind(case, form, kept or {}))), 409
    try:
        text = do(Saving(case, by, clock().today(), form))
    except FormRefused as error:
        roll_back()
        again = find_case(number)
        return _noted(again, page(again, Shown(given=form, errors=error.errors))), 422
    flash(text, "done")
    if sight_of(session(), viewer(), case) is Sight.NOTHING:
        return redirect(url_for("organisation.start"), 303)
    return redirect(there or url_for("cases.case", number=number), 303)


def _noted(case: Case, shown: str) -> str:
    """The page, which is the case itself: a form that is refused shows it as much as opening it."""
    audit(session(), viewer().own_id, "case_opened", case)
    return shown


def _fields() -> MultiDict[str, str]:
    """What was sent, without signs that can be neither shown nor stored."""
    sent = request.form.items(multi=True)
    return MultiDict((name, running_text(value)) for name, value in sent)


def acting(case: Case, actors: frozenset[Actor] = HANDLERS) -> Mover:
    """As whom the person acts on a case that they see; raises NotAllowed when as none of `actors`."""
    by = mover(case)
    if by.actors.isdisjoint(actors):
        raise NotAllowed
    return by


def is_stale(case: Case, form: Mapping[str, str]) -> bool:
    """Whether the case has been changed since the form was made."""
    return form.get("revision") != str(case.revision)


def behind(case: Case, form: Mapping[str, str], kept: Mapping[str, Kept]) -> Shown:
    """What to show who saves a form that others were faster than."""
    seen = form.get("seen", "")
    differences = [
        Difference(one.label, typed, one.stored(case))
        for name, one in kept.items()
        if (typed := form.get(name, "").strip()) and typed != one.stored(case).strip()
    ]
    known = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 7 else 0
    return Shown(given=form, seen=known, differences=differences)
