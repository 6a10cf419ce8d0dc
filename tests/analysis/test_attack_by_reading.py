"""Two towns that differ in their secrets only look alike to every reader, to the last byte."""

import json
from collections.abc import Iterator
from itertools import product

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from analysis.reports.commands import kolada
from analysis.reports.models import KeptReport, ReportFile
from analysis.results.commands import results
from core.background import do_work
from core.settings import Settings
from surveys.collection.models import Wave
from tests.analysis.attacked_town import AttackedTown, make_attacked_town
from tests.analysis.reading_everything import Answer, differences, read_everything
from tests.conftest import FixedClock
from tests.organisation.people import send, sign_in
from wsgi import create_app

pytestmark = pytest.mark.pages

SURVEYS = ("user-survey", "staff-survey", "visit-satisfaction")
UNITS = ("homeless", "elders", "staffed")
WAVES = ("2024", "2025")
DIVISIONS = ("enhet", "svarssatt", "alder")


@pytest.fixture
def attacked(session: Session) -> AttackedTown:
    """The town, with its first secrets."""
    return make_attacked_town(session)


def starts() -> Iterator[str]:
    """Where a reader begins: what is linked, and what one can guess."""
    yield from (
        "/",
        "/resultat",
        "/styrkort",
        "/rapporter",
        "/atgarder",
        "/enkater",
        "/mattillfallen",
    )
    for survey, unit in (*product(SURVEYS[:1], UNITS[:2]), ("staff-survey", "staffed")):
        yield from _of_a_survey(f"/resultat/{survey}", f"enhet={unit}")
        yield f"/enkater/{survey}/exportera?enhet={unit}"
    yield "/resultat/visit-satisfaction/veckor"
    for unit in UNITS:
        yield f"/rapporter/kolada/csv?enhet={unit}&fran=2024&till=2026"
        yield from (f"/styrkort?enhet={unit}&period={year}" for year in (2024, 2025))


def _of_a_survey(base: str, unit: str) -> Iterator[str]:
    yield from (f"{base}?{unit}", f"{base}/fritext?{unit}")
    for wave in WAVES:
        at = f"{unit}&mattillfalle={wave}"
        yield from (f"{base}/{page}?{at}" for page in ("index", "kvinnor-och-man", "oversikt"))
        yield from (f"{base}/fraga/{one}?{at}" for one in ("treatment", "overall", "ami"))
        yield from (f"{base}/sida-vid-sida?{at}&delning={one}" for one in DIVISIONS)


def reader(app: Flask, name: str) -> FlaskClient:
    """A browser; with a name, one that has signed in."""
    client = app.test_client()
    if name:
        sign_in(client, name)
    return client


def make_reports(app: Flask, client: FlaskClient, session: Session) -> None:
    """One report of each wave and kind that the form lets through."""
    waves = [str(wave.id) for wave in session.query(Wave).order_by(Wave.id)]
    session.commit()
    for wave in waves:
        for shape in ("whole", "others", "workplace"):
            asked = {"wave": wave, "shape": shape, "language": "sv"}
            _finish(app, client, "/rapporter/enkat", asked)
    for readers in ("", "others"):
        asked = {"unit": "homeless", "period": "2025", "for": readers, "language": "sv"}
        _finish(app, client, "/rapporter/period", asked)


def _finish(app: Flask, client: FlaskClient, path: str, asked: dict[str, str]) -> None:
    begun = send(client, path, **asked)
    if begun.status_code == 303:
        with app.app_context():
            do_work(bytes.fromhex(begun.location.rpartition("/")[2]))


def printed(app: Flask) -> dict[str, str]:
    """What the commands print."""
    told = {}
    with app.app_context():
        for survey in SURVEYS:
            for form in ("table", "csv", "json"):
                for public in ([], ["--public"]):
                    for unit in UNITS:
                        arguments = [survey, "--unit", unit, "--format", form, *public]
                        told[" ".join(arguments)] = CliRunner().invoke(results, arguments).output
        for unit in UNITS:
            arguments = [unit, "--from", "2024", "--to", "2026", "--format", "json"]
            told[" ".join(arguments)] = CliRunner().invoke(kolada, arguments).output
    return told


def read(settings: Settings, clock: FixedClock, name: str) -> dict[str, list[Answer]]:
    """Everything that the reader gets from a program that has just begun."""
    app = create_app(settings, clock)
    return read_everything(reader(app, name), starts())


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["", "chef", "utredare"])
def test_no_reader_sees_which_secrets_the_town_has(
    settings: Settings, clock: FixedClock, attacked: AttackedTown, name: str
) -> None:
    before = read(settings, clock, name)
    attacked.change_secrets()
    after = read(settings, clock, name)
    assert sum(one[0].status == 200 for one in before.values()) > 60
    assert not [address for address, one in before.items() if one[0].status == 500]
    assert not differences(before, after)


@pytest.mark.thorough
def test_no_report_tells_which_secrets_the_town_has(
    settings: Settings, clock: FixedClock, attacked: AttackedTown
) -> None:
    before = read_reports(settings, clock, attacked.session)
    attacked.change_secrets()
    after = read_reports(settings, clock, attacked.session)
    assert len(before) > 10
    assert not differences(before, after)


def read_reports(
    settings: Settings, clock: FixedClock, session: Session
) -> dict[str, list[Answer]]:
    """Every report that can be made, with its files; none are left."""
    app = create_app(settings, clock)
    client = reader(app, "utredare")
    make_reports(app, client, session)
    made = [f"/rapporter/{report.key.hex()}" for report in session.query(KeptReport)]
    session.commit()
    found = read_everything(client, [*made, *(f"{one}/docx" for one in made)], about=made)
    session.query(ReportFile).delete()
    session.query(KeptReport).delete()
    session.commit()
    return found


def test_no_command_prints_which_secrets_the_town_has(
    app: Flask, settings: Settings, clock: FixedClock, attacked: AttackedTown
) -> None:
    before = printed(app)
    assert json.loads(before["user-survey --unit homeless --format json"])["variables"]
    attacked.change_secrets()
    assert printed(create_app(settings, clock)) == before
