"""Whatever is sent to the form of staff: good files, bad files, any text, who may not."""

import io
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.cases.belongings import Attachment
from feedback.intake.attachments import open_attachment
from feedback.intake.register_form import Known, read_registration
from organisation.models import Role
from tests.feedback.handling.offices import Office
from tests.feedback.intake.hostile_files import PLACE, jpeg, pdf
from tests.feedback.intake.writing import NEW, TOLD, cases, write
from tests.organisation.people import form_token, make_staff

pytestmark = pytest.mark.pages


def test_files_are_made_anew_and_kept_encrypted(
    app: Flask, rolf: FlaskClient, session: Session
) -> None:
    files = [(io.BytesIO(jpeg()), "IMG_1.jpg"), (io.BytesIO(pdf()), "brev.pdf")]
    assert write(rolf, **TOLD, files=files).status_code == 200
    stored = session.scalars(select(Attachment).order_by(Attachment.media_type)).all()
    assert [one.media_type for one in stored] == ["application/pdf", "image/jpeg"]
    assert not stored[1].sealed.startswith(b"\xff\xd8")
    with app.app_context():
        opened = open_attachment(session, stored[1].key)
    assert len(opened) == stored[1].size
    assert PLACE not in opened
    assert opened.startswith(b"\xff\xd8")


def test_a_bad_file_is_refused_at_its_field_and_nothing_is_stored(
    rolf: FlaskClient, session: Session
) -> None:
    svg = (io.BytesIO(b"<svg xmlns='x'><script>alert(1)</script></svg>"), "bild.png")
    refused = write(rolf, **TOLD, files=svg)
    assert refused.status_code == 422
    assert "Bilden är sparad som SVG." in refused.text
    assert "Välj filerna igen." in refused.text
    assert cases(session) == 0


def test_an_interviewer_may_not_register(app: Flask, session: Session, office: Office) -> None:
    irma = make_staff(session, office.unit, Role.INTERVIEWER, "irma")
    session.commit()
    browser = office.browser(irma)
    assert browser.get(NEW).status_code == 403
    token = form_token(browser.get("/mitt-konto"))
    assert browser.post(NEW, data={**TOLD, "csrf_token": token}).status_code == 403


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    fields=st.dictionaries(
        st.sampled_from(
            [
                *("channel", "kind", "unit", "text", "language", "gender", "way", "serial"),
                *(
                    "emptied",
                    "received",
                    "reason",
                    "read_back",
                    "concerned",
                    "phone",
                    "email",
                    "key",
                    "code",
                ),
            ]
        ),
        st.one_of(
            st.text(max_size=80),
            st.sampled_from(
                ["told", "letterbox", "praise", "phone", "email", "\0", "\u202e", "9" * 60]
            ),
        ),
    )
)
def test_whatever_is_typed_is_stored_whole_or_refused(
    fields: dict[str, str], rolf: FlaskClient, session: Session
) -> None:
    before = cases(session)
    rolf.check_pages = False  # type: ignore[attr-defined]  # the client of tests/conftest.py has it.
    answer = write(rolf, **fields)
    assert answer.status_code in (200, 422)
    assert cases(session) == before + (answer.status_code == 200)


@given(st.dictionaries(st.sampled_from(["received", "reason", "serial", "text"]), st.text()))
def test_the_form_is_read_without_failing(fields: dict[str, str]) -> None:
    known = Known(date(2026, 3, 12), [1], ["sv"])
    made, errors = read_registration({**TOLD, **fields}, known)
    assert (made is None) == bool(errors)
