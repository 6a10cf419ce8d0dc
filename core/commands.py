"""The command line's ground: settings for every command, errors in one line, our own commands."""

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from flask import Flask

from core.backup import make_backup, restore_backup
from core.errors import DomainError, SettingsError
from core.schema import run_migrations
from core.server import serve
from core.settings import Settings, read_settings


@dataclass(frozen=True)
class Program:
    """What our own commands get as click's `obj`."""

    settings: Settings
    make_app: Callable[[Settings], Flask]


class CommandLine(click.Group):
    """A group whose commands end with one line on stderr: 2 for a setting, 1 for a refusal."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; errors that have names are shown without a trace."""
        try:
            return super().invoke(ctx)
        except SettingsError as error:
            click.echo(f"synpunkt: {error}", err=True)
            ctx.exit(2)
        except DomainError as error:
            click.echo(f"synpunkt: {error}", err=True)
            ctx.exit(1)


def make_command_line(
    make_app: Callable[[Settings], Flask],
    inside: Iterable[click.Command],
    outside: Iterable[click.Command] = (),
) -> click.Group:
    """The `synpunkt` command.

    Commands `inside` run within the application (current_app); those `outside`, and our own,
    get a Program as click's `obj` and may start without a database.
    """
    without_app = {command.name for command in (*commands, *outside)}

    @click.group(cls=CommandLine, help="Surveys and feedback for social services.")
    @click.pass_context
    def synpunkt(ctx: click.Context) -> None:
        settings = read_settings(os.environ)
        ctx.obj = Program(settings, make_app)
        if ctx.invoked_subcommand not in without_app:
            ctx.with_resource(make_app(settings).app_context())

    for command in (*commands, *outside, *inside):
        _add(synpunkt, command)
    return synpunkt


def _add(program: click.Group, command: click.Command) -> None:
    """Add a command; packages may each bring commands of a group of the same name."""
    known = program.commands.get(command.name or "")
    if isinstance(known, click.Group) and isinstance(command, click.Group):
        for inner in command.commands.values():
            known.add_command(inner)
    else:
        program.add_command(command)


@click.command("serve")
@click.pass_obj
def serve_command(program: Program) -> None:
    """Serve this installation until Ctrl-C."""

    def say() -> None:
        click.echo(f"Synpunkt: {program.settings.address}")

    click.get_current_context().exit(serve(program.settings, program.make_app, say))


@click.command("migrate")
@click.pass_obj
def migrate_command(program: Program) -> None:
    """Bring the database's schema up to this release."""
    run_migrations(program.settings)
    click.echo("The database is up to date.")


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def backup_command(program: Program, file: Path) -> None:
    """Write everything to FILE while the server runs, and check what was written."""
    with click.progressbar(length=1000, label="Copying", file=sys.stderr) as bar:
        make_backup(
            program.settings, file, lambda done, total: bar.update(1000 * done // total - bar.pos)
        )
    click.echo(f"The backup is in {file}; it was read back and is whole.")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace a database that holds something.")
@click.pass_obj
def restore_command(program: Program, file: Path, force: bool) -> None:
    """Put the backup FILE in the place of the database and the keyring; the server must stand still."""
    restore_backup(program.settings, file, force)
    click.echo("The backup is in place.")


commands = [serve_command, migrate_command, backup_command, restore_command]
