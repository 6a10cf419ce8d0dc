"""Installations to measure: a folder or database of their own, with the user survey open."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from core.codes import Mode
from core.database import make_engine
from core.migration import migrate
from core.settings import Settings
from organisation.models import Unit
from surveys.collection.waves import WavePlan, open_wave
from surveys.questionnaires.file_format import load_instrument, read_questionnaire
from surveys.questionnaires.publishing import publish
from tests.postgresql import APP, OWNER, free_port, running_postgresql

INSTRUMENT = "user_survey"
#: A database that survives a power cut, as in production.
SAFE = "-c fsync=on -c synchronous_commit=on -c full_page_writes=on"


@contextmanager
def installations(kind: str, *names: str) -> Iterator[list[Settings]]:
    """Empty, migrated installations on "sqlite" or "postgresql", taken away afterwards."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="synpunkt-bench-")))
        server = stack.enter_context(running_postgresql(SAFE)) if kind == "postgresql" else None
        made = []
        for name in names:
            data = folder / name
            data.mkdir()
            addresses = {}
            if server:
                server.make_database(name)
                addresses = {
                    "database_url": server.address(APP, name),
                    "owner_database_url": server.address(OWNER, name),
                }
            settings = Settings(data=data, port=free_port(), secret_key="b" * 32, **addresses)
            migrate(settings)
            made.append(settings)
        yield made


@contextmanager
def engine_of(settings: Settings) -> Iterator[Engine]:
    """An engine on the installation's database, beside its server."""
    engine = make_engine(settings.database)
    try:
        yield engine
    finally:
        engine.dispose()


def open_survey(settings: Settings) -> str:
    """Publish the user survey and open a wave by link; gives the path of the form."""
    today = datetime.now(UTC).date()
    plan = WavePlan("Nu", today - timedelta(1), today + timedelta(30), modes=[Mode.LINK])
    with engine_of(settings) as engine, Session(engine) as session, session.begin():
        unit = Unit(code="homeless", name="Hemlöshetsenheten")
        session.add(unit)
        questionnaire = read_questionnaire(load_instrument(INSTRUMENT))
        version = publish(session, questionnaire, today).version
        return f"/enkat/{open_wave(session, version, unit, plan).code}"
