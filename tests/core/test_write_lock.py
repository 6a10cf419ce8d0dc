"""SQLite's one write lock: who waits for it gets in soon after it is given back."""

import sqlite3
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from core.database import make_engine

HELD_SECONDS = 0.2


def test_a_writer_waits_for_the_one_before(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'file.sqlite'}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE one (number INTEGER)"))
    started = threading.Event()

    def hold() -> None:
        with engine.begin() as first:
            first.execute(text("INSERT INTO one VALUES (1)"))
            started.set()
            time.sleep(HELD_SECONDS)

    holder = threading.Thread(target=hold)
    holder.start()
    started.wait()
    with engine.begin() as second:
        assert second.execute(text("SELECT number FROM one")).all() == [(1,)]
        # What is done next waits as long as SQLite was told to, as ever.
        assert second.execute(text("PRAGMA busy_timeout")).scalar_one() == 10_000
    holder.join()
    engine.dispose()


def test_another_fault_than_a_taken_lock_is_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "file.sqlite"
    engine = make_engine(f"sqlite:///{file}")
    with engine.connect():
        pass
    file.write_bytes(b"no database" * 100)
    with pytest.raises((OperationalError, sqlite3.DatabaseError)), engine.begin():
        pass
    engine.dispose()
