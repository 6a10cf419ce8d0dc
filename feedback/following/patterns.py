"""Patterns: three or more cases of one theme and unit in 90 days have one open analysis.

A case belongs to one pattern. What is analysed and closed does not count again: it takes three new
ones. A case that comes late, or gets its theme late, joins the analysis that is open.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import current_app
from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session, selectinload

from core.errors import DomainError
from feedback.cases.access import seen_by
from feedback.cases.belongings import CaseConflict
from feedback.cases.models import Case, Theme
from feedback.cases.sight import Viewer
from feedback.cases.states import NEVER_COUNTED
from feedback.following.models import Pattern, PatternCase
from feedback.handling.managers import candidates
from organisation.notices import News, tell

LEAST, DAYS = 3, timedelta(days=90)
#: How the unit and the theme, by id, are told apart.
Place = tuple[int, int]


class NoEffect(DomainError):
    """An analysis is closed when somebody has written what came of it."""


@dataclass(frozen=True)
class Analysis:
    """What people write: why, what to do, who follows it up when, what came of it."""

    cause: str
    remedy: str
    owner_id: int | None
    follow_up_on: date | None
    effect: str


def crowded(days: Mapping[bytes, date], today: date) -> set[bytes]:
    """The keys of those that came in with two others inside 90 days, the last of them lately. Pure."""
    ordered = sorted(days, key=lambda key: (days[key], key))
    found: set[bytes] = set()
    for first in range(len(ordered) - LEAST + 1):
        together = ordered[first : first + LEAST]
        begins, ends = days[together[0]], days[together[-1]]
        if ends - begins < DAYS and today - ends < DAYS:
            found.update(together)
    return found


def is_late(pattern: Pattern, today: date) -> bool:
    """Whether it should have been followed up."""
    return pattern.closed_on is None and (pattern.follow_up_on or today) < today


def find_patterns(session: Session, today: date) -> list[Pattern]:
    """Begin what is to be analysed, and let new cases join what is open; gives the new ones."""
    # One at a time: who finds the same pattern meanwhile waits here, and then sees it.
    session.execute(select(Theme.id).order_by(Theme.id).with_for_update(key_share=True)).all()
    session.flush()
    _leave(session)
    still_open = select(Pattern).where(Pattern.closed_on.is_(None))
    patterns = {(one.unit_id, one.theme_id): one for one in session.scalars(still_open)}
    new = []
    for place, days in _not_analysed(session, today).items():
        if place in patterns:
            since = patterns[place].opened_on - DAYS
            _join(session, patterns[place], [key for key, day in days.items() if day > since])
        elif keys := crowded(days, today):
            new.append(_begin(session, place, keys, today))
    return new


def change_pattern(session: Session, pattern: Pattern, given: Analysis, today: date) -> None:
    """Store what was written, and tell a new owner."""
    is_new = given.owner_id is not None and given.owner_id != pattern.owner_id
    pattern.cause, pattern.remedy, pattern.effect = given.cause, given.remedy, given.effect
    pattern.owner_id, pattern.follow_up_on = given.owner_id, given.follow_up_on
    session.flush()
    if is_new:
        _tell(session, pattern, "pattern", today)


def close_pattern(pattern: Pattern, today: date) -> None:
    """The analysis is done. Raises NoEffect."""
    if not pattern.effect:
        raise NoEffect
    pattern.closed_on = today


def remind_of_follow_up(session: Session, today: date) -> int:
    """Tell the owners of what should have been followed up, once a date; gives how many are told."""
    late = Pattern.closed_on.is_(None) & (Pattern.follow_up_on < today)
    found = session.scalars(select(Pattern).where(late)).all()
    return sum(_tell(session, one, "pattern_late", today) for one in found)


def patterns_of(session: Session, unit_ids: Collection[int], today: date) -> Sequence[Pattern]:
    """Those of some units: what is late, what is open, what is closed; the latest first."""
    query = select(Pattern).where(Pattern.unit_id.in_(sorted(unit_ids)))
    names = (selectinload(one) for one in (Pattern.theme, Pattern.unit, Pattern.owner))
    found = session.scalars(query.options(*names).order_by(Pattern.id.desc())).all()
    return sorted(found, key=lambda one: (one.closed_on is not None, not is_late(one, today)))


def numbers_of_cases(
    session: Session, who: Viewer, patterns: Iterable[Pattern]
) -> Mapping[int, int]:
    """How many cases each has that somebody sees, by the pattern's id."""
    ids = [one.id for one in patterns]
    query = select(PatternCase.pattern_id, func.count()).join(
        Case, Case.key == PatternCase.case_key
    )
    query = query.where(PatternCase.pattern_id.in_(ids), seen_by(who))
    return dict(session.execute(query.group_by(PatternCase.pattern_id)).all())


def _not_analysed(session: Session, today: date) -> dict[Place, dict[bytes, date]]:
    """Cases of no pattern, by place: when each came in."""
    query = select(Case.key, Case.unit_id, Case.theme_id, Case.received).where(
        Case.state.not_in(sorted(NEVER_COUNTED)),
        Case.received > today - 2 * DAYS,
        Case.key.not_in(select(PatternCase.case_key)),
    )
    found: dict[Place, dict[bytes, date]] = defaultdict(dict)
    for key, unit_id, theme_id, received in session.execute(query):
        if unit_id and theme_id:
            found[unit_id, theme_id][key] = received
    return found


def _leave(session: Session) -> None:
    """Cases that turned out to be about something else leave what is open."""
    elsewhere = or_(
        Case.theme_id.is_distinct_from(Pattern.theme_id),
        Case.unit_id.is_distinct_from(Pattern.unit_id),
        Case.state.in_(sorted(NEVER_COUNTED)),
    )
    query = (
        select(PatternCase.pattern_id, PatternCase.case_key)
        .join(Pattern, Pattern.id == PatternCase.pattern_id)
        .join(Case, Case.key == PatternCase.case_key)
        .where(Pattern.closed_on.is_(None), elsewhere)
    )
    for pattern_id, key in session.execute(query).all():
        session.execute(
            delete(PatternCase).where(
                PatternCase.pattern_id == pattern_id, PatternCase.case_key == key
            )
        )


def _begin(session: Session, place: Place, keys: Collection[bytes], today: date) -> Pattern:
    unit_id, theme_id = place
    # Whom one of the cases concerns does not analyse them.
    conflicts = session.scalars(
        select(CaseConflict.staff_id).where(CaseConflict.case_key.in_(keys))
    ).all()
    managers = candidates(session, unit_id, conflicts, today)
    # The nearest who is at work.
    managers.sort(key=lambda one: one.absence is not None)
    owner_id = managers[0].staff.id if managers else None
    pattern = Pattern(unit_id=unit_id, theme_id=theme_id, opened_on=today, owner_id=owner_id)
    session.add(pattern)
    session.flush()
    _join(session, pattern, keys)
    _tell(session, pattern, "pattern", today)
    return pattern


def _join(session: Session, pattern: Pattern, keys: Iterable[bytes]) -> None:
    session.add_all(PatternCase(pattern_id=pattern.id, case_key=key) for key in sorted(keys))
    session.flush()


def _tell(session: Session, pattern: Pattern, kind: str, today: date) -> int:
    if pattern.owner_id is None:
        return 0
    path = current_app.url_map.bind("").build("patterns.pattern", {"pattern_id": pattern.id})
    day = pattern.follow_up_on if kind == "pattern_late" else ""
    news = News(f"{kind}:{pattern.id}:{day}", kind, f"M{pattern.id}", path)
    return tell(session, [pattern.owner_id], news, today)
