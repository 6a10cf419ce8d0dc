"""The demonstration as people start it: `synpunkt run` in a data folder of its own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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


def command(environment: dict[str, str], *arguments: str) -> str:
    """What a command prints."""
    done = subprocess.run([SYNPUNKT, *arguments], capture_output=True, env=environment, check=True)
    return done.stdout.decode()
