"""Periods, adding up, hiding and judging of indicators: worked out by hand, and for any figures."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.methods.targets import Direction, TargetVerdict
from analysis.published.figures import Figure
from analysis.scorecard.figures import Known, Outcome, Outcomes, Terms, add_up, outcome_of
from analysis.scorecard.judging import judge
from analysis.scorecard.kinds import Frequency, Quantity
from analysis.scorecard.periods import (
    Slot,
    days_of,
    read_slot,
    slot_name,
    slot_of,
    slots_back,
    slots_in,
)
from analysis.scorecard.typed_numbers import as_typed, typed_count, typed_number
from core.codes import Group

K = 5
ALL, WOMAN, MAN = Group.ALL, Group.WOMAN, Group.MAN
REGISTER = Terms(Quantity.SHARE, Frequency.TERTIAL, whole=True, added=True)
COUNT = Terms(Quantity.COUNT, Frequency.TERTIAL, whole=True, added=True)
DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))
FREQUENCIES = st.sampled_from(list(Frequency))


def share(count: int, n: int) -> Figure:
    return Figure(count / n, n, count)


@given(FREQUENCIES, DAYS)
def test_a_day_is_in_its_period_and_its_name_leads_back(frequency: Frequency, day: date) -> None:
    slot = slot_of(frequency, day)
    first, last = days_of(frequency, slot)
    assert first <= day <= last
    assert read_slot(frequency, slot_name(frequency, slot)) == slot
    assert slot_of(frequency, last + timedelta(days=1)) > slot


@given(FREQUENCIES, st.integers(2001, 2099))
def test_the_periods_of_a_year_follow_on_each_other(frequency: Frequency, year: int) -> None:
    ends = [days_of(frequency, Slot(year, n + 1)) for n in range(slots_in(frequency, year))]
    assert all(b[0] - a[1] == timedelta(days=1) for a, b in pairwise(ends))
    back = list(slots_back(frequency, Slot(year, 1), 3))
    assert back == sorted(back, reverse=True)


def test_a_year_has_52_weeks_or_53() -> None:
    assert [slots_in(Frequency.WEEK, year) for year in (2020, 2025, 2026)] == [53, 52, 53]
    assert days_of(Frequency.WEEK, Slot(2026, 53)) == (date(2026, 12, 28), date(2027, 1, 3))
    assert read_slot(Frequency.WEEK, "2026-V53") == Slot(2026, 53)
    assert read_slot(Frequency.WEEK, "2025-V53") is None
    with pytest.raises(ValueError, match="no week"):
        days_of(Frequency.WEEK, Slot(2025, 53))


@pytest.mark.parametrize(
    "name", ["", "2026-T4", "2026-T0", "1999-T1", "2026", "²026-T1", "2026-T1\n", "x"]
)
def test_what_is_no_tertial_is_none(name: str) -> None:
    assert read_slot(Frequency.TERTIAL, name) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("36", 36), ("36,5 %", 36.5), ("1 000", 1000), ("0.125", 0.125), ("1\u00a0000,5", 1000.5)],
)
def test_numbers_are_read_as_people_write_them(text: str, number: float) -> None:
    found = typed_number(text)
    assert found is not None
    assert float(found) == number


@pytest.mark.parametrize(
    "text", ["", "-1", "1,2,3", "1e9", "NaN", "∞", "²", "٣", "1,2345", "9" * 13]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert typed_number(text) is None
    assert typed_count(text) is None


@given(st.integers(0, 100_000))
def test_a_target_is_stored_as_it_was_typed(thousandths: int) -> None:
    typed = typed_number(f"{thousandths // 1000},{thousandths % 1000:03}")
    assert typed is not None
    stored = float(typed / 100)
    assert stored == float(Fraction(thousandths, 100_000)), (
        "the nearest there is, so 40 % is 2 of 5"
    )
    assert typed_number(as_typed(stored, share=True)) == round(typed, 2) or thousandths % 10


PARTS = st.tuples(st.integers(0, 30), st.integers(0, 30))


@st.composite
def tables(draw: st.DrawFn) -> dict[Group, Figure]:
    """Women, men and perhaps some others, and all of them."""
    counts = {group: draw(PARTS) for group in (WOMAN, MAN, Group.OTHER)}
    pairs = {group: (min(a, b), max(a, b)) for group, (a, b) in counts.items()}
    whole = tuple(sum(pair[place] for pair in pairs.values()) for place in (0, 1))
    found = {ALL: whole, WOMAN: pairs[WOMAN], MAN: pairs[MAN]}
    return {group: share(*pair) for group, pair in found.items() if pair[1]}


@given(tables())
def test_no_small_group_is_shown_or_can_be_subtracted(table: dict[Group, Figure]) -> None:
    shown = outcome_of(table, REGISTER, K).figures
    sizes = {group: known.n or 0 for group, known in shown.items()}
    assert all(n >= K for n in sizes.values())
    if {WOMAN, MAN} <= sizes.keys() and ALL in sizes:
        rest = sizes[ALL] - sizes[WOMAN] - sizes[MAN]
        assert rest == 0 or rest >= K
    assert (WOMAN in shown) == (MAN in shown)


@given(st.lists(tables(), min_size=1, max_size=4), st.data())
def test_a_sum_gives_no_hidden_period_away(
    periods: list[dict[Group, Figure]], data: st.DataObject
) -> None:
    outcomes = [outcome_of(table, REGISTER, K) for table in periods]
    total = add_up(outcomes, REGISTER)
    for group, known in total.figures.items():
        shown = [one.figures.get(group) for one in outcomes]
        assert all(shown), "a sum stands only where each of its parts does"
        assert known.count == sum(one.count or 0 for one in shown if one)
        assert known.value == (known.count or 0) / (known.n or 1)
    # Who saw the sum before the last period came has nothing more.
    cut = data.draw(st.integers(1, len(periods)))
    before = add_up(outcomes[:cut], REGISTER)
    for group in before.figures.keys() & total.figures.keys():
        later = (total.figures[group].n or 0) - (before.figures[group].n or 0)
        assert later == 0 or later >= K


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_events_are_counted_openly_but_never_a_small_part(women: int, men: int, rest: int) -> None:
    table = {ALL: women + men + rest, WOMAN: women, MAN: men}
    figures = {group: Figure(float(n)) for group, n in table.items()}
    shown = outcome_of(figures, COUNT, K).figures
    assert shown[ALL].value == women + men + rest
    assert (WOMAN in shown) == (min(women, men) >= K and (rest == 0 or rest >= K))


def test_shares_that_were_printed_without_counts_cannot_be_added() -> None:
    printed = Outcome({ALL: Known(0.36)})
    assert add_up([printed, printed], REGISTER) == Outcome({}, frozenset())


def test_a_group_that_some_periods_leave_out_is_not_summed() -> None:
    both = Outcome({ALL: Known(9.0), WOMAN: Known(5.0), MAN: Known(4.0)})
    alone = Outcome({ALL: Known(3.0)})
    assert add_up([both, alone], COUNT).figures == {ALL: Known(12.0)}


def test_a_year_is_the_last_of_its_periods_or_their_sum() -> None:
    by_slot = {Slot(2025, n): Outcome({ALL: Known(float(n))}) for n in (1, 3)}
    added = Outcomes(COUNT, by_slot).year(2025, date(2025, 12, 31))
    assert added.outcome == Outcome({ALL: Known(4.0)})
    assert (added.complete, added.gaps) == (False, (Slot(2025, 2),))
    plain = Terms(Quantity.DAYS, Frequency.TERTIAL, whole=True, added=False)
    last = Outcomes(plain, by_slot).year(2025, date(2025, 12, 31))
    assert (last.outcome, last.slots, last.complete) == (
        by_slot[Slot(2025, 3)],
        (Slot(2025, 3),),
        True,
    )
    first = Outcomes(plain, by_slot).year(2025, date(2025, 8, 31))
    assert (first.slots, first.complete) == ((Slot(2025, 1),), False)
    assert Outcomes(plain, by_slot).year(2024, date(2024, 12, 31)).outcome is None


def test_week_53_belongs_to_its_year_though_it_ends_in_the_next() -> None:
    terms = Terms(Quantity.COUNT, Frequency.WEEK, whole=True, added=True)
    by_slot = {Slot(2026, n): Outcome({ALL: Known(1.0)}) for n in range(1, 54)}
    year = Outcomes(terms, by_slot).year(2026, date(2026, 12, 31))
    assert year.complete
    assert year.outcome == Outcome({ALL: Known(53.0)})


@pytest.mark.parametrize("quantity", list(Quantity))
@pytest.mark.parametrize(
    ("direction", "met"),
    [
        (Direction.AT_LEAST, (False, True, True)),
        (Direction.AT_MOST, (True, True, False)),
        (Direction.BELOW, (True, False, False)),
    ],
)
def test_a_register_is_compared_as_it_is(
    quantity: Quantity, direction: Direction, met: tuple[bool, ...]
) -> None:
    terms = Terms(quantity, Frequency.YEAR, whole=True, added=False)
    for value, reached in zip((0.3, 0.4, 0.5), met, strict=True):
        standing = judge(Known(value), 0.4, direction, terms, complete=True)
        assert standing.final
        assert (standing.verdict is TargetVerdict.REACHED) == reached
        assert (standing.verdict is TargetVerdict.NOT_REACHED) != reached


@pytest.mark.parametrize("quantity", [Quantity.SHARE, Quantity.MEAN, Quantity.DAYS])
def test_a_sample_without_its_size_tells_nothing_about_the_target(quantity: Quantity) -> None:
    terms = Terms(quantity, Frequency.YEAR, whole=False, added=False)
    standing = judge(Known(0.9), 0.4, Direction.AT_LEAST, terms, complete=True)
    assert standing.verdict is TargetVerdict.UNKNOWN


def test_a_sample_reaches_its_target_only_with_its_whole_interval() -> None:
    terms = Terms(Quantity.SHARE, Frequency.YEAR, whole=False, added=False)
    known = outcome_of({ALL: share(38, 50)}, terms, K).figures[ALL]
    assert known.low is not None
    assert known.high is not None
    assert known.low < 0.76 < known.high
    for target, verdict in (
        (0.5, TargetVerdict.REACHED),
        (0.8, TargetVerdict.UNKNOWN),
        (0.95, TargetVerdict.NOT_REACHED),
    ):
        assert judge(known, target, Direction.AT_LEAST, terms, complete=True).verdict is verdict


@given(
    st.lists(st.integers(0, 50), min_size=1, max_size=3),
    st.integers(0, 150),
    st.sampled_from(list(Direction)),
)
def test_what_is_said_early_of_a_growing_sum_never_turns(
    values: list[int], target: int, direction: Direction
) -> None:
    sums = [Known(float(sum(values[: n + 1]))) for n in range(len(values))]
    said = [
        judge(known, float(target), direction, COUNT, complete=place == len(sums) - 1).verdict
        for place, known in enumerate(sums)
    ]
    early = {one for one in said[:-1] if one}
    assert early <= {said[-1]}
    assert said[-1] in (TargetVerdict.REACHED, TargetVerdict.NOT_REACHED)
