"""The database goes away under a running application, and comes back."""

from pathlib import Path

import pytest
from sqlalchemy import text

from core.clock import Clock
from core.database import forget_connections, own_transaction, session
from core.migration import migrate
from tests.conftest import postgresql_settings
from tests.postgresql import running_postgresql
from wsgi import create_app


@pytest.mark.postgresql
def test_a_restarted_database_costs_nobody_an_error(tmp_path: Path) -> None:
    with running_postgresql() as server:
        server.make_database("restarted")
        settings = postgresql_settings(server, "restarted", tmp_path)
        migrate(settings)
        app = create_app(settings, Clock())
        for _ in range(2):
            with app.test_request_context(), own_transaction() as own:
                assert own.scalar(text("SELECT 1")) == 1
                assert session().scalar(text("SELECT 1")) == 1
            server.stop()
            server.start()
        forget_connections(app)
