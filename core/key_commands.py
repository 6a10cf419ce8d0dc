"""`synpunkt keys`: a new key for what is encrypted, and putting everything under it."""

import click
from flask import current_app

from core.database import own_transaction
from core.encryption import init_encryption
from core.errors import SettingsError
from core.keyring import Keyring, add_key, read_or_make_keyring
from core.resealing import reseal
from core.running import is_running


@click.group("keys")
def keys_group() -> None:
    """The keys that contact details and attachments are encrypted with."""


@keys_group.command("rotate")
def keys_rotate() -> None:
    """Make a new key and encrypt everything with it; the server must stand still."""
    settings = current_app.config["SETTINGS"]
    if is_running(settings):
        raise SettingsError("the server is running on this data folder: stop it first")
    _reseal(add_key(settings))


@keys_group.command("reseal")
def keys_reseal() -> None:
    """Encrypt everything with the current key of the settings."""
    _reseal(read_or_make_keyring(current_app.config["SETTINGS"]))


def _reseal(keyring: Keyring) -> None:
    init_encryption(current_app, keyring)
    with own_transaction() as session:
        number = reseal(session, keyring.current)
    click.echo(
        f"{number} texts are under the key {keyring.current}; keep the old keys for old backups."
    )


commands = [keys_group]
