"""Writing an answer: saved again and again, checked, with phrases, read by a colleague."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.cases.kinds import TextKind
from feedback.cases.states import CaseState
from feedback.handling.drafts import draft_in
from feedback.handling.models import Phrase
from organisation.models import Notice
from tests.feedback.handling.offices import (
    EASY,
    SEND,
    Office,
    make_office,
    page_of,
    send,
    texts,
)

pytestmark = pytest.mark.thorough


@pytest.fixture
def office(app: Flask, session: Session) -> Office:
    """The people."""
    return make_office(app, session)


def test_a_draft_is_saved_again_and_again_and_nothing_is_sent(office: Office) -> None:
    case, maria = office.case(), office.browser(office.manager)
    page = page_of(case)
    for text in ("Hej.", "Hej.\r\n\r\nVi ändrar det."):
        done = send(maria, page, fields={"action": "save", "answer": text})
        assert done.location == page
    [draft] = texts(office, case, TextKind.DRAFT)
    assert draft.text == "Hej.\n\nVi ändrar det."
    assert "Vi ändrar det.</textarea>" in maria.get(page).text
    assert office.fresh(case).state == CaseState.WITH_MANAGER
    assert [one.action for one in case.events].count("add_text") == 1
    assert not texts(office, case, TextKind.ANSWER)


def test_who_saves_second_is_told_and_sees_the_difference(office: Office) -> None:
    case, maria, karin = (
        office.case(),
        office.browser(office.manager),
        office.browser(office.colleague),
    )
    page = page_of(case)
    send(maria, page, fields={"action": "save", "answer": "Hej du."})
    stale = {"revision": "1", "seen": "3", "action": "send", "answer": "Hej alla.", "serious": "no"}
    told = send(karin, page, fields={**stale, "how": "written"})
    assert told.status_code == 409
    assert "Någon annan hann före" in told.text
    assert "<ins>alla.</ins>" in told.text
    assert "<del>du.</del>" in told.text
    assert "Hej alla.</textarea>" in told.text
    assert [one.text for one in texts(office, case, TextKind.DRAFT)] == ["Hej du."]


def test_the_language_check_advises_and_never_refuses(office: Office) -> None:
    case, maria = office.case(), office.browser(office.manager)
    page = page_of(case)
    hard = "Hej.\n\nBiståndsbedömningsprocessen effektiviserades förvaltningsövergripande."
    done = send(maria, page, fields={"action": "check", "answer": hard})
    assert done.location.endswith("?granska=1#granskning")
    checked = maria.get(done.location).text
    assert "Stycke 2" in checked
    assert "Biståndsbedömningsprocessen" in checked
    assert send(maria, page, fields={**SEND, "answer": hard}).status_code == 303
    assert office.fresh(case).state == CaseState.ANSWERED


def test_an_easy_text_is_said_to_be_easy(office: Office) -> None:
    case, maria = office.case(), office.browser(office.manager)
    done = send(maria, page_of(case), fields={"action": "check", "answer": EASY})
    assert "Texten är lätt att läsa" in maria.get(done.location).text


def test_a_saved_phrase_is_put_last_in_the_draft(office: Office) -> None:
    office.session.add(Phrase(unit_id=office.section.id, title="Tack", text="Tack för ditt brev."))
    office.session.commit()
    phrase = office.session.scalars(select(Phrase)).one()
    case, maria = office.case(), office.browser(office.manager)
    fields = {"action": "phrase", "answer": "Hej.", "phrase": str(phrase.id)}
    send(maria, page_of(case), fields=fields)
    assert [one.text for one in texts(office, case, TextKind.DRAFT)] == [
        "Hej.\n\nTack för ditt brev."
    ]
    wrong = send(maria, page_of(case), fields={**fields, "phrase": "x"})
    assert wrong.status_code == 422
    assert 'id="phrase-error"' in wrong.text


def test_a_colleague_reads_the_draft_and_it_is_kept_who_and_when(office: Office) -> None:
    case, maria, karin = (
        office.case(),
        office.browser(office.manager),
        office.browser(office.colleague),
    )
    page = page_of(case)
    asked = {"action": "ask", "answer": EASY, "reader": str(office.investigator.id)}
    assert send(maria, page, fields={**asked, "reader": str(office.theirs.id)}).status_code == 422
    assert send(maria, page, fields=asked).status_code == 303
    assert "Ulla har inte läst utkastet än." in maria.get(page).text
    told = office.session.scalars(select(Notice)).one()
    office.session.commit()
    assert (told.staff_id, told.path) == (office.investigator.id, page)
    ulla = office.browser(office.investigator)
    assert "Du är ombedd att läsa utkastet" in ulla.get(f"/synpunkter/{case.number}").text
    assert EASY in ulla.get(page).text
    assert send(karin, page, f"{page}/last").status_code == 403
    assert send(ulla, page, f"{page}/last").status_code == 303
    assert "Ulla läste utkastet 12 mars 2026." in maria.get(page).text
    send(maria, page, fields=SEND)
    [answer] = texts(office, case, TextKind.ANSWER)
    assert (answer.second_reader_id, answer.second_read_on) == (
        office.investigator.id,
        date(2026, 3, 12),
    )


def test_other_words_are_to_be_read_again(office: Office) -> None:
    case, maria = office.case(), office.browser(office.manager)
    page = page_of(case)
    send(
        maria, page, fields={"action": "ask", "answer": EASY, "reader": str(office.investigator.id)}
    )
    send(office.browser(office.investigator), page, f"{page}/last")
    send(maria, page, fields={"action": "save", "answer": "Något annat."})
    draft = draft_in(office.fresh(case), "sv")
    assert draft
    assert draft.second_reader_id
    assert draft.second_read_on is None
