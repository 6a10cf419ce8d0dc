"""Whatever is posted is a page with a clear refusal, or is stored whole and clean; never by halves."""

import unicodedata
from collections.abc import Mapping

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from feedback.intake.view_form import CONTACT_FIELDS
from tests.conftest import CheckingClient, FixedClock
from tests.factories import make_station, make_unit
from tests.feedback.intake.view_desk import WEB, Desk, cases
from tests.organisation.people import SAME_SITE

pytestmark = pytest.mark.pages

FIELDS = (
    "kind", "unit", "text", "way", "gender", "code", "submission", "visit", "opened", "lang",
    "language", "do", "step", "website", *CONTACT_FIELDS,
)  # fmt: skip
UGLY = (
    "".join(map(chr, range(32))) + "\x7f\x80\x9f",
    "\u202egnp.exe\u2066x",
    "\ud800".encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"),
    "x" * 300_000,
    "\U0010ffff" * 2_000,
    "-1",
    "9" * 40,
    "' OR 1=1 --",
    "{{ 7 * 7 }}<script>alert(1)</script>",
)
VALUES = st.one_of(
    st.sampled_from(UGLY),
    st.text(max_size=40),
    st.sampled_from(["complaint", "praise", "home", "phone", "1", "send", "anyway", "slip", "ar"]),
)
POSTS = st.lists(st.tuples(st.sampled_from(FIELDS), VALUES), max_size=8)


@pytest.mark.parametrize("at_station", [False, True])
def test_a_hostile_form_is_refused_or_stored_whole_and_clean(
    app: Flask, clock: FixedClock, session: Session, at_station: bool
) -> None:
    station = make_station(session, make_unit(session))
    session.commit()
    path = f"/kiosk/{station.address}/tyck-till" if at_station else WEB

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(POSTS, st.booleans())
    def post(posted: list[tuple[str, str]], with_kind: bool) -> None:
        client = app.test_client()
        desk = Desk(client, clock, path)
        desk.open()
        before = len(cases(session))
        named = dict.fromkeys(name for name, _ in posted)
        ours = {**desk.hidden, "do": "send"} | ({"kind": "praise"} if with_kind else {})
        data = [*((n, v) for n, v in ours.items() if n not in named), *posted]
        response = client.post(path, data=MultiDict(data), headers=SAME_SITE)
        assert response.status_code in (200, 303, 413, 422, 429)
        stored = cases(session)
        thanked = response.status_code == 200 and "Tack!" in response.text
        # The language of the page changes "Tack!"; what is stored is always thanked for.
        assert len(stored) - before <= 1
        assert not thanked or len(stored) > 0
        for case in stored[-1:]:
            _is_whole_and_clean(case.texts[0].text if case.texts else "", vars(case))

    post()


def _is_whole_and_clean(text: str, columns: Mapping[str, object]) -> None:
    assert columns["number"]
    assert columns["code_hash"]
    signs = {unicodedata.category(sign) for sign in text if sign != "\n"}
    assert not signs & {"Cc", "Cs"}
    assert "\u202e" not in text


@pytest.mark.parametrize("body", [b"\xff\xfe\x00", b"kind=%00&text=%", b"=&=&=", b"%F0%28%8C"])
@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data", "x/y"]
)
def test_a_body_that_is_no_form_is_an_empty_form(
    app: Flask, session: Session, body: bytes, kind: str
) -> None:
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    response = client.post(WEB, data=body, content_type=kind, headers=SAME_SITE)
    assert response.status_code in (303, 422)
    assert cases(session) == []


def test_ten_megabytes_of_text_are_refused(app: Flask, session: Session) -> None:
    data = {"kind": "praise", "text": "x" * 10_000_000}
    client = app.test_client()
    assert client.post(WEB, data=data, headers=SAME_SITE).status_code == 413
    assert cases(session) == []
