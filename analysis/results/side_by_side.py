"""Sections, units and the city beside each other in one wave: whose figures, past disclosure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from analysis.methods.disclosure import Codes, Disclosed, disclose_siblings
from analysis.results.cells import result_cell
from analysis.results.measured import (
    Measured,
    comparability_by_wave,
    measured_variables,
    scale_changes,
    valid_counts,
)
from analysis.results.part_names import part_names
from analysis.results.part_tables import Parts, merged, settled
from analysis.results.queries import (
    Division,
    SealedWave,
    comparabilities,
    counts_by_part,
    newest_revisions,
    sealed_waves,
    units_with_results,
)
from analysis.results.series import Reference, ResultCell, VariableResult, WaveInfo
from analysis.results.survey_results import Audience, load_results, result_shelf
from analysis.results.viewing import View, program_settings
from core.codes import Group
from organisation.models import Unit
from surveys.questionnaires.models import Survey
from surveys.questionnaires.publishing import latest_questionnaire


class PlaceKind(StrEnum):
    """What a row is: a part of the wave, the unit, another unit, or a figure that others published."""

    PART = "part"
    UNIT = "unit"
    OTHER = "other"
    REFERENCE = "reference"


@dataclass(frozen=True)
class Place:
    """One row for one variable. `codes` are everybody's answers, where they may be shown.

    `modes` are how people answered there, empty when unknown; `version` is the number of the
    wording, 0 when unknown.
    """

    name: str
    kind: PlaceKind
    cells: Mapping[Group, ResultCell]
    codes: Codes | None = None
    wave: WaveInfo | None = None
    version: int = 0
    remark: str = ""
    modes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class VariablePlaces:
    """One variable with its rows."""

    result: VariableResult
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Whole:
    """A unit's wave with what its pages show of it."""

    unit: Unit
    audience: Audience
    wave: SealedWave | None
    info: WaveInfo
    results: Mapping[str, VariableResult]


def load_beside(
    session: Session, view: View, label: str, division: Division
) -> list[VariablePlaces]:
    """Every variable of the unit's wave with its rows; the label must be one of the unit's waves."""
    own = _whole(session, view.survey, view.unit, view.audience, label)
    others = _others(session, view, label) if division is Division.UNIT else []
    measured = {one.series.code: one for one in measured_of(session, view.survey)}
    parts = _parts(session, own, division, measured)
    versions = {one.id: one.number for one in view.survey.versions}
    found = []
    for code, result in own.results.items():
        places = [_place_of_part(own, result, *part) for part in parts.get(code, ())]
        places.append(_place_of(own, code, PlaceKind.UNIT))
        places += [
            _place_of(other, code, PlaceKind.OTHER) for other in others if code in other.results
        ]
        places += _references(result, label, versions)
        found.append(VariablePlaces(result, tuple(places)))
    return found


def parts_of_wave(
    session: Session, view: View, audience: Audience, label: str, division: Division
) -> dict[str, list[tuple[str, Disclosed]]]:
    """By variable, the name of each part of the unit's wave and what the audience may see of it."""
    own = _whole(session, view.survey, view.unit, audience, label)
    measured = {one.series.code: one for one in measured_of(session, view.survey)}
    return _parts(session, own, division, measured)


def wordings(session: Session, survey: Survey, versions: tuple[int, int]) -> Mapping[str, str]:
    """How each question compares between the versions of these numbers."""
    if versions[0] == versions[1]:
        return {}
    waves = [_Asked(str(place), number) for place, number in enumerate(versions)]
    questionnaires = [latest_questionnaire(version) for version in survey.versions]
    degrees = scale_changes(comparabilities(session, survey), questionnaires)
    said = comparability_by_wave(degrees, waves)
    return {question: degrees["1"] for question, degrees in said.items()}


@dataclass(frozen=True)
class _Asked:
    label: str
    version_number: int


def measured_of(session: Session, survey: Survey) -> list[Measured]:
    """What the survey measures, as its newest version says it."""
    key = ("measured", survey.id, newest_revisions(session, survey))
    return result_shelf().kept(
        key,
        lambda: list(
            measured_variables([latest_questionnaire(version) for version in survey.versions], {})
        ),
    )


def _whole(session: Session, survey: Survey, unit: Unit, audience: Audience, label: str) -> Whole:
    page = load_results(session, survey, unit, audience)
    waves = sealed_waves(session, survey, unit, published_only=audience.published_only)
    return Whole(
        unit,
        audience,
        next((wave for wave in waves if wave.label == label), None),
        next(wave for wave in page.result.waves if wave.label == label),
        {one.variable.code: one for one in page.result.variables if label in one.missing},
    )


def _others(session: Session, view: View, label: str) -> list[Whole]:
    """Other units with a wave of the same name: the reader's own, then those open to everybody."""
    own = {unit.id for unit in view.units}
    public = Audience.public(program_settings())
    shown = [(unit, view.audience) for unit in view.units if unit.id != view.unit.id]
    shown += [
        (unit, public)
        for unit in units_with_results(session, view.survey, published_only=True)
        if unit.id not in own
    ]
    found = []
    for unit, audience in shown:
        waves = load_results(session, view.survey, unit, audience).result.waves
        if any(wave.label == label for wave in waves):
            found.append(_whole(session, view.survey, unit, audience, label))
    return found


def _place_of(whole: Whole, code: str, kind: PlaceKind) -> Place:
    """The whole unit's row: the same figures as on its own page."""
    cells = {one.group: one for one in whole.results[code].cells if one.wave == whole.info.label}
    return Place(
        whole.unit.name,
        kind,
        cells,
        cells[Group.ALL].codes,
        whole.info,
        whole.wave.version_number if whole.wave else 0,
        whole.info.source or "",
        whole.info.modes,
    )


def _place_of_part(own: Whole, result: VariableResult, name: str, shown: Disclosed) -> Place:
    info = WaveInfo(own.info.label, own.info.modes, has_gender=own.info.has_gender)
    cells = {group: result_cell(result.variable, info, group, shown) for group in Group}
    version = own.wave.version_number if own.wave else 0
    return Place(name, PlaceKind.PART, cells, shown.cells[Group.ALL], own.info, version)


def _parts(
    session: Session,
    own: Whole,
    division: Division,
    measured: Mapping[str, Measured],
) -> dict[str, list[tuple[str, Disclosed]]]:
    """The parts of the unit's own wave for each variable, where there are at least two.

    None of a wave of one question: its weeks are shown, and a section that was only there one week
    would say what the others answered that week.
    """
    wave = own.wave
    if wave is None or wave.one_question:
        return {}
    sealings = result_shelf().kept(
        (wave.id, wave.sealings, division), lambda: counts_by_part(session, wave, division)
    )
    names, public = part_names(session, own.unit, division), program_settings().limit_public
    found = {}
    for code in own.results:
        steps = [merged(items.get(code, {}), names.part_of) for items in sealings.values()]
        # At the strictest limit for every reader: who reads both pages must see parts of one day.
        counted = [_counted(measured[code], step, wave) for step in steps]
        tables = settled(counted, public, (own.audience.inside_limit, public))
        if len(tables) > 1:
            shown = disclose_siblings(tables, own.audience.limit, own.audience.inside_limit, public)
            found[code] = [(names.text(name), shown[name]) for name in names.in_order(shown)]
    return found


def _counted(measured: Measured, parts: Parts, wave: SealedWave) -> Parts:
    return {
        name: valid_counts(measured, table, wave.version_number) for name, table in parts.items()
    }


def _references(result: VariableResult, label: str, versions: Mapping[int, int]) -> Iterator[Place]:
    """What others have published about others; `versions` are the numbers of wordings by their id."""
    named: dict[str, dict[Group, ResultCell]] = {}
    told: dict[str, Reference] = {}
    for one in result.references:
        if one.wave == label and one.subject:
            cell = ResultCell(
                label,
                one.group,
                one.n,
                None,
                one.value,
                one.low,
                one.high,
                hidden=False,
                printed=one.printed,
            )
            named.setdefault(one.subject, {})[one.group] = cell
            told[one.subject] = one
    for subject, cells in named.items():
        missing = {group: ResultCell(label, group) for group in Group}
        one = told[subject]
        yield Place(
            subject,
            PlaceKind.REFERENCE,
            missing | cells,
            version=versions.get(one.version_id or 0, 0),
            remark=one.source,
            modes=frozenset({one.mode} if one.mode else ()),
        )
