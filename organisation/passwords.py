"""Passwords: the rule for new ones, and slow hashes that tell nothing about unknown names."""

import secrets
import unicodedata
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

from core.errors import DomainError
from core.rate_limits import Rule

SHORTEST = 12
LONGEST = 1000
#: Without letters and digits that look alike.
RANDOM_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
RANDOM_GROUPS, RANDOM_GROUP_LENGTH = 4, 5
#: Five tries, then waits of 15 s, 30 s, 1 min ... at most 15 min; forgotten at success.
GUESSING_RULE = Rule(
    free=5,
    window=timedelta(hours=1),
    first_wait=timedelta(seconds=15),
    longest_wait=timedelta(minutes=15),
)


#: A hash by the same rule of a random password that nobody knows: unknown names take its time.
NOBODYS = (
    "$argon2id$v=19$m=19456,t=2,p=1"
    "$5l/VnUxt/gEx//J0pXWQ6Q$hfEpCTZ6z1/WxfR5+Hq0S3fo3wyNWqNJy4U8/m+Gi0I"
)


class PasswordProblem(StrEnum):
    """Why a new password is refused."""

    TOO_SHORT = f"the password needs at least {SHORTEST} characters"
    TOO_LONG = f"the password may have at most {LONGEST} characters"
    IS_USER_NAME = "the password may not be the user name"


class PasswordRefused(DomainError):
    """The new password does not follow the rule."""

    def __init__(self, problem: PasswordProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


class Hasher(Protocol):
    """Makes and checks hashes of passwords."""

    def hash(self, password: str) -> str:
        """A new hash with its own salt."""
        ...

    def verify(self, stored: str | None, password: str) -> bool:
        """Whether the password made the hash; no hash takes the same time and gives False."""
        ...


class Argon2Hasher:
    """argon2id with 19 MiB, two passes and one lane.

    Source: OWASP Password Storage Cheat Sheet, "Argon2id", the least it recommends: the same
    server takes answers at the same time.
    """

    _argon2 = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

    def hash(self, password: str) -> str:
        """A new hash with its own salt."""
        return self._argon2.hash(_normal(password))

    def verify(self, stored: str | None, password: str) -> bool:
        """Whether the password made the hash; no hash takes the same time and gives False."""
        try:
            matches = self._argon2.verify(stored or NOBODYS, _normal(password))
        except (VerificationError, InvalidHashError):
            return False
        return matches and stored is not None


def hasher() -> Hasher:
    """The hasher of the running application."""
    found: Hasher = current_app.extensions["synpunkt.hasher"]
    return found


def check_new_password(password: str, user_name: str) -> None:
    """Raise PasswordRefused when a new password does not follow the rule. Pure."""
    if len(password) < SHORTEST:
        raise PasswordRefused(PasswordProblem.TOO_SHORT)
    if len(password) > LONGEST:
        raise PasswordRefused(PasswordProblem.TOO_LONG)
    if password.strip().casefold() == user_name.casefold():
        raise PasswordRefused(PasswordProblem.IS_USER_NAME)


def random_password() -> str:
    """A new password that can be read aloud: four groups of five, about 99 bits."""
    return "-".join(
        "".join(secrets.choice(RANDOM_LETTERS) for _ in range(RANDOM_GROUP_LENGTH))
        for _ in range(RANDOM_GROUPS)
    )


def _normal(password: str) -> bytes:
    """One form of å, ä and ö, whichever keyboard made them; what is no character stays."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
