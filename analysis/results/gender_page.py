"""What the page of women and men shows, in one language; everything comes disclosed."""

from collections.abc import Sequence
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from analysis.charts.gender import NAMES
from analysis.charts.text import percent_text
from analysis.results.overview import (
    Choice,
    Order,
    OverviewRow,
    name_of,
    overview_rows,
    waves_to_choose,
)
from analysis.results.overview_charts import finding_of, scales_of, shown_chart
from analysis.results.phrases import in_language
from analysis.results.result_page import NONE, cell_text
from analysis.results.series import WaveInfo
from analysis.results.short_verdicts import difference_in_brief
from analysis.results.survey_results import SurveyPage, result_shelf
from analysis.results.viewing import View
from core.codes import Group
from core.errors import NotFound

BOTH = (Group.WOMAN, Group.MAN)


def gender_choice(page: SurveyPage) -> Choice:
    """The wave that the address says, or the newest; the largest difference first.

    Raises NotFound for a wave that is not there.
    """
    waves = waves_to_choose(page) or [""]
    wave = request.args.get("mattillfalle", waves[0])
    if wave not in waves:
        raise NotFound
    return Choice(wave, "", Order.DIFFERENCE)


def gender_in_words(view: View, page: SurveyPage, choice: Choice, language: str) -> dict[str, Any]:
    """What the page shows, worded once: the page's key holds everything it is made from."""

    def made() -> dict[str, Any]:
        rows = overview_rows(page, choice, language)
        infos = [one for one in page.result.waves if one.label == choice.wave]
        asks_gender = any(one.has_gender for one in infos)
        finding = finding_of(rows, name_of(page, choice.wave, language)) if rows else ""
        return {
            "asks_gender": asks_gender,
            "finding": finding if asks_gender or not rows else _("Enkäten frågar inte om kön"),
            "simulated": any(one.simulated for one in infos),
            "charts": [
                shown_chart(page, choice, rows, scale, language) for scale in scales_of(rows)
            ],
            "table": _table(view, choice, rows, language),
            "has_interval": any(
                cell.low is not None for row in rows for cell in row.cells.values()
            ),
            "hidden": _hidden(rows, view.audience.limit) if asks_gender else [],
            "responses": _responses(page, infos[0], language) if infos else None,
        }

    return result_shelf().kept((page.key, "gender", choice.wave, language), made)


def _table(
    view: View, choice: Choice, rows: Sequence[OverviewRow], language: str
) -> dict[str, Any]:
    columns = [
        {"label": _("Fråga")},
        {"label": _("Kvinnor"), "number": True},
        {"label": _("Män"), "number": True},
        {"label": _("Kvinnor minus män"), "number": True},
        {"label": _("Vad vi kan säga"), "prose": True},
    ]
    return {"columns": columns, "rows": [_line(view, choice, row, language) for row in rows]}


def _line(view: View, choice: Choice, row: OverviewRow, language: str) -> list[Any]:
    variable, found = row.result.variable, row.gender
    same: dict[str, Any] = {
        "survey": view.survey.code,
        "enhet": view.unit.code,
        "mattillfalle": choice.wave,
    }
    difference = ""
    if found:
        difference = difference_in_brief(variable, found.difference, found.low, found.high)
    return [
        {
            "text": row.label,
            "href": url_for("variable.variable", variable=variable.code, **same),
        },
        *(
            NONE
            if row.published and row.cells[group].value is None
            else cell_text(row.result, row.cells[group], language)
            for group in BOTH
        ),
        difference or NONE,
        in_language(found.sentence, language) if found else NONE,
    ]


def _hidden(rows: Sequence[OverviewRow], limit: int) -> list[str]:
    """Which groups are not shown, and why; the same is said of a small group and of nobody."""
    own = [row for row in rows if not row.published]
    told = []
    closed = [row.label for row in own if any(row.cells[group].hidden for group in BOTH)]
    if closed:
        told.append(
            ngettext(
                "Kvinnor och män visas inte var för sig på en fråga (%(names)s). Färre än "
                "%(limit)s kvinnor eller färre än %(limit)s män svarade, och ingen ska kunna "
                "kännas igen.",
                "Kvinnor och män visas inte var för sig på %(num)s frågor (%(names)s). Färre än "
                "%(limit)s kvinnor eller färre än %(limit)s män svarade, och ingen ska kunna "
                "kännas igen.",
                len(closed),
                names=", ".join(closed),
                limit=limit,
            )
        )
    if own and all(row.cells[Group.OTHER].hidden for row in own):
        told.append(
            _(
                "Gruppen Övriga och okänt visas inte. Den har färre än %(limit)s svar, eller "
                "inga alls.",
                limit=limit,
            )
        )
    return told


def _responses(page: SurveyPage, wave: WaveInfo, language: str) -> dict[str, Any] | None:
    """How many women and men answered, beside how many they are as clients."""
    if wave.source or not wave.has_gender:
        return None
    answered, clients = page.responses.get(wave.label, {}), wave.population or {}
    rate = _("Andel som svarade") if wave.once_per_person else _("Svar per klient")
    return {
        "columns": [
            {"label": _("Grupp")},
            *({"label": label, "number": True} for label in (_("Antal svar"), _("Klienter"), rate)),
        ],
        "rows": [
            [
                in_language(NAMES[group], language),
                str(answered.get(group, _("visas inte"))),
                str(clients.get(group, NONE)),
                percent_text(answered[group], clients[group], language)
                if group in answered and clients.get(group)
                else NONE,
            ]
            for group in (*BOTH, Group.ALL)
        ],
        "sentences": _compared(answered, clients, wave, language),
    }


def _compared(answered: Any, clients: Any, wave: WaveInfo, language: str) -> list[str]:
    told = []
    if all(group in answered for group in BOTH) and all(clients.get(group) for group in BOTH):
        women, men = (answered[group] for group in BOTH)
        share = percent_text(women, women + men, language)
        of_clients = percent_text(
            clients[Group.WOMAN], sum(clients[group] for group in BOTH), language
        )
        told.append(
            _(
                "Kvinnor är %(share)s av de kvinnor och män som svarade, och %(clients)s av "
                "klienterna.",
                share=share,
                clients=of_clients,
            )
        )
    if not wave.once_per_person:
        told.append(_("En person kan ha svarat flera gånger. Därför är det ingen svarsfrekvens."))
    return told
