"""`synpunkt run`, the server with the demonstration, and `synpunkt addresses`."""

import json
from typing import Any

import click
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.results.queries import units_with_results
from core.clock import clock
from core.commands import Program
from core.database import own_transaction
from core.errors import SettingsError
from core.server import serve
from core.settings import Settings
from demonstration.cases import load_cases
from demonstration.people import add_people, kept_sign_ins
from demonstration.plan import load_plan
from demonstration.published import HOMELESS
from demonstration.year import load_year
from organisation.models import Station, Unit
from organisation.staff import find_staff
from organisation.units import find_unit
from surveys.collection.models import Wave
from surveys.collection.states import WaveState
from surveys.questionnaires.models import Survey


@click.command("run")
@click.pass_obj
def run_command(program: Program) -> None:
    """Serve on this machine, with the demonstration when the database is empty."""
    settings = program.settings
    if not settings.is_loopback:
        raise SettingsError(
            f"HOST {settings.host}: the demonstration's sign-ins are for this machine only; "
            "use 127.0.0.1, or `synpunkt serve`"
        )
    # The sign-ins below are invented and for this machine; nobody should need a telephone to look.
    settings = settings.model_copy(update={"two_step": False})
    apps: list[Flask] = []

    def make_app(given: Settings) -> Flask:
        app = program.make_app(given)
        with app.app_context():
            load_when_empty(given)
        apps.append(app)
        return app

    def say() -> None:
        with apps[0].app_context():
            click.echo(_in_words(find_addresses(settings)))

    click.get_current_context().exit(serve(settings, make_app, say))


@click.command("addresses")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def addresses_command(program: Program, as_json: bool) -> None:
    """Print the addresses to open, and the demonstration's sign-ins."""
    found = find_addresses(program.settings)
    click.echo(json.dumps(found, ensure_ascii=False, indent=1) if as_json else _in_words(found))


def load_when_empty(settings: Settings) -> None:
    """Load the demonstration into a database without units."""
    with own_transaction() as session:
        if session.scalar(select(Unit.id).limit(1)) is None:
            load_year(session, clock().today(), settings.limit_inside)
            add_people(session, settings.data, clock().now())
            manager, investigator = (find_staff(session, name) for name in ("chef", "utredare"))
            if manager and investigator:
                unit = find_unit(session, HOMELESS)
                load_cases(session, clock().today(), unit, manager, investigator)
                load_plan(session, clock().today(), manager)


def find_addresses(settings: Settings) -> dict[str, Any]:
    """Every address of a station, an open link and a survey's results, and the sign-ins."""
    with own_transaction() as session:
        found = {
            "kiosk": [f"/kiosk/{address}" for address in _stations(session)],
            "link": [f"/enkat/{code}" for code in _links(session)],
            "results": [path for survey in _surveys(session) for path in _results(session, survey)],
        }
    found |= {"feedback": [settings.feedback_path, "/mitt-svar"]}
    addresses = {name: [settings.address + path for path in paths] for name, paths in found.items()}
    sign_in = {"address": f"{settings.address}/logga-in", **kept_sign_ins(settings.data)}
    return {**addresses, "sign_in": sign_in}


def _stations(session: Session) -> list[str]:
    query = select(Station.address).where(Station.retired.is_(False)).order_by(Station.id)
    return list(session.scalars(query))


def _links(session: Session) -> list[str]:
    open_links = (Wave.code.is_not(None), Wave.state == WaveState.OPEN.value)
    return [code for code in session.scalars(select(Wave.code).where(*open_links)) if code]


def _surveys(session: Session) -> list[Survey]:
    return list(session.scalars(select(Survey).order_by(Survey.id)))


def _results(session: Session, survey: Survey) -> list[str]:
    """Where a survey's results are; one address for each unit where there are several."""
    units = [unit.code for unit in units_with_results(session, survey)]
    if len(units) < 2:
        return [f"/resultat/{survey.code}"]
    return [f"/resultat/{survey.code}?enhet={unit}" for unit in units]


def _in_words(addresses: dict[str, Any]) -> str:
    titles = {
        "kiosk": "Pekskärm",
        "link": "Länk",
        "feedback": "Tyck till",
        "results": "Resultat",
    }
    lines = [""]
    for name, title in titles.items():
        lines += [f"  {title:10} {address}" for address in addresses[name]]
    lines.append(f"  {'Logga in':10} {addresses['sign_in']['address']}")
    for role, person in addresses["sign_in"].items():
        if role != "address":
            lines.append(f"  {'':10} {person['user']:12} {person['password']}  ({role})")
    tour = "  Femminutersrundan står i docs/tour.md."
    return "\n".join([*lines, "", tour, "  Ctrl-C stänger.", ""])


outside = [run_command]
commands = [addresses_command]
