"""How the answers to a question are spread: from disclosed codes to the chart, its table, its file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from analysis.charts.distribution import (
    Bar,
    BarGroup,
    DistributionChart,
    part_text,
)
from analysis.charts.dots import group_name, invented_mark
from analysis.charts.gender import wave_name
from analysis.methods.estimates import percent
from analysis.results.phrases import in_language
from analysis.results.series import ResultCell, VariableResult, WaveInfo
from analysis.results.survey_results import SurveyPage
from analysis.results.take_away import Takeaway, remark_on
from analysis.results.variable_choices import AskedQuestion
from core.codes import N_, Group, Missing
from core.spreadsheets import Row

#: The groups that have bars of their own in the chosen wave; the third one only where it is shown.
SPLIT = (Group.WOMAN, Group.MAN, Group.OTHER)
#: Why somebody who was asked is not in the bars.
WHY_MISSING = {
    Missing.DONT_KNOW: N_("svarade ”vet inte”"),
    Missing.REFUSED: N_("ville inte svara"),
    Missing.SKIPPED: N_("hoppade över frågan"),
}


@dataclass(frozen=True)
class Spread:
    """The answers of one group in one wave; `counts` are in the question's order, None is hidden."""

    wave: WaveInfo
    group: Group
    counts: tuple[int, ...] | None


def spreads_of(
    page: SurveyPage, result: VariableResult, asked: AskedQuestion, wave: str
) -> tuple[list[Spread], list[Spread]]:
    """Everybody over the waves, and the groups of the chosen wave; none where others counted."""
    own = [one for one in page.result.waves if one.label in result.missing and not one.source]
    cells = {(cell.wave, cell.group): cell for cell in result.cells}
    everybody = [_spread(one, cells[one.label, Group.ALL], asked) for one in own]
    split = [
        _spread(one, cells[one.label, group], asked)
        for one in own
        if one.label == wave and one.has_gender
        for group in SPLIT
        if group is not Group.OTHER or not cells[one.label, group].hidden
    ]
    return everybody, split


def distribution_chart(
    page: SurveyPage, result: VariableResult, asked: AskedQuestion, wave: str, language: str
) -> DistributionChart | None:
    """The chart of a variable and a chosen wave; None where there is nothing to draw."""
    everybody, split = spreads_of(page, result, asked, wave)
    if not everybody or not asked.codes:
        return None
    groups = list(_everybody_in_groups(page, everybody, result, language))
    if split:
        bars = tuple(Bar(group_name(one.group, language), one.counts) for one in split)
        name = wave_name(split[0].wave, language)
        groups.append(BarGroup(_("Kvinnor och män %(wave)s", wave=name), bars, name))
    label = in_language(result.variable.label, language)
    invented = ", ".join(one.wave.label for one in everybody if one.wave.simulated)
    said = _("Andel av dem som svarade på frågan.")
    if asked.positive:
        said = _(
            "Andel av dem som svarade på frågan. Fyllda delar räknas som positiva, randiga inte."
        )
    return DistributionChart(
        title=_("%(label)s: så fördelar sig svaren", label=label),
        subtitle=said,
        choices=tuple(in_language(one, language) for one in asked.labels),
        positive=asked.positive,
        groups=tuple(groups),
        simulated_label=invented_mark(invented, language),
        language=language,
    )


def distribution_table(chart: DistributionChart) -> tuple[list[dict[str, object]], list[list[str]]]:
    """The columns and rows of the same figures, for the page."""
    columns: list[dict[str, object]] = [
        {"label": _("Vilka")},
        {"label": _("Antal svar"), "number": True},
    ]
    columns += [{"label": choice, "number": True} for choice in chart.choices]
    rows = [
        [
            f"{bar.label} {group.wave}".rstrip(),
            str(bar.n or "–"),
            *_parts(bar, chart),
        ]
        for group in chart.groups
        for bar in group.bars
    ]
    return columns, rows


def missing_sentences(page: SurveyPage, result: VariableResult) -> list[str]:
    """By wave, how many of those who were asked are outside the bars, as far as it may be told."""
    told = []
    for wave in page.result.waves:
        found = result.missing.get(wave.label, {})
        parts = [f"{found[kind]} {_(why)}" for kind, why in WHY_MISSING.items() if kind in found]
        if parts:
            told.append(f"{wave.label}: {', '.join(parts)}.")
    return told


def distribution_takeaway(
    page: SurveyPage,
    result: VariableResult,
    asked: AskedQuestion,
    chart: DistributionChart,
    names: tuple[str, ...],
) -> Takeaway:
    """The chart of a wave, the last of `names`, with its table: a row for each choice."""
    everybody, split = spreads_of(page, result, asked, names[-1])
    label = in_language(result.variable.label, chart.language)
    rows = [
        row
        for one in [*everybody, *split]
        for row in _rows((label, page.unit_name, one.wave.label), one, chart)
    ]
    columns = (
        *(_("Fråga"), _("Enhet"), _("Mättillfälle"), _("Grupp"), _("Svar")),
        *(_("Antal"), _("Procent"), _("Anmärkning")),
    )
    return Takeaway(names, chart, columns, tuple(rows), ())


def _spread(wave: WaveInfo, cell: ResultCell, asked: AskedQuestion) -> Spread:
    codes = cell.codes
    counts = tuple(codes.get(code, 0) for code in asked.codes) if codes else None
    return Spread(wave, cell.group, counts)


def _everybody_in_groups(
    page: SurveyPage, everybody: Sequence[Spread], result: VariableResult, language: str
) -> Iterator[BarGroup]:
    """A new group, headed by why, where the series is broken."""
    order = [wave.label for wave in page.result.waves]
    heading, bars, so_far = group_name(Group.ALL, language), list[Bar](), -1
    for one in everybody:
        at = order.index(one.wave.label)
        broken = [stop for stop in result.breaks if so_far < order.index(stop.after) <= at]
        if broken and bars:
            yield BarGroup(heading, tuple(bars))
            heading, bars = in_language(broken[-1].text, language), []
        bars.append(Bar(wave_name(one.wave, language), one.counts))
        so_far = at
    yield BarGroup(heading, tuple(bars))


def _parts(bar: Bar, chart: DistributionChart) -> list[str]:
    if not bar.n:
        return [_("visas inte")] * len(chart.choices)
    return [f"{part_text(count, bar.n, chart.language)} ({count})" for count in bar.counts or ()]


def _rows(first: tuple[str, ...], one: Spread, chart: DistributionChart) -> Iterator[Row]:
    group, remark = group_name(one.group, chart.language), remark_on(one.wave)
    n = sum(one.counts or ())
    for place, choice in enumerate(chart.choices):
        count = one.counts[place] if one.counts and n else None
        share = None if count is None else percent(count, n)
        told = remark if share is not None else str(_("visas inte"))
        yield (*first, group, choice, count, share, told)
