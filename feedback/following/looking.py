"""The only SQL that looks at many cases: what somebody sees of them, with the present round."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from feedback.cases.access import fully_seen_by, seen_by
from feedback.cases.kinds import TextKind
from feedback.cases.models import Case, CaseRound, CaseText, Theme
from feedback.cases.sight import Viewer
from feedback.cases.states import OPEN, CaseState
from feedback.cases.texts import matching, words_of
from feedback.following.board import Borders, Column, Label, Work
from organisation.models import Staff, Unit

MANAGER = aliased(Staff)
ROUND = aliased(CaseRound)
#: The manager has it and has not read it.
UNREAD_STATES = frozenset({CaseState.ASSIGNED, CaseState.REOPENED})
#: One row of `rows_of`.
Found = Row[Any]


def rows_of(who: Viewer, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Every case that somebody sees at least the number of, with its present round and its names.

    `full` says whether they see it in full. Drafts have no number and are not among them.
    """
    seen = (seen_by(who), Case.number.is_not(None), *conditions)
    columns: list[Any] = [
        *(Case.key, Case.number, Case.kind, Case.channel, Case.state, Case.unit_id),
        *(Case.manager_id, Case.confidential, Case.anonymous, Case.outcome, Case.received),
        *(Case.diary_number, Case.said, Case.did, Case.language),
        *(ROUND.last_day, ROUND.target, ROUND.new_day, ROUND.answered_on, ROUND.on_time),
        ROUND.received.label("round_received"),
        Unit.name.label("unit"),
        Theme.name.label("theme"),
        MANAGER.name.label("manager"),
        fully_seen_by(who).label("full"),
    ]
    return _with_names(select(*columns)).where(*seen)


def number_of(session: Session, who: Viewer, *conditions: ColumnElement[bool]) -> tuple[int, int]:
    """How many cases there are, and how many of them are seen in full."""
    wanted = rows_of(who, *conditions).subquery()
    full = func.count().filter(wanted.c.full)
    found = session.execute(select(func.count(), full).select_from(wanted)).one()
    return found[0], found[1]


def open_work(session: Session, who: Viewer) -> list[Work]:
    """Every open case that somebody sees, as a row of the board."""
    query = rows_of(who, is_open())
    return [_work(row) for row in session.execute(query)]


def is_open() -> ColumnElement[bool]:
    """The condition that a case waits for an answer."""
    return Case.state.in_(sorted(OPEN))


def in_column(column: Column, borders: Borders) -> ColumnElement[bool]:
    """The condition that says what board.column_of says of one case."""
    day, registered = ROUND.last_day, Case.state != CaseState.RECEIVED.value
    of_day: dict[Column, ColumnElement[bool]] = {
        Column.LATE: day < borders.today,
        Column.TWO: day.between(borders.today, borders.two),
        Column.FIVE: and_(day > borders.two, day <= borders.five),
        Column.LATER: or_(day.is_(None), day > borders.five),
    }
    if column is Column.UNREGISTERED:
        return Case.state == CaseState.RECEIVED.value
    return and_(is_open(), registered, of_day[column])


def is_late(today: date) -> ColumnElement[bool]:
    """The condition that an answer should have been sent."""
    return and_(is_open(), ROUND.last_day < today)


def carries(label: Label) -> ColumnElement[bool]:
    """The condition that an open case carries a label of the board."""
    if label is Label.NEW_DAY:
        return and_(is_open(), ROUND.new_day.is_not(None))
    return Case.state.in_(sorted(UNREAD_STATES))


def searched(who: Viewer, text: str) -> ColumnElement[bool]:
    """The condition that a case has words that begin as these do.

    What is seen by its number only is found by its number only. Nothing but signs finds nothing.
    """
    words = words_of(text)
    if not words:
        return false()
    by_number = and_(*(_number_begins(word) for word in sorted(words)))
    return or_(and_(fully_seen_by(who), matching(words)), by_number)


def texts_of(
    session: Session, keys: Collection[bytes], kinds: Collection[TextKind]
) -> Sequence[tuple[bytes, str, str]]:
    """The words of cases as (key, kind, text), in the order they were added."""
    query = select(CaseText.case_key, CaseText.kind, CaseText.text).where(
        CaseText.case_key.in_(keys), CaseText.kind.in_([one.value for one in kinds])
    )
    ordered = query.order_by(CaseText.case_key, CaseText.place)
    return [(row[0], row[1], row[2]) for row in session.execute(ordered)]


def themes(session: Session) -> Sequence[Theme]:
    """Every theme, also those that are offered no more."""
    return session.scalars(select(Theme)).all()


def units_seen(session: Session, who: Viewer) -> Sequence[Unit]:
    """The units whose cases somebody may look for."""
    return session.scalars(select(Unit).where(Unit.id.in_(who.investigates | who.manages))).all()


def managers_seen(session: Session, who: Viewer) -> Sequence[Staff]:
    """The managers of cases that somebody sees in full."""
    theirs = exists().where(Case.manager_id == Staff.id, fully_seen_by(who))
    return session.scalars(select(Staff).where(theirs)).all()


def _with_names(query: Select[Any]) -> Select[Any]:
    last = select(func.max(CaseRound.number)).where(CaseRound.case_key == Case.key)
    present = and_(
        ROUND.case_key == Case.key, ROUND.number == last.correlate(Case).scalar_subquery()
    )
    joined = query.select_from(Case).join(ROUND, present)
    return (
        joined.outerjoin(Unit, Unit.id == Case.unit_id)
        .outerjoin(Theme, Theme.id == Case.theme_id)
        .outerjoin(MANAGER, MANAGER.id == Case.manager_id)
    )


def _number_begins(word: bytes) -> ColumnElement[bool]:
    if not word.isdigit():
        return false()
    digits = word.decode()
    return or_(Case.number.like(f"{digits}%"), Case.number.like(f"%-{digits}%"))


def _work(row: Found) -> Work:
    full = bool(row.full)
    return Work(
        number=row.number,
        full=full,
        registered=row.state != CaseState.RECEIVED,
        last_day=row.last_day,
        target=row.target,
        confidential=row.confidential,
        unread=row.state in UNREAD_STATES,
        new_day=row.new_day,
        unit_id=row.unit_id,
        unit=row.unit or "",
        **(_told(row) if full else {}),
    )


def _told(row: Found) -> dict[str, Any]:
    """What only those know who see a case in full."""
    return {
        "manager_id": row.manager_id,
        "manager": row.manager or "",
        "kind": row.kind,
        "channel": row.channel,
        "theme": row.theme or "",
    }
