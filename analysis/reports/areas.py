"""What a survey found, area by area: each variable's chart, table and sentences, and a text to copy."""

from collections.abc import Iterable, Mapping, Sequence

from flask_babel import gettext as _

from analysis.charts.gender import NAMES, gender_chart, on_page
from analysis.charts.pictures import Chart
from analysis.charts.text import alt_text
from analysis.reports.beside import paragraphs
from analysis.reports.planning import planning
from analysis.reports.report import Block, Parts, Picture, Section, Table, Words
from analysis.reports.survey_asked import SurveyAsked
from analysis.results.overview import OverviewRow
from analysis.results.phrases import in_language
from analysis.results.result_page import NONE, ShownVariable, cell_text, shown_variable
from analysis.results.take_away import RESERVATION
from analysis.scorecard.showing import ShownIndicator
from core.codes import Group

#: The indicators that a variable feeds, by its code.
Goals = Mapping[str, Sequence[ShownIndicator]]


def area_sections(asked: SurveyAsked, goals: Goals) -> Iterable[Section]:
    """For every area a heading with its text to copy, and below it the area's variables.

    `goals` are the indicators that the variables feed.
    """
    for area in dict.fromkeys(row.result.variable.area for row in asked.rows):
        rows = [row for row in asked.rows if row.result.variable.area == area]
        yield Section(f"area-{area}", rows[0].area, (copied(asked, rows, goals),))
        for row in rows:
            yield _variable_section(asked, row)


def variable_pictures(asked: SurveyAsked) -> dict[str, Chart]:
    """The chart of each variable by its code."""
    return {
        row.result.variable.code: gender_chart(asked.page, row.result, asked.language)
        for row in asked.rows
    }


def copied(asked: SurveyAsked, rows: Sequence[OverviewRow], goals: Goals) -> Parts:
    """The outcome and what can be said of it, of some variables, to be pasted elsewhere."""
    fed = [one for row in rows for one in goals.get(row.result.variable.code, ())]
    outcome = [_outcome(row, asked.language) for row in rows]
    analysis = [f"{row.label}: {text}" for row in rows for text in _sentences(asked, row)]
    return planning(
        expected=[f"{one.name}. {text}" for one in fed for text in one.target_texts],
        outcome=[*outcome, *(one.verdict for one in fed)],
        analysis=[
            *analysis,
            _(RESERVATION),
            *(line for one in fed for line in paragraphs(one.analysis)),
        ],
        learning=[line for one in fed for line in paragraphs(one.learning)],
        on_screen=True,
    )


def _variable_section(asked: SurveyAsked, row: OverviewRow) -> Section:
    shown = shown_variable(asked.page, row.result, asked.language)
    chart = gender_chart(asked.page, row.result, asked.language)
    code = row.result.variable.code
    blocks: list[Block] = [
        Words(shown.title, "strong"),
        Picture(code, alt_text(on_page(chart))),
        _table(shown, asked.language),
        *(Words(sentence) for sentence in shown.over_time),
    ]
    if shown.has_interval:
        blocks.append(Words(_(RESERVATION), "muted"))
    return Section(f"variable-{code}", shown.label, tuple(blocks), level=3)


def _table(shown: ShownVariable, language: str) -> Table:
    """The figures by wave; the third group has no column where it is hidden in every wave."""
    names = [str(column["label"]) for column in shown.columns]
    third = in_language(NAMES[Group.OTHER], language)
    hidden = {_("visas inte"), NONE}
    kept = [
        place
        for place, name in enumerate(names)
        if name != third or any(line[place] not in hidden for line in shown.rows)
    ]
    return Table(
        _("Andel och osäkerhet, antal svar")
        if shown.is_share
        else _("Medelvärde och osäkerhet, antal svar"),
        tuple(names[place] for place in kept),
        tuple(tuple(line[place] for place in kept) for line in shown.rows),
    )


def _outcome(row: OverviewRow, language: str) -> str:
    """Bemötande: 83 % (79–87), 205 svar. Kvinnor: … Män: …"""
    names = {Group.WOMAN: _("Kvinnor"), Group.MAN: _("Män")}
    found = [f"{row.label}: {cell_text(row.result, row.cells[Group.ALL], language)}."]
    found += [
        f"{name}: {cell_text(row.result, row.cells[group], language)}."
        for group, name in names.items()
        if row.cells[group].value is not None
    ]
    return " ".join(found)


def _sentences(asked: SurveyAsked, row: OverviewRow) -> list[str]:
    """What can be said of women and men, and of the change since the wave before."""
    found = [in_language(row.gender.sentence, asked.language)] if row.gender else []
    if row.change:
        found.append(
            f"{row.change.waves[0]}–{asked.name}: {in_language(row.change.sentence, asked.language)}"
        )
    return found
