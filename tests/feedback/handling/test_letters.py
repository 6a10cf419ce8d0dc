"""The answer as a letter: to send home, or to fetch without a name; in both languages."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.cases.kinds import AnswerWay
from feedback.cases.states import CaseState
from feedback.handling.letters import NoLetter, answer_letter, paragraphs, postal_address
from organisation.models import AuditEntry
from tests.feedback.handling.offices import Office, make_office
from tests.printed import followed, opened, root_of, text_of

pytestmark = pytest.mark.thorough

CONTACT = {
    "name": "Kim Berg",
    "care_of": "Lo Ek",
    "street": "Storgatan 1",
    "postcode": "111 22",
    "town": "Stockholm",
    "phone": "070-123 45 67",
}
HOSTILE = '#import "/etc/passwd": *\n\n$ 1/0 $ \\ _a_ #panic() \u202e😀 ' + "W" * 200


@pytest.fixture
def office(app: Flask, session: Session) -> Office:
    """The people; the unit says in its letters where it is."""
    made = make_office(app, session)
    made.unit.letter_head = "Besök: Ringvägen 2\nTelefon 08-508 00 000"
    session.commit()
    return made


def letter(office: Office, *, with_address: bool = False, **given: object) -> bytes:
    """The letter of an answered case."""
    case = office.case(CaseState.ANSWERED, **given)
    with office.app.test_request_context():
        return answer_letter(office.session, case, with_address=with_address)


def test_the_letter_to_fetch_has_the_number_and_neither_name_nor_address(office: Office) -> None:
    pdf = letter(office, contact=CONTACT)
    words = text_of(pdf)
    for there in (
        "Enheten homeless", "Ringvägen 2", "2026-0001", "12 mars 2026", "Vi har ändrat det.", "Maria",
    ):  # fmt: skip
        assert there in words
    for hidden in (*CONTACT.values(), "Jag fick vänta länge."):
        assert hidden not in words
    assert any(link.endswith("/mitt-svar") for link in followed(pdf))


def test_the_letter_home_has_the_address_and_no_telephone(office: Office) -> None:
    words = text_of(letter(office, with_address=True, contact=CONTACT))
    for line in ("Kim Berg", "c/o Lo Ek", "Storgatan 1", "111 22 Stockholm"):
        assert line in words
    assert "070-123 45 67" not in words


def test_the_letter_is_tagged_and_says_its_language(office: Office) -> None:
    root = root_of(letter(office))
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "sv"
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()


def test_who_reads_arabic_gets_arabic_first_and_then_swedish(office: Office) -> None:
    pdf = letter(office, language="ar")
    words = text_of(pdf)
    assert root_of(pdf)["/Lang"] == "ar"
    assert "Svaret på svenska" in words
    assert words.index("(ar)") < words.index("(sv)")


def test_a_language_without_pages_of_its_own_has_swedish_around_it(office: Office) -> None:
    pdf = letter(office, language="so")
    assert root_of(pdf)["/Lang"] == "sv"
    assert "(so)" in text_of(pdf)


def test_without_an_answer_or_an_address_there_is_no_letter(office: Office) -> None:
    waiting, anonymous = office.case(), office.case(CaseState.ANSWERED)
    with office.app.test_request_context():
        for case, with_address in ((waiting, False), (anonymous, True)):
            with pytest.raises(NoLetter):
                answer_letter(office.session, case, with_address=with_address)


def test_letters_that_the_fonts_do_not_have_are_never_printed_as_question_marks(
    office: Office,
) -> None:
    case = office.case(CaseState.ANSWERED)
    case.texts[-1].text = "Привет"
    with office.app.test_request_context(), pytest.raises(NoLetter):
        answer_letter(office.session, case, with_address=False)


def test_no_text_changes_what_the_letter_is(office: Office) -> None:
    hostile = HOSTILE.replace("\n", " ")
    contact = {**CONTACT, "name": hostile, "street": hostile}
    office.unit.letter_head = HOSTILE
    case = office.case(CaseState.ANSWERED, contact=contact)
    case.texts[-1].text = HOSTILE * 20
    with office.app.test_request_context():
        pdf = answer_letter(office.session, case, with_address=True)
    assert "#import" in text_of(pdf)
    assert len(opened(pdf).pages) > 1


def test_who_prints_the_address_is_in_the_log(office: Office) -> None:
    case = office.case(CaseState.ANSWERED, contact=CONTACT, answer_way=AnswerWay.HOME)
    maria = office.browser(office.manager)
    page = maria.get(f"/synpunkter/{case.number}/svar").text
    for name in ("brev.pdf", "brev-hem.pdf"):
        assert f"/synpunkter/{case.number}/{name}" in page
    seen = select(AuditEntry.subject_id).where(AuditEntry.action == "contact_seen")
    assert maria.get(f"/synpunkter/{case.number}/brev.pdf").data.startswith(b"%PDF")
    assert office.session.scalars(seen).all() == []
    office.session.commit()
    home = maria.get(f"/synpunkter/{case.number}/brev-hem.pdf")
    assert home.mimetype == "application/pdf"
    assert "attachment" in home.headers["Content-Disposition"]
    assert office.session.scalars(seen).all() == [case.number]


def test_the_page_offers_no_letter_home_without_an_address(office: Office) -> None:
    case = office.case(CaseState.ANSWERED, answer_way=AnswerWay.HOME, contact={"name": "Kim"})
    maria = office.browser(office.manager)
    page = maria.get(f"/synpunkter/{case.number}/svar").text
    assert "brev-hem.pdf" not in page
    assert "Adressen saknas." in page
    assert maria.get(f"/synpunkter/{case.number}/brev-hem.pdf").status_code == 409


def test_an_address_needs_a_street_and_a_town() -> None:
    assert postal_address({"name": "Kim", "street": "Storgatan 1"}) == []
    assert postal_address({"street": "Storgatan 1", "town": "Lund"}) == ["Storgatan 1", "Lund"]


@given(st.text())
def test_paragraphs_keep_every_word(text: str) -> None:
    lines = [line for one in paragraphs(text) for line in one]
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all("\n" not in line for line in lines)
