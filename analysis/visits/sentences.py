"""What is said of weeks of presses, in Swedish and English.

A week is only called lower or higher where chance would hardly give it: outside its limits.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from analysis.methods.estimates import percent
from analysis.results.phrases import Text
from analysis.visits.index import MonthShare, Share, VisitIndex, WeekShare


class WeekVerdict(StrEnum):
    """What can be said of a week."""

    TOO_FEW_WEEKS = "too_few_weeks"
    USUAL = "usual"
    LOWER = "lower"
    HIGHER = "higher"


FINDINGS = {
    WeekVerdict.TOO_FEW_WEEKS: Text(
        "{week}: index {index}. Det är för få veckor för att säga vad som är vanligt.",
        "{week}: index {index}. There are too few weeks to say what is usual.",
    ),
    WeekVerdict.USUAL: Text("{week} är inom det vanliga", "{week} is within what is usual"),
    WeekVerdict.LOWER: Text(
        "{week} är lägre än det vanliga, mer än slumpen brukar ge",
        "{week} is lower than usual, more than chance usually gives",
    ),
    WeekVerdict.HIGHER: Text(
        "{week} är högre än det vanliga, mer än slumpen brukar ge",
        "{week} is higher than usual, more than chance usually gives",
    ),
}
NO_WEEKS = Text("Det finns inga veckor att visa än", "There are no weeks to show yet")
COUNTS = Text(
    "Index {index}: {positive} av {n} tryck.", "Index {index}: {positive} of {n} presses."
)
USUAL = Text("Det vanliga är {usual}.", "The usual index is {usual}.")
SHIFTS = (
    Text(
        "De {many} senaste veckorna ligger alla under det vanliga. Slumpen ger sällan det.",
        "The last {many} weeks are all below what is usual. Chance seldom gives that.",
    ),
    Text(
        "De {many} senaste veckorna ligger alla över det vanliga. Slumpen ger sällan det.",
        "The last {many} weeks are all above what is usual. Chance seldom gives that.",
    ),
)
WEEK, WEEKS = (
    Text("Vecka {first}", "Week {first}"),
    Text("Vecka {first}–{last}", "Weeks {first}–{last}"),
)
SHORT = Text("v.\u00a0{weeks}", "w.\u00a0{weeks}")
PRESSES = Text(
    "Det här är tryck, inte personer. Samma person kan trycka flera gånger.",
    "These are presses, not people. The same person can press several times.",
)
#: The same in the table of weeks, without a sentence.
WORDS = {
    WeekVerdict.TOO_FEW_WEEKS: Text("–", "–"),
    WeekVerdict.USUAL: Text("som vanligt", "as usual"),
    WeekVerdict.LOWER: Text("lägre", "lower"),
    WeekVerdict.HIGHER: Text("högre", "higher"),
}


def verdict_on(week: WeekShare) -> WeekVerdict:
    """What can be said of a week."""
    if week.low is None or week.high is None:
        return WeekVerdict.TOO_FEW_WEEKS
    if not week.outside:
        return WeekVerdict.USUAL
    value = week.share.positive / week.share.n
    return WeekVerdict.LOWER if value < week.low else WeekVerdict.HIGHER


def finding(index: VisitIndex) -> Text:
    """What matters most: the latest week, or that there is none."""
    if not index.weeks:
        return NO_WEEKS
    latest = index.weeks[-1]
    name = week_name(latest)
    text = FINDINGS[verdict_on(latest)]
    return Text(
        text.sv.format(week=name.sv, index=latest.share.index),
        text.en.format(week=name.en, index=latest.share.index),
    )


def counts_of(share: Share) -> Text:
    """Index 90: 379 av 423 tryck."""
    values = {"index": share.index, "positive": share.positive, "n": share.n}
    return Text(COUNTS.sv.format(**values), COUNTS.en.format(**values))


def usual_of(index: VisitIndex) -> Text | None:
    """What is usual, as an index; None with too few weeks to say."""
    if index.usual is None:
        return None
    usual = percent(
        sum(week.share.positive for week in index.weeks), sum(week.share.n for week in index.weeks)
    )
    return Text(USUAL.sv.format(usual=usual), USUAL.en.format(usual=usual))


def shift_of(index: VisitIndex) -> Text | None:
    """That the latest weeks are all on one side of what is usual; None where they are not."""
    many = _shifted_at_end(index.weeks)
    if not many or index.usual is None:
        return None
    share = index.weeks[-1].share
    text = SHIFTS[share.positive / share.n > index.usual]
    return Text(text.sv.format(many=many), text.en.format(many=many))


def week_name(week: WeekShare | MonthShare) -> Text:
    """Vecka 31, or Vecka 31–32."""
    first, last = _number(week.first), _number(week.last)
    text = WEEK if week.first == week.last else WEEKS
    return Text(text.sv.format(first=first, last=last), text.en.format(first=first, last=last))


def short_name(week: WeekShare) -> Text:
    """v. 31, where there is little room."""
    first, last = _number(week.first), _number(week.last)
    weeks = str(first) if first == last else f"{first}–{last}"
    return Text(SHORT.sv.format(weeks=weeks), SHORT.en.format(weeks=weeks))


def days_of(week: WeekShare | MonthShare) -> tuple[date, date]:
    """The first Monday and the last Sunday."""
    return week.first, week.last + timedelta(days=6)


def _number(monday: date) -> int:
    return monday.isocalendar().week


def _shifted_at_end(weeks: Sequence[WeekShare]) -> int:
    """How many of the latest weeks are in a row on one side; a row before it does not count."""
    if not weeks or not weeks[-1].shifted:
        return 0
    total = sum(week.share.positive for week in weeks), sum(week.share.n for week in weeks)
    above = [week.share.positive * total[1] > week.share.n * total[0] for week in weeks]
    many = 0
    for week, side in zip(reversed(weeks), reversed(above), strict=True):
        if not week.shifted or side != above[-1]:
            break
        many += 1
    return many
