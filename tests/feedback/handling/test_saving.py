"""Two people who save the same case, each in a browser: the second is told and loses nothing."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from feedback.cases.kinds import TextKind
from feedback.cases.models import Case
from feedback.cases.states import CaseState
from organisation.differences import MOST_COMPARED_WORDS, compared
from tests.feedback.handling.offices import HIDDEN, Office
from tests.organisation.people import form_token

pytestmark = pytest.mark.pages

TRIAGE = {"also": "no", "told": "code", "serious": "no", "theme": "", "kind": "complaint"}


class Opened:
    """A page that somebody opened and has not sent yet."""

    def __init__(self, client: FlaskClient, page: str) -> None:
        self.client = client
        shown = client.get(page)
        self.hidden = dict(HIDDEN.findall(shown.text)) | {"csrf_token": form_token(shown)}

    def send(self, action: str, **fields: str) -> TestResponse:
        """Send a form of it as it was opened."""
        return self.client.post(action, data={**self.hidden, **fields})


def page_of(case: Case) -> str:
    """Where the case is."""
    return f"/synpunkter/{case.number}"


def test_the_second_is_told_what_the_first_did_and_keeps_what_was_typed(office: Office) -> None:
    case = office.case()
    page, text = page_of(case), "Ring efter tio.\nHon har bytt nummer."
    hers = Opened(office.browser(office.colleague), page)
    his = Opened(office.browser(office.investigator), page)
    assert his.send(f"{page}/diarienummer", diary_number="2026/17").status_code == 303
    told = hers.send(f"{page}/anteckning", note=text)
    assert told.status_code == 409
    assert "Någon annan hann före" in told.text
    assert "<li>Uppgifterna är ändrade · Ulla</li>" in told.text
    assert "Du skrev" in told.text
    assert f"{text}</textarea>" in told.text
    assert "Registrerad" not in told.text.partition("</ul>")[0]
    assert not [one for one in office.fresh(case).texts if one.kind == TextKind.NOTE]
    office.session.commit()
    again = send_again(hers.client, told, f"{page}/anteckning", note=text)
    assert again.status_code == 303
    [note] = [one for one in office.fresh(case).texts if one.kind == TextKind.NOTE]
    assert note.text == text
    assert case.diary_number == "2026/17"


def test_both_wrote_the_same_field_and_the_second_sees_both(office: Office) -> None:
    case = office.case()
    page = page_of(case)
    hers = Opened(office.browser(office.manager), page)
    his = Opened(office.browser(office.investigator), page)
    his.send(f"{page}/diarienummer", diary_number="2026/17 bilaga")
    told = hers.send(f"{page}/diarienummer", diary_number="2026/18 bilaga")
    assert told.status_code == 409
    assert "<ins>2026/18</ins> bilaga" in told.text
    assert "<del>2026/17</del> bilaga" in told.text
    assert 'value="2026/18 bilaga"' in told.text
    assert office.fresh(case).diary_number == "2026/17 bilaga"


def test_triage_that_another_has_done_meanwhile_is_shown_with_the_case(office: Office) -> None:
    case = office.case(CaseState.RECEIVED)
    page = f"{page_of(case)}/registrera"
    first = Opened(office.browser(office.investigator), page)
    second = Opened(office.browser(office.investigator), page)
    unit = {"unit": str(office.unit.id)}
    assert first.send(page, **TRIAGE, **unit).status_code == 303
    sent = {**TRIAGE, **unit, "also": "yes", "to_child": "Mottagningen för barn"}
    told = second.send(page, **sent)
    assert told.status_code == 409
    assert "<li>Registrerad · Ulla</li>" in told.text
    assert "Mottagningen för barn" in told.text
    assert "<h2>Vem ska svara?</h2>" in told.text


def test_who_may_not_know_of_a_check_learns_only_that_something_changed(office: Office) -> None:
    case = office.case()
    page = page_of(case)
    hers = Opened(office.browser(office.manager), page)
    his = Opened(office.browser(office.investigator), page)
    his.send(f"{page}/galler", conflict=str(office.reception.id))
    told = hers.send(f"{page}/anteckning", note="Hej")
    assert told.status_code == 409
    assert "<li>Uppgifterna om synpunkten har ändrats.</li>" in told.text
    assert "Rolf" not in told.text


@pytest.mark.parametrize("revision", ["", "x", "0", "-1", "9" * 40])
def test_a_form_that_does_not_say_what_it_was_made_from_changes_nothing(
    office: Office, revision: str
) -> None:
    case = office.case()
    opened = Opened(office.browser(office.manager), page_of(case))
    opened.hidden |= {"revision": revision, "seen": revision}
    assert opened.send(f"{page_of(case)}/anteckning", note="Hej").status_code == 409


def test_what_differs_is_marked_word_by_word() -> None:
    assert compared("Hej du där", "Hej ni där") == [
        ("same", "Hej "), ("gone", "du"), ("new", "ni"), ("same", " där"),
    ]  # fmt: skip
    assert compared("", "Hej du") == [("new", "Hej du")]
    assert compared("Hej", "Hej") == [("same", "Hej")]
    long = "ord " * MOST_COMPARED_WORDS
    assert compared("Hej", long) == [("gone", "Hej"), ("new", long)]


def send_again(client: FlaskClient, told: TestResponse, action: str, **fields: str) -> TestResponse:
    """Send from the page that told about the other."""
    hidden = dict(HIDDEN.findall(told.text)) | {"csrf_token": form_token(told)}
    return client.post(action, data={**hidden, **fields})
