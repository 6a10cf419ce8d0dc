"""The form of a new report: what can be chosen, what was chosen, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from analysis.cases.periods import NoSuchPeriod
from analysis.reports.kinds import ReportKind, kind_of_period, read_period
from analysis.reports.queries import counted_waves
from analysis.results.phrases import in_language
from analysis.results.survey_results import survey_title
from core.codes import N_
from organisation.models import Unit
from organisation.units import indented, list_units
from surveys.collection.models import Wave

#: The fields of the two forms.
WAVE, SHAPE, UNIT, PERIOD, READERS, LANGUAGE = "wave", "shape", "unit", "period", "for", "language"
WHOLE, OTHERS, WORKPLACE = "whole", "others", "workplace"
SHAPES = {
    WHOLE: N_("Hela rapporten, för internt bruk"),
    OTHERS: N_("Hela rapporten, för andra läsare"),
    WORKPLACE: N_("En sida för APT"),
}
READER_NAMES = {"": N_("För internt bruk"), OTHERS: N_("För andra läsare")}
LANGUAGE_NAMES = {"sv": N_("Svenska"), "en": N_("Engelska")}


@dataclass(frozen=True)
class ReportAsked:
    """A report to be made, in plain values."""

    kind: str
    unit_id: int
    survey_id: int | None
    period: str
    for_others: bool
    language: str

    def as_json(self) -> dict[str, Any]:
        """What is kept while it waits."""
        return asdict(self)


@dataclass(frozen=True)
class Choices:
    """What can be chosen: the counted waves and the units of the person, by what the form sends."""

    waves: Mapping[str, Wave]
    units: Mapping[str, Unit]
    #: The units' codes and names for a list.
    unit_names: Sequence[tuple[str, str]]


def choices(session: Session, unit_ids: frozenset[int]) -> Choices:
    """Those of some units."""
    units = [unit for unit in list_units(session) if unit.id in unit_ids]
    named = indented(units)
    return Choices(
        {str(wave.id): wave for wave in counted_waves(session, unit_ids)},
        {unit.code: unit for unit, _name in named},
        [(unit.code, name) for unit, name in named],
    )


def read_survey_form(
    form: Mapping[str, str], offered: Choices
) -> tuple[ReportAsked | None, dict[str, str]]:
    """A report of a wave, or what is wrong by field."""
    wave, shape = offered.waves.get(form.get(WAVE, "")), form.get(SHAPE, WHOLE)
    errors = _language_errors(form)
    if wave is None:
        errors[WAVE] = _("Välj ett mättillfälle.")
    elif shape == OTHERS and not wave.published:
        errors[SHAPE] = _(
            "Mättillfället är inte publicerat, så andra får inte läsa det. Välj internt bruk."
        )
    if shape not in SHAPES:
        errors[SHAPE] = _("Välj en form.")
    if errors or wave is None:
        return None, errors
    kind = ReportKind.WORKPLACE if shape == WORKPLACE else ReportKind.SURVEY
    others = shape == OTHERS
    asked = (kind.value, wave.unit_id, wave.survey_id, wave.label, others, form[LANGUAGE])
    return ReportAsked(*asked), {}


def read_period_form(
    form: Mapping[str, str], offered: Choices
) -> tuple[ReportAsked | None, dict[str, str]]:
    """A report of a month, tertial or year, or what is wrong by field."""
    unit, errors = offered.units.get(form.get(UNIT, "")), _language_errors(form)
    if unit is None:
        errors[UNIT] = _("Välj en enhet.")
    try:
        period = read_period(form.get(PERIOD, ""))
    except NoSuchPeriod:
        errors[PERIOD] = _("Välj en månad, en tertial eller ett år.")
    if form.get(READERS, "") not in READER_NAMES:
        errors[READERS] = _("Välj vilka som ska läsa.")
    if errors or unit is None:
        return None, errors
    others = form.get(READERS) == OTHERS
    kind = kind_of_period(period).value
    return ReportAsked(kind, unit.id, None, period.name, others, form[LANGUAGE]), {}


def wave_options(offered: Choices) -> Sequence[tuple[str, str]]:
    """The waves by name: Brukarenkät, 2020 (Enheten)."""
    language = str(get_locale())
    return [
        (
            number,
            f"{in_language(survey_title(wave.survey), language)}, {wave.label} ({wave.unit.name})",
        )
        for number, wave in offered.waves.items()
    ]


def _language_errors(form: Mapping[str, str]) -> dict[str, str]:
    if form.get(LANGUAGE) in LANGUAGE_NAMES:
        return {}
    return {LANGUAGE: _("Välj ett språk.")}
