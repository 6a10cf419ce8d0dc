"""The waves that imported answers belong to: what of the mapping does not fit them, opening, ending."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.codes import N_, Mode
from core.tables_refusal import TableRefused
from organisation.models import ClientCount, Unit
from organisation.units import clients, enter_clients
from surveys.collection.answer_import_mapping import AnswerMapping, ClientsPart, WavePart
from surveys.collection.answer_import_rows import Report
from surveys.collection.models import Wave
from surveys.collection.wave_periods import latest_last_day
from surveys.collection.waves import WavePlan, close_wave, open_wave, seal_wave
from surveys.questionnaires.models import QuestionnaireVersion, Survey

OTHER_VERSION = N_("Mättillfället ”%(label)s” har en annan version av enkäten. Rätta mappningen.")
OTHER_DAYS = N_(
    "Mättillfället ”%(label)s” varar från %(opens)s till %(closes)s. Skriv samma dagar i mappningen."
)
OTHER_MODE = N_(
    "Mättillfället ”%(label)s” har inte svarssättet %(modes)s. Rätta mode i mappningen."
)
INVENTED_THERE = N_(
    "Svaren i mättillfället ”%(label)s” är påhittade. Ge de riktiga svaren ett eget mättillfälle."
)
REAL_THERE = N_(
    "Svaren i mättillfället ”%(label)s” är riktiga. Ge de påhittade svaren ett eget mättillfälle."
)
LONG_PERIOD = N_("Mättillfället ”%(label)s” är längre än ett år. Ändra dagarna i mappningen.")
OTHER_CLIENTS = N_("Ett annat antal klienter är redan inskrivet för %(day)s. Rätta mappningen.")


@dataclass(frozen=True)
class Event:
    """What the audit log tells: what was done to what, by kind and id."""

    action: str
    subject_kind: str
    subject_id: int


def waves_by_label(session: Session, survey: str, unit: Unit | None) -> dict[str, Wave]:
    """The unit's waves of a survey, by label."""
    if unit is None:
        return {}
    query = select(Wave).join(Survey).where(Survey.code == survey, Wave.unit_id == unit.id)
    return {wave.label: wave for wave in session.scalars(query)}


@dataclass(frozen=True)
class Destination:
    """Where answers are to go; a unit or version that is None does not exist yet."""

    mapping: AnswerMapping
    survey: str
    version: QuestionnaireVersion | None
    unit: Unit | None


def wave_faults(session: Session, to: Destination, report: Report) -> Iterator[TableRefused]:
    """What the mapping and the rows say that the waves do not: they never change by an import."""
    found = waves_by_label(session, to.survey, to.unit)
    counted: dict[date, tuple[int, int]] = {}
    for part in to.mapping.waves:
        if part.label in found:
            modes = report.modes.get(part.label, set())
            yield from _differences(found[part.label], part, to, modes)
            continue
        if part.closes > latest_last_day(part.opens):
            yield TableRefused(LONG_PERIOD, label=part.label)
        if part.clients:
            day = _day_of(part, part.clients)
            known = clients(session, to.unit.id, day) if to.unit else None
            before = (known.women, known.men) if known else counted.get(day)
            counted[day] = (part.clients.women, part.clients.men)
            if before not in (None, counted[day]):
                yield TableRefused(OTHER_CLIENTS, day=day.isoformat())


def open_waves(
    session: Session,
    version: QuestionnaireVersion,
    unit: Unit,
    mapping: AnswerMapping,
    report: Report,
) -> tuple[list[Wave], list[Event]]:
    """Open the waves that are not there, with their clients; gives those, and what was done."""
    found = waves_by_label(session, version.survey.code, unit)
    opened: list[Wave] = []
    events: list[Event] = []
    for part in mapping.waves:
        if part.label in found:
            continue
        if part.clients and _enter_clients(session, unit, part, part.clients):
            events.append(Event("clients_entered", "unit", unit.id))
        plan = WavePlan(
            label=part.label,
            opens=part.opens,
            closes=part.closes,
            modes=[Mode(mode) for mode in sorted(report.modes.get(part.label, ()))],
            once_per_person=part.once_per_person,
            clients_as_of=_day_of(part, part.clients) if part.clients else None,
            simulated=mapping.simulated,
        )
        opened.append(open_wave(session, version, unit, plan))
        events.append(Event("wave_opened", "wave", opened[-1].id))
    return opened, events


def end_wave(session: Session, wave: Wave, then: str, limit: int) -> Iterator[Event]:
    """Close or seal a wave, as the mapping's `then` says."""
    if then in ("closed", "sealed"):
        close_wave(wave)
        yield Event("wave_closed", "wave", wave.id)
    if then == "sealed":
        seal_wave(session, wave, limit)
        yield Event("wave_sealed", "wave", wave.id)


def _differences(
    wave: Wave, part: WavePart, to: Destination, modes: set[str]
) -> Iterator[TableRefused]:
    if to.version is None or wave.version_id != to.version.id:
        yield TableRefused(OTHER_VERSION, label=wave.label)
    if (wave.opens, wave.closes) != (part.opens, part.closes):
        opens, closes = wave.opens.isoformat(), wave.closes.isoformat()
        yield TableRefused(OTHER_DAYS, label=wave.label, opens=opens, closes=closes)
    if wave.simulated != to.mapping.simulated:
        yield TableRefused(INVENTED_THERE if wave.simulated else REAL_THERE, label=wave.label)
    strange = modes - {mode.mode for mode in wave.modes}
    if strange:
        yield TableRefused(OTHER_MODE, label=wave.label, modes=", ".join(sorted(strange)))


def _day_of(part: WavePart, given: ClientsPart) -> date:
    return given.as_of or part.opens


def _enter_clients(session: Session, unit: Unit, part: WavePart, given: ClientsPart) -> bool:
    """Whether the number was new; one that is there is the same, or wave_faults has refused it."""
    day = _day_of(part, given)
    if clients(session, unit.id, day):
        return False
    counted = ClientCount(
        unit_id=unit.id, as_of=day, women=given.women, men=given.men, source=given.source
    )
    enter_clients(session, counted)
    return True
