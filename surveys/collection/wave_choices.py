"""What can be chosen when a wave is opened: the survey's versions, and what the unit has."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from organisation.models import ClientCount, Station, Unit
from organisation.units import parents_of_units, with_all_below
from surveys.questionnaires.models import QuestionnaireVersion, Survey


@dataclass(frozen=True)
class WaveChoices:
    """A survey at a unit; versions and client counts have the newest first."""

    survey: Survey
    unit: Unit
    versions: Sequence[QuestionnaireVersion]
    stations: Sequence[Station]
    client_counts: Sequence[ClientCount]


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
