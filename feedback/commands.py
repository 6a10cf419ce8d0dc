"""`synpunkt deadline`."""

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

import click

from feedback.cases.deadlines import promise, received_at, received_from_letterbox

#: Public holidays as they are now; two weeks later is a date too.
FIRST, LAST = date(1953, 1, 1), date(9999, 12, 1)


class Day(click.ParamType[date]):
    """A date as 2026-06-05."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date; click says what is wrong with another text."""
        try:
            found = date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date: write 2026-06-05", param, ctx)
        return _possible(self, found, param, ctx)


class Instant(click.ParamType[datetime]):
    """A date and time as 2026-10-22T22:30:00Z; UTC when no zone is given."""

    name = "instant"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The instant; click says what is wrong with another text."""
        try:
            found = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no time: write 2026-10-22T22:30:00Z", param, ctx)
        _possible(self, found.date(), param, ctx)
        return found if found.tzinfo else found.replace(tzinfo=UTC)


def _possible(
    kind: click.ParamType[Any], day: date, param: click.Parameter | None, ctx: click.Context | None
) -> date:
    if not FIRST < day < LAST:
        kind.fail(f"a day is between {FIRST} and {LAST}", param, ctx)
    return day


@click.command()
@click.argument("received", type=Day(), required=False)
@click.option("--received-at", "instant", type=Instant(), help="An instant: its date in Sweden.")
@click.option("--letterbox", type=Day(), help="The day whose first emptying found it.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def deadline(
    received: date | None, instant: datetime | None, letterbox: date | None, as_json: bool
) -> None:
    """Say when an answer is due to what came in on a day, and until when reminders count."""
    days = [received] if received else []
    days += [received_at(instant)] if instant else []
    days += [received_from_letterbox(letterbox)] if letterbox else []
    if len(days) != 1:
        raise click.UsageError("give one of RECEIVED, --received-at and --letterbox")
    dates = {name: found.isoformat() for name, found in asdict(promise(days[0])).items()}
    lines = [json.dumps(dates)] if as_json else [f"{name}\t{one}" for name, one in dates.items()]
    click.echo("\n".join(lines))


commands: list[click.Command] = []
#: Needs no database.
outside = [deadline]
