""" "Ni sa – vi gjorde": who writes, who approves, and what everyone sees."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.cases.states import CaseState
from feedback.following.models import Story
from tests.conftest import FixedClock
from tests.feedback.handling.offices import Office, make_office, send

pytestmark = pytest.mark.pages

LIST, PUBLIC = "/synpunkter/ni-sa-vi-gjorde", "/ni-sa-vi-gjorde"
SAID, DID = "Det var svårt att nå oss.", "Nu svarar vi hela dagen."


@pytest.fixture
def office(app: Flask, session: Session) -> Office:
    """The people."""
    return make_office(app, session)


def kept(office: Office, said: str = SAID, *, approved: bool = True, unit: str = "unit") -> Story:
    """A stored text."""
    day = date(2026, 3, 12)
    story = Story(
        unit_id=getattr(office, unit).id,
        said=said,
        did=DID,
        written_by=office.investigator.id,
        written_on=day,
        approved_by=office.manager.id if approved else None,
        approved_on=day if approved else None,
    )
    office.session.add(story)
    office.session.commit()
    return story


def test_it_is_written_by_one_hand_and_approved_by_a_manager(office: Office) -> None:
    ulla, maria = office.browser(office.investigator), office.browser(office.manager)
    nobody = office.app.test_client()
    assert "Det finns inget att läsa än" in nobody.get(PUBLIC).text
    fields = {"unit": str(office.unit.id), "said": SAID, "did": DID}
    there = send(ulla, LIST, fields=fields).location
    assert "En text väntar på en chef" in ulla.get(LIST).text
    assert SAID not in nobody.get(PUBLIC).text
    mark = {"mark": mark_on(maria.get(there).text)}
    assert "Godkänn" not in ulla.get(there).text
    assert send(ulla, there, f"{there}/godkann", mark).status_code == 403
    assert send(office.browser(office.theirs), there, f"{there}/godkann", mark).status_code == 404
    assert send(maria, there, f"{there}/godkann", mark).status_code == 303
    assert SAID in nobody.get(PUBLIC).text
    assert "Alla kan läsa en text" in ulla.get(LIST).text


def mark_on(page: str) -> str:
    """What tells the wording, on its page."""
    return page.split('name="mark" value="')[1][:16]


def test_other_words_are_approved_again(office: Office) -> None:
    story, ulla = kept(office), office.browser(office.investigator)
    there = f"{LIST}/{story.id}"
    old = mark_on(ulla.get(there).text)
    send(ulla, there, fields={"mark": old, "said": SAID, "did": DID, "shown_until": "2026-12-31"})
    assert SAID in office.app.test_client().get(PUBLIC).text
    send(ulla, there, fields={"mark": old, "said": "Något annat.", "did": DID})
    assert "Något annat." not in office.app.test_client().get(PUBLIC).text
    # Nobody approves words that they have not seen, or writes over those of another.
    maria = office.browser(office.manager)
    assert send(maria, there, f"{there}/godkann", {"mark": old}).status_code == 409
    second = send(maria, there, fields={"mark": old, "said": "Mina ord.", "did": DID})
    assert second.status_code == 409
    assert "Mina ord." in second.text


def test_it_is_taken_away_by_hand_or_by_its_last_day(office: Office, clock: FixedClock) -> None:
    hidden, dated, gone = (kept(office, said) for said in ("Ett.", "Två.", "Tre."))
    dated.shown_until = date(2026, 3, 12)
    office.session.commit()
    maria, nobody = office.browser(office.manager), office.app.test_client()
    assert all(one in nobody.get(PUBLIC).text for one in ("Ett.", "Två.", "Tre."))
    send(maria, LIST, f"{LIST}/{hidden.id}/dolj")
    send(maria, LIST, f"{LIST}/{gone.id}/ta-bort")
    clock.instant = clock.instant.replace(day=13)
    page = nobody.get(PUBLIC).text
    assert not any(one in page for one in ("Ett.", "Två.", "Tre."))
    assert len(office.session.scalars(select(Story)).all()) == 2


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("", True),
        ("x" * 301, True),
        ("Anna, 811218-9876, ringde.", True),
        ("Ring 070-123 45 67.", True),
        ("Skriv till anna@example.se.", True),
        ("Lång väntan\u202e\x00.", False),
    ],
)
def test_nothing_that_points_at_a_person_is_kept(office: Office, said: str, wrong: bool) -> None:
    fields = {"unit": str(office.unit.id), "said": said, "did": DID}
    page = send(office.browser(office.manager), LIST, fields=fields)
    assert page.status_code == (422 if wrong else 303)
    assert ('id="said-error"' in page.text) == wrong
    assert bool(office.session.scalars(select(Story)).all()) != wrong


def test_hard_words_are_remarked_on_and_may_stay(office: Office) -> None:
    hard = "Brukarna upplevde tillgänglighetsproblematiken i handläggningsprocessen."
    fields = {"unit": str(office.unit.id), "said": hard, "did": DID}
    maria = office.browser(office.manager)
    there = send(maria, LIST, fields=fields).location
    page = maria.get(there).text
    assert "kan bli lättare" in page
    assert "tillgänglighetsproblematiken" in page


def test_closed_cases_suggest_their_sentences(office: Office) -> None:
    closed = office.case(CaseState.CLOSED)
    secret = office.case(CaseState.CLOSED, confidential=True)
    maria = office.browser(office.manager)
    page = maria.get(LIST).text
    assert f"forslag={closed.number}" in page
    assert f"forslag={secret.number}" not in page
    filled = maria.get(f"{LIST}?forslag={closed.number}").text
    assert filled.count("Det var lång väntan.") > page.count("Det var lång väntan.")
    assert maria.get(f"{LIST}?forslag={secret.number}").status_code == 404
    assert maria.get(f"{LIST}?forslag=%00").status_code == 404
    tove = office.browser(office.theirs)
    assert tove.get(f"{LIST}?forslag={closed.number}").status_code == 404


def test_the_page_speaks_every_language_around_swedish_words(office: Office) -> None:
    kept(office)
    for language, direction in (("sv", "ltr"), ("en", "ltr"), ("fi", "ltr"), ("ar", "rtl")):
        page = office.app.test_client().get(f"{PUBLIC}?lang={language}").text
        assert f'<html lang="{language}" dir="{direction}">' in page
        assert f'<p lang="sv" dir="ltr">{SAID}</p>' in page


def test_the_screen_shows_one_after_the_other_without_a_script(office: Office) -> None:
    kept(office, "Från sektionen.", unit="section")
    kept(office, "Från enheten.")
    kept(office, "Från andra.", unit="other")
    screen, nobody = f"{PUBLIC}/skarm/homeless", office.app.test_client()
    first = nobody.get(screen)
    assert first.headers["Refresh"] == f"20; url={screen}?n=1"
    second = nobody.get(f"{screen}?n=1")
    assert second.headers["Refresh"].endswith("?n=0")
    assert "Från enheten." in first.text
    assert "Från sektionen." in second.text
    for odd in ("-1", "x", "²", "9" * 50, "%00", "2"):
        assert nobody.get(f"{screen}?n={odd}").status_code == 200
    empty = nobody.get(f"{PUBLIC}/skarm/elders")
    assert "Från andra." in empty.text
    assert nobody.get(f"{PUBLIC}/skarm/finns-inte").status_code == 404


def test_an_empty_screen_asks_people_to_say_what_they_think(office: Office) -> None:
    page = office.app.test_client().get(f"{PUBLIC}/skarm/homeless")
    assert page.headers["Refresh"].startswith("300;")
    assert "Säg vad du tycker" in page.text


def test_others_neither_write_nor_change(office: Office) -> None:
    there = f"{LIST}/{kept(office).id}"
    tove = office.browser(office.theirs)
    assert tove.get(there).status_code == 404
    for action in ("", "/dolj", "/ta-bort", "/godkann"):
        assert send(tove, there, there + action, {"said": "x", "did": "y"}).status_code == 404
    fields = {"unit": str(office.unit.id), "said": SAID, "did": DID}
    assert send(tove, LIST, fields=fields).status_code == 422
    assert office.browser(office.reception).get(LIST).status_code == 403
