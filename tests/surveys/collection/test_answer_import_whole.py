"""Whole imports in processes of their own: killed half-way, and several at the same time."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, select

from core.settings import Settings, environment_name
from surveys.collection.models import Answer, SurveyResponse, Wave

ROOT = Path(__file__).parents[3]
VOCABULARY = ROOT / "docs/examples/vocabulary/mapping.yaml"
COMMAND = "from wsgi import main; main()"
#: Stops itself, hard, when half of the rows have been stored.
KILLED = """
import os, signal
import surveys.collection.answer_import as whole
from surveys.collection.answer_import_storing import store_rows
def half(session, spool, places, tell):
    def stop(done):
        if done > len(spool) // 2:
            os.kill(os.getpid(), signal.SIGKILL)
    return store_rows(session, spool, places, stop)
whole.store_rows = half
"""


def begin(settings: Settings, before: str = "") -> subprocess.Popen[bytes]:
    """Start the import of the vocabulary example."""
    given = settings.model_dump(mode="json", exclude_unset=True)
    environment = {key: value for key, value in os.environ.items() if "SYNPUNKT" not in key}
    environment |= {environment_name(key): str(value) for key, value in given.items()}
    command = [sys.executable, "-c", before + COMMAND, "answers", "import", str(VOCABULARY)]
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE)


def counts(settings: Settings) -> list[int]:
    """How many responses, answers and waves are stored."""
    engine = create_engine(settings.database)
    with engine.connect() as connection:
        found = [
            connection.scalar(select(func.count()).select_from(table)) or 0
            for table in (SurveyResponse, Answer, Wave)
        ]
    engine.dispose()
    return found


@pytest.mark.server
def test_an_import_that_is_killed_half_way_leaves_nothing_and_can_be_done_again(
    settings: Settings,
) -> None:
    killed = begin(settings, KILLED)
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    assert counts(settings) == [0, 0, 0]
    again = begin(settings)
    again.communicate()
    assert again.returncode == 0
    assert counts(settings) == [14726, 14726, 11]


@pytest.mark.server
def test_two_imports_of_one_file_at_once_store_it_once(settings: Settings) -> None:
    both = [begin(settings), begin(settings)]
    said = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert counts(settings) == [14726, 14726, 11]
    assert b"0 new, 1486 there already" in b"".join(said)
