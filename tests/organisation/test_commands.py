"""The commands for units, client counts, stations and staff."""

import re

import click
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.commands import CommandLine
from organisation.commands import commands
from organisation.models import AuditEntry, Station
from tests.organisation.people import sign_in

ADD_ANNA = ("staff", "add", "anna", "--name", "Anna Ek", "--role", "manager", "--unit", "vuxen")


class Program:
    """The command line inside the application."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.group: click.Group = CommandLine(commands=commands)

    def __call__(self, *words: str, said: str = "") -> Result:
        with self.app.app_context():
            return CliRunner().invoke(self.group, words, input=said)


@pytest.fixture
def program(app: Flask) -> Program:
    """The commands, with one unit stored."""
    program = Program(app)
    assert program("unit", "add", "vuxen", "Vuxensektionen").exit_code == 0
    return program


def refusal(result: Result) -> str:
    """The one line of an error."""
    assert result.exit_code in (1, 2), result.output
    lines = result.stderr.strip().splitlines()
    assert "Traceback" not in result.stderr
    return lines[-1]


def test_units_are_added_and_listed(program: Program) -> None:
    program("unit", "add", "hemlos", "Enheten för hemlösa", "--parent", "vuxen")
    lines = program("unit", "list").stdout.splitlines()
    assert lines == ["hemlos\tEnheten för hemlösa\tvuxen", "vuxen\tVuxensektionen\t"]
    assert "already" in refusal(program("unit", "add", "vuxen", "En till"))
    assert "no unit 'borta'" in refusal(program("unit", "add", "x", "X", "--parent", "borta"))


def test_client_counts_are_entered_once_and_can_be_corrected(program: Program) -> None:
    words = ("unit", "clients", "vuxen", "2020-10-01", "115", "532", "--source", "register")
    assert program(*words).stdout == "vuxen had 115 women and 532 men on 2020-10-01.\n"
    assert "already" in refusal(program(*words))
    assert program(*words, "--correct").exit_code == 0
    assert "2020-13-01" in refusal(
        program("unit", "clients", "vuxen", "2020-13-01", "1", "1", "--source", "x")
    )
    assert "-1" in refusal(
        program("unit", "clients", "--source", "x", "--", "vuxen", "2020-10-02", "-1", "1")
    )


def test_a_station_is_retired_by_its_address_or_link(program: Program, session: Session) -> None:
    link = program("station", "add", "vuxen", "Receptionen").stdout.strip()
    assert program("station", "retire", link).stdout == "Receptionen is out of use.\n"
    assert program("station", "list").stdout == ""
    address = link.rpartition("/")[2]
    assert "no station in use" in refusal(program("station", "retire", address))
    assert session.scalars(select(AuditEntry.action)).all() == ["station_retired"]


def test_a_station_gets_a_secret_address(program: Program, session: Session) -> None:
    address = program("station", "add", "vuxen", "Receptionen").stdout.strip()
    assert program("station", "list").stdout == f"vuxen\tReceptionen\t{address}\n"
    assert address.endswith(f"/kiosk/{session.query(Station).one().address}")


def test_a_password_that_nobody_gave_is_shown_once_and_works(
    program: Program, client: FlaskClient, session: Session
) -> None:
    shown = program(*ADD_ANNA).stdout
    found = re.search(r"shown only now: (\S+)$", shown)
    assert found
    assert sign_in(client, "anna", found[1]).status_code == 303
    assert program("staff", "list").stdout == "anna\tAnna Ek\tmanager vuxen\tactive\n"
    assert session.query(AuditEntry).filter_by(action="staff_added").count() == 1


def test_a_password_from_standard_input_is_not_shown(program: Program, client: FlaskClient) -> None:
    done = program(*ADD_ANNA, "--password-stdin", said="en lång fras här\n")
    assert done.stdout == "Added anna.\n"
    assert sign_in(client, "anna", "en lång fras här").status_code == 303


def test_the_same_letters_from_another_keyboard_are_the_same_password(
    program: Program, client: FlaskClient
) -> None:
    program(*ADD_ANNA, "--password-stdin", said="en la\u030ang fras ha\u0308r\n")
    assert sign_in(client, "anna", "en lång fras här").status_code == 303


def test_staff_that_cannot_be_added_are_refused_in_one_line(program: Program) -> None:
    program(*ADD_ANNA)
    assert "'anna' already" in refusal(program(*ADD_ANNA))
    other = ("staff", "add", "bo", "--name", "Bo")
    assert "boss" in refusal(program(*other, "--role", "boss", "--unit", "vuxen"))
    assert "'borta'" in refusal(program(*other, "--role", "manager", "--unit", "borta"))
    assert "--unit" in refusal(program(*other, "--role", "manager"))
    for name in ("b o", "", "<bo>", "b\x00o", "b" * 81):
        words = ("staff", "add", name, "--name", "B", "--role", "manager", "--unit", "vuxen")
        assert "user name" in refusal(program(*words))
    short = (*other, "--role", "manager", "--unit", "vuxen", "--password-stdin")
    assert "12 characters" in refusal(program(*short, said="kort\n"))
    assert program("staff", "list").stdout.count("\n") == 1


def test_roles_in_several_units_are_given_in_pairs(program: Program) -> None:
    program("unit", "add", "hemlos", "Hemlösa", "--parent", "vuxen")
    start = ("staff", "add", "bo", "--name", "Bo", "--role", "manager", "--role", "investigator")
    assert "one for each" in refusal(program(*start, *("--unit", "vuxen") * 3))
    program(*start, "--unit", "vuxen", "--unit", "hemlos")
    assert "investigator hemlos, manager vuxen" in program("staff", "list").stdout


def test_a_lost_password_is_replaced_and_ends_every_session(
    program: Program, client: FlaskClient
) -> None:
    program(*ADD_ANNA, "--password-stdin", said="en lång fras här\n")
    sign_in(client, "anna", "en lång fras här")
    new = program("staff", "password", "anna").stdout.split()[-1]
    assert client.get("/").status_code == 303
    assert sign_in(client, "anna", new).status_code == 303
    assert "no user 'bo'" in refusal(program("staff", "password", "bo"))


def test_a_deactivated_person_is_signed_out_and_stays_out(
    program: Program, client: FlaskClient
) -> None:
    program(*ADD_ANNA, "--password-stdin", said="en lång fras här\n")
    sign_in(client, "anna", "en lång fras här")
    program("staff", "deactivate", "anna")
    assert client.get("/").status_code == 303
    assert sign_in(client, "anna", "en lång fras här").status_code == 422
    assert program("staff", "list").stdout.endswith("deactivated\n")
