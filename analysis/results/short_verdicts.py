"""A comparison in a cell of a table: the difference with its interval, and the verdict in brief."""

from collections.abc import Sequence

from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from analysis.charts.text import words
from analysis.methods.estimates import half_up
from analysis.methods.verdicts import Verdict
from analysis.results.series import Comparison, Kind, VariableSeries
from core.codes import MODE_NAMES, N_

DIFFERENT = frozenset({Verdict.DIFFERENCE, Verdict.LIKELY_DIFFERENCE})
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


def women_and_men_in_brief(verdicts: Sequence[Verdict], wave: str) -> str:
    """What the verdicts on women and men, one for each question of a wave, come to.

    It is only likely where none of the differences is certain.
    """
    different = sum(one in DIFFERENT for one in verdicts)
    if not different:
        return str(_("Ingen säker skillnad mellan kvinnor och män %(wave)s", wave=wave))
    if Verdict.DIFFERENCE in verdicts:
        said = ngettext(
            "Kvinnor och män svarade olika på %(num)s fråga av %(all)s (%(wave)s)",
            "Kvinnor och män svarade olika på %(num)s frågor av %(all)s (%(wave)s)",
            different,
            all=len(verdicts),
            wave=wave,
        )
    else:
        said = ngettext(
            "Kvinnor och män svarade troligen olika på %(num)s fråga av %(all)s (%(wave)s)",
            "Kvinnor och män svarade troligen olika på %(num)s frågor av %(all)s (%(wave)s)",
            different,
            all=len(verdicts),
            wave=wave,
        )
    return str(said)


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
    """The difference with its interval, the modes that alone were compared, then the verdict."""
    figures = [difference_in_brief(variable, one.difference, one.low, one.high)]
    figures += [str(_(MODE_NAMES[mode])).lower() for mode in MODE_NAMES if mode in one.modes]
    return ": ".join(
        filter(None, (", ".join(filter(None, figures)), verdict_in_brief(one.verdict)))
    )


def _signed(variable: VariableSeries, value: float, sign: int) -> str:
    whole = variable.kind is Kind.SHARE or variable.steps
    times = 100 if variable.kind is Kind.SHARE else 1 if whole else 10
    units = sign * half_up(times * value)
    text = str(abs(units)) if whole else f"{abs(units) / 10:.1f}"
    mark = "+" if units > 0 else "−" if units < 0 else "±"
    return mark + text.replace(".", words(str(get_locale())).comma)
