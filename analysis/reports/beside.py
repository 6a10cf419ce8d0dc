"""What staff have written and decided beside the results of a wave; never for other readers."""

from collections.abc import Iterable, Iterator, Mapping

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from analysis.plans.plans import plans_after
from analysis.reports.report import Block, Parts, Section, Table, Words
from analysis.reports.survey_asked import SurveyAsked
from analysis.results.topics import GENDER_QUESTIONS
from analysis.results.word_queries import words_of
from organisation.measure_form import STATE_NAMES
from organisation.models import Measure, MeasureState
from organisation.units import names_of_units

#: Where something is to stand, and nothing does.
NOTHING = "–"


def written_texts(session: Session, asked: SurveyAsked) -> Mapping[str, tuple[str, ...]]:
    """What was written about the wave, as paragraphs by topic."""
    if asked.for_others or asked.own is None:
        return {}
    return {topic: paragraphs(word.text) for topic, word in words_of(session, asked.own.id).items()}


def gender_section(texts: Mapping[str, tuple[str, ...]]) -> Iterator[Section]:
    """The questions of the gender analysis that have an answer."""
    parts = tuple(
        (str(_(topic.heading)), texts[topic.code])
        for topic in GENDER_QUESTIONS
        if topic.code in texts
    )
    if parts:
        yield Section("jamstalldhet", _("Jämställdhetsanalys"), (Parts(parts),))


def plan_section(session: Session, asked: SurveyAsked) -> Iterator[Section]:
    """What each section decided after the result, and which of them have no plan."""
    if asked.for_others or asked.own is None:
        return
    units, plans = names_of_units(session), plans_after(session, asked.own.id)
    block: Block = Words(_("Ingen handlingsplan är inskriven än."))
    if any(plans.values()):
        rows = [
            row
            for unit_id, measures in sorted(plans.items())
            for row in _rows(units[unit_id], measures)
        ]
        block = measure_table(_("Åtgärder efter resultatet"), rows)
    yield Section("plan", _("Handlingsplan"), (block,))


def planned_before(session: Session, asked: SurveyAsked) -> list[Measure]:
    """What was decided after the wave before, in the order of the units."""
    if asked.before is None:
        return []
    plans = plans_after(session, asked.before.id)
    return [measure for unit_id in sorted(plans) for measure in plans[unit_id]]


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of what somebody typed."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def measure_table(caption: str, rows: Iterable[tuple[str, ...]]) -> Table:
    """Measures as a table; the rows come from `measure_row`."""
    columns = (_("Åtgärd"), _("Enhet"), _("Vem"), _("Till"), _("Läge"))
    return Table(caption, tuple(map(str, columns)), tuple(rows), prose=True)


def measure_row(one: Measure, unit: str) -> tuple[str, ...]:
    """What, of which unit, who, until when, and how far it has come."""
    return (one.what, unit, one.who, format_date(one.last_day, "d MMM y"), state_of(one))


def state_of(measure: Measure) -> str:
    """How far it has come, in a word."""
    return str(_(STATE_NAMES[MeasureState(measure.state)]))


def _rows(unit: str, measures: list[Measure]) -> Iterator[tuple[str, ...]]:
    if not measures:
        yield (str(_("Handlingsplan saknas")), unit, NOTHING, NOTHING, NOTHING)
    for one in measures:
        yield measure_row(one, unit)
