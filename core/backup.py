"""A backup: one tar file with the database, the keyring and a manifest with their hashes.

Whoever has the file has everything, so it is readable by its owner only.
"""

import hashlib
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core import keyring
from core.database_copies import (
    COPIES,
    BackupError,
    Progress,
    database_kind,
    is_empty,
    table_names,
)
from core.running import is_running
from core.schema import known_revisions, revision, run_migrations
from core.settings import Settings

FORMAT = 1
MANIFEST, DATABASE = "manifest.json", "database"


def make_backup(
    settings: Settings, file: Path, progress: Progress = lambda _done, _all: None
) -> None:
    """Write a backup while the server runs, and read it back before it gets its name.

    Raises BackupError when the file exists, or when the database or the written file is damaged.
    """
    if file.exists():
        raise BackupError(f"{file} exists already")
    kind = database_kind(settings.owner_database)
    if not table_names(settings.owner_database):
        raise BackupError("there is no database to back up")
    with tempfile.TemporaryDirectory(dir=file.resolve().parent, prefix=".backup-") as name:
        folder = Path(name)
        COPIES[kind].dump(settings.owner_database, folder / DATABASE, progress)
        if (settings.data / keyring.FILE_NAME).exists():
            shutil.copy(settings.data / keyring.FILE_NAME, folder / keyring.FILE_NAME)
        _write_manifest(folder, kind, revision(settings))
        draft = _pack(folder, Path(name) / "backup.tar")
        unpacked = folder / "check"
        unpacked.mkdir()
        _verify(_unpack(draft, unpacked), unpacked)
        os.link(draft, file)


def restore_backup(settings: Settings, file: Path, force: bool = False) -> None:
    """Check the backup, then put it in the place of the database and the keyring.

    Raises BackupError, with nothing changed, when the server runs, when the database holds
    anything and `force` is false, or when the backup is damaged, of another kind of database
    or of a newer release.
    """
    if is_running(settings):
        raise BackupError("the server is running on this data folder: stop it first")
    if not force and not is_empty(settings.owner_database):
        raise BackupError("the database is not empty: --force replaces it")
    with tempfile.TemporaryDirectory(dir=settings.data, prefix=".restore-") as name:
        folder = Path(name)
        manifest = _unpack(file, folder)
        _refuse_foreign(settings, manifest)
        _verify(manifest, folder)
        COPIES[manifest["database"]].load(folder / DATABASE, settings.owner_database)
        if (folder / keyring.FILE_NAME).exists():
            (folder / keyring.FILE_NAME).replace(settings.data / keyring.FILE_NAME)
    run_migrations(settings)


def _write_manifest(folder: Path, kind: str, at_revision: str | None) -> None:
    files = {path.name: _hash(path) for path in sorted(folder.iterdir())}
    content = {"format": FORMAT, "database": kind, "revision": at_revision, "files": files}
    (folder / MANIFEST).write_text(json.dumps(content, indent=2), "utf-8")


def _pack(folder: Path, target: Path) -> Path:
    names = [path.name for path in sorted(folder.iterdir())]
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        with tarfile.open(fileobj=out, mode="w") as tar:
            for name in names:
                tar.add(folder / name, name)
        out.flush()
        os.fsync(out.fileno())
    return target


def _unpack(file: Path, folder: Path) -> Mapping[str, Any]:
    """Unpack only the files that a backup has, and give its manifest."""
    try:
        with tarfile.open(file, mode="r:") as tar:
            for name in (MANIFEST, DATABASE, keyring.FILE_NAME):
                if name in tar.getnames():
                    tar.extract(name, folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError, EOFError, tarfile.TarError) as error:
        raise BackupError(f"{file} cannot be read as a backup: {error}") from None
    if manifest.get("format") != FORMAT:
        raise BackupError(f"{file} is no backup of this program")
    return manifest


def _verify(manifest: Mapping[str, Any], folder: Path) -> None:
    for name, expected in manifest["files"].items():
        path = folder / name
        if not path.is_file() or _hash(path) != expected:
            raise BackupError(f"the backup is damaged: {name} is not what was written")
    COPIES[manifest["database"]].check(folder / DATABASE)


def _refuse_foreign(settings: Settings, manifest: Mapping[str, Any]) -> None:
    ours = database_kind(settings.owner_database)
    if manifest["database"] != ours:
        raise BackupError(f"the backup is of {manifest['database']}, the database is {ours}")
    if manifest["revision"] not in known_revisions():
        raise BackupError("the backup was made by a newer release than this one")


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
