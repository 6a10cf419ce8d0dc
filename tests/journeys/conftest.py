"""The town, served to browsers."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.typing import ResponseReturnValue
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from core.database import forget_connections
from core.server import add_middleware
from core.settings import Settings
from tests.conftest import SECRET_KEY, FixedClock
from tests.journeys.looking import Looker
from tests.postgresql import free_port
from tests.town import Town, make_town
from wsgi import create_app

CHART = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1100 540"/>'


@pytest.fixture(scope="session")
def served_town(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The town on a port of this machine."""
    data = tmp_path_factory.mktemp("served")
    shutil.copy(sqlite_template, data / "synpunkt.sqlite")
    settings = Settings(data=data, port=free_port(), secret_key=SECRET_KEY)
    app = create_app(settings, FixedClock())
    app.view_functions["analysis.chart"] = empty_chart
    add_middleware(app, settings)
    server = make_server("127.0.0.1", settings.port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield make_town(app)
    server.shutdown()
    thread.join()
    server.server_close()
    forget_connections(app)


def empty_chart(survey: str, variable: str) -> ResponseReturnValue:
    """Stands for every chart: they have tests of their own, and take long to draw."""
    return CHART, {"Content-Type": "image/svg+xml"}


@pytest.fixture(scope="session")
def looker(browser: Browser, served_town: Town) -> Iterator[Looker]:
    """Opens the pages of the list in browsers that stay open."""
    looker = Looker(browser, served_town)
    yield looker
    looker.close()
