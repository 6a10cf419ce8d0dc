"""A new key: everything sealed can still be opened, and is under the new key."""

from pathlib import Path

import pytest
from click import Command
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import Session

from core.encryption import CannotOpen, key_of, seal, unseal
from core.errors import SettingsError
from core.key_commands import keys_reseal, keys_rotate
from core.keyring import read_or_make_keyring
from core.outbox import Mail, put
from core.settings import Settings
from tests.conftest import SECRET_KEY


@pytest.fixture
def sealed(app: Flask, session: Session) -> bytes:
    """The key of a mail whose address is sealed."""
    with app.app_context():
        put(session, "x", "eva@exempel.se", ("Meddelande", "Text"), "sv")
        session.commit()
    return session.query(Mail.key).scalar() or b""


def command(app: Flask, wanted: Command) -> Result:
    """Run a command inside the application."""
    with app.app_context():
        return app.test_cli_runner().invoke(wanted)


def test_a_text_opens_only_in_its_place_and_undamaged(app: Flask) -> None:
    with app.app_context():
        box = seal(b"eva", b"mail:1")
        assert unseal(box, b"mail:1") == b"eva"
        for wrong, place in ((box, b"mail:2"), (box[:-1] + b"x", b"mail:1"), (b"", b"mail:1")):
            with pytest.raises(CannotOpen):
                unseal(wrong, place)


def test_everything_is_put_under_the_new_key_of_the_settings(
    app: Flask, session: Session, sealed: bytes
) -> None:
    before = key_of(session.get_one(Mail, sealed).sealed_address)
    session.rollback()
    new = {"secret_key": "n" * 48, "old_secret_keys": SECRET_KEY}
    app.config["SETTINGS"] = app.config["SETTINGS"].model_copy(update=new)
    assert "1 texts" in command(app, keys_reseal).output
    session.expire_all()
    address = session.get_one(Mail, sealed).sealed_address
    assert key_of(address) != before
    with app.app_context():
        assert unseal(address, b"mail:" + sealed) == b"eva@exempel.se"


def test_a_key_of_the_settings_is_not_rotated_behind_their_back(app: Flask) -> None:
    result = command(app, keys_rotate)
    assert isinstance(result.exception, SettingsError)


def test_the_keyring_of_the_data_folder_gets_a_new_key_and_keeps_the_old(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    settings = app.config["SETTINGS"].model_copy(update={"secret_key": None, "data": tmp_path})
    app.config["SETTINGS"] = settings
    first = read_or_make_keyring(settings)
    assert command(app, keys_rotate).exit_code == 0
    second = read_or_make_keyring(settings)
    assert second.current != first.current
    assert second.keys[first.current] == first.secret_key
    assert (tmp_path / "keyring.json").stat().st_mode & 0o077 == 0


def test_settings_without_old_keys_open_nothing_old(settings: Settings) -> None:
    new = settings.model_copy(update={"secret_key": "n" * 48})
    assert read_or_make_keyring(settings).current not in read_or_make_keyring(new).keys
