"""The index of a survey that is the mean of other indices, such as the staff index, and its teams."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from analysis.methods.disclosure import Disclosed, Table, answered
from analysis.results.part_names import PartNames, part_names
from analysis.results.part_tables import merged, settled
from analysis.results.queries import Division, SealedWave, counts_by_part, sealed_waves
from analysis.results.series import VariableResult
from analysis.results.side_by_side import measured_of, parts_of_wave
from analysis.results.survey_results import Audience, SurveyPage, result_shelf
from analysis.results.team_rates import Known, TeamRate, team_rates
from analysis.results.viewing import View, program_settings
from core.codes import Group
from surveys.collection.wave_invited import asked_by_unit
from surveys.questionnaires.models import RESPONSE_ITEM, Survey


def index_of(session: Session, survey: Survey) -> tuple[str, ...]:
    """The code of the survey's index of indices and of those it is the mean of; empty without one."""
    for one in measured_of(session, survey):
        if one.parts:
            return one.series.code, *one.parts
    return ()


def index_results(page: SurveyPage, codes: Sequence[str]) -> list[VariableResult]:
    """The results of the index and its parts, in their order, as far as some wave has them."""
    found = {one.variable.code: one for one in page.result.variables if one.missing}
    return [found[code] for code in codes if code in found]


def rates_of_teams(session: Session, view: View, label: str) -> list[TeamRate]:
    """How many of each team answered in the unit's own wave, then of the whole unit, by name.

    Empty where there are no teams.
    """
    audience = view.audience
    waves = sealed_waves(session, view.survey, view.unit, published_only=audience.published_only)
    wave = next((wave for wave in waves if wave.label == label), None)
    if wave is None:
        return []
    names, asked = part_names(session, view.unit, Division.UNIT), asked_by_unit(session, wave.id)
    tables = _responses(session, wave, names)
    # Where somebody was asked and nobody answered there is nothing: it looks like the hidden.
    silent: Mapping[str, Table] = {key: {} for key in names.names if int(key) in asked}
    tables = {**silent, **tables}
    if len(tables) < 2:
        return []
    settings = program_settings()
    # What is known of a team inside is known to all who read both pages.
    inside = parts_of_wave(session, view, Audience.inside(settings), label, Division.UNIT)
    at_least = _at_least(inside.values())
    known = {
        key: Known(asked.get(int(key)) if key else None, at_least.get(names.text(key), 0))
        for key in tables
    }
    limits = (audience.limit, audience.inside_limit)
    ordered = {key: tables[key] for key in names.in_order(tables)}
    found = team_rates(ordered, known, limits, settings.limit_public)
    whole = (view.results.answered.get(label), asked.get(view.unit.id))
    return [
        *(replace(one, team=names.text(one.team)) for one in found),
        TeamRate(view.unit.name, *whole),
    ]


def _responses(session: Session, wave: SealedWave, names: PartNames) -> Mapping[str, Table]:
    sealings = result_shelf().kept(
        (wave.id, wave.sealings, Division.UNIT),
        lambda: counts_by_part(session, wave, Division.UNIT),
    )
    steps = [merged(items.get(RESPONSE_ITEM, {}), names.part_of) for items in sealings.values()]
    settings = program_settings()
    limits = (settings.limit_inside, settings.limit_public)
    return settled(steps, settings.limit_public, limits)


def _at_least(variables: Iterable[list[tuple[str, Disclosed]]]) -> dict[str, int]:
    """The most answers that any figure of a team is said to stand on."""
    most: dict[str, int] = {}
    for parts in variables:
        for name, shown in parts:
            most[name] = max(most.get(name, 0), answered(shown.cells[Group.ALL] or {}))
    return most
