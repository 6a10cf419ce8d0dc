"""What the pages show where "Ni sa – vi gjorde" is written."""

from collections.abc import Iterator, Mapping

from flask import render_template, url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from core.clock import clock
from core.database import session
from feedback.cases.access import viewer
from feedback.cases.ways import ways
from feedback.following.models import Story
from feedback.following.noting import note_list
from feedback.following.stories import is_shown, mark_of, stories_of, suggestions
from feedback.following.story_form import LABELS
from feedback.handling.answer_language import Advice, advice_on
from organisation.access import Permission, units_for
from organisation.differences import Difference, Typed
from organisation.models import Staff, Unit
from organisation.units import in_tree_order, list_units

#: Before the name of a unit that stands under another.
INDENT = "\u2003"


def list_page(typed: Typed) -> str:
    """What is written, what can be told, and a form."""
    units, found = _units(), stories_of(session(), units_for(Permission.READ_CASES))
    waiting = sum(one.approved_on is None for one in found)
    shown = sum(is_shown(one, clock().today()) for one in found)
    finding = ngettext("En text väntar på en chef", "%(num)d texter väntar på en chef", waiting)
    calm = ngettext("Alla kan läsa en text", "Alla kan läsa %(num)d texter", shown)
    note_list("suggested", {}, ())
    return render_template(
        "feedback/following/stories.html",
        ways=ways(),
        finding=finding if waiting else calm if shown else _("Ingen text än"),
        rows=[(one, state_words(one)) for one in found],
        suggested=suggestions(session(), viewer()),
        units=[
            ("", _("Välj en enhet")),
            *((str(unit.id), f"{INDENT * depth}{unit.name}") for depth, unit in units),
        ],
        screens=[(unit.name, url_for("stories.screen", code=unit.code)) for _depth, unit in units],
        labels=LABELS,
        given=typed.fields,
        errors=typed.errors,
        advice=_advice(typed.fields),
    )


def story_page(found: Story, typed: Typed | None = None) -> str:
    """One, with what could be easier in its words."""
    stored = fields_of(found)
    given = stored | dict(typed.fields) if typed else stored
    behind = typed is not None and typed.behind
    writer = session().get_one(Staff, found.written_by)
    return render_template(
        "feedback/following/story.html",
        story=found,
        state=state_words(found),
        writer=writer.name,
        mark=mark_of(found),
        may_approve=found.unit_id in units_for(Permission.ANSWER_CASES),
        labels=LABELS,
        given=given,
        errors=typed.errors if typed else {},
        behind=behind,
        changed=[
            Difference(LABELS[name], given[name], now)
            for name, now in stored.items()
            if behind and given[name] != now
        ],
        advice=_advice(given),
    )


def fields_of(found: Story) -> dict[str, str]:
    """The fields of a stored one."""
    until = found.shown_until.isoformat() if found.shown_until else ""
    return {"said": found.said, "did": found.did, "shown_until": until}


def state_words(found: Story) -> str:
    """Whether everyone sees it, and since when or until when."""
    if found.approved_on is None:
        return str(_("Väntar på en chef"))
    if not is_shown(found, clock().today()):
        return str(_("Visas inte längre"))
    if found.shown_until:
        return str(_("Visas till och med %(day)s", day=format_date(found.shown_until, "long")))
    return str(_("Visas sedan %(day)s", day=format_date(found.approved_on, "long")))


def _advice(fields: Mapping[str, str]) -> list[tuple[str, Advice]]:
    """What could be easier, with the label of the field; it stops nothing."""
    return list(_remarks(fields))


def _remarks(fields: Mapping[str, str]) -> Iterator[tuple[str, Advice]]:
    for name in ("said", "did"):
        for one in advice_on(fields.get(name, "")):
            yield _(LABELS[name]), one


def _units() -> list[tuple[int, Unit]]:
    allowed = units_for(Permission.READ_CASES)
    return list(in_tree_order([one for one in list_units(session()) if one.id in allowed]))
