"""One small town in which every state of every page exists at the same time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete
from sqlalchemy.orm import Session

from analysis.results.free_text import reference_of
from core.clock import clock
from core.codes import Gender
from core.rate_limits import Tries, take
from organisation.access import COOKIE
from organisation.models import ClientCount, Role, Unit
from organisation.passwords import GUESSING_RULE
from organisation.sessions import start_session
from organisation.sign_in import limit_key
from organisation.staff import find_staff
from surveys.collection.models import Wave
from surveys.collection.waves import Reopening, close_wave, reopen_wave, seal_wave
from surveys.questionnaires.models import QuestionnaireVersion
from tests.analysis.places import answer_from, answer_in_sections
from tests.factories import (
    item_ids,
    make_bare_version,
    make_response,
    make_station,
    make_unit,
    make_wave,
    publish_instrument,
    publish_twice,
)
from tests.organisation.people import make_staff
from tests.town_answers import lock_station
from tests.town_around import HALF, add_around
from tests.town_cases import add_cases
from tests.town_figures import add_figures
from tests.town_mappings import add_mappings
from tests.town_plans import add_plans
from tests.town_registering import add_registered
from tests.town_reports import add_reports
from tests.town_scorecard import add_scorecard
from tests.town_staff_index import add_staff_index
from tests.town_visits import add_visits
from tests.town_work import add_work

#: Beside one person of each role: one in a unit where nothing has happened, one who signs out.
NEWCOMER, LEAVER = "newcomer", "leaver"
#: A name that too many have tried to sign in with.
LOCKED = "locked"
LANGUAGES = ("sv", "en")
INSTRUMENTS = ("user_survey", "visit_satisfaction", "everything")


@dataclass(frozen=True)
class Town:
    """The application on the arranged database; `names` is what stands in addresses."""

    app: Flask
    names: Mapping[str, str]

    def path(self, template: str) -> str:
        """The path in this town: names in braces become its codes and addresses."""
        return template.format_map(self.names)

    def visitor(self, viewer: str = "", language: str = "sv") -> FlaskClient:
        """A browser of a role's person who reads the language, or of nobody ("")."""
        client = self.app.test_client()
        if viewer:
            client.set_cookie(COOKIE, self.token(viewer, language), secure=True)
        return client

    def forget_tries(self) -> None:
        """Let everybody try passwords from the beginning, but for one name."""
        with Session(self.app.extensions["synpunkt.engine"]) as session, self.app.app_context():
            session.execute(delete(Tries))
            for _ in range(GUESSING_RULE.free):
                take(session, limit_key(LOCKED), GUESSING_RULE, clock().now())
            lock_station(session, int(self.names["station"]), clock().now())
            session.commit()

    def token(self, viewer: str, language: str) -> str:
        """Sign a person in; gives what stands in the browser's cookie."""
        with Session(self.app.extensions["synpunkt.engine"]) as session, self.app.app_context():
            staff = find_staff(session, f"{viewer}-{language}")
            assert staff, viewer
            whole = viewer not in HALF
            token = start_session(session, staff, clock().now(), whole=whole)
            session.commit()
            return token


def make_town(app: Flask) -> Town:
    """Arrange everything on an empty database."""
    with Session(app.extensions["synpunkt.engine"]) as session:
        section = make_unit(session, "section")
        unit = make_unit(session, "homeless", section)
        other = make_unit(session, "elders", section)
        _people(session, section)
        versions = {name: publish_instrument(session, name) for name in INSTRUMENTS}
        publish_twice(session)
        names = _open_surveys(session, unit, versions)
        names |= _waves(session, unit, versions["everything"])
        names |= _results(session, unit, other, versions)
        names |= add_work(app, session)
        names |= add_figures(app, session)
        names |= add_cases(app, session, unit, other)
        names |= add_registered(app, session, unit)
        add_around(app, session, unit)
        names |= add_plans(session, unit)
        names |= add_mappings(app, session, unit)
        names |= add_reports(app, session, unit)
        names |= add_scorecard(session, unit, other)
        names |= add_staff_index(session, section)
        add_visits(session, unit)
        session.commit()
    town = Town(app, names)
    town.forget_tries()
    return town


def _people(session: Session, section: Unit) -> None:
    """A person of each role for all units, and the two others, each in both languages."""
    new_unit = make_unit(session, "new")
    for language in LANGUAGES:
        people = [make_staff(session, section, role, f"{role}-{language}") for role in Role]
        people.append(make_staff(session, new_unit, user_name=f"{NEWCOMER}-{language}"))
        people.append(make_staff(session, section, user_name=f"{LEAVER}-{language}"))
        for person in people:
            person.language = language


def _open_surveys(
    session: Session, unit: Unit, versions: Mapping[str, QuestionnaireVersion]
) -> dict[str, str]:
    """Each instrument by link and at a station; a station without a wave; a page that fails."""
    quiet = make_station(session, unit, "Entrén")
    names = {"quiet_station": quiet.address, "station": str(quiet.id)}
    counted = ClientCount(
        unit_id=unit.id, as_of=date(2025, 10, 1), women=115, men=532, source="Registret"
    )
    session.add(counted)
    for name, version in versions.items():
        station = make_station(session, unit, f"Receptionen {name}")
        wave = make_wave(session, version, unit, stations=[station])
        names |= {f"{name}_link": _code(wave), f"{name}_station": station.address}
    broken = make_wave(
        session, make_bare_version(session, survey="broken"), make_unit(session, "broken")
    )
    return names | {"broken_link": _code(broken)}


def _waves(session: Session, unit: Unit, version: QuestionnaireVersion) -> dict[str, str]:
    """A wave in each state."""
    waves = {
        name: make_wave(session, version, unit, name)
        for name in ("open", "early", "over", "closed", "sealed", "late", "again", "shut_again")
    }
    waves["early"].opens, waves["early"].closes = date(2026, 5, 1), date(2026, 5, 31)
    waves["over"].closes = date(2026, 3, 10)
    for name in ("open", "closed", "sealed", "late", "again", "shut_again"):
        _answer(session, waves[name], women=6, men=7)
    for name in ("closed", "sealed", "late", "again", "shut_again"):
        close_wave(waves[name])
    for name in ("sealed", "late", "again", "shut_again"):
        seal_wave(session, waves[name], 5)
    for name in ("again", "shut_again"):
        why = Reopening(date(2026, 3, 31), "Några fick sitt brev sent.")
        reopen_wave(session, waves[name], why, date(2026, 3, 12))
    _answer(session, waves["again"], women=1, men=1)
    close_wave(waves["shut_again"])
    _answer(session, waves["late"], women=5, men=5)
    links = {f"{name}_link": _code(wave) for name, wave in waves.items()}
    return links | {f"{name}_wave": str(wave.id) for name, wave in waves.items()}


def _results(
    session: Session, unit: Unit, other: Unit, versions: Mapping[str, QuestionnaireVersion]
) -> dict[str, str]:
    """Figures in two units, some published; a survey with too few answers; one with none."""
    everything = versions["everything"]
    published = make_wave(session, everything, unit, "2025")
    published.published = True
    text = _sections_and_words(session, unit, published)
    for wave, people in (
        (make_wave(session, everything, unit, "2024"), 16),
        (published, 18),
        (make_wave(session, everything, other, "2025"), 16),
        (make_wave(session, versions["user_survey"], unit, "2025"), 1),
        (make_wave(session, versions["visit_satisfaction"], unit, "2025"), 0),
    ):
        year = int(wave.label)
        wave.opens, wave.closes = date(year, 3, 1), date(year, 3, 31)
        wave.simulated = year == 2024
        _answer(session, wave, women=people, men=people)
        close_wave(wave)
        seal_wave(session, wave, 5)
    return {"published_wave": str(published.id), "text": text}


def _sections_and_words(session: Session, unit: Unit, wave: Wave) -> str:
    """Answers from two sections, some in own words; gives the reference of one such text."""
    sections = [make_unit(session, code, unit) for code in ("north", "south")]
    answer_in_sections(session, wave, [(one, 11, 12) for one in sections], ["treatment"])
    words = ["Jag väntade länge.", "Väntan är lång.", "Ring 070-123 45 67.", "Bra!", "Mer tid."]
    keys = [answer_from(session, wave, unit, {}, texts={"better": one}) for one in words]
    return reference_of(keys[2], "better", "only-for-tests-" * 4)


def _answer(session: Session, wave: Wave, women: int, men: int) -> None:
    """Let people answer, some content and some not."""
    items = item_ids(session, wave.survey)
    for gender, people in ((Gender.WOMAN, women), (Gender.MAN, men)):
        for number in range(people):
            codes = {"treatment": 4 if number % 3 else 2, "grade": 5 + number % 5}
            known = {items[item]: code for item, code in codes.items() if item in items}
            make_response(session, wave, known, gender=gender)


def _code(wave: Wave) -> str:
    assert wave.code
    return wave.code
