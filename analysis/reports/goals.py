"""The goals of a period: each indicator as the city's planning system wants it, with its chart."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from analysis.cases.periods import whole_year
from analysis.charts.gender import on_page
from analysis.charts.pictures import Chart
from analysis.charts.text import alt_text
from analysis.reports.beside import paragraphs
from analysis.reports.planning import planning
from analysis.reports.report import Block, Picture, Section
from analysis.reports.survey_asked import SurveyAsked
from analysis.results.queries import items_of
from analysis.scorecard.queries import indicators_of
from analysis.scorecard.showing import ShownIndicator, show_indicators
from organisation.models import Unit


def goal_sections(shown: Sequence[ShownIndicator], unit: Unit) -> Iterator[Section]:
    """A heading for each goal, and below it its indicators."""
    for place, goal in enumerate(dict.fromkeys(one.goal for one in shown)):
        yield Section(f"mal-{place}", goal or str(_("Mål och indikatorer")), ())
        for one in shown:
            if one.goal == goal:
                yield _indicator_section(one, unit)


def goals_of_variables(session: Session, asked: SurveyAsked) -> dict[str, list[ShownIndicator]]:
    """The indicators that the wave's variables feed, in the wave's year, by variable."""
    if asked.for_others or asked.own is None:
        return {}
    codes = {number: code for code, number in items_of(session, asked.survey).items()}
    fed = [one for one in indicators_of(session, [asked.unit.id]) if one.item_id in codes]
    shown = show_indicators(session, fed, whole_year(asked.own.opens.year))
    found: dict[str, list[ShownIndicator]] = {}
    for indicator, one in zip(fed, shown, strict=True):
        found.setdefault(codes[indicator.item_id or 0], []).append(one)
    return found


def goal_pictures(shown: Sequence[ShownIndicator]) -> dict[str, Chart]:
    """The chart of each indicator that has one, by name."""
    return {_name(one): one.chart for one in shown if one.chart}


def _indicator_section(one: ShownIndicator, unit: Unit) -> Section:
    blocks: list[Block] = [
        planning(
            expected=one.target_texts,
            outcome=tuple(_outcome(one)),
            analysis=paragraphs(one.analysis),
            learning=paragraphs(one.learning),
        )
    ]
    if one.chart:
        blocks.append(Picture(_name(one), alt_text(on_page(one.chart))))
    heading = one.name if one.unit_id == unit.id else f"{one.name} ({one.unit})"
    return Section(_name(one), heading, tuple(blocks), level=3)


def _outcome(one: ShownIndicator) -> Iterator[str]:
    """The figure with its counts, women and men, what is said of the targets, what is expected."""
    if one.outcome:
        counts = f" ({one.counts})" if one.counts else ""
        split = [(_("kvinnor"), one.women), (_("män"), one.men)]
        groups = "".join(f", {name} {figure}" for name, figure in split if figure)
        yield f"{one.period}: {one.outcome}{counts}{groups}."
    yield one.missing
    for target in one.targets:
        yield target.sentence
    if one.forecast:
        yield str(_("Prognos för året: %(figure)s.", figure=one.forecast))
    if one.word:
        yield str(_("Vår bedömning: %(word)s.", word=one.word.lower()))
    if one.source:
        yield str(_("Källa: %(source)s.", source=one.source.rstrip(".")))


def _name(one: ShownIndicator) -> str:
    return f"indikator-{one.id}"
