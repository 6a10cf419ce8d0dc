"""How many have answered, by section and mode."""

import re

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core.codes import Gender, Mode
from surveys.collection.arrivals import arrivals
from surveys.collection.states import WaveState
from tests.factories import make_response, make_station, make_unit, stored_responses
from tests.surveys.collection.conftest import House, bring, page_of, respond


def test_answers_are_counted_by_section_and_mode_also_where_there_are_none(
    session: Session, house: House
) -> None:
    wave = house.wave
    section = make_unit(session, "section", wave.unit)
    wave.stations.append(make_station(session, section))
    for mode in (Mode.LINK, Mode.LINK, Mode.KIOSK, Mode.PAPER):
        make_response(session, wave, {}, mode=mode)
    session.flush()
    found = arrivals(session, wave)
    assert found.modes == (Mode.KIOSK, Mode.LINK, Mode.PAPER)
    assert found.rows == (("Enheten homeless", (1, 2, 1)), ("Enheten section", (0, 0, 0)))
    assert (found.by_mode, found.total) == ((1, 2, 1), 4)
    stored_responses(session)[0].unit_id = section.id
    session.flush()
    assert sum(arrivals(session, wave).rows[1][1]) == 1


def without_token(page: str) -> str:
    """The page without what is new each second."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)


def test_an_open_wave_shows_how_many_and_nothing_of_who_they_are(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    respond(session, house.wave, 3)
    women = without_token(investigator.get(page_of(house.wave)).text)
    for response in stored_responses(session):
        response.gender = Gender.MAN
    session.commit()
    men = without_token(investigator.get(page_of(house.wave)).text)
    assert men == women, "the page is the same for men"
    assert 'data-label="Länk" class="number"><span>3</span>' in women
    assert "js/live.js" in women


def test_a_counted_wave_shows_no_counts_by_mode(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    bring(session, house.wave, WaveState.SEALED, 6)
    page = investigator.get(page_of(house.wave)).text
    assert "data-live" not in page
    assert 'data-label="Länk"' not in page
