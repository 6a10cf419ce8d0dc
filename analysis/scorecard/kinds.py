"""What kinds of indicators there are, and their names. Pure; the names are msgids."""

from enum import StrEnum

from analysis.methods.targets import Direction
from core.codes import N_


class Quantity(StrEnum):
    """What an indicator is; a share is kept as a fraction 0–1, an amount in its own unit."""

    SHARE = "share"
    COUNT = "count"
    AMOUNT = "amount"
    DAYS = "days"
    #: A mean on the scale people know, such as a grade or an index 0–100.
    MEAN = "mean"


class Frequency(StrEnum):
    """How often there is an outcome. Periods of a year are numbered from 1; a week as in ISO 8601."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    TERTIAL = "tertial"
    YEAR = "year"


class Feed(StrEnum):
    """Where the outcomes come from."""

    VARIABLE = "variable"
    CASES = "cases"
    HAND = "hand"


class TargetOwner(StrEnum):
    """Whose target it is: the unit's for the year, or the council's."""

    UNIT = "unit"
    COUNCIL = "council"


class TargetKind(StrEnum):
    """What is said for a target: a number, or that the board sets it; without a row there is none."""

    NUMBER = "number"
    BY_BOARD = "by_board"


class Fulfilment(StrEnum):
    """The manager's word."""

    WHOLLY = "wholly"
    PARTLY = "partly"
    NOT = "not"


#: What has parts that make a whole: its periods can be added up.
ADDABLE = frozenset({Quantity.SHARE, Quantity.COUNT, Quantity.AMOUNT})

QUANTITY_NAMES = {
    Quantity.SHARE: N_("Andel, i procent"),
    Quantity.COUNT: N_("Antal"),
    Quantity.AMOUNT: N_("Belopp eller annan mängd"),
    Quantity.DAYS: N_("Dagar"),
    Quantity.MEAN: N_("Medelvärde eller index"),
}
DIRECTION_NAMES = {
    Direction.AT_LEAST: N_("Minst målet"),
    Direction.AT_MOST: N_("Högst målet"),
    Direction.BELOW: N_("Under målet"),
}
FREQUENCY_NAMES = {
    Frequency.WEEK: N_("Varje vecka"),
    Frequency.MONTH: N_("Varje månad"),
    Frequency.QUARTER: N_("Varje kvartal"),
    Frequency.TERTIAL: N_("Varje tertial"),
    Frequency.YEAR: N_("Varje år"),
}
FEED_NAMES = {
    Feed.HAND: N_("Vi skriver in siffran"),
    Feed.VARIABLE: N_("En fråga i en enkät"),
    Feed.CASES: N_("Statistiken över synpunkter"),
}
OWNER_NAMES = {TargetOwner.UNIT: N_("Årsmål"), TargetOwner.COUNCIL: N_("Nämndens mål")}
TARGET_KIND_NAMES = {
    "": N_("Inget mål"),
    TargetKind.NUMBER: N_("En siffra"),
    TargetKind.BY_BOARD: N_("Tas fram av nämnd"),
}
FULFILMENT_NAMES = {
    Fulfilment.WHOLLY: N_("Uppfylls helt"),
    Fulfilment.PARTLY: N_("Uppfylls delvis"),
    Fulfilment.NOT: N_("Uppfylls inte"),
}
