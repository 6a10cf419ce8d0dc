"""A comparison in a cell of a table: the difference with its interval, and the verdict in brief."""

from math import floor

from flask_babel import get_locale
from flask_babel import gettext as _

from analysis.charts.text import words
from analysis.methods.verdicts import Verdict
from analysis.results.series import Comparison, Kind, VariableSeries
from core.codes import N_

SHORT = {
    Verdict.HIDDEN: N_("visas inte"),
    Verdict.MODE_CONFOUNDED: N_("går inte att jämföra: andra svarssätt"),
    Verdict.WORDING_CHANGED: N_("går inte att jämföra: frågan ändrades"),
    Verdict.SCALE_CHANGED: N_("går inte att jämföra: svarsalternativen ändrades"),
    Verdict.UNIT_CHANGED: N_("går inte att jämföra: enheten ändrades"),
    Verdict.TOO_FEW: N_("kan inte sägas: för få svar"),
    Verdict.DIFFERENCE: N_("säker skillnad"),
    Verdict.LIKELY_DIFFERENCE: N_("troligen en skillnad"),
    Verdict.SIMILAR: N_("ungefär lika"),
    Verdict.NO_CERTAIN_DIFFERENCE: N_("ingen säker skillnad"),
    Verdict.NUMBER_UNKNOWN: N_("kan inte sägas: källan säger för lite"),
}


def verdict_in_brief(verdict: Verdict) -> str:
    """The verdict in a few words."""
    return str(_(SHORT[verdict]))


def difference_in_brief(
    variable: VariableSeries, difference: float | None, low: float | None, high: float | None
) -> str:
    """Such as "+12 (2 till 21)": points of a share or an index, steps of a grade; "" without one."""
    if difference is None:
        return ""
    sign = 1 if difference >= 0 else -1
    shown = _signed(variable, sign * difference, sign)
    if low is None or high is None:
        return shown
    # Rounded the way the sentences are: as if the difference were positive.
    ends = sorted((sign * low, sign * high))
    texts = [_signed(variable, end, sign) for end in ends][::sign]
    return str(
        _("%(difference)s (%(low)s till %(high)s)", difference=shown, low=texts[0], high=texts[1])
    )


def comparison_in_brief(variable: VariableSeries, one: Comparison) -> str:
    """The difference with its interval, then the verdict."""
    figures = difference_in_brief(variable, one.difference, one.low, one.high)
    return ": ".join(filter(None, (figures, verdict_in_brief(one.verdict))))


def _signed(variable: VariableSeries, value: float, sign: int) -> str:
    whole = variable.kind is Kind.SHARE or variable.steps
    times = 100 if variable.kind is Kind.SHARE else 1 if whole else 10
    units = sign * floor(times * value + 0.5)
    text = str(abs(units)) if whole else f"{abs(units) / 10:.1f}"
    mark = "+" if units > 0 else "−" if units < 0 else "±"
    return mark + text.replace(".", words(str(get_locale())).comma)
