"""The scorecard in a browser: figures and words entered, two who save at once, who sees and keeps what."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.scorecard.kinds import Feed, Frequency, Quantity
from analysis.scorecard.models import IndicatorFigure, IndicatorWord
from organisation.models import AuditEntry
from tests.analysis.scorecards import aim, counts, make_indicator
from tests.conftest import FixedClock
from tests.feedback.handling.offices import Office, make_office, send

pytestmark = pytest.mark.thorough

CARD = "/styrkort"
ENTRY = {"all_count": "36", "all_of": "100", "figure_source": "Verksamhetssystemet"}


@pytest.fixture
def office(app: Flask, session: Session) -> Office:
    """The people."""
    return make_office(app, session)


def made(office: Office, **given: Any) -> str:
    """The address of a stored indicator of the unit."""
    one = make_indicator(office.session, given.pop("unit", office.unit), **given)
    office.session.commit()
    return f"{CARD}/{one.id}"


def stored(office: Office) -> dict[str, tuple[Any, ...]]:
    """The figures by group."""
    office.session.expire_all()
    rows = office.session.scalars(select(IndicatorFigure)).all()
    found = {row.part: (row.numerator, row.denominator, row.value) for row in rows}
    office.session.commit()
    return found


def test_a_figure_is_entered_with_its_parts_and_its_source(office: Office) -> None:
    one, maria = made(office), office.browser(office.manager)
    parts = {"woman_count": "12", "woman_of": "30", "man_count": "24", "man_of": "70"}
    at = f"{one}?period=2025"
    response = send(maria, at, f"{one}/siffra?period=2025", {**ENTRY, **parts})
    assert response.status_code == 303
    assert stored(office) == {
        "all": (36, 100, None),
        "woman": (12, 30, None),
        "man": (24, 70, None),
    }
    page = maria.get(at).text
    assert "36\u00a0% (36 av 100)" in page
    assert "40\u00a0% (12 av 30)" in page
    assert "Maria, 12 mars 2026" in page
    actions = office.session.scalars(select(AuditEntry.action)).all()
    assert "indicator_figure" in actions


def test_a_figure_that_is_there_is_replaced_only_when_asked_to_be(office: Office) -> None:
    one, maria = made(office), office.browser(office.manager)
    at, to = f"{one}?period=2025", f"{one}/siffra?period=2025"
    assert send(maria, at, to, ENTRY).status_code == 303
    again = {**ENTRY, "all_count": "37"}
    refused = send(office.browser(office.colleague), at, to, again)
    assert refused.status_code == 422
    assert 'id="replace-error"' in refused.text
    assert 'value="37"' in refused.text
    assert stored(office)["all"] == (36, 100, None)
    assert send(maria, at, to, {**again, "replace": "1"}).status_code == 303
    assert stored(office)["all"] == (37, 100, None)
    assert send(maria, at, f"{one}/siffra/ta-bort?period=2025", {}).status_code == 422
    gone = send(maria, at, f"{one}/siffra/ta-bort?period=2025", {"confirm": "1"})
    assert gone.status_code == 303
    assert stored(office) == {}


#: What is changed in ENTRY, and where it is refused.
IMPOSSIBLE = [
    ({"all_count": "101"}, "all_count"),
    ({"all_count": "-1"}, "all_count"),
    ({"all_count": "²"}, "all_count"),
    ({"all_count": "9" * 40}, "all_count"),
    ({"all_count": "3,5"}, "all_count"),
    ({"all_of": "0"}, "all_of"),
    ({"all_of": ""}, "all_of"),
    ({"all_value": "36"}, "all_value"),
    ({"all_count": "", "all_of": "", "all_value": "100,1"}, "all_value"),
    ({"all_count": "", "all_of": "", "all_value": "NaN"}, "all_value"),
    ({"all_count": "", "all_of": ""}, "all_count"),
    ({"woman_count": "1", "woman_of": "9"}, "man_count"),
    ({"woman_count": "1", "woman_of": "60", "man_count": "1", "man_of": "60"}, "all_of"),
    ({"woman_count": "30", "woman_of": "40", "man_count": "30", "man_of": "40"}, "all_count"),
    ({"woman_count": "1", "woman_of": "50", "man_count": "1", "man_of": "50"}, "all_count"),
    ({"woman_value": "40", "man_value": "30"}, "woman_of"),
    ({"figure_source": " \x00 "}, "figure_source"),
    ({"figure_source": "x" * 301}, "figure_source"),
]


def test_what_cannot_be_is_said_at_its_field_and_nothing_is_stored(office: Office) -> None:
    one, maria = made(office), office.browser(office.manager)
    for changed, wrong in IMPOSSIBLE:
        fields = {**ENTRY, **changed}
        response = send(maria, f"{one}?period=2025", f"{one}/siffra?period=2025", fields)
        assert response.status_code == 422, changed
        assert f'id="{wrong}-error"' in response.text, changed
    assert stored(office) == {}


@pytest.mark.parametrize(
    ("quantity", "fields", "wrong"),
    [
        (Quantity.COUNT, {"all_value": "2,5"}, "all_value"),
        (Quantity.COUNT, {"all_value": "9", "woman_value": "5", "man_value": "5"}, "all_value"),
        (Quantity.MEAN, {"all_value": "7", "woman_value": "6", "man_value": "8"}, "all_of"),
        (Quantity.DAYS, {"all_of": "7"}, "all_value"),
        (
            Quantity.MEAN,
            {
                "all_value": "9", "all_of": "20", "woman_value": "6", "woman_of": "10",
                "man_value": "8", "man_of": "10",
            },
            "all_value",
        ),
    ],
)  # fmt: skip
def test_every_quantity_has_its_plausibility(
    office: Office, quantity: Quantity, fields: dict[str, str], wrong: str
) -> None:
    one, maria = made(office, quantity=quantity), office.browser(office.manager)
    at = f"{one}?period=2025"
    sent = {"figure_source": "Registret", **fields}
    response = send(maria, at, f"{one}/siffra?period=2025", sent)
    assert response.status_code == 422
    assert f'id="{wrong}-error"' in response.text


def test_weeks_1_to_53_can_be_entered_but_none_that_is_not_there(office: Office) -> None:
    one = made(office, frequency=Frequency.WEEK, quantity=Quantity.COUNT)
    maria = office.browser(office.manager)
    sent = {"all_value": "3", "figure_source": "Registret"}
    for week in ("2020-V01", "2020-V53", "2026-V11"):
        at = f"{one}?period={week}"
        assert send(maria, at, f"{one}/siffra?period={week}", sent).status_code == 303, week
    for week in ("2025-V53", "2026-V12", "2026-V00", "2026-T1", "%00", "9999-V01"):
        assert maria.get(f"{one}?period={week}").status_code == 404, week
        response = send(maria, one, f"{one}/siffra?period={week}", sent)
        assert response.status_code == 404, week


def test_who_says_something_second_is_told_and_loses_nothing(office: Office) -> None:
    one, karin = made(office), office.browser(office.colleague)
    at, to = f"{one}?period=2025", f"{one}/ord?period=2025"
    first = {"word_forecast": "38,5", "word_analysis": "Deras analys.", "word_revision": "0"}
    assert send(office.browser(office.manager), at, to, first).status_code == 303
    mine = {"word_forecast": "40", "word_analysis": "Min analys.", "word_revision": "0"}
    second = send(karin, at, to, {**mine, "word_fulfilment": "partly"})
    assert second.status_code == 409
    for words in ("Någon annan hann före", "Min", "Deras", "Uppfylls delvis"):
        assert words in second.text
    word = office.session.scalars(select(IndicatorWord)).one()
    assert (word.forecast, word.analysis) == (0.385, "Deras analys.")
    revision = str(word.revision)
    office.session.commit()
    assert send(karin, at, to, {**mine, "word_revision": revision}).status_code == 303
    assert "Min analys." in karin.get(at).text


#: What is sent, and where it is refused.
NOT_WORDS = [
    ({"word_forecast": "snart"}, "word_forecast"),
    ({"word_forecast": "101"}, "word_forecast"),
    ({"word_fulfilment": "maybe"}, "word_fulfilment"),
    ({"word_analysis": "x" * 4001}, "word_analysis"),
    ({"word_learning": "å" * 4001}, "word_learning"),
]


def test_words_that_cannot_be_kept_stay_in_the_form(office: Office) -> None:
    one, maria = made(office), office.browser(office.manager)
    for fields, wrong in NOT_WORDS:
        sent = {"word_revision": "0", "word_learning": "Kvar.", **fields}
        response = send(maria, f"{one}?period=2025", f"{one}/ord?period=2025", sent)
        assert response.status_code == 422, wrong
        assert f'id="{wrong}-error"' in response.text, wrong
        assert "Kvar." in response.text or wrong == "word_learning"


def test_others_see_nothing_and_readers_keep_nothing(office: Office) -> None:
    one = made(office)
    tove, reception = office.browser(office.theirs), office.browser(office.reception)
    for path in (one, f"{one}/diagram/ar.svg", f"{CARD}?enhet=homeless"):
        assert tove.get(path).status_code == 404, path
        assert reception.get(path).status_code == 403, path
    for act in ("siffra", "siffra/ta-bort", "ord"):
        assert send(tove, "/mitt-konto", f"{one}/{act}?period=2025", ENTRY).status_code == 404
        assert send(reception, "/mitt-konto", f"{one}/{act}", ENTRY).status_code == 403
    maria = office.browser(office.manager)
    assert maria.get(f"{one}/andra").status_code == 403
    assert maria.get(f"{CARD}/ny").status_code == 403
    assert "Ny indikator" not in maria.get(CARD).text
    fed = made(office, feed=Feed.CASES, case_figure="on_time", frequency=Frequency.TERTIAL)
    assert send(maria, fed, f"{fed}/siffra", ENTRY).status_code == 404


def test_the_address_says_which_year_and_the_last_in_use_is_shown_first(
    office: Office, clock: FixedClock
) -> None:
    one = make_indicator(office.session, office.unit)
    for year, count in ((2024, 45), (2025, 36)):
        counts(office.session, one, (year, 1), all=(count, 100))
        aim(office.session, one, year, 0.4)
    office.session.commit()
    maria = office.browser(office.manager)
    assert "<h1>Målet nås inte</h1>" in maria.get(CARD).text
    page = maria.get(f"{CARD}?enhet=homeless&period=2024").text
    assert "<h1>Målet nås</h1>" in page
    assert 'alt="Avslut till ett varaktigt boende.' in page
    assert "Årsmålet nås: 45 %, mål 40 %." in page
    for asked in ("period=2024-T4", "period=%00", "enhet=elders", "enhet=x", "period=99999"):
        assert maria.get(f"{CARD}?{asked}").status_code == 404, asked


def test_hidden_figures_are_in_no_page_and_no_picture(office: Office) -> None:
    one = make_indicator(office.session, office.unit)
    counts(office.session, one, (2025, 1), all=(13, 24), woman=(1, 3), man=(12, 21))
    aim(office.session, one, 2025, 0.4)
    office.session.commit()
    maria, path = office.browser(office.manager), f"{CARD}/{one.id}"
    page = maria.get(path).text
    assert "54\u00a0%" in page
    assert "33\u00a0%" not in page
    assert "57\u00a0%" not in page
    assert "1 av 3" not in page
    chart = maria.get(f"{path}/diagram/perioder.svg?period=2025")
    assert chart.status_code == 200
    assert chart.mimetype == "image/svg+xml"
