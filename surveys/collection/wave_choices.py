"""What can be chosen when a wave is opened: the survey's versions, and what the unit has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.codes import N_
from organisation.models import ClientCount, Station, Unit
from organisation.units import parents_of_units, with_all_below
from surveys.collection.states import CountingPeriod
from surveys.questionnaires.models import QuestionnaireVersion, Survey

#: How often answers are counted, in words.
COUNTING_NAMES: Mapping[CountingPeriod | None, str] = {
    None: N_("När mättillfället har stängts"),
    CountingPeriod.WEEK: N_("Varje vecka"),
    CountingPeriod.MONTH: N_("Varje månad"),
    CountingPeriod.TERTIAL: N_("Varje tertial"),
}


@dataclass(frozen=True)
class WaveChoices:
    """A survey at a unit; versions and client counts have the newest first."""

    survey: Survey
    unit: Unit
    versions: Sequence[QuestionnaireVersion]
    stations: Sequence[Station]
    client_counts: Sequence[ClientCount]


def counting_choices(choices: WaveChoices) -> list[tuple[str, str]]:
    """When the answers can be counted: (value, msgid); each week only where there is one question."""
    weekly = any(version.one_question for version in choices.versions)
    return [
        (each.value if each else "", name)
        for each, name in COUNTING_NAMES.items()
        if weekly or each is not CountingPeriod.WEEK
    ]


def wave_choices(session: Session, survey: Survey, unit: Unit) -> WaveChoices:
    """The choices; stations are those of the unit and of the units below it."""
    below = with_all_below(parents_of_units(session), [unit.id])
    stations = select(Station).join(Station.unit).where(Station.retired.is_(False))
    stations = stations.where(Station.unit_id.in_(below)).order_by(Unit.code, Station.place)
    counts = select(ClientCount).filter_by(unit_id=unit.id).order_by(ClientCount.as_of.desc())
    return WaveChoices(
        survey=survey,
        unit=unit,
        versions=survey.versions[::-1],
        stations=session.scalars(stations).all(),
        client_counts=session.scalars(counts).all(),
    )
