"""Backup and restore: whole or not at all, on both databases."""

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from core.backup import make_backup, restore_backup
from core.database import make_engine
from core.database_copies import BackupError
from core.keyring import FILE_NAME
from core.running import running
from core.settings import Settings

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).parents[2]


def write_unit(settings: Settings, code: str) -> None:
    """Put a unit into the database."""
    run(settings, f"INSERT INTO unit (code, name) VALUES ('{code}', 'Unit')")


def units(settings: Settings) -> list[str]:
    """The codes of all units."""
    engine = make_engine(settings.database)
    with engine.connect() as connection:
        found = list(connection.execute(text("SELECT code FROM unit ORDER BY code")).scalars())
    engine.dispose()
    return found


def run(settings: Settings, statement: str) -> None:
    """Run one statement as the application and commit."""
    engine = make_engine(settings.database)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.fixture
def backup(settings: Settings, tmp_path: Path) -> Path:
    """A backup of a database with the unit A; B came later."""
    write_unit(settings, "A")
    (settings.data / FILE_NAME).write_text('{"current": "a", "keys": {"a": "first"}}')
    file = tmp_path / "backup.tar"
    make_backup(settings, file)
    write_unit(settings, "B")
    return file


def test_what_was_backed_up_comes_back(settings: Settings, backup: Path) -> None:
    (settings.data / FILE_NAME).write_text("{}")
    restore_backup(settings, backup, force=True)
    assert units(settings) == ["A"]
    assert "first" in (settings.data / FILE_NAME).read_text()
    write_unit(settings, "C")
    assert units(settings) == ["A", "C"]


def test_only_its_owner_can_read_a_backup(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    with tarfile.open(backup) as tar:
        assert sorted(tar.getnames()) == ["database", "keyring.json", "manifest.json"]


def test_nothing_but_the_backup_is_left(settings: Settings, backup: Path) -> None:
    restore_backup(settings, backup, force=True)
    assert not list(backup.parent.glob(".*"))


def test_a_database_that_holds_something_is_not_replaced(settings: Settings, backup: Path) -> None:
    with pytest.raises(BackupError, match="--force"):
        restore_backup(settings, backup)
    assert units(settings) == ["A", "B"]


def test_a_backup_goes_into_an_empty_database(settings: Settings, backup: Path) -> None:
    run(settings, "DELETE FROM unit")
    restore_backup(settings, backup)
    assert units(settings) == ["A"]


def test_an_existing_file_is_not_overwritten(settings: Settings, backup: Path) -> None:
    with pytest.raises(BackupError, match="exists already"):
        make_backup(settings, backup)


@pytest.mark.parametrize("part", [0.05, 0.3, 0.5, 0.7, 0.9])
def test_a_damaged_backup_changes_nothing(settings: Settings, backup: Path, part: float) -> None:
    content = bytearray(backup.read_bytes())
    with tarfile.open(backup) as tar:
        database = tar.getmember("database")
    place = database.offset_data + int(database.size * part)
    content[place] ^= 0xFF
    backup.write_bytes(content)
    with pytest.raises(BackupError, match="damaged"):
        restore_backup(settings, backup, force=True)
    assert units(settings) == ["A", "B"]


@pytest.mark.parametrize("length", [0, 100, 5000])
def test_half_a_backup_changes_nothing(settings: Settings, backup: Path, length: int) -> None:
    backup.write_bytes(backup.read_bytes()[:length])
    with pytest.raises(BackupError, match=r"cannot be read as a backup|damaged"):
        restore_backup(settings, backup, force=True)
    assert units(settings) == ["A", "B"]


def test_a_backup_of_a_newer_release_is_refused(settings: Settings, backup: Path) -> None:
    folder = backup.parent / "unpacked"
    with tarfile.open(backup) as tar:
        tar.extractall(folder, filter="data")
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"revision": "2099_01_01_later"}))
    with tarfile.open(backup, "w") as tar:
        for path in folder.iterdir():
            tar.add(path, path.name)
    with pytest.raises(BackupError, match="newer release"):
        restore_backup(settings, backup, force=True)


def test_while_the_server_runs_nothing_is_restored(settings: Settings, backup: Path) -> None:
    with running(settings), pytest.raises(BackupError, match="stop it first"):
        restore_backup(settings, backup, force=True)
    restore_backup(settings, backup, force=True)


def test_a_backup_is_taken_while_others_write(settings: Settings, tmp_path: Path) -> None:
    writer = start_writer(settings)
    try:
        for number in range(3):
            make_backup(settings, tmp_path / f"{number}.tar")
    finally:
        writer.kill()
        writer.communicate()
    restore_backup(settings, tmp_path / "2.tar", force=True)
    assert units(settings)


def test_a_writer_that_is_killed_leaves_whole_transactions(live_settings: Settings) -> None:
    for _ in range(3):
        writer = start_writer(live_settings)
        os.kill(writer.pid, signal.SIGKILL)
        writer.communicate()
    with sqlite3.connect(live_settings.data / "synpunkt.sqlite") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        pairs = "SELECT count(*) FROM unit u LEFT JOIN client_count c ON c.unit_id = u.id"
        assert database.execute(f"{pairs} WHERE c.unit_id IS NULL").fetchone() == (0,)
        assert database.execute("SELECT count(*) FROM unit").fetchone()[0] > 0
    database.close()


def start_writer(settings: Settings) -> subprocess.Popen[str]:
    """A process that writes pairs of rows as fast as it can; it has begun when this returns."""
    writer = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("small_writer.py")), settings.database],
        stdout=subprocess.PIPE, text=True, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert writer.stdout is not None
    assert writer.stdout.readline() == "writing\n"
    time.sleep(0.2)
    return writer
