"""Measures, patterns and "Ni sa – vi gjorde" in every state, for the town."""

from datetime import date

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.cases.models import Case, Theme
from feedback.cases.states import CaseState
from feedback.following.models import Pattern, Story
from feedback.following.patterns import find_patterns
from feedback.handling.models import CaseMeasure
from organisation.measures import Plan, add_measure, add_note
from organisation.models import Measure, MeasureState, Role, Staff, Unit
from organisation.staff import find_staff
from tests.feedback.factories import TODAY

SAID, DID = "Det var svårt att nå oss på telefon.", "Nu svarar vi från åtta till fyra."


def add_lessons(app: Flask, session: Session, unit: Unit, other: Unit) -> dict[str, str]:
    """What came of the town's cases; gives the names of what stands in addresses."""
    manager = find_staff(session, f"{Role.MANAGER}-sv")
    assert manager
    measure = _measures(session, unit, manager)
    with app.app_context():
        pattern = find_patterns(session, TODAY)[0]
    pattern.cause, pattern.follow_up_on = "Vi har för få tider.", date(2026, 3, 2)
    closed = _closed_pattern(session, other, manager)
    waiting, shown = (_story(session, unit, by) for by in (None, manager))
    session.flush()
    named: dict[str, Measure | Pattern | Story] = {
        "measure": measure, "pattern": pattern, "pattern_closed": closed, "story_waiting": waiting,
        "story": shown,
    }  # fmt: skip
    return {name: str(one.id) for name, one in named.items()}


def _measures(session: Session, unit: Unit, manager: Staff) -> Measure:
    """A late one out of a case, with notes; one that is done; gives the first."""
    late = Plan("Fler tider på tisdagar", "Maria", date(2026, 1, 12), date(2026, 3, 1), manager.id)
    first = add_measure(session, unit.id, late, TODAY)
    first.state = MeasureState.UNDER_WAY.value
    for day, text in ((date(2026, 2, 2), "Vi provar två veckor."), (TODAY, "Det räcker inte.")):
        add_note(session, first, day, text, manager.id)
    closed = session.scalars(select(Case).where(Case.state == CaseState.CLOSED.value)).first()
    assert closed
    session.add(CaseMeasure(case_key=closed.key, measure_id=first.id))
    plan = Plan("Ny skylt vid dörren", "Receptionen", date(2025, 11, 1), date(2026, 1, 31))
    done = add_measure(session, unit.id, plan, TODAY)
    done.state, done.effect = MeasureState.DONE.value, "Fler hittar rätt."
    return first


def _closed_pattern(session: Session, unit: Unit, manager: Staff) -> Pattern:
    theme = session.scalars(select(Theme).order_by(Theme.id)).all()[1]
    closed = Pattern(
        theme_id=theme.id,
        unit_id=unit.id,
        opened_on=date(2025, 10, 1),
        cause="Ingen svarade i telefonen.",
        remedy="Två svarar samtidigt.",
        owner_id=manager.id,
        effect="Inga nya synpunkter på två månader.",
        closed_on=date(2026, 1, 15),
    )
    session.add(closed)
    return closed


def _story(session: Session, unit: Unit, approved_by: Staff | None) -> Story:
    writer = find_staff(session, f"{Role.INVESTIGATOR}-sv")
    assert writer
    story = Story(
        unit_id=unit.id,
        said=SAID,
        did=DID,
        written_by=writer.id,
        written_on=TODAY,
        approved_by=approved_by.id if approved_by else None,
        approved_on=TODAY if approved_by else None,
    )
    session.add(story)
    return story
