"""The page of a case: its finding, its dates in words, its texts, what is shown to whom."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask_babel import Babel
from sqlalchemy import select

from core.encryption import seal
from feedback.cases.belongings import Attachment
from feedback.cases.deadlines import promise
from feedback.cases.kinds import AnswerWay, Channel, Kind
from feedback.cases.models import CaseRound
from feedback.cases.states import CaseState
from feedback.handling.date_rule import explained
from organisation.models import AuditEntry
from tests.feedback.factories import TODAY
from tests.feedback.handling.offices import Office, send

pytestmark = pytest.mark.thorough

CONTACT = {"name": "Kim Berg", "phone": "070-123 45 67", "street": "Gatan 1", "town": "Nacka"}
FILE = b"%PDF-1.7 invented"


@pytest.fixture(scope="module")
def swedish() -> Flask:
    """What speaks Swedish, without a database."""
    app = Flask("words")
    Babel(app, default_locale="sv")
    return app


def actions(office: Office, number: str | None) -> list[str]:
    """What the audit log holds of a case."""
    query = select(AuditEntry.action).where(AuditEntry.subject_id == number)
    found = list(office.session.scalars(query.order_by(AuditEntry.id)))
    office.session.commit()
    return found


def test_the_heading_is_when_to_answer_and_the_facts_stand_beside_the_words(office: Office) -> None:
    case = office.case(CaseState.REGISTERED, language="ar", text="انتظرت", gender=1)
    page = office.browser(office.investigator).get(f"/synpunkter/{case.number}").text
    assert "<h1>Svara senast tisdag 24 mars 2026</h1>" in page
    assert 'lang="ar" dir="rtl">انتظرت</div>' in page
    for text in ("Klagomål", "Webben", "arabiska", "Kvinna", "Anonym", "Läser själv med sin kod"):
        assert f"<dd>{text}</dd>" in page
    assert actions(office, case.number)[-1] == "case_opened"


@pytest.mark.parametrize(
    ("days", "heading"),
    [
        (12, "Svara i dag, tisdag 24 mars 2026"),
        (13, "Försenat: svaret skulle ha gått tisdag 24 mars"),
    ],
)
def test_the_heading_follows_the_day(
    office: Office, clock: object, days: int, heading: str
) -> None:
    case = office.case(CaseState.WITH_MANAGER)
    clock.instant += timedelta(days=days)  # type: ignore[attr-defined]  # the fixed clock
    page = office.browser(office.manager).get(f"/synpunkter/{case.number}").text
    assert f"<h1>{heading}" in page


@pytest.mark.parametrize(
    ("received", "channel", "sentence"),
    [
        (
            date(2026, 6, 5),
            Channel.WEB,
            "Två veckor senare är fredag 19 juni 2026 (midsommarafton). Då är vi lediga. "
            "Därför är sista dag måndag 22 juni 2026.",
        ),
        (date(2026, 6, 5), Channel.WEB, "Påminnelserna räknas till torsdag 18 juni 2026"),
        (date(2026, 6, 6), Channel.WEB, "lördag 20 juni 2026 (midsommardagen)"),
        (date(2026, 6, 7), Channel.WEB, "Två veckor senare är söndag 21 juni 2026. Då"),
        (date(2026, 3, 10), Channel.TOLD, "är tisdag 24 mars 2026. Det är sista dag."),
        (date(2026, 6, 18), Channel.LETTERBOX, "närmaste arbetsdag före den dag brevlådan tömdes"),
    ],
)
def test_the_rule_of_the_dates_is_said_in_words(
    swedish: Flask, received: date, channel: Channel, sentence: str
) -> None:
    made = promise(received)
    one = CaseRound(
        number=1,
        received=received,
        nominal=made.nominal,
        last_day=made.last_day,
        target=made.target,
    )
    with swedish.test_request_context():
        assert sentence in " ".join(explained(one, channel))


def test_a_day_changed_by_hand_a_new_day_and_a_verdict_are_said(swedish: Flask) -> None:
    made = promise(date(2026, 6, 5))
    one = CaseRound(
        number=1,
        received=made.received,
        received_reason="Låg kvar",
        nominal=made.nominal,
        last_day=made.last_day,
        target=made.target,
        new_day=date(2026, 6, 30),
        answered_on=made.last_day,
        on_time=True,
        strictly=False,
        fetched_on=date(2026, 6, 25),
    )
    with swedish.test_request_context():
        whole = " ".join(explained(one, Channel.LETTERBOX))
        without = " ".join(explained(one, Channel.LETTERBOX, reasons=False))
    assert "Skälet: Låg kvar" in whole
    assert "brevlådan" not in whole
    assert "Låg kvar" not in without
    assert "Besked om ny dag: tisdag 30 juni 2026" in whole
    assert "måndag 22 juni 2026: i tid, men mer än två veckor efter." in whole
    assert "öppnade svaret torsdag 25 juni 2026" in whole


def test_contact_data_is_shown_when_asked_for_and_the_log_says_so(office: Office) -> None:
    case = office.case(CaseState.WITH_MANAGER, contact=CONTACT, answer_way=AnswerWay.HOME)
    maria, page = office.browser(office.manager), f"/synpunkter/{case.number}"
    assert "Kim Berg" not in maria.get(page).text
    shown = send(maria, page, f"{page}/kontakt")
    assert shown.status_code == 200
    assert "<dd>Kim Berg</dd>" in shown.text
    assert "<dd>070-123 45 67</dd>" in shown.text
    assert actions(office, case.number)[-1] == "contact_seen"
    assert "Visa kontaktuppgifter" not in maria.get(f"/synpunkter/{office.case().number}").text


def test_a_file_is_saved_and_never_opened_and_belongs_to_its_case(office: Office) -> None:
    case, other = office.case(), office.case()
    key = b"k" * 16
    with office.app.app_context():
        sealed = seal(FILE, key)
    file = {"key": key, "case_key": case.key, "media_type": "application/pdf", "day": TODAY}
    office.session.add(Attachment(**file, size=len(FILE), sealed=sealed))
    office.session.commit()
    ulla, page = office.browser(office.investigator), f"/synpunkter/{case.number}"
    assert f"{page}/bilagor/{key.hex()}" in ulla.get(page).text
    found = ulla.get(f"{page}/bilagor/{key.hex()}")
    assert found.data == FILE
    assert found.headers["Content-Disposition"].startswith("attachment;")
    assert found.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert actions(office, case.number)[-1] == "attachment_opened"
    for path in (
        f"/synpunkter/{other.number}/bilagor/{key.hex()}",
        f"{page}/bilagor/{'0' * 32}",
        f"{page}/bilagor/{'x' * 32}",
        f"{page}/bilagor/nej",
    ):
        assert ulla.get(path).status_code == 404
    assert office.browser(office.theirs).get(f"{page}/bilagor/{key.hex()}").status_code == 404


def test_a_translation_stands_under_its_text_with_who_made_it(office: Office) -> None:
    case = office.case(language="ar", text="انتظرت")
    original, page = case.texts[0].key.hex(), f"/synpunkter/{case.number}"
    maria = office.browser(office.manager)
    assert "Använd aldrig en öppen översättning på webben" in maria.get(page).text
    fields = {"original": original, "translated_to": "sv", "translated": "Jag väntade."}
    done = send(maria, page, f"{page}/oversattning", {**fields, "translated_by": "Tolken Amal"})
    assert done.status_code == 303
    shown = maria.get(page).text
    assert "Översatt till svenska" in shown
    assert "Tolken Amal, 12 mars 2026" in shown
    assert "Text tillagd: Översättning · Maria" in shown
    for wrong, name in (
        ({"original": "x"}, "original"),
        ({"translated_to": "ar"}, "translated_to"),
        ({"translated": " "}, "translated"),
    ):
        refused = send(maria, page, f"{page}/oversattning", {**fields, **wrong})
        assert refused.status_code == 422
        assert f'href="#{name}"' in refused.text
        assert "Jag väntade." in refused.text


def test_the_one_who_wrote_it_down_reads_it_until_it_is_assigned(office: Office) -> None:
    case = office.case(CaseState.REGISTERED, registered_by=office.reception.id, read_back=True)
    rolf, page = office.browser(office.reception), f"/synpunkter/{case.number}"
    shown = rolf.get(page).text
    assert "Jag fick vänta länge." in shown
    assert "nedskrivet av Rolf" not in shown
    assert "Skriv en anteckning" not in shown
    assert send(rolf, page, f"{page}/anteckning", {"note": "Hej"}).status_code == 403
    ulla = office.browser(office.investigator)
    send(ulla, page, f"{page}/chef", {"manager": str(office.manager.id)})
    assert rolf.get(page).status_code == 404


def test_a_deviation_has_the_same_page_and_no_promise(office: Office) -> None:
    case = office.case(kind=Kind.DEVIATION, channel=Channel.INTERNAL)
    page = office.browser(office.manager).get(f"/synpunkter/{case.number}").text
    assert "<h1>En avvikelse att utreda</h1>" in page
    assert "En avvikelse har ingen sista dag." in page
    assert "Ge besked om ny dag" not in page


def test_a_manager_sees_number_and_dates_until_it_is_registered_or_when_it_is_secret(
    office: Office,
) -> None:
    maria = office.browser(office.manager)
    new = office.case(CaseState.RECEIVED)
    secret = office.case(CaseState.REGISTERED, confidential=True)
    page = maria.get(f"/synpunkter/{new.number}").text
    assert "<h1>Inte registrerad: bara numret visas</h1>" in page
    assert "Svara senast tisdag 24 mars 2026" in page
    hidden = maria.get(f"/synpunkter/{secret.number}").text
    assert "<h1>Sekretess: bara numret visas</h1>" in hidden
    for text in (page, hidden):
        assert "vänta länge" not in text
        assert "Klagomål" not in text
    assert "case_opened" not in actions(office, secret.number)
