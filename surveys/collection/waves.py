"""Waves: opening, extending, closing, sealing, opening again, and finding them."""

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload, selectinload

from core.codes import Mode
from core.errors import DomainError
from organisation.models import AuditEntry, Station, Unit
from surveys.collection.cells import count_waiting, counting_rule, waiting_persons
from surveys.collection.models import (
    SurveyResponse,
    Wave,
    WaveMode,
    WaveReopening,
    WaveSealing,
)
from surveys.collection.states import CountingPeriod, WaveState, may_move
from surveys.collection.wave_periods import check_last_day, check_later, check_period
from surveys.questionnaires.models import QuestionnaireVersion

#: Without vowels and look-alikes, so that a code is no word and can be read aloud.
CODE_LETTERS = "bcdfghjkmnpqrstvwxz23456789"
CODE_LENGTH = 7


class WrongState(DomainError):
    """The wave is not in a state from which this can be done."""

    status = 409


class LabelTaken(DomainError):
    """The unit has a wave of this survey with the label already."""

    status = 409


class TooFewChanges(DomainError):
    """Showing the new figures would show what one or a few persons answered."""

    status = 409


@dataclass(frozen=True)
class WavePlan:
    """What a person decides when a wave is opened."""

    label: str
    opens: date
    closes: date
    modes: Collection[Mode]
    stations: Sequence[Station] = field(default=())
    once_per_person: bool = False
    clients_as_of: date | None = None
    simulated: bool = False
    counted_each: CountingPeriod | None = None


@dataclass(frozen=True)
class Reopening:
    """What a person decides when a wave is opened again; the reason is 1 to 500 characters."""

    closes: date
    reason: str


def open_wave(session: Session, version: QuestionnaireVersion, unit: Unit, plan: WavePlan) -> Wave:
    """Start a wave; a wave with links gets its short code. Raises PeriodRefused or LabelTaken."""
    check_period(plan.opens, plan.closes)
    wave = Wave(
        survey_id=version.survey_id,
        version=version,
        unit=unit,
        label=plan.label,
        opens=plan.opens,
        closes=plan.closes,
        code=_new_code() if Mode.LINK in plan.modes else None,
        modes=[WaveMode(mode=mode.value) for mode in sorted(plan.modes)],
        stations=list(plan.stations),
        once_per_person=plan.once_per_person,
        clients_as_of=plan.clients_as_of,
        simulated=plan.simulated,
        state=WaveState.OPEN.value,
        sealings=0,
        counted_each=plan.counted_each and plan.counted_each.value,
    )
    try:
        with session.begin_nested():
            session.add(wave)
    except IntegrityError:
        raise LabelTaken(plan.label) from None
    return wave


def extend_wave(wave: Wave, closes: date, today: date) -> None:
    """Give an open wave a later last day. Raises WrongState or PeriodRefused."""
    if wave.state != WaveState.OPEN:
        raise WrongState(wave.label)
    check_later(wave.opens, wave.closes, closes, today)
    wave.closes = closes


def close_wave(wave: Wave) -> None:
    """Take no new forms; those under way still come in. Raises WrongState."""
    _move(wave, WaveState.CLOSED)


def reopen_wave(
    session: Session, wave: Wave, again: Reopening, today: date, staff_id: int | None = None
) -> None:
    """Take answers again. What was counted stays as shown; what comes waits for the next sealing.

    Raises WrongState or PeriodRefused.
    """
    check_last_day(wave.opens, again.closes, today)
    _move(wave, WaveState.OPEN)
    wave.closes = again.closes
    reopening = WaveReopening(
        wave_id=wave.id,
        number=len(reopenings(session, wave)) + 1,
        day=today,
        closes=again.closes,
        staff_id=staff_id,
        reason=again.reason,
    )
    session.add(reopening)
    session.flush()


def reopenings(session: Session, wave: Wave) -> Sequence[WaveReopening]:
    """Each time the wave was opened again, in order."""
    query = select(WaveReopening).filter_by(wave_id=wave.id).order_by(WaveReopening.number)
    return session.scalars(query).all()


def leave_as_counted(wave: Wave) -> None:
    """End what a reopening began without counting: what is new waits. Raises WrongState."""
    if not wave.sealings or wave.state != WaveState.CLOSED:
        raise WrongState(wave.label)
    _move(wave, WaveState.SEALED)


def seal_wave(session: Session, wave: Wave, limit: int, today: date | None = None) -> None:
    """Count what waits and show it; `today` is its last day where nobody says when that is done.

    Sealing again must change the figures of no group by 1 to limit - 1 persons.
    Raises WrongState or TooFewChanges.
    """
    session.flush()
    session.refresh(wave, with_for_update=True)
    if wave.sealings and not may_be_shown(waiting_persons(session, wave), limit):
        raise TooFewChanges(wave.label)
    _move(wave, WaveState.SEALED)
    count_waiting(session, counting_rule(session, wave), wave.sealings + 1)
    today = today or wave.closes
    _sealed(session, wave, min(wave.closes, today), today)


def count_period(session: Session, wave: Wave, through: date, limit: int, today: date) -> bool:
    """Count and show an open wave's answers of the days until `through`; says whether it did.

    Not where they have been counted, nor where the figures of a group would change by 1 to
    limit - 1 persons, or the first would be of so few: then they wait for the next period.
    """
    session.flush()
    session.refresh(wave, with_for_update=True)
    until = counted_through(session, wave)
    if wave.state != WaveState.OPEN or through >= today or (until and through <= until):
        return False
    waiting = waiting_persons(session, wave, through)
    enough = waiting["all"] >= limit and (not wave.sealings or may_be_shown(waiting, limit))
    if enough:
        count_waiting(session, counting_rule(session, wave), wave.sealings + 1, through)
        _sealed(session, wave, through, today)
    return enough


def counted_through(session: Session, wave: Wave) -> date | None:
    """The last day whose answers have been counted; None when none have."""
    query = select(func.max(WaveSealing.through)).filter_by(wave_id=wave.id)
    return session.scalar(query)


def show_to(wave: Wave, *, everyone: bool) -> None:
    """Show a counted wave's results to everyone, or to those inside only. Raises WrongState."""
    if not wave.sealings:
        raise WrongState(wave.label)
    wave.published = everyone


def has_been_public(session: Session, wave: Wave) -> bool:
    """Whether everyone sees the results, or saw them once: a table that was shown can be kept."""
    shown = (AuditEntry.subject_kind == "wave") & (AuditEntry.action == "wave_published")
    query = select(AuditEntry.id).where(shown, AuditEntry.subject_id == str(wave.id)).limit(1)
    return wave.published or session.scalar(query) is not None


def may_be_shown(changed_persons: dict[str, int], limit: int) -> bool:
    """The difference rule: a shown table may change by no person or by at least `limit`.

    Takes the number of changed persons by group; says whether the new table may be shown.
    """
    return all(persons == 0 or persons >= limit for persons in changed_persons.values())


def close_finished_waves(session: Session, today: date) -> int:
    """Close the waves whose last day has passed; gives how many."""
    query = select(Wave).where(Wave.state == WaveState.OPEN.value, Wave.closes < today)
    finished = session.scalars(query).all()
    for wave in finished:
        close_wave(wave)
    return len(finished)


def waves_of_units(session: Session, unit_ids: Collection[int]) -> Sequence[Wave]:
    """The waves of some units, newest first."""
    query = select(Wave).where(Wave.unit_id.in_(unit_ids))
    query = query.order_by(Wave.opens.desc(), Wave.id.desc())
    at_once = (joinedload(Wave.unit), joinedload(Wave.survey), selectinload(Wave.modes))
    return session.scalars(query.options(*at_once)).all()


def open_waves(session: Session, unit_ids: Collection[int]) -> dict[int, int]:
    """How many waves of each survey take answers in some units, by the survey's id."""
    query = select(Wave.survey_id, func.count()).where(
        Wave.unit_id.in_(unit_ids), Wave.state == WaveState.OPEN.value
    )
    return dict(session.execute(query.group_by(Wave.survey_id)).all())


def number_of_responses(session: Session, wave: Wave) -> int:
    """How many have answered so far; the only figure of an open wave."""
    query = select(func.count()).select_from(SurveyResponse).filter_by(wave_id=wave.id)
    return session.scalar(query) or 0


def _sealed(session: Session, wave: Wave, through: date, today: date) -> None:
    wave.sealings += 1
    session.add(WaveSealing(wave_id=wave.id, number=wave.sealings, through=through, day=today))
    session.flush()


def _move(wave: Wave, after: WaveState) -> None:
    if not may_move(WaveState(wave.state), after):
        raise WrongState(wave.label)
    wave.state = after.value


def _new_code(choose: Callable[[str], str] = secrets.choice) -> str:
    return "".join(choose(CODE_LETTERS) for _ in range(CODE_LENGTH))
