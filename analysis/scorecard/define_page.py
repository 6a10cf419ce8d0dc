"""What the pages that define indicators show, with what was typed."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from analysis.scorecard.case_figures import CASE_FIGURES
from analysis.scorecard.define_form import fields_of, fields_of_targets
from analysis.scorecard.kinds import (
    DIRECTION_NAMES,
    FEED_NAMES,
    FREQUENCY_NAMES,
    OWNER_NAMES,
    QUANTITY_NAMES,
    TARGET_KIND_NAMES,
)
from analysis.scorecard.models import Indicator
from analysis.scorecard.periods import FIRST_YEAR, LAST_YEAR
from analysis.scorecard.showing import targets_of
from analysis.scorecard.typed_numbers import typed_count
from analysis.scorecard.variables import FedBy, variables_for
from analysis.scorecard.words import target_words
from core.clock import clock
from core.codes import N_
from core.database import session
from core.errors import NotFound
from organisation.access import Permission, units_for
from organisation.differences import Difference, Typed, differences
from organisation.models import Unit
from organisation.units import indented, list_units

Choices = list[tuple[str, str]]
LABELS = {
    "indicator_goal": N_("Mål i planen"),
    "indicator_name": N_("Vad heter indikatorn?"),
    "indicator_definition": N_("Vad räknas, av vad?"),
    "indicator_quantity": N_("Vad är siffran?"),
    "indicator_measured_in": N_("Vad mäts mängden i?"),
    "indicator_direction": N_("När nås målet?"),
    "indicator_frequency": N_("Hur ofta kommer en siffra?"),
    "indicator_adds_up": N_("Periodernas siffror läggs ihop till årets"),
    "indicator_feed": N_("Var kommer siffran från?"),
    "indicator_item": N_("Vilken fråga?"),
    "indicator_case_figure": N_("Vilken siffra ur statistiken?"),
    "indicator_whole": N_("Siffran gäller alla, inte ett urval"),
    "indicator_source": N_("Källa"),
    "indicator_retired": N_("Följs inte längre"),
}


def new_page(typed: Typed) -> str:
    """The form of a new indicator."""
    units = [(one.code, name) for one, name in own_units()]
    choices = units if len(units) == 1 else [("", _("Välj en enhet")), *units]
    return render_template(
        "analysis/scorecard/new.html",
        units=choices,
        given=typed.fields,
        errors=typed.errors,
        **_offered(offered_variables()),
    )


def change_page(indicator: Indicator, typed: Typed) -> str:
    """The forms of an indicator and of its targets; raises NotFound for a year that is none."""
    year = typed_count(typed.fields.get("target_year", "") or request.args.get("ar", ""))
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        year = clock().today().year
        if "ar" in request.args and not typed.fields:
            raise NotFound
    stored = fields_of(indicator) | fields_of_targets(indicator, year)
    given = _given(stored, typed.fields)
    return render_template(
        "analysis/scorecard/change.html",
        indicator=indicator,
        given=given,
        errors=typed.errors,
        behind=typed.behind,
        changed=_differences(stored, given) if typed.behind else [],
        year=year,
        targets=_targets(indicator),
        owners=[(owner.value, _(name)) for owner, name in OWNER_NAMES.items()],
        kinds=_choices(TARGET_KIND_NAMES),
        target_href=lambda one: url_for(".change_form", indicator_id=indicator.id, ar=one),
        **_offered(offered_variables(indicator)),
    )


def own_units() -> list[tuple[Unit, str]]:
    """The units that the person keeps indicators of, with their names for a list of choices."""
    allowed = units_for(Permission.MANAGE_INDICATORS)
    return indented([one for one in list_units(session()) if one.id in allowed])


def offered_variables(indicator: Indicator | None = None) -> list[FedBy]:
    """What can feed an indicator: questions that its unit, or any of the person's, has answers to."""
    units = [indicator.unit_id] if indicator else units_for(Permission.MANAGE_INDICATORS)
    return variables_for(session(), units)


def _offered(variables: Sequence[FedBy]) -> dict[str, Any]:
    nothing = ("", _("Ingen"))
    return {
        "labels": LABELS,
        "quantities": _choices(QUANTITY_NAMES),
        "directions": _choices(DIRECTION_NAMES),
        "frequencies": _choices(FREQUENCY_NAMES),
        "feeds": _choices(FEED_NAMES),
        "variables": [nothing, *((str(one.item_id), one.name) for one in variables)],
        "case_figures": [
            nothing,
            *((key, _(one.name)) for key, one in CASE_FIGURES.items()),
        ],
    }


def _choices(names: Mapping[Any, str]) -> Choices:
    return [(str(one), _(name)) for one, name in names.items()]


def _given(stored: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """Of the form that was sent, what was typed: a box without its tick is not sent at all."""
    if not typed:
        return dict(stored)
    sent = "target_" if "target_year" in typed else "indicator_"
    return {
        name: typed.get(name, "") if name.startswith(sent) else value
        for name, value in stored.items()
    }


def _targets(indicator: Indicator) -> list[tuple[int, str]]:
    """The years that have targets, the newest first, with their targets in words."""
    years = sorted({one.year for one in indicator.targets}, reverse=True)
    return [
        (
            year,
            "; ".join(
                f"{_(OWNER_NAMES[one.owner])}: {target_words(indicator, one)}"  # type: ignore[index]  # a StrEnum equals its text.
                for one in targets_of(indicator, year)
            ),
        )
        for year in years
    ]


def _differences(stored: Mapping[str, str], given: Mapping[str, str]) -> list[Difference]:
    """In the words of the page, not in codes."""
    yes_no = {"1": _("Ja"), "": _("Nej")}
    told: dict[str, dict[str, str]] = {
        "indicator_quantity": dict(_choices(QUANTITY_NAMES)),
        "indicator_direction": dict(_choices(DIRECTION_NAMES)),
        "indicator_frequency": dict(_choices(FREQUENCY_NAMES)),
        "indicator_feed": dict(_choices(FEED_NAMES)),
        **dict.fromkeys(("indicator_adds_up", "indicator_whole", "indicator_retired"), yes_no),
    }
    return differences(LABELS, stored, given, told)
