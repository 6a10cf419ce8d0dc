"""One page for the workplace meeting.

The finding, one chart, three sentences, what was done since last time, and what to talk about.
"""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from analysis.charts.dots import DotChart, dots_alt_text, dots_on_page
from analysis.methods.verdicts import Verdict
from analysis.reports.answered import answered_text
from analysis.reports.beside import planned_before, state_of
from analysis.reports.overview_block import one_chart, rows_of_commonest_scale
from analysis.reports.report import Block, Picture, Points, ReportDocument, Section, Words
from analysis.reports.survey_asked import SurveyAsked, marking_of
from analysis.reports.survey_report import finding, lead, simulated_words
from analysis.results.overview import OverviewRow, difference_of
from analysis.results.phrases import in_language
from analysis.results.result_page import cell_text
from analysis.results.series import Comparison
from analysis.results.short_verdicts import DIFFERENT
from analysis.results.take_away import RESERVATION
from core.codes import Group
from organisation.measures import Wanted, find_measures
from organisation.models import Measure, MeasureState
from organisation.units import parents_of_units, with_all_below

CHART = "oversikt"
MOST_MEASURES = 4
LONGEST = 140
#: What has been done, or has begun.
DONE = (MeasureState.DONE, MeasureState.UNDER_WAY)


def workplace_report(session: Session, asked: SurveyAsked, today: date) -> ReportDocument:
    """The page, in the language that is set."""
    chart = one_chart(asked)
    return ReportDocument(
        title=finding(asked),
        lead=lead(asked),
        marking=marking_of(for_others=False),
        language=asked.language,
        sections=tuple(_sections(session, asked, chart, today)),
        pictures={CHART: chart} if chart else {},
        one_page=True,
    )


def _sections(
    session: Session, asked: SurveyAsked, chart: DotChart | None, today: date
) -> Sequence[Section]:
    seen: list[Block] = [*simulated_words(asked)]
    if chart:
        seen.append(Picture(CHART, dots_alt_text(dots_on_page(chart))))
    seen += [Points(tuple(three_sentences(asked))), Words(_(RESERVATION), "muted")]
    done = measures_since(session, asked, today)
    told: Block = Points(tuple(f"{shortened(one.what)} ({state_of(one).lower()})" for one in done))
    if not done:
        told = Words(_("Inga åtgärder är inskrivna sedan förra mättillfället."))
    return (
        Section("resultat", _("Det här såg vi"), tuple(seen)),
        Section("gjort", _("Det här har vi gjort sedan sist"), (told,)),
        Section("prata", _("Prata om"), (Points(tuple(to_talk_about(asked))),)),
    )


def three_sentences(asked: SurveyAsked) -> list[str]:
    """The highest and lowest figure; women and men; the change, or how many answered."""
    found = []
    ranked = _ranked(asked)
    if ranked:
        low, high = ranked[0], ranked[-1]
        found.append(
            f"{_told(high, asked)}."
            if low is high
            else str(
                _(
                    "Högst: %(high)s. Lägst: %(low)s.",
                    high=_told(high, asked),
                    low=_told(low, asked),
                )
            )
        )
    between = [(row, row.gender) for row in asked.rows if row.gender and _is_said(row.gender)]
    if between:
        row, one = max(between, key=lambda pair: (_differs(pair[1]), difference_of(pair[0])))
        found.append(f"{row.label}: {in_language(one.sentence, asked.language)}")
    changed = [(row, row.change) for row in asked.rows if row.change and _is_said(row.change)]
    if changed:
        row, one = max(changed, key=lambda pair: _differs(pair[1]))
        waves = f"{one.waves[0]}–{asked.name}"
        found.append(f"{waves}, {row.label}: {in_language(one.sentence, asked.language)}")
    else:
        found.append(answered_text(asked))
    return found


def to_talk_about(asked: SurveyAsked) -> list[str]:
    """Questions that the figures raise, and never an answer to them."""
    found = []
    ranked = _ranked(asked)
    if len(ranked) == 1:
        found += [
            _("Vad kan vi ändra redan den här månaden?"),
            _("Vad gör vi bra, som vi kan göra mer av?"),
        ]
    if len(ranked) > 1:
        found += [
            _(
                "”%(what)s” fick lägst. Vad kan vi ändra redan den här månaden?",
                what=ranked[0].label,
            ),
            _(
                "”%(what)s” fick högst. Vad gör vi där som vi kan göra mer av?",
                what=ranked[-1].label,
            ),
        ]
    different = [row for row in asked.rows if _differs(row.gender)]
    if different:
        most = max(different, key=difference_of)
        is_certain = most.gender is not None and most.gender.verdict is Verdict.DIFFERENCE
        said = (
            _("Kvinnor och män svarade olika om ”%(what)s”. Vad kan det bero på?", what=most.label)
            if is_certain
            else _(
                "Kvinnor och män svarade troligen olika om ”%(what)s”. Vad kan det bero på?",
                what=most.label,
            )
        )
        found.append(said)
    else:
        found.append(_("Vilka svarade inte, och hur kan vi höra vad de tycker?"))
    return [str(one) for one in found]


def measures_since(session: Session, asked: SurveyAsked, today: date) -> list[Measure]:
    """What has been done or begun: first what was decided after the wave before, then the other
    measures of the unit and its sections since that wave, the newest first.
    """
    since = asked.before.opens if asked.before else date.min
    below = with_all_below(parents_of_units(session), [asked.unit.id])
    others = [
        one
        for state in DONE
        for one in find_measures(session, Wanted(below, state), today)
        if one.last_day >= since
    ]
    others.sort(key=lambda one: (one.last_day, one.id), reverse=True)
    planned = [one for one in planned_before(session, asked) if one.state in DONE]
    return list({one.id: one for one in (*planned, *others)}.values())[:MOST_MEASURES]


def shortened(text: str) -> str:
    """The text, cut after a whole word where it is long."""
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(" ", 1)[0] + " …"


def _ranked(asked: SurveyAsked) -> list[OverviewRow]:
    """The variables with a figure of everybody, of the scale with the most, the lowest first."""
    shown = [row for row in asked.rows if row.cells[Group.ALL].value is not None]
    return sorted(rows_of_commonest_scale(shown), key=lambda row: row.cells[Group.ALL].value or 0.0)


def _told(row: OverviewRow, asked: SurveyAsked) -> str:
    return f"{row.label} {cell_text(row.result, row.cells[Group.ALL], asked.language)}"


def _is_said(one: Comparison) -> bool:
    return one.verdict is not Verdict.HIDDEN


def _differs(one: Comparison | None) -> bool:
    return one is not None and one.verdict in DIFFERENT
