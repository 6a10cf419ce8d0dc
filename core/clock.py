"""The only place that looks at the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import current_app

STOCKHOLM = ZoneInfo("Europe/Stockholm")


class Clock:
    """The real time. Tests give the application another object with the same two methods."""

    def now(self) -> datetime:
        """This instant, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The date on the wall in Sweden."""
        return self.now().astimezone(STOCKHOLM).date()


def clock() -> Clock:
    """The clock of the running application."""
    found: Clock = current_app.extensions["synpunkt.clock"]
    return found
