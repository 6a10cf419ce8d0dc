"""Import of answers that were given elsewhere: read everything, then store all of it or nothing.

    with plan_import(session, wanted) as plan:      # reads and checks; stores nothing
        if not plan.report.errors:
            run_import(session, plan, today)        # in the caller's transaction

The key of an imported response is made from its row id with the installation's secret, so the same
file can be read again without harm. Everything that takes time is done before the first row is
stored: those who answer at the same time wait as little as can be.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from core.codes import N_, Mode
from core.keyring import Keyring
from core.tables import Table
from core.tables_refusal import TableRefused
from organisation.models import ClientCount, Unit
from organisation.units import add_unit, clients, enter_clients, parents_of_units, with_all_below
from surveys.collection.answer_import_mapping import AnswerMapping, ClientsPart, WavePart
from surveys.collection.answer_import_rows import Report, Source, Tell, item_codes, read_rows
from surveys.collection.answer_import_spool import Spool
from surveys.collection.answer_import_storing import Places, known_keys, store_rows
from surveys.collection.models import Wave
from surveys.collection.waves import WavePlan, close_wave, open_wave, seal_wave
from surveys.questionnaires.comparability import structure_hash
from surveys.questionnaires.models import QuestionnaireVersion, Survey
from surveys.questionnaires.publishing import item_ids, latest_questionnaire, publish
from surveys.questionnaires.questionnaire import Questionnaire

#: Any number that is ours: one import at a time on PostgreSQL. SQLite has one writer anyway.
LOCK = 7_305_110_120

NO_SURVEY = N_("Det finns ingen enkät ”%(survey)s”. Publicera den först, eller rätta mappningen.")
NO_VERSION = N_("Enkäten ”%(survey)s” har ingen version %(version)s. Rätta mappningen.")
NO_UNIT = N_("Det finns ingen enhet ”%(unit)s”. Lägg till den först, eller rätta mappningen.")
OTHER_VERSION = N_("Mättillfället ”%(label)s” har en annan version av enkäten. Rätta mappningen.")
OTHER_CLIENTS = N_("Ett annat antal klienter är redan inskrivet för %(day)s. Rätta mappningen.")


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
    """What was stored: numbers of new responses and of those that were there, by label; the waves' ids."""

    new: Counter[str]
    there: Counter[str]
    waves: list[int]


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
        waves = _waves(session, questionnaire.survey, unit)
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
    version = _version(session, plan, today)
    unit = session.scalar(select(Unit).filter_by(code=mapping.unit.code))
    unit = unit or add_unit(session, mapping.unit.code, mapping.unit.name or mapping.unit.code)
    opened = _open_waves(session, plan, version, unit)
    waves = _waves(session, version.survey.code, unit)
    labels = [wave.label for wave in mapping.waves]
    places = _places(session, plan, version, [waves[label].id for label in labels], unit)
    rows = len(plan.spool)
    stored = store_rows(
        session, plan.spool, places, lambda done: plan.wanted.tell(rows + done, 2 * rows)
    )
    for wave in opened:
        _end(session, wave, mapping.then, limit)
    new = Counter({labels[number]: count for number, count in stored.items()})
    return Stored(new, plan.report.by_wave - new, list(places.waves))


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


def _version(session: Session, plan: Plan, today: date) -> QuestionnaireVersion:
    """The version that the answers belong to; a given questionnaire is published when it is new."""
    if plan.wanted.questionnaire is None:
        return _published(session, plan.wanted.mapping)
    digest = structure_hash(plan.questionnaire)
    survey = session.scalar(select(Survey).filter_by(code=plan.questionnaire.survey))
    for version in survey.versions if survey else ():
        if version.structure_hash == digest:
            return version
    return publish(session, plan.questionnaire, today).version


def _sections(session: Session, unit: Unit) -> list[str]:
    """The codes of the unit and of all units below it."""
    below = with_all_below(parents_of_units(session), [unit.id])
    return list(session.scalars(select(Unit.code).where(Unit.id.in_(below))))


def _secret(keyring: Keyring) -> bytes:
    """The oldest key, so that a new one changes no key of a response."""
    return next(iter(keyring.keys.values())).encode()


def _waves(session: Session, survey: str, unit: Unit | None) -> dict[str, Wave]:
    if unit is None:
        return {}
    query = select(Wave).join(Survey).where(Survey.code == survey, Wave.unit_id == unit.id)
    return {wave.label: wave for wave in session.scalars(query)}


def _open_waves(
    session: Session, plan: Plan, version: QuestionnaireVersion, unit: Unit
) -> list[Wave]:
    """Open the waves that are not there; gives those. Raises TableRefused for one of another version."""
    found = _waves(session, version.survey.code, unit)
    opened = []
    for wave in plan.wanted.mapping.waves:
        if wave.label in found:
            if found[wave.label].version_id != version.id:
                raise TableRefused(OTHER_VERSION, label=wave.label)
            continue
        as_of = _enter_clients(session, unit, wave, wave.clients) if wave.clients else None
        plan_of_wave = WavePlan(
            label=wave.label,
            opens=wave.opens,
            closes=wave.closes,
            modes=[Mode(mode) for mode in sorted(plan.report.modes.get(wave.label, ()))],
            once_per_person=wave.once_per_person,
            clients_as_of=as_of,
            simulated=plan.wanted.mapping.simulated,
        )
        opened.append(open_wave(session, version, unit, plan_of_wave))
    return opened


def _places(
    session: Session, plan: Plan, version: QuestionnaireVersion, waves: list[int], unit: Unit
) -> Places:
    ids = item_ids(session, version.id)
    units = session.execute(select(Unit.code, Unit.id)).all()
    return Places(
        version_id=version.id,
        revision=version.revisions[-1].revision,
        waves=waves,
        items=[ids[item] for item in item_codes(plan.questionnaire)],
        units={**dict(units), "": unit.id},
    )


def _enter_clients(session: Session, unit: Unit, wave: WavePart, given: ClientsPart) -> date:
    as_of = given.as_of or wave.opens
    known = clients(session, unit.id, as_of)
    if known is None:
        counted = ClientCount(
            unit_id=unit.id, as_of=as_of, women=given.women, men=given.men, source=given.source
        )
        enter_clients(session, counted)
    elif (known.women, known.men) != (given.women, given.men):
        raise TableRefused(OTHER_CLIENTS, day=as_of.isoformat())
    return as_of


def _end(session: Session, wave: Wave, then: str, limit: int) -> None:
    if then in ("closed", "sealed"):
        close_wave(wave)
    if then == "sealed":
        seal_wave(session, wave, limit)
