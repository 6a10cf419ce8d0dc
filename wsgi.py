"""The start-up in reading order: the application, and the `synpunkt` command."""

from pathlib import Path

from flask import Flask

from core.clock import Clock
from core.database import init_database, make_engine
from core.keyring import read_or_make_keyring
from core.settings import Settings
from core.web import init_web
from organisation.access import init_access
from surveys.collection import pages as survey_pages
from surveys.collection.form_page import init_shelf

ROOT = Path(__file__).parent
BODY_LIMIT = 64 * 1024

BLUEPRINTS = (survey_pages.blueprint,)


def create_app(settings: Settings, clock: Clock | None = None) -> Flask:
    """Build the application; settings are given, never read here."""
    app = Flask("synpunkt", root_path=str(ROOT))
    app.config.update(
        SECRET_KEY=read_or_make_keyring(settings).secret_key,
        SETTINGS=settings,
        MAX_CONTENT_LENGTH=BODY_LIMIT,
        BABEL_DEFAULT_LOCALE="sv",
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "translations"),
    )
    app.extensions["synpunkt.clock"] = clock or Clock()
    init_database(app, make_engine(settings.database))
    init_web(app)
    init_access(app)
    init_shelf(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
