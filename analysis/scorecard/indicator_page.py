"""What the page of one indicator shows, with what was typed in its forms."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask_babel import format_date, get_locale
from flask_babel import gettext as _

from analysis.cases.periods import read_name, whole_year
from analysis.charts.dots import group_name
from analysis.charts.parts import GenderChart
from analysis.charts.pictures import forms_of
from analysis.charts.text import alt_text
from analysis.scorecard.charts import periods_chart, small_chart
from analysis.scorecard.feeds import load_outcomes, terms_of
from analysis.scorecard.figures import SHOWN_GROUPS, Outcome, Outcomes
from analysis.scorecard.kinds import (
    DIRECTION_NAMES,
    FREQUENCY_NAMES,
    FULFILMENT_NAMES,
    Feed,
    Frequency,
    Quantity,
)
from analysis.scorecard.models import Indicator, IndicatorFigure, IndicatorWord
from analysis.scorecard.periods import FIRST_YEAR, Slot, read_slot, slot_name, slot_of, slots_back
from analysis.scorecard.queries import figures_of, words_of
from analysis.scorecard.showing import drawn_of, fulfilment_words, show_indicator
from analysis.scorecard.word_form import WORD_LABELS, fields_of_word
from analysis.scorecard.words import (
    counts_words,
    exact_words,
    slot_inside,
    slot_words,
    value_words,
)
from core.clock import clock
from core.codes import Group
from core.database import session
from core.errors import NotFound
from organisation.access import Permission, units_for
from organisation.differences import Difference, Typed, differences
from organisation.staff import names_of_staff

PERIOD, UNTIL = "period", "till"
YEARS, PERIODS = "ar", "perioder"
#: So many periods can be chosen, and are shown in the table.
OFFERED = {
    Frequency.WEEK: 60,
    Frequency.MONTH: 36,
    Frequency.QUARTER: 20,
    Frequency.TERTIAL: 18,
    Frequency.YEAR: 15,
}


def slot_asked(indicator: Indicator) -> Slot:
    """The period of the address, which has begun; without one, that of today or the last there is.

    Raises NotFound for what is no period of the indicator.
    """
    frequency, today = Frequency(indicator.frequency), clock().today()
    now, name = slot_of(frequency, today), request.args.get(PERIOD, "")
    slot = read_slot(frequency, name) if name else None
    if (name and slot is None) or (slot and slot > now):
        raise NotFound
    return slot or now


def indicator_chart(indicator: Indicator, name: str, slot: Slot) -> GenderChart | None:
    """The chart of the years until a day of the address, or of the periods."""
    found = _outcomes(indicator)
    drawn = drawn_of(indicator, found, slot.year)
    if name == PERIODS:
        return periods_chart(drawn)
    if name != YEARS:
        return None
    until = read_name(request.args.get(UNTIL) or str(clock().today().year))
    year = until.first.year
    return small_chart(drawn_of(indicator, found, year), year, until.last)


def _outcomes(indicator: Indicator) -> Outcomes:
    """What this reader may see."""
    readers = units_for(Permission.READ_CASES)
    return load_outcomes(session(), [indicator], clock().today(), readers)[indicator.id]


def indicator_page(indicator: Indicator, typed: Typed | None = None) -> str:
    """The page. Raises NotFound for a period that is none."""
    typed, slot, found = typed or Typed(), slot_asked(indicator), _outcomes(indicator)
    if PERIOD not in request.args and found.by_slot:
        slot = max(found.by_slot)
    said = words_of(session(), [indicator.id])[indicator.id]
    shown = show_indicator(indicator, found, said, whole_year(slot.year))
    chart = periods_chart(drawn_of(indicator, found, slot.year))
    entered = _entered(indicator)
    stored = _stored(indicator, said, slot)
    # Who is told that somebody was first saves against what is stored now.
    given = {**stored, **typed.fields, "word_revision": stored["word_revision"]}
    return render_template(
        "analysis/scorecard/indicator.html",
        indicator=indicator,
        shown=shown,
        facts=_facts(indicator),
        chart=chart,
        alt=alt_text(chart) if chart else "",
        pictures=forms_of(chart) if chart else (),
        address=lambda name, picture: _chart_address(indicator, slot, name, picture.query),
        period=slot_name(found.terms.frequency, slot),
        period_name=slot_inside(found.terms.frequency, slot),
        periods=_periods(found, slot, clock().today()),
        **_table(indicator, found, entered),
        said=_said(indicator, said),
        given=given,
        errors=typed.errors,
        behind=typed.behind,
        figure_wrong=any(not name.startswith("word_") for name in typed.errors),
        changed=_differences(stored, typed.fields) if typed.behind else [],
        labels=WORD_LABELS,
        fulfilments=_fulfilments(),
        is_share=indicator.quantity == Quantity.SHARE,
        has_n=indicator.quantity != Quantity.COUNT,
        has_figure=slot in entered,
        may_write=indicator.unit_id in units_for(Permission.WRITE_RESULTS),
        may_manage=indicator.unit_id in units_for(Permission.MANAGE_INDICATORS),
        by_hand=indicator.feed == Feed.HAND,
    )


def _stored(indicator: Indicator, said: Sequence[IndicatorWord], slot: Slot) -> dict[str, str]:
    """The fields of what is said of a period, with the revision that a form stands on."""
    word = next((one for one in said if (one.year, one.period) == slot), None)
    revision = str(word.revision if word else 0)
    return fields_of_word(indicator, word) | {"word_revision": revision}


def _chart_address(indicator: Indicator, slot: Slot, name: str, asked: dict[str, Any]) -> str:
    period = slot_name(Frequency(indicator.frequency), slot)
    return url_for(
        "scorecard.chart", indicator_id=indicator.id, name=name, **{PERIOD: period, **asked}
    )


def _facts(indicator: Indicator) -> list[tuple[str, str]]:
    """How it is counted."""
    terms = terms_of(indicator)
    facts = [
        (_("Vad räknas"), indicator.definition),
        (_("Mål i planen"), indicator.goal),
        (_("Målet nås när utfallet är"), _(DIRECTION_NAMES[indicator.direction]).lower()),  # type: ignore[index]  # a StrEnum equals its text.
        (_("Hur ofta"), _(FREQUENCY_NAMES[terms.frequency])),
        (_("Källa"), indicator.source),
    ]
    if terms.added:
        facts.append((_("Året"), _("Periodernas siffror läggs ihop.")))
    if indicator.feed == Feed.CASES:
        facts.append((_("Små tal"), _("Du ser alla tal. I rapporter till andra döljs små tal.")))
    if terms.quantity is Quantity.SHARE and not terms.whole:
        facts.append((_("Osäkerhet"), _("Siffran är ett urval. Osäkerheten räknas med i omdömet.")))
    return [(name, text) for name, text in facts if text]


def _periods(found: Outcomes, slot: Slot, today: date) -> list[tuple[str, str]]:
    """The periods to choose, the newest first: the last ones, and all that have a figure."""
    frequency = found.terms.frequency
    now = slot_of(frequency, today)
    offered = {*slots_back(frequency, now, OFFERED[frequency]), *found.by_slot, slot}
    chosen = sorted((one for one in offered if one.year >= FIRST_YEAR), reverse=True)
    return [(slot_name(frequency, one), slot_words(frequency, one)) for one in chosen]


def _entered(indicator: Indicator) -> dict[Slot, IndicatorFigure]:
    """A figure of each period that has been entered by hand."""
    figures = figures_of(session(), [indicator.id])[indicator.id]
    return {Slot(one.year, one.period): one for one in figures}


def _table(
    indicator: Indicator, found: Outcomes, entered: Mapping[Slot, IndicatorFigure]
) -> dict[str, Any]:
    """A row for each period, the newest first: the figures, the source, who entered it and when."""
    told = {group for one in found.by_slot.values() for group in (*one.figures, *one.hidden)}
    groups = [group for group in SHOWN_GROUPS if group is Group.ALL or group in told]
    names = names_of_staff(session(), {one.staff_id for one in entered.values()})
    by_hand, language = indicator.feed == Feed.HAND, str(get_locale())
    rows = []
    for slot in sorted(found.by_slot, reverse=True):
        row = [slot_words(found.terms.frequency, slot)]
        row += [_cell(indicator, found.by_slot[slot], group) for group in groups]
        row.append(found.sources.get(slot, ""))
        if by_hand:
            row.append(_signed(names.get(entered[slot].staff_id or 0, ""), entered[slot].day))
        rows.append(row)
    columns = [
        {"label": _("Period"), "whole": True},
        *({"label": group_name(group, language), "number": True} for group in groups),
        {"label": _("Källa"), "prose": True},
        *([{"label": _("Inskriven"), "prose": True}] if by_hand else []),
    ]
    return {"columns": columns, "rows": rows}


def _cell(indicator: Indicator, outcome: Outcome, group: Group) -> str:
    known = outcome.figures.get(group)
    if known is None:
        return str(_("Visas inte")) if group in outcome.hidden else "–"
    counts = counts_words(known)
    told = value_words(indicator, known.value, known)
    return f"{told} ({counts})" if counts else told


def _said(indicator: Indicator, said: Sequence[IndicatorWord]) -> list[dict[str, str]]:
    """What has been said, the latest first."""
    names = names_of_staff(session(), {one.staff_id for one in said})
    frequency = Frequency(indicator.frequency)
    return [
        {
            "period": slot_words(frequency, Slot(one.year, one.period)),
            "signed": _signed(names.get(one.staff_id or 0, ""), one.day),
            "forecast": _forecast(indicator, one),
            "word": fulfilment_words(one),
            "analysis": one.analysis,
            "learning": one.learning,
        }
        for one in said
    ]


def _forecast(indicator: Indicator, word: IndicatorWord) -> str:
    return "" if word.forecast is None else exact_words(indicator, word.forecast)


def _signed(name: str, day: date) -> str:
    return ", ".join(filter(None, [name, format_date(day, "d MMM y")]))


def _fulfilments() -> list[tuple[str, str]]:
    return [
        ("", _("Inte bedömt")),
        *((one.value, _(name)) for one, name in FULFILMENT_NAMES.items()),
    ]


def _differences(stored: Mapping[str, str], typed: Mapping[str, str]) -> list[Difference]:
    return differences(WORD_LABELS, stored, typed, {"word_fulfilment": dict(_fulfilments())})
