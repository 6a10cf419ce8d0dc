"""The commands for units, client counts, stations and staff."""

import sys
from datetime import datetime

import click
from flask import current_app
from sqlalchemy.orm import Session

from core.clock import clock
from core.database import own_transaction
from organisation.audit import record
from organisation.models import ClientCount, Role, Staff
from organisation.passwords import random_password
from organisation.second_step import forget_second_step
from organisation.sessions import end_sessions
from organisation.staff import (
    NewStaff,
    StaffRefused,
    add_staff,
    deactivate,
    find_staff,
    list_staff,
    set_password,
)
from organisation.stations import (
    StationRefused,
    add_station,
    find_station,
    list_stations,
    retire_station,
)
from organisation.units import add_unit, enter_clients, find_unit, list_units

password_option = click.option(
    "--password-stdin", is_flag=True, help="Read the password as one line from standard input."
)


@click.group("unit")
def unit_group() -> None:
    """Units and how many clients they have."""


@unit_group.command("add")
@click.argument("code")
@click.argument("name")
@click.option("--parent", help="The code of the unit above.")
def unit_add(code: str, name: str, parent: str | None) -> None:
    """Add a unit, at the top of the tree or below another."""
    with own_transaction() as session:
        add_unit(session, code, name, find_unit(session, parent) if parent else None)
    click.echo(f"Added the unit {code}.")


@unit_group.command("list")
def unit_list() -> None:
    """List the units: code, name, the unit above."""
    with own_transaction() as session:
        units = list_units(session)
    codes = {unit.id: unit.code for unit in units}
    for unit in units:
        click.echo("\t".join((unit.code, unit.name, codes.get(unit.parent_id or 0, ""))))


@unit_group.command("clients")
@click.argument("code")
@click.argument("date", type=click.DateTime(["%Y-%m-%d"]))
@click.argument("women", type=click.IntRange(min=0))
@click.argument("men", type=click.IntRange(min=0))
@click.option("--source", required=True, help="Where the numbers come from.")
@click.option("--correct", is_flag=True, help="Replace numbers that were entered wrongly.")
def unit_clients(
    code: str, date: datetime, women: int, men: int, source: str, correct: bool
) -> None:
    """Enter how many clients a unit had on a date."""
    with own_transaction() as session:
        count = ClientCount(
            unit_id=find_unit(session, code).id,
            as_of=date.date(),
            women=women,
            men=men,
            source=source,
        )
        enter_clients(session, count, correct=correct)
    click.echo(f"{code} had {women} women and {men} men on {date.date()}.")


@click.group("station")
def station_group() -> None:
    """Stations: the registered kiosk devices."""


@station_group.command("add")
@click.argument("unit")
@click.argument("place")
def station_add(unit: str, place: str) -> None:
    """Register a device at a place of a unit and print its secret address."""
    with own_transaction() as session:
        station = add_station(session, find_unit(session, unit), place)
    click.echo(_kiosk(station.address))


@station_group.command("list")
def station_list() -> None:
    """List the stations: unit, place, secret address."""
    with own_transaction() as session:
        for station in list_stations(session):
            click.echo("\t".join((station.unit.code, station.place, _kiosk(station.address))))


@station_group.command("retire")
@click.argument("address")
def station_retire(address: str) -> None:
    """Take the device with this secret address out of use; it cannot be undone."""
    with own_transaction() as session:
        station = find_station(session, address.rpartition("/")[2])
        if station is None:
            raise StationRefused("there is no station in use with this address")
        retire_station(station)
        record(session, None, clock().now(), "station_retired", "station", station.id)
        place = station.place
    click.echo(f"{place} is out of use.")


@click.group("staff")
def staff_group() -> None:
    """Members of staff who can sign in."""


@staff_group.command("add")
@click.argument("user")
@click.option("--name", required=True, help="The person's name, as colleagues see it.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=click.Choice(list(map(str, Role))),
    help="Repeatable.",
)
@click.option(
    "--unit", "units", multiple=True, required=True, help="One for all roles, or one for each."
)
@password_option
def staff_add(
    user: str, name: str, roles: tuple[str, ...], units: tuple[str, ...], password_stdin: bool
) -> None:
    """Add a member of staff; a password that nobody gave is made and shown once."""
    if len(units) not in (1, len(roles)):
        raise click.UsageError("give one --unit for all roles, or one for each --role")
    password = _password(password_stdin)
    pairs = zip(roles, units * len(roles) if len(units) == 1 else units, strict=True)
    with own_transaction() as session:
        held = [(Role(role), find_unit(session, unit)) for role, unit in pairs]
        add_staff(session, NewStaff(user, name, held), password, clock().now())
    _say_password(f"Added {user}.", password, password_stdin)


@staff_group.command("password")
@click.argument("user")
@password_option
def staff_password(user: str, password_stdin: bool) -> None:
    """Give a person a new password and sign them out everywhere."""
    password = _password(password_stdin)
    with own_transaction() as session:
        set_password(session, _staff(session, user), password, clock().now())
    _say_password(f"{user} has a new password.", password, password_stdin)


@staff_group.command("second-step")
@click.argument("user")
def staff_second_step(user: str) -> None:
    """Let a person who has lost the telephone and the recovery codes set up a new one."""
    with own_transaction() as session:
        staff = _staff(session, user)
        forget_second_step(session, staff, clock().now())
        end_sessions(session, staff.id)
    click.echo(f"{user} sets up a new telephone at the next sign-in.")


@staff_group.command("deactivate")
@click.argument("user")
def staff_deactivate(user: str) -> None:
    """Let a person sign in no more."""
    with own_transaction() as session:
        deactivate(session, _staff(session, user), clock().now())
    click.echo(f"{user} can no longer sign in.")


@staff_group.command("list")
def staff_list() -> None:
    """List the members of staff: user name, name, roles with units, whether they can sign in."""
    with own_transaction() as session:
        codes = {unit.id: unit.code for unit in list_units(session)}
        for staff in list_staff(session):
            roles = ", ".join(f"{held.role} {codes[held.unit_id]}" for held in staff.roles)
            state = "active" if staff.active else "deactivated"
            click.echo("\t".join((staff.user_name, staff.name, roles, state)))


def _password(from_stdin: bool) -> str:
    return sys.stdin.readline().rstrip("\r\n") if from_stdin else random_password()


def _say_password(done: str, password: str, was_given: bool) -> None:
    click.echo(done if was_given else f"{done} Password, shown only now: {password}")


def _staff(session: Session, user: str) -> Staff:
    staff = find_staff(session, user)
    if staff is None:
        raise StaffRefused(f"there is no user {user!r}")
    return staff


def _kiosk(address: str) -> str:
    return f"{current_app.config['SETTINGS'].address}/kiosk/{address}"


commands = [unit_group, station_group, staff_group]
