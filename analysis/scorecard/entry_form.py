"""The form of figures entered by hand: read and found plausible, or a text at each field."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from analysis.scorecard.figures import SHOWN_GROUPS
from analysis.scorecard.kinds import Quantity
from analysis.scorecard.typed_numbers import typed_count, typed_number
from core.codes import N_, Group
from organisation.names import one_line

LONGEST_SOURCE = 300
WHOLE = N_("Skriv ett helt tal med siffror.")
NUMBER = N_("Skriv ett tal, till exempel 36 eller 36,5.")
PERCENT = N_("Skriv en andel mellan 0 och 100.")
MORE_THAN_ALL = N_("Kvinnor och män är tillsammans fler än alla.")
Fields = Mapping[str, str]
Errors = dict[str, str]


class Refused(Exception):
    """Nothing is stored; `errors` has a text for each field that is wrong."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("refused")
        self.errors = errors


@dataclass(frozen=True)
class Entered:
    """The figure of a group: so many of so many, or a value (a share 0–1), of so many if known."""

    numerator: int | None
    denominator: int | None
    value: float | None


@dataclass(frozen=True)
class Entry:
    """The figures of one period, and where they come from."""

    figures: Mapping[Group, Entered]
    source: str


def read_entry(fields: Fields, quantity: Quantity) -> Entry:
    """What was typed. Raises Refused."""
    errors: Errors = {}
    found = {
        group: one for group in SHOWN_GROUPS if (one := _group(fields, group, quantity, errors))
    }
    source = one_line(fields.get("figure_source", ""))
    if not errors:
        _check_groups(found, quantity, errors)
    if not errors and Group.WOMAN in found:
        _check_parts(found, quantity, errors)
    if not 0 < len(source) <= LONGEST_SOURCE:
        errors["figure_source"] = _("Skriv varifrån siffran kommer, med högst 300 tecken.")
    if errors:
        raise Refused(errors)
    return Entry(found, source)


def read_figure(text: str, name: str, quantity: Quantity, errors: Errors) -> float | None:
    """A figure as it was typed, a share as 0–1; None after telling at the field what is wrong."""
    number, share = typed_number(text), quantity is Quantity.SHARE
    if number is None or (share and number > 100):
        errors[name] = _(NUMBER if number is None else PERCENT)
        return None
    return float(number / (100 if share else 1))


def main_field(group: Group, quantity: Quantity) -> str:
    """The first field of a group."""
    return f"{group}_count" if quantity is Quantity.SHARE else f"{group}_value"


def _group(fields: Fields, group: Group, quantity: Quantity, errors: Errors) -> Entered | None:
    names = {part: f"{group}_{part}" for part in ("count", "of", "value")}
    typed = {part: one_line(fields.get(name, "")) for part, name in names.items()}
    if quantity is not Quantity.SHARE:
        typed["count"] = ""
    if quantity is Quantity.COUNT:
        typed["of"] = ""
    if not any(typed.values()):
        return None
    of = typed_count(typed["of"])
    if typed["of"] and not of:
        errors[names["of"]] = _("Skriv ett helt tal som är större än noll.")
    if typed["count"] or (quantity is Quantity.SHARE and not typed["value"]):
        return _counts(typed, names, of, errors)
    return _value(typed["value"], names["value"], quantity, of, errors)


def _counts(
    typed: Mapping[str, str], names: Mapping[str, str], of: int | None, errors: Errors
) -> Entered:
    count = typed_count(typed["count"])
    if count is None:
        errors[names["count"]] = _(WHOLE)
    elif not typed["of"]:
        errors[names["of"]] = _("Skriv hur många det är i allt.")
    elif of and count > of:
        errors[names["count"]] = _("Antalet kan inte vara större än hur många det är i allt.")
    if typed["value"]:
        errors[names["value"]] = _("Skriv antal eller andel, inte båda.")
    return Entered(count, of, None)


def _value(text: str, name: str, quantity: Quantity, of: int | None, errors: Errors) -> Entered:
    value = read_figure(text, name, quantity, errors)
    if quantity is Quantity.COUNT and value is not None and value != int(value):
        errors[name] = _(WHOLE)
    return Entered(None, of, value)


def _check_groups(found: Mapping[Group, Entered], quantity: Quantity, errors: Errors) -> None:
    """Everybody is always there; women and men are both there, and it is known how many they are."""
    if Group.ALL not in found:
        errors[main_field(Group.ALL, quantity)] = _("Skriv siffran för alla.")
    both = {Group.WOMAN, Group.MAN}
    for group in both - found.keys() if both & found.keys() else ():
        text = _("Skriv både kvinnor och män, eller ingen av dem.")
        errors[main_field(group, quantity)] = text
    if both & found.keys() and quantity is not Quantity.COUNT:
        for group, one in found.items():
            if not one.denominator:
                errors[f"{group}_of"] = _(
                    "Skriv hur många siffran gäller. Annars går det inte att dölja små grupper."
                )


def _check_parts(found: Mapping[Group, Entered], quantity: Quantity, errors: Errors) -> None:
    """Women and men against everybody."""
    everybody, women, men = (found[group] for group in SHOWN_GROUPS)
    if quantity is Quantity.COUNT:
        if (women.value or 0) + (men.value or 0) > (everybody.value or 0):
            errors["all_value"] = _(MORE_THAN_ALL)
        return
    rest = _rest(everybody.denominator, women.denominator, men.denominator)
    if rest is not None and rest < 0:
        errors["all_of"] = _(MORE_THAN_ALL)
        return
    counted = _rest(everybody.numerator, women.numerator, men.numerator)
    if counted is not None and not 0 <= counted <= (rest or 0):
        errors["all_count"] = _("Kvinnor och män stämmer inte med alla. Räkna om siffrorna.")
    values = [one.value for one in (everybody, women, men) if one.value is not None]
    if quantity is Quantity.MEAN and rest == 0:
        mean, *parts = values
        if not min(parts) <= mean <= max(parts):
            errors["all_value"] = _("Alla ska ligga mellan kvinnor och män. Räkna om siffrorna.")


def _rest(whole: int | None, *parts: int | None) -> int | None:
    known = [part for part in parts if part is not None]
    return whole - sum(known) if whole is not None and len(known) == len(parts) else None
