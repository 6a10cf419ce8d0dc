"""Import of answers that were given elsewhere: read everything, then store all of it or nothing.

    with plan_import(session, wanted) as plan:      # reads and checks; stores nothing
        if not plan.report.errors:
            run_import(session, plan, today)        # in the caller's transaction

The key of an imported response is made from its row id with the installation's secret, so the same
file can be read again without harm. Everything that takes time is done before the first row is
stored: those who answer at the same time wait as little as can be.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from core.codes import N_
from core.keyring import Keyring
from core.tables import Table
from core.tables_refusal import TableRefused
from organisation.audit import record
from organisation.models import Unit
from organisation.units import add_unit, parents_of_units, with_all_below
from surveys.collection.answer_import_mapping import AnswerMapping
from surveys.collection.answer_import_rows import Report, Source, Tell, item_codes, read_rows
from surveys.collection.answer_import_spool import Spool
from surveys.collection.answer_import_storing import Places, known_keys, store_rows
from surveys.collection.answer_import_waves import (
    Destination,
    Event,
    end_wave,
    open_waves,
    wave_faults,
    waves_by_label,
)
from surveys.questionnaires.comparability import structure_hash
from surveys.questionnaires.models import QuestionnaireVersion, Survey
from surveys.questionnaires.publishing import item_ids, latest_questionnaire, publish
from surveys.questionnaires.questionnaire import Questionnaire

#: Any number that is ours: one import at a time on PostgreSQL. SQLite has one writer anyway.
LOCK = 7_305_110_120

NO_SURVEY = N_("Det finns ingen enkät ”%(survey)s”. Publicera den först, eller rätta mappningen.")
NO_VERSION = N_("Enkäten ”%(survey)s” har ingen version %(version)s. Rätta mappningen.")
NO_UNIT = N_("Det finns ingen enhet ”%(unit)s”. Lägg till den först, eller rätta mappningen.")


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to read: the data, the mapping, and a questionnaire to publish when it is new."""

    table: Table
    mapping: AnswerMapping
    keyring: Keyring
    questionnaire: Questionnaire | None = None
    tell: Tell = lambda _done, _total: None


@dataclass
class Plan:
    """What would be stored; nothing can be when there are errors."""

    wanted: Wanted
    questionnaire: Questionnaire
    report: Report
    spool: Spool
    #: How many of the rows have been stored before, by the label of the wave.
    there: Counter[str] = field(default_factory=Counter)
    #: Labels of the waves that would be opened.
    new_waves: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Stored:
    """What was stored: numbers of new responses and of those that were there, by label; what was done."""

    new: Counter[str]
    there: Counter[str]
    events: list[Event]


@contextmanager
def plan_import(session: Session, wanted: Wanted) -> Iterator[Plan]:
    """Read and check everything; the session is only read from.

    Raises TableRefused when the mapping names what does not exist.
    """
    mapping = wanted.mapping
    questionnaire = _questionnaire(session, wanted)
    unit = session.scalar(select(Unit).filter_by(code=mapping.unit.code))
    if unit is None and mapping.unit.name is None:
        raise TableRefused(NO_UNIT, unit=mapping.unit.code)
    sections = _sections(session, unit) if unit else [mapping.unit.code]
    source = Source(wanted.table, mapping, questionnaire, sections, _secret(wanted.keyring))
    with Spool() as spool:
        report = read_rows(source, spool, wanted.tell)
        plan = Plan(wanted, questionnaire, report, spool)
        version = _known_version(session, wanted, questionnaire)
        report.tell_first(wave_faults(session, _destination(plan, version, unit), report))
        waves = waves_by_label(session, questionnaire.survey, unit)
        plan.new_waves = [wave.label for wave in mapping.waves if wave.label not in waves]
        if len(plan.new_waves) < len(mapping.waves) and not report.errors:
            labels = [wave.label for wave in mapping.waves]
            plan.there = Counter(labels[row.wave] for row in known_keys(session, spool))
        yield plan


def run_import(session: Session, plan: Plan, today: date, limit: int) -> Stored:
    """Store everything that was planned; all or nothing, in the session's transaction.

    `limit` is the smallest group that is shown, for waves that are sealed afterwards. Raises
    TableRefused, UnitRefused, or QuestionnaireError when a changed question is not compared.
    """
    if plan.report.errors:
        raise plan.report.errors[0]
    mapping = plan.wanted.mapping
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    version = _known_version(session, plan.wanted, plan.questionnaire)
    version = version or publish(session, plan.questionnaire, today).version
    unit, events = _unit(session, mapping)
    for fault in wave_faults(session, _destination(plan, version, unit), plan.report):
        raise fault
    opened, of_waves = open_waves(session, version, unit, mapping, plan.report)
    waves = waves_by_label(session, version.survey.code, unit)
    labels = [wave.label for wave in mapping.waves]
    sealed = opened if mapping.then == "sealed" else []
    # A mark that is stored with the row costs nothing; PostgreSQL checks a changed row again.
    marks = {waves[label].id: 1 if waves[label] in sealed else None for label in labels}
    places = _places(session, plan, version, marks, unit)
    rows = len(plan.spool)
    stored = store_rows(
        session, plan.spool, places, lambda done: plan.wanted.tell(rows + done, 2 * rows)
    )
    events += [*of_waves, *(Event("answers_imported", "wave", wave) for wave in places.waves)]
    for wave in opened:
        events.extend(end_wave(session, wave, mapping.then, limit))
    new = Counter({labels[number]: count for number, count in stored.items()})
    return Stored(new, plan.report.by_wave - new, events)


def record_import(session: Session, stored: Stored, staff_id: int | None, at: datetime) -> None:
    """Write in the audit log what was done, as the pages do for each."""
    for event in stored.events:
        record(session, staff_id, at, event.action, event.subject_kind, event.subject_id)


def _destination(
    plan: Plan, version: QuestionnaireVersion | None, unit: Unit | None
) -> Destination:
    return Destination(plan.wanted.mapping, plan.questionnaire.survey, version, unit)


def _unit(session: Session, mapping: AnswerMapping) -> tuple[Unit, list[Event]]:
    """The mapping's unit, added when it is new."""
    found = session.scalar(select(Unit).filter_by(code=mapping.unit.code))
    if found is not None:
        return found, []
    if mapping.unit.name is None:
        raise TableRefused(NO_UNIT, unit=mapping.unit.code)
    added = add_unit(session, mapping.unit.code, mapping.unit.name)
    return added, [Event("unit_added", "unit", added.id)]


def _questionnaire(session: Session, wanted: Wanted) -> Questionnaire:
    """The questionnaire that was given, or the published one that the mapping names."""
    if wanted.questionnaire is not None:
        return wanted.questionnaire
    return latest_questionnaire(_published(session, wanted.mapping))


def _published(session: Session, mapping: AnswerMapping) -> QuestionnaireVersion:
    survey = session.scalar(select(Survey).filter_by(code=mapping.survey))
    if survey is None or not survey.versions:
        raise TableRefused(NO_SURVEY, survey=mapping.survey)
    if mapping.version is None:
        return survey.versions[-1]
    for version in survey.versions:
        if version.number == mapping.version:
            return version
    raise TableRefused(NO_VERSION, survey=mapping.survey, version=mapping.version)


def _known_version(
    session: Session, wanted: Wanted, questionnaire: Questionnaire
) -> QuestionnaireVersion | None:
    """The version that the answers belong to; None for a given questionnaire that is new."""
    if wanted.questionnaire is None:
        return _published(session, wanted.mapping)
    digest = structure_hash(questionnaire)
    survey = session.scalar(select(Survey).filter_by(code=questionnaire.survey))
    versions = survey.versions if survey else ()
    return next((one for one in versions if one.structure_hash == digest), None)


def _sections(session: Session, unit: Unit) -> list[str]:
    """The codes of the unit and of all units below it."""
    below = with_all_below(parents_of_units(session), [unit.id])
    return list(session.scalars(select(Unit.code).where(Unit.id.in_(below))))


def _secret(keyring: Keyring) -> bytes:
    """The oldest key, so that a new one changes no key of a response."""
    return next(iter(keyring.keys.values())).encode()


def _places(
    session: Session,
    plan: Plan,
    version: QuestionnaireVersion,
    marks: Mapping[int, int | None],
    unit: Unit,
) -> Places:
    ids = item_ids(session, version.id)
    units = session.execute(select(Unit.code, Unit.id)).all()
    return Places(
        version_id=version.id,
        revision=version.revisions[-1].revision,
        waves=list(marks),
        counted_in=list(marks.values()),
        items=[ids[item] for item in item_codes(plan.questionnaire)],
        units={**dict(units), "": unit.id},
    )
