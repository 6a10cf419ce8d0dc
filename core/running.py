"""Know whether the server runs on a data folder."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from core.settings import Settings

FILE_NAME = "server.lock"


@contextmanager
def running(settings: Settings) -> Iterator[None]:
    """Hold the data folder as a running server; processes forked inside hold it as well."""
    settings.data.mkdir(parents=True, exist_ok=True)
    with (settings.data / FILE_NAME).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def is_running(settings: Settings) -> bool:
    """Whether a server holds the data folder now."""
    settings.data.mkdir(parents=True, exist_ok=True)
    with (settings.data / FILE_NAME).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
