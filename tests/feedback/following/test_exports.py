"""What is taken away: files opened again by other libraries, and copies without what was masked."""

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import select
from werkzeug.test import TestResponse

from core.documents import printable
from feedback.cases.kinds import Kind
from feedback.cases.states import CaseState
from feedback.following import case_export_pages, case_register_pages
from feedback.following.masking import MASKED, Shape, found_shapes, masked, words_in
from organisation.models import AuditEntry, Staff
from tests.feedback.handling.offices import Office
from tests.organisation.people import form_token
from tests.printed import opened, text_of

pytestmark = pytest.mark.thorough

EXPORT, REGISTER = "/synpunkter/hamta", "/synpunkter/registerlista"
FORMULA = "=HYPERLINK(1)"
CONTACT = {"name": "Kim Berg", "phone": "070-123 45 67"}


def sent(office: Office, staff: Staff, path: str, fields: dict[str, Any]) -> TestResponse:
    """A form with its token."""
    client = office.browser(staff)
    token = form_token(client.get("/mitt-konto"))
    return client.post(path, data={**fields, "csrf_token": token})


def table(response: TestResponse) -> list[dict[str, str]]:
    """A CSV file as dictionaries."""
    assert response.status_code == 200
    text = StringIO(response.data.decode("utf-8-sig"))
    return list(csv.DictReader(text, delimiter=";"))


def sheet(response: TestResponse) -> list[dict[str, Any]]:
    """The first sheet of a workbook as dictionaries."""
    assert response.status_code == 200
    rows = load_workbook(BytesIO(response.data)).worksheets[0].iter_rows()
    heading = [str(cell.value) for cell in next(rows)]
    return [dict(zip(heading, [cell.value for cell in row], strict=True)) for row in rows]


def logged(office: Office) -> list[tuple[str, str]]:
    """The last rows of the audit log about many cases."""
    office.session.rollback()
    query = select(AuditEntry).order_by(AuditEntry.id)
    found = [(row.action, row.subject_id) for row in office.session.scalars(query)]
    return [row for row in found if row[0].startswith("cases_")]


def test_a_file_holds_what_one_sees_and_of_a_secret_number_and_dates_only(office: Office) -> None:
    mine = office.case(CaseState.CLOSED, text=FORMULA, contact=CONTACT)
    secret = office.case(confidential=True, manager=office.colleague, text="Hemligt")
    about = office.case(conflicts=[office.manager.id], manager=office.colleague)
    path = f"{EXPORT}?enhet={office.unit.id}"
    reply = sent(office, office.manager, path, {"format": "csv"})
    rows = {row["Nummer"]: row for row in table(reply)}
    assert rows.keys() == {mine.number, secret.number}
    assert rows[mine.number or ""]["Typ"] == "Klagomål"
    filled = {name for name, value in rows[secret.number or ""].items() if value}
    assert filled == {"Nummer", "Kom in", "Sista dag"}
    for word in ("HYPERLINK", "Hemligt", "Kim", "070", str(about.number)):
        assert word not in reply.text
    assert logged(office)[-1] == ("cases_exported", f"enhet={office.unit.id}")


def test_the_text_comes_along_when_it_is_chosen_and_is_no_formula(office: Office) -> None:
    mine = office.case(CaseState.CLOSED, text=FORMULA)
    secret = office.case(confidential=True, manager=office.colleague, text="Hemligt")
    fields = {"format": "xlsx", "texter": "ja"}
    reply = sent(office, office.manager, f"{EXPORT}?sok=2026", fields)
    cells = load_workbook(BytesIO(reply.data)).worksheets[0].iter_rows()
    assert all(cell.data_type != "f" for row in cells for cell in row)
    rows = {row["Nummer"]: row for row in sheet(reply)}
    assert rows[mine.number]["Vad som har hänt"] == FORMULA
    assert "Vi har ändrat det" in rows[mine.number]["Svaret"]
    assert rows[mine.number]["Kom in"].date() == mine.received
    assert rows[secret.number]["Vad som har hänt"] is None
    in_csv = table(sent(office, office.manager, EXPORT, {**fields, "format": "csv"}))
    assert f"'{FORMULA}" in {row["Vad som har hänt"] for row in in_csv}
    assert ("cases_exported_with_texts", "") in logged(office)
    assert all("2026" not in subject for _action, subject in logged(office))


def test_a_file_without_format_or_with_too_much_is_refused(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.case()
    office.case()
    assert sent(office, office.manager, EXPORT, {"format": "sav"}).status_code == 422
    assert sent(office, office.manager, f"{EXPORT}?fran=x", {"format": "csv"}).status_code == 422
    assert sent(office, office.manager, f"{EXPORT}?typ=x", {"format": "csv"}).status_code == 404
    monkeypatch.setattr(case_export_pages, "MOST", 1)
    refused = sent(office, office.manager, EXPORT, {"format": "csv"})
    assert refused.status_code == 422
    assert "Högst 1 synpunkter" in refused.text
    assert sent(office, office.reception, EXPORT, {"format": "csv"}).status_code == 403
    assert "cases_exported" not in dict(logged(office))


def test_the_register_list_tells_nothing_that_is_secret(office: Office) -> None:
    anonymous = office.case(CaseState.CLOSED, text="Hemliga ord")
    known = office.case(kind=Kind.QUESTION, contact=CONTACT, received=date(2026, 3, 9))
    secret = office.case(confidential=True, kind=Kind.PRAISE)
    voided = office.case(CaseState.VOIDED)
    outside = office.case(received=date(2026, 2, 28))
    client = office.browser(office.investigator)
    path = f"{REGISTER}/lista.csv?fran=2026-03-01&till=2026-03-31"
    rows = {row["Nummer"]: row for row in table(client.get(path))}
    assert outside.number not in rows
    assert next(iter(rows)) == known.number
    assert rows[known.number or ""]["Avsändare"] == "enskild"
    assert rows[known.number or ""]["I korthet"] == "Fråga"
    assert rows[anonymous.number or ""]["Avsändare"] == "anonym"
    assert rows[anonymous.number or ""]["I korthet"].startswith("Klagomål · ")
    assert rows[secret.number or ""]["I korthet"] == "Sekretess"
    assert rows[voided.number or ""]["I korthet"] == "Klagomål, struken"
    as_page = client.get(f"{REGISTER}?fran=2026-03-01&till=2026-03-31").text
    as_pdf = text_of(client.get(path.replace("csv", "pdf")).data)
    for told in (as_page, as_pdf):
        assert str(known.number) in told
        for word in ("Hemliga", "Kim", "Beröm"):
            assert word not in told
    assert logged(office)[-1] == ("cases_register_list", "fran=2026-03-01 till=2026-03-31")


def test_the_register_list_refuses_a_bad_or_too_long_period(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.case()
    office.case()
    client = office.browser(office.manager)
    assert client.get(REGISTER).status_code == 200
    for period in ("?fran=x", "?till=%00", "?fran=2026-02-01&till=2026-01-01"):
        assert client.get(f"{REGISTER}{period}").status_code == 422
        assert client.get(f"{REGISTER}/lista.pdf{period}").status_code == 404
    monkeypatch.setattr(case_register_pages, "MOST", 1)
    assert client.get(REGISTER).status_code == 422


def test_what_is_masked_is_gone_from_the_document(office: Office) -> None:
    text = (
        "Jag heter KIM\u200b Berg och Kims syster är K\u00adim.\n\n"
        "Ring 070-123 45 67 eller kim.berg@example.org, 811218-9876. Åsa såg det 2026-03-10."
    )
    case = office.case(CaseState.CLOSED, text=text, contact=CONTACT)
    path = f"/synpunkter/{case.number}/maskad-kopia"
    fields = {
        "texter": [str(one.place) for one in case.texts],
        "former": [shape.value for shape in Shape],
        "ord": "kim\r\n berg \r\nåsa\r\nx",
    }
    preview = sent(office, office.manager, path, fields)
    made = sent(office, office.manager, path, {**fields, "do": "pdf"})
    document = text_of(made.data)
    raw = b"".join(cast("Any", page.get_contents()).get_data() for page in opened(made.data).pages)
    for told in (document, preview.text.split("Så blir kopian")[1]):
        for word in ("Kim", "KIM", "kim", "Berg", "070", "811218", "example", "Åsa", "45 67"):
            assert word not in told
        assert "såg det 2026-03-10." in told
        assert "Vi har ändrat det" in told
    assert b"Kim" not in made.data + raw
    assert document.count(MASKED) >= 6
    assert made.headers["Content-Disposition"].endswith(f'{case.number}.pdf"')
    office.session.rollback()
    rows = select(AuditEntry.action).where(AuditEntry.subject_id == case.number)
    assert list(office.session.scalars(rows)).count("case_masked_copy") == 1


def test_a_copy_holds_only_the_chosen_texts_and_no_notes(office: Office) -> None:
    case = office.case(CaseState.CLOSED)
    path = f"/synpunkter/{case.number}/maskad-kopia"
    answer = next(one for one in case.texts if one.kind == "answer")
    made = sent(office, office.manager, path, {"texter": [str(answer.place)], "do": "pdf"})
    assert "Vi har ändrat det" in text_of(made.data)
    assert "vänta länge" not in text_of(made.data)
    secret = office.case(confidential=True, manager=office.colleague)
    hidden = f"/synpunkter/{secret.number}/maskad-kopia"
    assert sent(office, office.manager, hidden, {"do": "pdf"}).status_code == 404
    assert office.browser(office.reception).get(hidden).status_code == 403


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("811218-9876", Shape.PERSONAL_NUMBER),
        ("19811218 9876", Shape.PERSONAL_NUMBER),
        ("8112189870", Shape.PERSONAL_NUMBER),
        ("070-123 45 67", Shape.PHONE),
        ("+46 (0)8 508 00 000", Shape.PHONE),
        ("٠٧٠١٢٣٤٥٦٧", Shape.PHONE),
        ("kim@example.org", Shape.EMAIL),
    ],
)
def test_numbers_and_addresses_are_found_by_their_shape(text: str, shape: Shape) -> None:
    around = f"Det är {text}, tror jag."
    assert found_shapes(around)[shape]
    assert text not in masked(around, [], [shape])


def test_days_and_case_numbers_are_no_phone_numbers() -> None:
    text = "Den 2026-03-10 skrev jag 2026-0412 och 14 dagar gick."
    assert masked(text, [], list(Shape)) == text


WORDS = st.text(st.sampled_from("abkåé\u0301 \u200d.'ÅK"), min_size=2, max_size=6)


@given(
    st.text(st.sampled_from("abkåé\u0301 \n\u200d.'ÅK"), max_size=60), st.lists(WORDS, max_size=3)
)
def test_no_masked_word_is_left_in_letters_of_any_size(text: str, typed: list[str]) -> None:
    words = words_in("\n".join(typed))
    shown = printable(text)
    left = masked(shown, words, []).replace(MASKED, "\0").casefold()
    assert all(word.casefold() not in left for word in words)


def test_masking_takes_no_time_on_a_hostile_text() -> None:
    """Quadratic patterns would take minutes here."""
    for text in ("a" * 64_000, "a@" * 32_000, "1 " * 32_000, "aab" * 20_000, "aabc" * 15_000):
        assert masked(text, ["aab", "a a"], list(Shape)) is not None
        found_shapes(text)
