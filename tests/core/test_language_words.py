"""Known words: the list made at set-up, the list of the field, forms and compounds."""

import re
from pathlib import Path

import pytest
from wordfreq import zipf_frequency

from core.language_words import (
    FIELD_WORDS,
    Vocabulary,
    WordListMissing,
    read_vocabulary,
    read_words,
    vocabulary,
)
from core.word_list import common_words, make_word_list

ROOT = Path(__file__).parents[2]
SMALL = Vocabulary(
    common=frozenset({"flicka", "pojke", "möte", "bistånd", "beslut", "hjälp"}),
    field=frozenset({"handläggare"}),
)


@pytest.mark.parametrize("word", ["flickor", "Pojkarna", "mötets", "handläggarna", "handläggarens"])
def test_a_form_of_a_known_word_is_known(word: str) -> None:
    assert SMALL.knows(word)


@pytest.mark.parametrize("word", ["flick", "mötas", "biståndsbeslut", "läggare", ""])
def test_other_words_are_not(word: str) -> None:
    assert not SMALL.knows(word)


def test_a_compound_is_parted_into_words_that_are_known() -> None:
    assert SMALL.parts("biståndsbeslutet") == ("bistånd", "beslutet")
    assert SMALL.parts("xyzbeslut") is None


def test_the_list_holds_what_is_common_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "made" / "words.txt"
    assert make_word_list(file)
    assert not make_word_list(file)
    made = read_words(file.read_text("utf-8"))
    assert 25_000 < len(made) < 40_000
    assert file.stat().st_size < 400_000
    assert all(zipf_frequency(word, "sv") >= 3.0 for word in made[::50])
    assert {"hjälp", "och", "brev", "mötet"} <= set(made)
    assert "biståndsbeslut" not in made
    assert "CC BY-SA 4.0" in file.read_text("utf-8")[:300]


def test_the_list_of_this_machine_is_of_today() -> None:
    assert vocabulary().common == frozenset(common_words())


def test_a_list_that_was_not_made_is_told_with_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(WordListMissing, match=r"python -m core\.word_list"):
        read_vocabulary(tmp_path / "none.txt", FIELD_WORDS)


def test_fixed_phrases_stand_beside_the_words_of_the_field() -> None:
    assert "vård och omsorg" in vocabulary().phrases
    assert vocabulary().is_of_the_field("Socialtjänstens")


def test_the_field_list_has_no_word_twice() -> None:
    words = read_words(FIELD_WORDS.read_text("utf-8"))
    assert len(words) == len(set(words))


def test_only_set_up_loads_wordfreq() -> None:
    loads = re.compile(r"^\s*(?:from|import) (?:wordfreq|core\.word_list)\b", re.MULTILINE)
    packages = ("core", "organisation", "surveys", "feedback", "analysis", "demonstration")
    files = [ROOT / "wsgi.py", *(file for name in packages for file in (ROOT / name).rglob("*.py"))]
    assert [file.name for file in files if loads.search(file.read_text("utf-8"))] == [
        "word_list.py"
    ]
