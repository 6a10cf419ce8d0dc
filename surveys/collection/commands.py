"""`synpunkt wave open | list | extend | close | seal | reopen | publish`, and closing what has ended."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

import click
from flask import current_app
from huey import crontab
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clock import clock
from core.codes import Mode
from core.database import own_transaction
from core.jobs import jobs
from core.settings import Settings
from organisation.audit import record
from organisation.models import Station, Unit
from surveys.collection.models import Wave
from surveys.collection.states import CountingPeriod
from surveys.collection.wave_forms import LONGEST_REASON
from surveys.collection.wave_periods import PeriodProblem, PeriodRefused
from surveys.collection.waves import (
    LabelTaken,
    Reopening,
    TooFewChanges,
    WavePlan,
    WrongState,
    close_finished_waves,
    close_wave,
    extend_wave,
    has_been_public,
    leave_as_counted,
    number_of_responses,
    open_wave,
    reopen_wave,
    seal_wave,
    show_to,
)
from surveys.questionnaires.models import Survey

Found = TypeVar("Found")
DAY = click.DateTime(["%Y-%m-%d"])
WRONG_STATE = (
    "only an open wave can be extended or closed, only a closed one sealed, "
    "only a closed or sealed one opened again, only a sealed one published"
)
PERIOD_TEXTS = {
    PeriodProblem.LAST_BEFORE_FIRST: "the last day comes before the first",
    PeriodProblem.LONGER_THAN_A_YEAR: "a wave lasts a year at most",
    PeriodProblem.HAS_BEEN: "that last day has been",
    PeriodProblem.NOT_LATER: "that is not later than the last day now",
}


@jobs.periodic_task(crontab(minute="5"))  # type: ignore[untyped-decorator]  # huey has no types.
def close_waves_that_have_ended() -> None:
    """Close waves whose last day has passed; every hour, so that midnight in Sweden is near."""
    with own_transaction() as session:
        close_finished_waves(session, clock().today())


@click.group()
def wave() -> None:
    """Open, close and seal rounds of collecting."""


@wave.command("open")
@click.argument("survey")
@click.argument("unit")
@click.argument("label")
@click.argument("opens", type=DAY)
@click.argument("closes", type=DAY)
@click.option(
    "--mode", "modes", multiple=True, required=True, type=click.Choice([m.value for m in Mode])
)
@click.option("--station", "stations", multiple=True, help="The address of a station.")
@click.option("--once-per-person", is_flag=True, help="Each client can answer at most once.")
@click.option("--clients-as-of", type=DAY, help="The date of the client count it belongs to.")
@click.option(
    "--count-each",
    type=click.Choice([period.value for period in CountingPeriod]),
    help="Count the answers of each such period while the wave is open; a week for one question.",
)
def open_command(
    survey: str,
    unit: str,
    label: str,
    opens: datetime,
    closes: datetime,
    modes: tuple[str, ...],
    stations: tuple[str, ...],
    once_per_person: bool,
    clients_as_of: datetime | None,
    count_each: str | None,
) -> None:
    """Open a wave of SURVEY at UNIT called LABEL, from OPENS to CLOSES (YYYY-MM-DD)."""
    with _said_plainly(), own_transaction() as session:
        plan = WavePlan(
            label=label,
            opens=opens.date(),
            closes=closes.date(),
            modes=[Mode(mode) for mode in modes],
            stations=[_station(session, address) for address in stations],
            once_per_person=once_per_person,
            clients_as_of=clients_as_of.date() if clients_as_of else None,
            counted_each=CountingPeriod(count_each) if count_each else None,
        )
        version = _found(session.scalar(select(Survey).filter_by(code=survey)), survey).versions[-1]
        if plan.counted_each is CountingPeriod.WEEK and not version.one_question:
            raise click.ClickException("only a survey of one question is counted each week")
        unit_found = _found(session.scalar(select(Unit).filter_by(code=unit)), unit)
        opened = open_wave(session, version, unit_found, plan)
        number, code = opened.id, opened.code
    click.echo(f"wave {number} opened" + (f", link code {code}" if code else ""))


@wave.command("list")
def list_command() -> None:
    """List the waves with their states and numbers of answers."""
    with own_transaction() as session:
        for found in session.scalars(select(Wave).order_by(Wave.id)):
            answers = number_of_responses(session, found)
            click.echo(
                f"{found.id}\t{found.survey.code}\t{found.unit.code}\t{found.label}\t"
                f"{found.opens} – {found.closes}\t{found.state}\t{answers} responses"
            )


@wave.command("extend")
@click.argument("number", type=int)
@click.argument("closes", type=DAY)
def extend_command(number: int, closes: datetime) -> None:
    """Let wave NUMBER take answers until CLOSES (YYYY-MM-DD)."""
    with _said_plainly(), own_transaction() as session:
        found = _found(session.get(Wave, number), str(number))
        extend_wave(found, closes.date(), clock().today())
    click.echo(f"wave {number} is open until {closes.date()}")


@wave.command("close")
@click.argument("number", type=int)
def close_command(number: int) -> None:
    """Close wave NUMBER: no new forms."""
    with own_transaction() as session, _said_plainly():
        close_wave(_found(session.get(Wave, number), str(number)))
    click.echo(f"wave {number} closed")


@wave.command("seal")
@click.argument("number", type=int)
def seal_command(number: int) -> None:
    """Seal wave NUMBER: count its answers and show the figures."""
    settings: Settings = current_app.config["SETTINGS"]
    with own_transaction() as session, _said_plainly():
        found = _found(session.get(Wave, number), str(number))
        limit = settings.limit(public=has_been_public(session, found))
        seal_wave(session, found, limit, clock().today())
    click.echo(f"wave {number} sealed")


@wave.command("reopen")
@click.argument("number", type=int)
@click.argument("closes", type=DAY)
@click.option("--reason", required=True, help="Why; anyone who sees the wave can read it.")
def reopen_command(number: int, closes: datetime, reason: str) -> None:
    """Let closed or sealed wave NUMBER take answers again, until CLOSES (YYYY-MM-DD)."""
    reason = " ".join(reason.split())
    if not 0 < len(reason) <= LONGEST_REASON:
        raise click.BadParameter(f"write 1 to {LONGEST_REASON} characters", param_hint="--reason")
    with _said_plainly(), own_transaction() as session:
        found = _found(session.get(Wave, number), str(number))
        reopen_wave(session, found, Reopening(closes.date(), reason), clock().today())
    click.echo(f"wave {number} is open again until {closes.date()}")


@wave.command("leave")
@click.argument("number", type=int)
def leave_command(number: int) -> None:
    """Leave reopened and closed wave NUMBER as it was counted; new answers wait."""
    with _said_plainly(), own_transaction() as session:
        leave_as_counted(_found(session.get(Wave, number), str(number)))
    click.echo(f"wave {number} is left as it was counted")


@wave.command("publish")
@click.argument("number", type=int)
@click.option("--undo", is_flag=True, help="Show them only inside again.")
def publish_command(number: int, undo: bool) -> None:
    """Show the results of sealed wave NUMBER to everyone."""
    with own_transaction() as session, _said_plainly():
        show_to(_found(session.get(Wave, number), str(number)), everyone=not undo)
        action = "wave_unpublished" if undo else "wave_published"
        record(session, None, clock().now(), action, "wave", number)
    click.echo(f"wave {number} is shown {'inside only' if undo else 'to everyone'}")


@contextmanager
def _said_plainly() -> Iterator[None]:
    try:
        yield
    except WrongState:
        raise click.ClickException(WRONG_STATE) from None
    except PeriodRefused as error:
        raise click.ClickException(PERIOD_TEXTS[error.problem]) from None
    except LabelTaken as error:
        raise click.ClickException(f"the unit has a wave called {error} already") from None
    except TooFewChanges:
        raise click.ClickException(
            "the new figures would show what one or a few persons answered; wait for more answers"
        ) from None


def _station(session: Session, address: str) -> Station:
    return _found(session.scalar(select(Station).filter_by(address=address)), address)


def _found(found: Found | None, wanted: str) -> Found:
    if found is None:
        raise click.ClickException(f"there is no {wanted}")
    return found


commands = [wave]
