"""`synpunkt wave` does what the pages do."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.collection.commands import wave
from surveys.collection.models import WaveReopening
from surveys.collection.states import WaveState
from tests.surveys.collection.conftest import House, bring, respond, state_of

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    """Run a command of `synpunkt wave` in the application."""

    def run(*words: str) -> Result:
        with app.app_context():
            return CliRunner().invoke(wave, words)

    return run


def test_a_wave_is_extended_closed_and_opened_again(
    run: Run, session: Session, house: House
) -> None:
    number = str(house.wave.id)
    assert run("extend", number, "2026-04-15").output == f"wave {number} is open until 2026-04-15\n"
    assert "not later" in run("extend", number, "2026-04-15").output
    assert run("close", number).exit_code == 0
    assert "only an open wave can be extended" in run("extend", number, "2026-04-30").output
    again = run("reopen", number, "2026-04-30", "--reason", "  Några brev\nkom sent ")
    assert again.output == f"wave {number} is open again until 2026-04-30\n"
    assert state_of(session, house.wave) == WaveState.OPEN
    kept = session.scalars(select(WaveReopening)).one()
    assert (kept.reason, kept.staff_id) == ("Några brev kom sent", None)


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_opening_again_needs_a_reason_of_some_length(
    run: Run, session: Session, house: House, reason: str
) -> None:
    bring(session, house.wave, WaveState.CLOSED)
    refused = run("reopen", str(house.wave.id), "2026-04-30", "--reason", reason)
    assert refused.exit_code == 2
    assert "write 1 to 500 characters" in refused.output
    assert state_of(session, house.wave) == WaveState.CLOSED


def test_a_wave_that_was_opened_again_is_left_as_it_was_counted(
    run: Run, session: Session, house: House
) -> None:
    number = str(house.wave.id)
    bring(session, house.wave, WaveState.SEALED, 6)
    assert run("reopen", number, "2026-03-31", "--reason", "Brev").exit_code == 0
    respond(session, house.wave, 1)
    run("close", number)
    assert "wait for more answers" in run("seal", number).output
    assert run("leave", number).output == f"wave {number} is left as it was counted\n"
    assert state_of(session, house.wave) == WaveState.SEALED


def test_a_wave_with_a_taken_label_or_an_impossible_period_is_refused(
    run: Run, house: House
) -> None:
    asked = ("open", "user-survey", "homeless")
    taken = run(*asked, "2026", "2026-04-01", "2026-04-30", "--mode", "link")
    assert taken.output == "Error: the unit has a wave called 2026 already\n"
    backwards = run(*asked, "2027", "2026-04-30", "2026-04-01", "--mode", "link")
    assert "the last day comes before the first" in backwards.output
    long = run(*asked, "2027", "2026-04-01", "2027-04-01", "--mode", "link")
    assert "a wave lasts a year at most" in long.output
    assert (
        "opened, link code"
        in run(*asked, "2027", "2026-04-01", "2027-03-31", "--mode", "link").output
    )
