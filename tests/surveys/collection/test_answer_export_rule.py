"""What files of answers may hold: no reader of all of them can tell a small group apart."""

from collections import Counter
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from core.codes import Gender, Group, group_of
from surveys.collection.answer_export_rule import (
    Alike,
    Background,
    Release,
    WaveToExport,
    is_whole,
    may_leave,
    what_helps,
    what_is_wrong,
)

LIMIT = 3
SHOWN = (Background.GENDER, Background.AGE_GROUP, Background.SECTION)
#: One person: the counting that took the response in, gender, age group, section.
Person = tuple[int, int, int, int]

PEOPLE = st.lists(
    st.tuples(st.integers(1, 2), st.sampled_from(Gender), st.integers(1, 2), st.integers(1, 2)),
    max_size=24,
)
RELEASES = st.builds(
    Release, st.integers(1, 2), st.frozensets(st.sampled_from(SHOWN)), st.booleans()
)


def grouped(people: Sequence[Person]) -> list[Alike]:
    """As the database gives them."""
    return [
        Alike(counted, gender, dict(zip(SHOWN, (gender, age, section), strict=True)), persons)
        for (counted, gender, age, section), persons in Counter(people).items()
    ]


def told_apart(people: Sequence[Person], releases: Sequence[Release]) -> list[int]:
    """The sizes of the groups that a reader of all files sees, found person by person."""
    seen: Counter[tuple[object, ...]] = Counter()
    for counted, gender, age, section in people:
        says = {"gender": gender, "age_group": age, "section": section}
        rows: list[object] = []
        for release in releases:
            left_out = not release.whole and group_of(gender) is Group.OTHER
            stands_there = counted <= release.sealing and not left_out
            rows.append({one: says[one] for one in release.shown} if stands_there else None)
        if any(row is not None for row in rows):
            known = {
                name: value for row in rows if isinstance(row, dict) for name, value in row.items()
            }
            seen[(tuple(row is None for row in rows), *sorted(known.items()))] += 1
    return list(seen.values())


@given(PEOPLE, st.lists(RELEASES, max_size=2), RELEASES)
def test_a_file_leaves_when_no_reader_of_all_files_can_tell_a_small_group_apart(
    people: list[Person], earlier: list[Release], wanted: Release
) -> None:
    groups = told_apart(people, [*earlier, wanted])
    wave = WaveToExport(grouped(people), earlier, wanted)
    assert may_leave([wave], LIMIT) == (bool(groups) and min(groups) >= LIMIT)


@given(PEOPLE, st.lists(RELEASES, max_size=1), RELEASES)
def test_what_is_said_to_help_helps(
    people: list[Person], earlier: list[Release], wanted: Release
) -> None:
    wave = WaveToExport(grouped(people), earlier, wanted)
    for left_out in what_helps([wave], LIMIT):
        assert may_leave([wave.showing(wanted.shown - left_out)], LIMIT)
    wrong = what_is_wrong([wave], LIMIT)
    assert not wrong or not may_leave([wave.showing(wrong)], LIMIT)


def test_the_fewest_columns_that_help_are_said() -> None:
    people = [(1, Gender.WOMAN, 1, 1)] * 5 + [(1, Gender.MAN, 2, 1)] * 4 + [(1, Gender.MAN, 1, 1)]
    wave = WaveToExport(grouped(people), (), Release(1, frozenset(SHOWN)))
    assert what_is_wrong([wave], LIMIT) == {Background.GENDER, Background.AGE_GROUP}
    assert what_helps([wave], LIMIT) == [{Background.AGE_GROUP}, {Background.GENDER}] or what_helps(
        [wave], LIMIT
    ) == [{Background.GENDER}, {Background.AGE_GROUP}]


def test_two_files_with_different_columns_count_as_one_with_both() -> None:
    people = [(1, Gender.WOMAN, 1, 1)] * 5 + [(1, Gender.MAN, 2, 1)] * 4 + [(1, Gender.MAN, 1, 1)]
    by_gender = Release(1, frozenset({Background.GENDER}))
    by_age = Release(1, frozenset({Background.AGE_GROUP}))
    assert may_leave([WaveToExport(grouped(people), (), by_gender)], LIMIT)
    assert may_leave([WaveToExport(grouped(people), (), by_age)], LIMIT)
    assert not may_leave([WaveToExport(grouped(people), [by_gender], by_age)], LIMIT)


def test_what_came_between_two_files_is_a_group_of_its_own() -> None:
    people = [(1, Gender.WOMAN, 1, 1)] * 5 + [(2, Gender.WOMAN, 1, 1)] * 2
    nothing = frozenset[Background]()
    assert may_leave([WaveToExport(grouped(people), (), Release(2, nothing))], LIMIT)
    assert not may_leave(
        [WaveToExport(grouped(people), [Release(1, nothing)], Release(2, nothing))], LIMIT
    )


def test_women_and_men_only_where_the_results_show_women_and_men_only() -> None:
    both = [(1, Gender.WOMAN, 1, 1)] * 3 + [(1, Gender.MAN, 1, 1)] * 3
    assert not is_whole(grouped([*both, (1, Gender.OTHER, 1, 1)]), LIMIT)
    assert is_whole(grouped([*both, *[(1, Gender.OTHER, 1, 1)] * 3]), LIMIT)
    # With women or men too few, the results show one total of everybody.
    assert is_whole(grouped([*both[1:], (1, Gender.OTHER, 1, 1)]), LIMIT)
