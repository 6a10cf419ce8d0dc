"""The secret keys of an installation: made once, kept in the data folder, each with an id."""

import contextlib
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from core.errors import SettingsError
from core.settings import Settings

FILE_NAME = "keyring.json"


@dataclass(frozen=True)
class Keyring:
    """Keys by id; `current` names the one that new things are made with, the others still open old ones."""

    current: str
    keys: Mapping[str, str]

    @property
    def secret_key(self) -> str:
        """The current key."""
        return self.keys[self.current]


def read_or_make_keyring(settings: Settings) -> Keyring:
    """The keyring of the settings or of the data folder, made there when there is none.

    Processes that start at once agree on one. Raises SettingsError when the file is damaged.
    """
    if settings.secret_key:
        keys = [settings.secret_key, *settings.old_secret_keys.split()]
        return Keyring(_id_of(keys[0]), {_id_of(key): key for key in reversed(keys)})
    file = settings.data / FILE_NAME
    if not file.exists():
        _make(file)
    return _read(file)


def add_key(settings: Settings) -> Keyring:
    """A new current key in the data folder's keyring; the others stay and open what is old.

    Raises SettingsError when the key is in the settings, or the file is damaged.
    """
    if settings.secret_key:
        raise SettingsError(
            "SYNPUNKT_SECRET_KEY is set: write a new one there, move the old one to "
            "SYNPUNKT_OLD_SECRET_KEYS and run `synpunkt keys reseal`"
        )
    before = read_or_make_keyring(settings)
    key_id = secrets.token_hex(4)
    keys = {**before.keys, key_id: secrets.token_urlsafe(48)}
    file = settings.data / FILE_NAME
    _write(file, {"current": key_id, "keys": keys}).replace(file)
    return _read(file)


def _id_of(key: str) -> str:
    """The id of a key from the settings: tells it from others, and nothing of it."""
    return sha256(f"synpunkt key id:{key}".encode()).hexdigest()[:8]


def _make(file: Path) -> None:
    """Write beside it and link: the file appears whole, and only the first process makes it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    key_id = secrets.token_hex(4)
    draft = _write(file, {"current": key_id, "keys": {key_id: secrets.token_urlsafe(48)}})
    with contextlib.suppress(FileExistsError):
        os.link(draft, file)
    draft.unlink()


def _write(file: Path, content: Mapping[str, object]) -> Path:
    """Beside the file, whole and for this user only; gives where."""
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump(content, out, indent=2)
        out.flush()
        os.fsync(out.fileno())
    return draft


def _read(file: Path) -> Keyring:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        keyring = Keyring(content["current"], dict(content["keys"]))
        if len(keyring.secret_key) < 32:
            raise ValueError("the key is too short")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(f"{file}: cannot be read as a keyring: {error}") from None
    return keyring
