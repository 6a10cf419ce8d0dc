"""The command line: settings for all, one line for an error, the application where it is needed."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from flask import Flask, current_app

from core.clock import Clock
from core.commands import make_command_line
from core.errors import NotFound
from core.settings import Settings

pytestmark = pytest.mark.thorough


def make_app(settings: Settings) -> Flask:
    """An application that knows its settings."""
    app = Flask("small")
    app.config["SETTINGS"] = settings
    app.extensions["synpunkt.clock"] = Clock()
    return app


@click.command("where")
def where() -> None:
    """Say where the data is."""
    click.echo(current_app.config["SETTINGS"].data)


@click.command("miss")
def miss() -> None:
    """Look for something that is not there."""
    raise NotFound("there is no wave 7")


def run(*words: str, **environment: str) -> Result:
    """Run `synpunkt` with words and environment."""
    return CliRunner().invoke(make_command_line(make_app, [where, miss]), words, env=environment)


def test_a_command_runs_inside_the_application(tmp_path: Path) -> None:
    assert run("where", SYNPUNKT_DATA=str(tmp_path)).output == f"{tmp_path}\n"


def test_a_wrong_setting_is_one_line_and_status_2(tmp_path: Path) -> None:
    done = run("migrate", SYNPUNKT_DATA=str(tmp_path), PORT="many")
    assert done.exit_code == 2
    assert done.stderr.startswith("synpunkt: PORT: ")
    assert done.stderr.count("\n") == 1


def test_an_error_with_a_name_is_one_line_and_status_1(tmp_path: Path) -> None:
    done = run("miss", SYNPUNKT_DATA=str(tmp_path))
    assert (done.exit_code, done.stderr) == (1, "synpunkt: there is no wave 7\n")


@pytest.mark.parametrize("word", ["serve", "migrate", "backup", "restore"])
def test_our_own_commands_explain_themselves(word: str, tmp_path: Path) -> None:
    done = run(word, "--help", SYNPUNKT_DATA=str(tmp_path))
    assert done.exit_code == 0
    assert "Usage:" in done.output


def test_a_database_is_migrated_backed_up_and_restored_by_commands(tmp_path: Path) -> None:
    data, file = str(tmp_path / "data"), str(tmp_path / "backup.tar")
    assert run("migrate", SYNPUNKT_DATA=data).exit_code == 0
    assert "is whole" in run("backup", file, SYNPUNKT_DATA=data).stdout
    assert run("backup", file, SYNPUNKT_DATA=data).exit_code == 1
    assert run("restore", file, SYNPUNKT_DATA=data).stdout == "The backup is in place.\n"
