"""The scorecard in words: periods, figures, targets and verdicts, in the reader's language."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from flask_babel import format_date, format_decimal, get_locale, ngettext
from flask_babel import gettext as _

from analysis.charts.text import words
from analysis.methods.estimates import percent
from analysis.methods.targets import Direction, TargetVerdict
from analysis.results.phrases import in_language
from analysis.results.target_sentences import say_target, target_figures
from analysis.scorecard.figures import Known
from analysis.scorecard.judging import Standing
from analysis.scorecard.kinds import Frequency, Quantity, TargetKind, TargetOwner
from analysis.scorecard.models import Indicator, IndicatorTarget
from analysis.scorecard.periods import Slot, days_of
from core.codes import N_

HIDDEN = N_("Visas inte, för att ingen ska kunna kännas igen.")
TOWARDS = {
    Direction.AT_LEAST: N_("minst %(value)s"),
    Direction.AT_MOST: N_("högst %(value)s"),
    Direction.BELOW: N_("under %(value)s"),
}
NOW = {
    TargetVerdict.REACHED: N_("Hittills nås målet: %(value)s, mål %(target)s."),
    TargetVerdict.NOT_REACHED: N_("Hittills nås målet inte: %(value)s, mål %(target)s."),
}
COUNCIL = {
    TargetVerdict.REACHED: N_("Nämndens mål nås: %(value)s, mål %(target)s."),
    TargetVerdict.NOT_REACHED: N_("Nämndens mål nås inte: %(value)s, mål %(target)s."),
}
SO_FAR = N_("%(value)s av %(target)s hittills.")


def slot_words(frequency: Frequency, slot: Slot) -> str:
    """A period: "2026", "Tertial 1, 2026", "mars 2026", "Vecka 53, 2026"."""
    year, number = slot
    if frequency is Frequency.TERTIAL:
        return str(_("Tertial %(number)s, %(year)s", number=number, year=year))
    if frequency is Frequency.QUARTER:
        return str(_("Kvartal %(number)s, %(year)s", number=number, year=year))
    if frequency is Frequency.WEEK:
        return str(_("Vecka %(number)s, %(year)s", number=number, year=year))
    if frequency is Frequency.MONTH:
        return str(format_date(days_of(frequency, slot)[0], "LLLL y")).capitalize()
    return str(year)


def slot_inside(frequency: Frequency, slot: Slot) -> str:
    """A period inside a sentence: "tertial 2, 2026"; English months keep their capital."""
    name = slot_words(frequency, slot)
    if frequency is Frequency.MONTH and str(get_locale()) == "en":
        return name
    return name[:1].lower() + name[1:]


def slots_words(frequency: Frequency, slots: Sequence[Slot]) -> str:
    """The periods that are added up: the first to the last."""
    first, last = (slot_words(frequency, slot) for slot in (slots[0], slots[-1]))
    return last if first == last else f"{first} – {last}"


def slot_mark(frequency: Frequency, slot: Slot) -> str:
    """A period under a chart: "2026", "T1 2026", "K2 2026", "mar 2026", "v. 53 2026"."""
    year, number = slot
    if frequency is Frequency.TERTIAL:
        return f"T{number} {year}"
    if frequency is Frequency.QUARTER:
        return str(_("K%(number)s %(year)s", number=number, year=year))
    if frequency is Frequency.WEEK:
        return str(_("v. %(number)s %(year)s", number=number, year=year))
    if frequency is Frequency.MONTH:
        return str(format_date(days_of(frequency, slot)[0], "LLL y"))
    return str(year)


def value_words(indicator: Indicator, value: float, known: Known | None = None) -> str:
    """A figure with its unit, rounded once and half up; `known` gives a share its exact counts."""
    quantity = Quantity(indicator.quantity)
    exact = Decimal(repr(value)) * (100 if quantity is Quantity.SHARE else 1)
    if quantity is Quantity.SHARE and known and known.n and known.count is not None:
        exact = Decimal(percent(known.count, known.n))
    return _with_unit(indicator, value, number_words(exact, places_of(quantity, value)))


def exact_words(indicator: Indicator, value: float) -> str:
    """A target or a forecast, with the decimals that it was given with."""
    share = indicator.quantity == Quantity.SHARE
    exact = Decimal(repr(value)) * (100 if share else 1)
    # Fractions of a share are not exact in the machine, far behind the decimals anybody types.
    places = max(0, -int(round(exact, 4).normalize().as_tuple().exponent))
    return _with_unit(indicator, value, number_words(exact, places))


def _with_unit(indicator: Indicator, value: float, shown: str) -> str:
    """The shown figure with the unit of the indicator; `value` says whether it is one day."""
    if indicator.quantity == Quantity.SHARE:
        return f"{shown}{words(str(get_locale())).percent}"
    if indicator.quantity == Quantity.DAYS:
        # What is not whole is never one.
        return str(ngettext("%(days)s dag", "%(days)s dagar", 1 if value == 1 else 2, days=shown))
    return f"{shown}\N{NO-BREAK SPACE}{indicator.measured_in}".strip()


def number_words(exact: Decimal, places: int) -> str:
    """A number with so many decimals, half up, as the language writes it."""
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return str(format_decimal(rounded, format=f"#,##0.{'0' * places}" if places else "#,##0"))


def places_of(quantity: Quantity, value: float) -> int:
    """A mean has a decimal; everything else one only when it is not whole, and shares none."""
    if quantity is Quantity.MEAN:
        return 1
    return 0 if quantity is Quantity.SHARE or value == int(value) else 1


def counts_words(known: Known | None) -> str:
    """How many of how many; how many answers; empty where nobody says."""
    if known is None or known.n is None:
        return ""
    if known.count is None:
        return str(_("av %(n)s", n=format_decimal(known.n)))
    counts = {"count": format_decimal(known.count), "n": format_decimal(known.n)}
    return str(_("%(count)s av %(n)s", **counts))


def target_words(indicator: Indicator, target: IndicatorTarget) -> str:
    """A target: "minst 40 %", or that the board sets it."""
    if target.kind == TargetKind.BY_BOARD or target.value is None:
        return str(_("Tas fram av nämnd"))
    towards = TOWARDS[Direction(indicator.direction)]
    return str(_(towards, value=exact_words(indicator, target.value)))


def verdict_words(
    indicator: Indicator, target: IndicatorTarget, known: Known, standing: Standing
) -> str:
    """The sentence on an outcome and its target."""
    quantity = Quantity(indicator.quantity)
    figures = target_figures(
        quantity.value,
        indicator.direction,
        known.value,
        target.value or 0.0,
        decimals=places_of(quantity, known.value),
        unit=indicator.measured_in,
    )
    language = str(get_locale())
    value, aim = (in_language(one, language) for one in figures)
    if standing.verdict is None:
        return str(_(SO_FAR, value=value, target=aim))
    pattern = (COUNCIL if target.owner == TargetOwner.COUNCIL else NOW).get(standing.verdict)
    if pattern and (target.owner == TargetOwner.COUNCIL or not standing.final):
        return str(_(pattern, value=value, target=aim))
    of_answers = quantity is Quantity.SHARE and known.low is not None
    return in_language(say_target(standing.verdict, *figures, of_answers=of_answers), language)
