"""A small application on the real server, for test_server: `small_server.py PORT DATA`."""

import sys
import time
from pathlib import Path

from flask import Flask

from core.database import init_database
from core.errors import SettingsError
from core.server import serve
from core.settings import Settings


def make_app(settings: Settings) -> Flask:
    """Three pages: one quick, one slow, one that fails outside Flask's own handling."""
    app = Flask("small")
    init_database(app, settings.database)
    app.config["PROPAGATE_EXCEPTIONS"] = True
    app.add_url_rule("/hello", "hello", lambda: "hello")
    app.add_url_rule("/slow", "slow", slow)
    app.add_url_rule("/fails", "fails", fails)
    return app


def slow() -> str:
    """Take a second."""
    time.sleep(1)
    return "slow"


def fails() -> str:
    """Fail with a secret in the message."""
    raise RuntimeError("secret")


def main() -> int:
    """Serve until a signal."""
    settings = Settings(port=int(sys.argv[1]), data=Path(sys.argv[2]))
    try:
        return serve(settings, make_app, lambda: print("ready", flush=True))
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
