"""Own words: the page and the files of a wave never differ by the words of a few."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from core.codes import Group
from surveys.collection.answer_export_rule import Alike, is_whole
from surveys.collection.own_words import whose_words

LIMIT = 5
WOMAN, MAN, OTHER = Group.WOMAN, Group.MAN, Group.OTHER
GENDERS = {WOMAN: 1, MAN: 2, OTHER: 3}
#: How many wrote, and how many did not.
people = st.tuples(st.integers(0, 8), st.integers(0, 8))


@given(people, people, people)
def test_what_stands_on_the_page_and_not_in_the_file_is_never_of_a_few_of_the_third_group(
    women: tuple[int, int], men: tuple[int, int], others: tuple[int, int]
) -> None:
    groups = {WOMAN: women, MAN: men, OTHER: others}
    writers = Counter({group: wrote for group, (wrote, _) in groups.items()})
    whole = is_whole([Alike(1, GENDERS[one], {}, sum(n)) for one, n in groups.items()], LIMIT)
    in_file = writers if whole else Counter({WOMAN: writers[WOMAN], MAN: writers[MAN]})
    page = {group for group in whose_words(writers, LIMIT) if writers[group]}
    file = set(in_file) if OTHER in whose_words(in_file, LIMIT) else set()
    file = {group for group in file if in_file[group]}
    assert file in (page, set())
    assert OTHER not in page or writers[OTHER] >= LIMIT
    assert not page or sum(writers[group] for group in page) >= LIMIT


@given(people, people, people)
def test_more_answers_never_take_words_away_again(
    women: tuple[int, int], men: tuple[int, int], others: tuple[int, int]
) -> None:
    before = {WOMAN: women[0], MAN: men[0], OTHER: others[0]}
    after = {WOMAN: sum(women), MAN: sum(men), OTHER: sum(others)}
    shown = {group for group in whose_words(before, LIMIT) if before[group]}
    assert shown <= whose_words(after, LIMIT)
