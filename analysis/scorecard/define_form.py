"""The forms of an indicator and of its targets: read, or a text at each field that is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from flask_babel import gettext as _

from analysis.methods.targets import Direction
from analysis.scorecard.case_figures import CASE_FIGURES
from analysis.scorecard.entry_form import Errors, Fields, Refused, read_figure
from analysis.scorecard.kinds import (
    ADDABLE,
    Feed,
    Frequency,
    Quantity,
    TargetKind,
    TargetOwner,
)
from analysis.scorecard.models import Indicator, IndicatorTarget
from analysis.scorecard.periods import FIRST_YEAR, LAST_YEAR
from analysis.scorecard.typed_numbers import as_typed, typed_count
from analysis.scorecard.variables import FedBy
from core.codes import N_
from organisation.names import one_line, running_text

CHOOSE = N_("Välj något av det som står här.")
LONGEST = {"goal": 200, "name": 200, "definition": 1000, "measured_in": 20, "source": 300}
Kind = TypeVar("Kind", bound=StrEnum)


@dataclass(frozen=True)
class Definition:
    """An indicator as it was defined, checked."""

    goal: str
    name: str
    definition: str
    quantity: Quantity
    measured_in: str
    direction: Direction
    frequency: Frequency
    adds_up: bool
    feed: Feed
    item_id: int | None
    case_figure: str | None
    whole_register: bool
    source: str
    retired: bool


@dataclass(frozen=True)
class Targets:
    """The targets of a year by whose they are; None is no target. A share is 0–1."""

    year: int
    by_owner: Mapping[TargetOwner, tuple[TargetKind, float | None] | None]


def read_definition(fields: Fields, variables: Sequence[FedBy]) -> Definition:
    """What was typed; `variables` are those that may be chosen. Raises Refused."""
    errors: Errors = {}
    texts = _texts(fields, errors)
    quantity = _chosen(fields, "quantity", Quantity, errors)
    direction = _chosen(fields, "direction", Direction, errors)
    frequency = _chosen(fields, "frequency", Frequency, errors)
    feed = _chosen(fields, "feed", Feed, errors)
    if not (quantity and direction and frequency and feed):
        raise Refused(errors)
    item_id = _item(fields, quantity, variables, errors) if feed is Feed.VARIABLE else None
    figure = _case_figure(fields, quantity, frequency, errors) if feed is Feed.CASES else None
    adds_up = _ticked(fields, "adds_up")
    if quantity is Quantity.AMOUNT and not texts["measured_in"]:
        errors["indicator_measured_in"] = _("Skriv vad det mäts i, till exempel kr.")
    if adds_up:
        _check_sum(quantity, frequency, feed, errors)
    if errors:
        raise Refused(errors)
    return Definition(
        **{**texts, "measured_in": texts["measured_in"] if quantity is Quantity.AMOUNT else ""},
        quantity=quantity,
        direction=direction,
        frequency=frequency,
        adds_up=adds_up,
        feed=feed,
        item_id=item_id,
        case_figure=figure,
        whole_register=feed is Feed.CASES or (feed is Feed.HAND and _ticked(fields, "whole")),
        retired=_ticked(fields, "retired"),
    )


def read_targets(fields: Fields, quantity: Quantity) -> Targets:
    """The targets of one year. Raises Refused."""
    errors: Errors = {}
    year = typed_count(fields.get("target_year", ""))
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        errors["target_year"] = _("Skriv ett år, till exempel 2026.")
    found = {owner: _target(fields, owner, quantity, errors) for owner in TargetOwner}
    if errors or year is None:
        raise Refused(errors)
    return Targets(year, found)


def fields_of(indicator: Indicator) -> dict[str, str]:
    """The fields of a stored indicator."""
    return {
        "indicator_goal": indicator.goal,
        "indicator_name": indicator.name,
        "indicator_definition": indicator.definition,
        "indicator_quantity": indicator.quantity,
        "indicator_measured_in": indicator.measured_in,
        "indicator_direction": indicator.direction,
        "indicator_frequency": indicator.frequency,
        "indicator_adds_up": "1" if indicator.adds_up else "",
        "indicator_feed": indicator.feed,
        "indicator_item": str(indicator.item_id or ""),
        "indicator_case_figure": indicator.case_figure or "",
        "indicator_whole": "1" if indicator.whole_register else "",
        "indicator_source": indicator.source,
        "indicator_retired": "1" if indicator.retired else "",
    }


def fields_of_targets(indicator: Indicator, year: int) -> dict[str, str]:
    """The fields of the targets of a year."""
    share = indicator.quantity == Quantity.SHARE
    fields = {"target_year": str(year)}
    stored: dict[str, IndicatorTarget] = {
        one.owner: one for one in indicator.targets if one.year == year
    }
    for owner in TargetOwner:
        target = stored.get(owner)
        value = target.value if target else None
        fields[f"target_{owner}_kind"] = target.kind if target else ""
        typed = "" if value is None else as_typed(value, share=share)
        fields[f"target_{owner}_value"] = typed
    return fields


def _texts(fields: Fields, errors: Errors) -> dict[str, str]:
    texts = {name: one_line(fields.get(f"indicator_{name}", "")) for name in LONGEST}
    texts["definition"] = running_text(fields.get("indicator_definition", ""))
    for name, most in LONGEST.items():
        if len(texts[name]) > most:
            errors[f"indicator_{name}"] = _("Skriv högst %(most)s tecken.", most=most)
    if not texts["name"]:
        errors["indicator_name"] = _("Skriv vad indikatorn heter.")
    return texts


def _chosen(fields: Fields, name: str, kinds: type[Kind], errors: Errors) -> Kind | None:
    typed = fields.get(f"indicator_{name}", "")
    found = next((kind for kind in kinds if kind == typed), None)
    if found is None:
        errors[f"indicator_{name}"] = _(CHOOSE)
    return found


def _ticked(fields: Fields, name: str) -> bool:
    return fields.get(f"indicator_{name}") == "1"


def _item(
    fields: Fields, quantity: Quantity, variables: Sequence[FedBy], errors: Errors
) -> int | None:
    typed = fields.get("indicator_item", "")
    found = next((one for one in variables if str(one.item_id) == typed), None)
    if found is None:
        errors["indicator_item"] = _("Välj en fråga.")
        return None
    _check_quantity(quantity, found.quantity, errors)
    return found.item_id


def _case_figure(
    fields: Fields, quantity: Quantity, frequency: Frequency, errors: Errors
) -> str | None:
    typed = fields.get("indicator_case_figure", "")
    if typed not in CASE_FIGURES:
        errors["indicator_case_figure"] = _("Välj en siffra ur statistiken.")
        return None
    if frequency not in (Frequency.TERTIAL, Frequency.YEAR):
        errors["indicator_frequency"] = _("Synpunkter räknas per tertial eller år.")
    _check_quantity(quantity, CASE_FIGURES[typed].quantity, errors)
    return typed


def _check_quantity(quantity: Quantity, known: Quantity, errors: Errors) -> None:
    told = {
        Quantity.SHARE: _("Det här är en andel. Välj Andel."),
        Quantity.MEAN: _("Det här är ett medelvärde. Välj Medelvärde."),
        Quantity.COUNT: _("Det här är ett antal. Välj Antal."),
        Quantity.DAYS: _("Det här är dagar. Välj Dagar."),
    }
    if quantity is not known:
        errors["indicator_quantity"] = told[known]


def _check_sum(quantity: Quantity, frequency: Frequency, feed: Feed, errors: Errors) -> None:
    if quantity not in ADDABLE or feed is Feed.VARIABLE:
        errors["indicator_adds_up"] = _("De här siffrorna kan inte läggas ihop. Ta bort krysset.")
    elif frequency is Frequency.YEAR:
        errors["indicator_adds_up"] = _("Ett år har bara en siffra. Ta bort krysset.")


def _target(
    fields: Fields, owner: TargetOwner, quantity: Quantity, errors: Errors
) -> tuple[TargetKind, float | None] | None:
    kind, name = fields.get(f"target_{owner}_kind", ""), f"target_{owner}_value"
    if not kind and one_line(fields.get(name, "")):
        errors[f"target_{owner}_kind"] = _("Välj En siffra, eller ta bort talet.")
    if not kind:
        return None
    if kind == TargetKind.BY_BOARD:
        return TargetKind.BY_BOARD, None
    if kind != TargetKind.NUMBER:
        errors[f"target_{owner}_kind"] = _(CHOOSE)
        return None
    return TargetKind.NUMBER, read_figure(one_line(fields.get(name, "")), name, quantity, errors)
