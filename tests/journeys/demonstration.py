"""The demonstration as people start it: `synpunkt run` in a data folder of its own."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from tests.postgresql import free_port

SYNPUNKT = Path(sys.executable).with_name("synpunkt")
LAST_LINE = "Ctrl-C stänger."
PATIENCE = 60


@contextmanager
def demonstration(data: Path) -> Iterator[dict[str, Any]]:
    """Start it, give what `synpunkt addresses --json` says, and end it with Ctrl-C."""
    environment = os.environ | {"SYNPUNKT_DATA": str(data), "PORT": str(free_port())}
    server = subprocess.Popen([SYNPUNKT, "run"], stdout=subprocess.PIPE, text=True, env=environment)
    assert server.stdout is not None
    try:
        while LAST_LINE not in (line := server.stdout.readline()):
            assert line, "the demonstration did not start"
        yield json.loads(command(environment, "addresses", "--json"))
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=PATIENCE)
    assert server.returncode == 0


def sign_in(context: BrowserContext, addresses: dict[str, Any], role: str) -> Page:
    """A page in which the person of a role has signed in."""
    page = context.new_page()
    person = addresses["sign_in"][role]
    page.goto(addresses["sign_in"]["address"])
    page.get_by_label("Användarnamn").fill(person["user"])
    page.get_by_label("Lösenord").fill(person["password"])
    page.get_by_role("main").get_by_role("button", name="Logga in").click()
    expect(page.get_by_text(re.compile("Logga ut|Mitt konto")).first).to_be_attached()
    return page


def command(environment: dict[str, str], *arguments: str) -> str:
    """What a command prints."""
    done = subprocess.run([SYNPUNKT, *arguments], capture_output=True, env=environment, check=True)
    return done.stdout.decode()
