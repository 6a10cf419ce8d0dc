"""What every test can ask for: settings, a database of each kind, the application, a browser."""

import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as hypothesis_settings
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlalchemy.orm import Session
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from core.clock import Clock
from core.database import forget_connections
from core.migration import migrate
from core.settings import Settings
from tests.pages import check_page
from tests.postgresql import APP, OWNER, Postgresql, free_port, running_postgresql
from tests.town import Town, make_town
from wsgi import create_app

SECRET_KEY = "only-for-tests-" * 4
CHROMIUM = "/usr/bin/chromium"
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TEMPLATE = "synpunkt_template"
# A busy machine is no fault of the code.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")


class FixedClock(Clock):
    """A clock that stands still until a test moves it: `clock.instant = ...`."""

    def __init__(self, instant: datetime = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)) -> None:
        self.instant = instant

    def now(self) -> datetime:
        """The instant that was set."""
        return self.instant


class CheckingClient(FlaskClient):
    """Every HTML page it fetches is checked as a page; `check_pages = False` turns that off."""

    check_pages = True

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Fetch, then check."""
        response = super().open(*args, **kwargs)
        if self.check_pages:
            check_page(response)
        return response


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--sweep` tries every page in every form and language with axe."""
    parser.addoption("--sweep", action="store_true", help="every page in every form, with axe")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs PostgreSQL, a browser or pages, so that `-m` can leave it out."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        parameters = getattr(item, "callspec", None)
        chosen = parameters.params.values() if parameters else ()
        if "postgresql" in fixtures or "postgresql" in chosen:
            item.add_marker(pytest.mark.postgresql)
        if "browser" in fixtures:
            item.add_marker(pytest.mark.browser)
        if "client" in fixtures:
            item.add_marker(pytest.mark.pages)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Postgresql]:
    """Debian's PostgreSQL, started once."""
    with running_postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def postgresql_template(postgresql: Postgresql) -> str:
    """The name of a migrated, empty database that others are copied from."""
    postgresql.make_database(TEMPLATE)
    migrate(postgresql_settings(postgresql, TEMPLATE, Path("unused")))
    return TEMPLATE


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database file that others are copied from."""
    data = tmp_path_factory.mktemp("template")
    migrate(Settings(data=data))
    return data / "synpunkt.sqlite"


def postgresql_settings(server: Postgresql, database: str, data: Path) -> Settings:
    """Settings with two addresses: the application's user and the owner."""
    return Settings(
        data=data,
        database_url=server.address(APP, database),
        owner_database_url=server.address(OWNER, database),
        secret_key=SECRET_KEY,
        two_step=False,
    )


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """A test that asks for a database runs once on each kind."""
    return str(request.param)


@pytest.fixture
def settings(
    database_kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Settings]:
    """Settings of a fresh installation: a migrated, empty database and a data folder of its own."""
    if database_kind == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        shutil.copy(template, tmp_path / "synpunkt.sqlite")
        yield Settings(data=tmp_path, secret_key=SECRET_KEY, two_step=False)
        return
    server: Postgresql = request.getfixturevalue("postgresql")
    name = f"test_{abs(hash(request.node.nodeid))}"
    server.make_database(name, request.getfixturevalue("postgresql_template"))
    yield postgresql_settings(server, name, tmp_path)
    server.drop_database(name)


@pytest.fixture
def database_url(settings: Settings) -> str:
    """The application's address of a fresh database."""
    return settings.database


@pytest.fixture
def clock() -> FixedClock:
    """12 March 2026, ten in the morning in Sweden; `clock.instant` can be set."""
    return FixedClock()


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates compiled once for all applications of the session."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(
    settings: Settings, clock: FixedClock, compiled_templates: FileSystemBytecodeCache
) -> Iterator[Flask]:
    """The application on a fresh database."""
    app = create_app(settings, clock)
    app.jinja_env.bytecode_cache = compiled_templates
    app.test_client_class = CheckingClient
    app.testing = True
    yield app
    forget_connections(app)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def town(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    compiled_templates: FileSystemBytecodeCache,
) -> Iterator[Town]:
    """Every state of every page, once on each database; tests leave it as it is."""
    data = tmp_path_factory.mktemp("town")
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), data / "synpunkt.sqlite")
        settings = Settings(data=data, secret_key=SECRET_KEY, two_step=False)
    else:
        server: Postgresql = request.getfixturevalue("postgresql")
        server.make_database("town", request.getfixturevalue("postgresql_template"))
        settings = postgresql_settings(server, "town", data)
    app = create_app(settings, FixedClock())
    app.jinja_env.bytecode_cache = compiled_templates
    app.test_client_class = CheckingClient
    yield make_town(app)
    forget_connections(app)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor; every page fetched is checked as a page."""
    return app.test_client()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session beside the requests, for arranging and looking; commit to let requests see it."""
    with Session(app.extensions["synpunkt.engine"], expire_on_commit=False) as session:
        yield session


@pytest.fixture
def live_settings(sqlite_template: Path, tmp_path: Path) -> Settings:
    """Settings of an installation that is served on a port: SQLite, in a data folder of its own."""
    shutil.copy(sqlite_template, tmp_path / "synpunkt.sqlite")
    return Settings(data=tmp_path, port=free_port(), secret_key=SECRET_KEY, two_step=False)


@pytest.fixture
def live_app(live_settings: Settings, clock: FixedClock) -> Iterator[Flask]:
    """The application that `live_server` serves."""
    app = create_app(live_settings, clock)
    yield app
    forget_connections(app)


@pytest.fixture
def live_session(live_app: Flask) -> Iterator[Session]:
    """A session on the served database; commit to let the server see it."""
    with Session(live_app.extensions["synpunkt.engine"], expire_on_commit=False) as session:
        yield session


@pytest.fixture
def live_server(live_app: Flask, live_settings: Settings) -> Iterator[str]:
    """Serve the application to a browser; gives its address."""
    server = make_server("127.0.0.1", live_settings.port, live_app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield live_settings.address
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, with the back/forward cache on as at a real station."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=CHROMIUM_OPTIONS,
            ignore_default_args=["--disable-back-forward-cache"],
        )
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser, live_server: str) -> Iterator[BrowserContext]:
    """A browser with no memory; addresses are relative to the served application."""
    context = browser.new_context(base_url=live_server, locale="sv-SE")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page of the served application; an error in its scripts or policy fails the test."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda message: (
            errors.append(message.text) if "Content Security Policy" in message.text else None
        ),
    )
    yield page
    assert not errors, f"the page's own scripts failed: {errors}"
