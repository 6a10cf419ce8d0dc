"""Encryption at rest with the keyring: AES-256-GCM, each text with the id of its key.

Layout: one byte with the length of the key's id, the id, 12 bytes nonce, then the text and its
16 bytes tag. `context` binds a text to its place, so that it cannot be moved to another row.
"""

import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import Flask, current_app

from core.keyring import Keyring

NONCE_BYTES = 12
PURPOSE = b"synpunkt: encryption at rest"


class CannotOpen(Exception):
    """The text was damaged or moved, or its key is no longer in the keyring."""


def init_encryption(app: Flask, keyring: Keyring) -> None:
    """Give the application its keys."""
    app.extensions["synpunkt.keyring"] = keyring


def seal(plain: bytes, context: bytes) -> bytes:
    """Encrypt with the current key."""
    keyring = _keyring()
    name, nonce = keyring.current.encode(), secrets.token_bytes(NONCE_BYTES)
    head = bytes([len(name)]) + name
    return head + nonce + _cipher(keyring.secret_key).encrypt(nonce, plain, head + context)


def unseal(sealed: bytes, context: bytes) -> bytes:
    """Decrypt with the key that it names. Raises CannotOpen."""
    end = 1 + sealed[0] if sealed else 0
    head, nonce, rest = sealed[:end], sealed[end : end + NONCE_BYTES], sealed[end + NONCE_BYTES :]
    key = _keyring().keys.get(key_of(sealed))
    if key is None:
        raise CannotOpen
    try:
        return _cipher(key).decrypt(nonce, rest, head + context)
    except (InvalidTag, ValueError):
        raise CannotOpen from None


def key_of(sealed: bytes) -> str:
    """The id of the key that a text was sealed with."""
    return sealed[1 : 1 + sealed[0]].decode("utf-8", "replace") if sealed else ""


def _keyring() -> Keyring:
    found: Keyring = current_app.extensions["synpunkt.keyring"]
    return found


@lru_cache(maxsize=16)
def _cipher(key: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, None, PURPOSE).derive(key.encode()))
