"""Units as a tree, and how many clients each had on a date."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import DomainError
from organisation.models import ClientCount, Unit
from organisation.names import alphabetical

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_CODE = 40
LONGEST_NAME = 120
LONGEST_SOURCE = 200
MOST_CLIENTS = 1_000_000


class UnitProblem(StrEnum):
    """Why a unit or a client count is refused; {} is what was asked for."""

    NO_SUCH_UNIT = "there is no unit {!r}"
    BAD_CODE = "{!r} is no code: write a-z, 0-9 and single hyphens, at most 40"
    CODE_TAKEN = "there is a unit {!r} already"
    BAD_NAME = f"a unit's name has 1 to {LONGEST_NAME} characters"
    NEGATIVE = "a number of clients cannot be below zero"
    TOO_MANY = f"a unit has at most {MOST_CLIENTS} clients"
    BAD_SOURCE = f"a source has 1 to {LONGEST_SOURCE} characters"
    ENTERED_ALREADY = "the clients on {} have been entered already"


class UnitRefused(DomainError):
    """The unit or client count cannot be stored as asked; `problem` says why."""

    def __init__(self, problem: UnitProblem, asked: object = "") -> None:
        super().__init__(problem.value.format(asked))
        self.problem = problem


def with_all_below(parents: Mapping[int, int | None], chosen: Collection[int]) -> frozenset[int]:
    """The chosen units and every unit below them. Pure.

    `parents` gives each unit's parent, None at the top; chosen units not in it are left out.
    """
    children = defaultdict(list)
    for unit, parent in parents.items():
        children[parent].append(unit)
    found: set[int] = set()
    waiting = [unit for unit in chosen if unit in parents]
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting.extend(children[unit])
    return frozenset(found)


def parents_of_units(session: Session) -> dict[int, int | None]:
    """Each unit's parent by id; None at the top."""
    return dict(session.execute(select(Unit.id, Unit.parent_id)).all())


def chain(parents: Mapping[int, int | None], unit_id: int | None) -> Sequence[int]:
    """A unit, the one above it, and so on to the top. Pure."""
    found: list[int] = []
    while unit_id is not None:
        found.append(unit_id)
        unit_id = parents.get(unit_id)
    return found


def list_units(session: Session) -> Sequence[Unit]:
    """All units by code."""
    return session.scalars(select(Unit).order_by(Unit.code)).all()


def in_tree_order(units: Sequence[Unit]) -> Iterator[tuple[int, Unit]]:
    """Each unit after the one above it, by name, with its depth; those with none above at 0. Pure."""
    known = {unit.id for unit in units}
    below = defaultdict(list)
    for unit in sorted(units, key=lambda unit: alphabetical(unit.name), reverse=True):
        below[unit.parent_id if unit.parent_id in known else None].append(unit)
    waiting = [(0, unit) for unit in below[None]]
    while waiting:
        depth, unit = waiting.pop()
        yield depth, unit
        waiting.extend((depth + 1, child) for child in below[unit.id])


def indented(units: Sequence[Unit]) -> list[tuple[Unit, str]]:
    """The units in the order of the tree, with names further in below others. Pure."""
    return [(unit, "\u2003" * depth + unit.name) for depth, unit in in_tree_order(units)]


def names_of_units(session: Session) -> dict[int, str]:
    """Each unit's name by id."""
    return dict(session.execute(select(Unit.id, Unit.name)).all())


def find_unit(session: Session, code: str) -> Unit:
    """The unit with this code. Raises UnitRefused when there is none."""
    unit = session.scalar(select(Unit).where(Unit.code == code)) if CODE.fullmatch(code) else None
    if unit is None:
        raise UnitRefused(UnitProblem.NO_SUCH_UNIT, code)
    return unit


def add_unit(session: Session, code: str, name: str, parent: Unit | None = None) -> Unit:
    """Store a new unit, at the top of the tree or below another. Raises UnitRefused."""
    if not CODE.fullmatch(code) or len(code) > LONGEST_CODE:
        raise UnitRefused(UnitProblem.BAD_CODE, code)
    if session.scalar(select(Unit.id).where(Unit.code == code)):
        raise UnitRefused(UnitProblem.CODE_TAKEN, code)
    unit = Unit(code=code, name=_checked_name(name), parent_id=parent.id if parent else None)
    session.add(unit)
    session.flush()
    return unit


def rename_unit(unit: Unit, name: str) -> None:
    """Give a unit another name; its code and what belongs to it stay. Raises UnitRefused."""
    unit.name = _checked_name(name)


def code_from_name(name: str) -> str:
    """A code to start from: "Stöd & boende" becomes stod-boende; empty when no letter fits. Pure."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_CODE].strip("-")


def clients(session: Session, unit_id: int, as_of: date) -> ClientCount | None:
    """How many women and men the unit served on the date, if it has been entered."""
    return session.get(ClientCount, (unit_id, as_of))


def client_counts(session: Session, unit_ids: Collection[int]) -> Sequence[ClientCount]:
    """Every client count of some units, the newest first."""
    query = select(ClientCount).where(ClientCount.unit_id.in_(unit_ids))
    return session.scalars(query.order_by(ClientCount.as_of.desc())).all()


def enter_clients(session: Session, count: ClientCount, *, correct: bool = False) -> None:
    """Store a client count, once per unit and date; `correct` replaces a wrong one.

    Raises UnitRefused.
    """
    if min(count.women, count.men) < 0:
        raise UnitRefused(UnitProblem.NEGATIVE)
    if max(count.women, count.men) > MOST_CLIENTS:
        raise UnitRefused(UnitProblem.TOO_MANY)
    if not 0 < len(count.source) <= LONGEST_SOURCE:
        raise UnitRefused(UnitProblem.BAD_SOURCE)
    if clients(session, count.unit_id, count.as_of) and not correct:
        raise UnitRefused(UnitProblem.ENTERED_ALREADY, count.as_of)
    session.merge(count)
    session.flush()


def _checked_name(name: str) -> str:
    if not 0 < len(name) <= LONGEST_NAME:
        raise UnitRefused(UnitProblem.BAD_NAME)
    return name
