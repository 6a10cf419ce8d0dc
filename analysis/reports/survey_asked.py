"""Which wave of a survey a report is of, and its results, found once for all its sections."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from analysis.charts.gender import wave_name
from analysis.reports.wave_cut import until_wave
from analysis.results.overview import Choice, Order, OverviewRow, overview_rows
from analysis.results.phrases import in_language
from analysis.results.queries import SealedWave, sealed_waves
from analysis.results.series import WaveInfo
from analysis.results.survey_results import Audience, SurveyPage, load_results
from core.errors import NotFound
from core.settings import Settings
from organisation.models import Unit
from surveys.questionnaires.models import Survey


@dataclass(frozen=True)
class SurveyAsked:
    """A wave as its report needs it. `own` is None where others have published it.

    `rows` are its variables, in the order of the questionnaire's areas.
    """

    survey: Survey
    unit: Unit
    page: SurveyPage
    wave: WaveInfo
    own: SealedWave | None
    before: SealedWave | None
    rows: list[OverviewRow]
    audience: Audience
    language: str

    @property
    def name(self) -> str:
        """The wave's name."""
        return wave_name(self.wave, self.language)

    @property
    def title(self) -> str:
        """The survey's title."""
        return in_language(self.page.title, self.language)

    @property
    def for_others(self) -> bool:
        """Whether it holds no more than everybody may see."""
        return self.audience.published_only


def find_asked(
    session: Session, survey: Survey, unit: Unit, label: str, audience: Audience, language: str
) -> SurveyAsked:
    """The wave with the label. Raises NotFound when the audience has no such wave."""
    whole = load_results(session, survey, unit, audience)
    if label not in [wave.label for wave in whole.result.waves]:
        raise NotFound
    page = until_wave(whole, label)
    own = sealed_waves(session, survey, unit, published_only=audience.published_only)
    earlier = [one for one in own if one.opens < page.opened[label]]
    return SurveyAsked(
        survey=survey,
        unit=unit,
        page=page,
        wave=page.result.waves[-1],
        own=next((one for one in own if one.label == label), None),
        before=earlier[-1] if earlier else None,
        rows=overview_rows(page, Choice(label, "", Order.AREA), language),
        audience=audience,
        language=language,
    )


def audience_of(settings: Settings, *, for_others: bool) -> Audience:
    """Who a report is for."""
    return Audience.public(settings) if for_others else Audience.inside(settings)


def marking_of(*, for_others: bool) -> str:
    """The words that stand on every page of a report."""
    return str(_("Får visas för alla") if for_others else _("För internt bruk"))
