"""A log without addresses of respondents, secret paths or answers."""

import sys
import traceback
from typing import Any

from gunicorn.glogging import Logger


def describe(error: BaseException) -> str:
    """What kind of error and where, never its message: that may hold what a person wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__} at {place}"


class QuietLog(Logger):  # type: ignore[misc]  # gunicorn carries no types.
    """gunicorn's log of errors; its own lines name addresses and paths, so they are left out."""

    def access(self, *_args: Any, **_more: Any) -> None:
        """Log no request."""

    def warning(self, *_args: Any, **_more: Any) -> None:
        """Log no bad request: the line would hold the sender's address."""

    def exception(self, _message: Any, *_args: Any, **_more: Any) -> None:
        """Log the kind of error and its place; a sender that fell silent is no error."""
        error = sys.exc_info()[1]
        if error is not None and not isinstance(error, BlockingIOError):
            self.error_log.error("%s", describe(error))
