"""Words: what is found by which beginnings, the same on both databases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.cases.kinds import TextKind
from feedback.cases.models import Case, CaseWord
from feedback.cases.receiving import receive
from feedback.cases.texts import add_text, change_text, matching, remove_texts, words_of
from tests.factories import make_unit
from tests.feedback.factories import TODAY, new_case

SAID = "Jag ringde Åsa på försörjningsstödet. STRASSE Straße; 50 %_ rabatt. انتظرت طويلا."


@pytest.fixture
def case(session: Session) -> Case:
    """A case with words in it, beside one with others."""
    unit = make_unit(session)
    receive(session, new_case(unit, text="Något helt annat"), TODAY)
    new = new_case(unit, text=SAID, foreign_number="DNR 77/26")
    return receive(session, new, TODAY)


def found(session: Session, text: str) -> list[str | None]:
    """The numbers of the cases that a search gives."""
    condition = matching(words_of(text))
    return list(session.scalars(select(Case.number).where(condition).order_by(Case.number)))


FINDING = (
    *("ring", "RINGDE", "åsa", "a\u030asa", "försörj", "jag åsa", "strasse", "straße", "50"),
    *("انتظرت", "2026-0002", "0002", "77/26", "dnr", "jag  rabatt!", "r%"),
)
NOT_FINDING = ("asa", "forsorj", "ingde", "åsa zebra", "stödet", "2026-0003")
#: What holds no word limits nothing.
NO_WORDS = ("%", "_", "", " .,", "\U0010ffff", "\x00", "\ud800")


def test_beginnings_of_words_find_the_case(session: Session, case: Case) -> None:
    assert [found(session, text) for text in FINDING] == [[case.number]] * len(FINDING)
    assert not [text for text in NOT_FINDING if found(session, text)]
    both = ["2026-0001", case.number]
    assert [found(session, text) for text in NO_WORDS] == [both] * len(NO_WORDS)


def test_words_come_and_go_with_their_texts(session: Session, case: Case) -> None:
    note = add_text(session, case, TextKind.NOTE, "Sköldpadda ringde", "sv", day=TODAY)
    assert found(session, "sköldp") == [case.number]
    change_text(session, case, note, "Giraff ringde")
    assert not found(session, "sköldp")
    assert found(session, "giraff") == [case.number]
    translated = add_text(
        session, case, TextKind.NOTE, "Giraffe", "en", day=TODAY, translation_of=note.key
    )
    assert [one.place for one in case.texts] == [1, 2, 3]
    remove_texts(session, case, [note, translated])
    assert not found(session, "giraff")
    assert found(session, "ringde") == [case.number]
    remove_texts(session, case, case.texts)
    kept = set(session.scalars(select(CaseWord.word).where(CaseWord.case_key == case.key)))
    assert kept == {b"2026", b"0002", b"dnr", b"77", b"26"}


def test_a_text_of_a_great_many_words_is_kept_and_forgotten(session: Session, case: Case) -> None:
    many = add_text(
        session, case, TextKind.NOTE, " ".join(f"w{n}" for n in range(12_000)), "sv", day=TODAY
    )
    assert found(session, "w11999") == [case.number]
    remove_texts(session, case, [many])
    assert not found(session, "w11999")


@given(st.text(max_size=200))
def test_any_text_becomes_words_that_begin_with_themselves(text: str) -> None:
    for word in words_of(text):
        assert 0 < len(word) <= 40
        assert word < word[:-1] + bytes([word[-1] + 1])


def test_a_very_long_word_is_found_by_its_beginning(session: Session, case: Case) -> None:
    add_text(session, case, TextKind.NOTE, "å" * 500, "sv", day=TODAY)
    assert found(session, "å" * 30) == [case.number]
    assert found(session, "å" * 400) == [case.number]
