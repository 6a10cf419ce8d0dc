"""The sentence on a target, in Swedish and English, and the figures as they stand in it.

Pure: plain values in, words out. A verdict reached with an interval may be that nobody knows; a
whole register has no interval, and its figure is compared as it is.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from analysis.methods.targets import TargetVerdict
from analysis.results.phrases import Text

TEMPLATES: Mapping[TargetVerdict, Text] = {
    TargetVerdict.REACHED: Text(
        "Årsmålet nås: {value}, mål {target}.",
        "The target of the year is reached: {value}, target {target}.",
    ),
    TargetVerdict.NOT_REACHED: Text(
        "Årsmålet nås inte: {value}, mål {target}.",
        "The target of the year is not reached: {value}, target {target}.",
    ),
    TargetVerdict.UNKNOWN: Text(
        "Vi vet inte om målet är nått: {value}, mål {target}.",
        "We do not know whether the target is reached: {value}, target {target}.",
    ),
}
OF_ANSWERS = Text("{value} av dem som svarade", "{value} of those who answered")
#: How a figure of each kind is written; the keys are those of an indicator's quantity.
FIGURES: Mapping[str, Text] = {
    "share": Text("{number} %", "{number}%"),
    "count": Text("{number}", "{number}"),
    "amount": Text("{number} {unit}", "{number} {unit}"),
    "days": Text("{number} dagar", "{number} days"),
    "mean": Text("{number} i snitt", "{number} on average"),
}
ONE_DAY = Text("1 dag", "1 day")
#: How the target is to be understood; the keys are those of an indicator's direction.
TOWARDS: Mapping[str, Text] = {
    "at_least": Text("{target}", "{target}"),
    "at_most": Text("högst {target}", "at most {target}"),
    "below": Text("under {target}", "below {target}"),
}
#: No figure is written with more decimals than these.
MOST_DECIMALS = 3


def say_target(verdict: TargetVerdict, value: Text, target: Text, *, of_answers: bool) -> Text:
    """Such as "Årsmålet nås inte: 36 %, mål 40 %."

    `value` and `target` come from `target_figures`. With `of_answers`, a share that leaves it open
    is said to be of those who answered.
    """
    if of_answers and verdict is TargetVerdict.UNKNOWN:
        value = Text(*(of.format(value=one) for of, one in zip(OF_ANSWERS, value, strict=True)))
    sv, en = (
        pattern.format(value=one, target=two)
        for pattern, one, two in zip(TEMPLATES[verdict], value, target, strict=True)
    )
    return Text(sv, en)


def target_figures(
    quantity: str, direction: str, value: float, target: float, *, decimals: int = 0, unit: str = ""
) -> tuple[Text, Text]:
    """The outcome and its target as they stand in a sentence, such as "36 %" and "högst 40 %".

    Shares are 0–1. Rounded half up, with as many decimals as the target needs, and so many that two
    figures that differ do not look the same: 39.6 % against 40 %. `unit` is that of an amount.
    """
    times = 100 if quantity == "share" else 1
    exact, goal = (Decimal(repr(one)) * times for one in (value, target))
    for places in range(decimals, MOST_DECIMALS + 1):
        shown, aim = _rounded(exact, places), _rounded(goal, places)
        if aim == goal and (shown != aim or exact == goal):
            break
    towards = TOWARDS[direction]
    # Nobody says "mål 7,0 i snitt".
    written = _figure("count" if quantity == "mean" else quantity, aim, places, unit)
    return _figure(quantity, shown, places, unit), Text(
        towards.sv.format(target=written.sv), towards.en.format(target=written.en)
    )


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _figure(quantity: str, value: Decimal, places: int, unit: str) -> Text:
    if quantity == "days" and value == 1:
        return ONE_DAY
    pattern = FIGURES[quantity]
    number = f"{value:,.{places}f}"
    swedish = number.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",").replace("-", "−")
    return Text(
        pattern.sv.format(number=swedish, unit=unit).rstrip(),
        pattern.en.format(number=number.replace("-", "−"), unit=unit).rstrip(),
    )
