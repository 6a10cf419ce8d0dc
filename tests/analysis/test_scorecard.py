"""What is shown of indicators: sentences, years so far, every feed, and what reports get."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.cases.periods import tertial, whole_year
from analysis.charts.text import alt_text
from analysis.methods.targets import Direction, TargetVerdict
from analysis.scorecard.finding import finding, lead
from analysis.scorecard.keeping import say
from analysis.scorecard.kinds import Feed, Frequency, Fulfilment, Quantity
from analysis.scorecard.periods import Slot
from analysis.scorecard.showing import ShownIndicator, scorecard
from analysis.scorecard.word_form import Said
from feedback.cases.states import CaseState
from organisation.models import Role, Unit
from organisation.unit_changes import add_change
from surveys.questionnaires.models import Item
from tests.analysis.scorecards import TODAY, aim, counts, make_indicator
from tests.analysis.situations import FEW_WOMEN, MANY, sealed_wave
from tests.factories import make_unit, publish_instrument
from tests.feedback.factories import make_case
from tests.organisation.people import make_staff

HIDDEN = "Visas inte, för att ingen ska kunna kännas igen."


@pytest.fixture
def unit(app: Flask, session: Session) -> Iterator[Unit]:
    """A unit, and a Swedish reader."""
    with app.test_request_context():
        yield make_unit(session, "homeless")


def shown(session: Session, unit: Unit, year: int, number: int | None = None) -> ShownIndicator:
    """The only indicator of a unit, after a tertial or the whole year."""
    session.flush()
    period = tertial(year, number) if number else whole_year(year)
    [found] = scorecard(session, [unit.id], period)
    return found


def test_a_target_that_is_not_reached_is_said_with_both_figures(
    session: Session, unit: Unit
) -> None:
    homes = make_indicator(session, unit)
    for year, value in ((2017, 0.41), (2018, 0.42), (2019, 0.36)):
        counts(session, homes, (year, 1), all=value)
    aim(session, homes, 2019, 0.4)
    one = shown(session, unit, 2019)
    assert one.verdict == "Årsmålet nås inte: 36 %, mål 40 %."
    assert one.outcome == "36\u00a0%"
    assert one.history == (("2017", "41\u00a0%"), ("2018", "42\u00a0%"), ("2019", "36\u00a0%"))
    assert one.target_texts == ("Årsmål: minst 40\u00a0%",)
    assert one.chart
    assert "2017 41\u00a0%, 2018 42\u00a0%, 2019 36\u00a0%. Mål 2019: minst 40\u00a0%." in alt_text(
        one.chart
    )


def test_limits_that_add_up_are_told_so_far(session: Session, unit: Unit) -> None:
    given = {"quantity": Quantity.COUNT, "frequency": Frequency.TERTIAL, "adds_up": True}
    calls = make_indicator(session, unit, direction=Direction.AT_MOST, **given)
    aim(session, calls, 2025, 90.0)
    counts(session, calls, (2025, 1), all=22.0)
    first = shown(session, unit, 2025, 1)
    assert first.verdict == "22 av högst 90 hittills."
    assert first.targets[0].verdict is None
    assert first.chart
    assert [wave.label for wave in first.chart.waves] == ["T1 2025", "T2 2025", "T3 2025"]
    counts(session, calls, (2025, 2), all=69.0)
    second = shown(session, unit, 2025)
    assert (second.outcome, second.period) == ("91", "Tertial 1, 2025 – Tertial 2, 2025")
    assert second.verdict == "Årsmålet nås inte: 91, mål högst 90."
    assert shown(session, unit, 2025, 1).outcome == "22"


def test_a_sum_with_a_gap_says_what_is_missing(session: Session, unit: Unit) -> None:
    given = {"quantity": Quantity.COUNT, "frequency": Frequency.TERTIAL, "adds_up": True}
    calls = make_indicator(session, unit, **given)
    counts(session, calls, (2025, 1), all=22.0)
    counts(session, calls, (2025, 3), all=1.0)
    assert "tertial 2, 2025" in shown(session, unit, 2025).missing


@pytest.mark.parametrize(
    ("quantity", "value", "target", "sentence"),
    [
        (Quantity.SHARE, 0.396, 0.4, "Årsmålet nås inte: 39,6 %, mål 40,0 %."),
        (Quantity.COUNT, 12.0, 10.0, "Årsmålet nås: 12, mål 10."),
        (Quantity.AMOUNT, 12500.0, 10000.0, "Årsmålet nås: 12\u00a0500 kr, mål 10\u00a0000 kr."),
        (Quantity.DAYS, 9.5, 10.0, "Årsmålet nås inte: 9,5 dagar, mål 10,0 dagar."),
        (Quantity.MEAN, 6.4, 7.1, "Årsmålet nås inte: 6,4 i snitt, mål 7,1."),
    ],
)
def test_every_quantity_has_its_sentence(
    session: Session, unit: Unit, quantity: Quantity, value: float, target: float, sentence: str
) -> None:
    measured_in = "kr" if quantity is Quantity.AMOUNT else ""
    one = make_indicator(session, unit, quantity=quantity, measured_in=measured_in)
    counts(session, one, (2025, 1), all=value)
    aim(session, one, 2025, target)
    assert shown(session, unit, 2025).verdict == sentence


def test_figures_are_rounded_once_and_half_up_from_their_counts(
    session: Session, unit: Unit
) -> None:
    one = make_indicator(session, unit)
    counts(session, one, (2025, 1), all=(409, 463), woman=(201, 203), man=(208, 260))
    found = shown(session, unit, 2025)
    assert (found.outcome, found.women, found.men) == ("88\u00a0%", "99\u00a0%", "80\u00a0%")
    assert found.counts == "409 av 463"


def test_small_groups_are_hidden_and_without_a_total_there_is_no_verdict(
    session: Session, unit: Unit
) -> None:
    one = make_indicator(session, unit)
    counts(session, one, (2024, 1), all=(12, 24), woman=(1, 3), man=(11, 21))
    counts(session, one, (2025, 1), all=(1, 3))
    aim(session, one, 2025, 0.4)
    before, now = shown(session, unit, 2024), shown(session, unit, 2025)
    assert (before.outcome, before.women, before.men) == ("50\u00a0%", "", "")
    assert (now.outcome, now.missing, now.verdict) == ("", HIDDEN, "")


def test_targets_may_be_the_boards_or_the_councils_or_none(session: Session, unit: Unit) -> None:
    one = make_indicator(session, unit)
    counts(session, one, (2025, 1), all=(36, 100))
    assert shown(session, unit, 2025).targets == ()
    aim(session, one, 2025, None, council=0.35)
    found = shown(session, unit, 2025)
    assert found.target_texts == ("Årsmål: Tas fram av nämnd", "Nämndens mål: minst 35\u00a0%")
    assert found.verdict == "Nämndens mål nås: 36 %, mål 35 %."
    assert found.decisive
    assert found.decisive.verdict is TargetVerdict.REACHED


def test_a_month_is_told_as_so_far_until_the_year_is_over(session: Session, unit: Unit) -> None:
    one = make_indicator(session, unit, frequency=Frequency.MONTH)
    aim(session, one, 2025, 0.4)
    counts(session, one, (2025, 3), all=(36, 100))
    found = shown(session, unit, 2025)
    assert (found.period, found.verdict) == (
        "Mars 2025",
        "Hittills nås målet inte: 36 %, mål 40 %.",
    )
    assert finding([found]) == "Målet nås inte hittills"
    counts(session, one, (2025, 12), all=(45, 100))
    assert shown(session, unit, 2025).verdict == "Årsmålet nås: 45 %, mål 40 %."


def test_the_managers_word_is_the_last_of_the_year(session: Session, unit: Unit) -> None:
    one = make_indicator(session, unit, frequency=Frequency.TERTIAL)
    for number, forecast, word in ((1, 0.42, Fulfilment.WHOLLY), (2, 0.385, Fulfilment.PARTLY)):
        said = Said(forecast, f"Analys {number}", f"Lärdom {number}", word)
        say(session, one.id, Slot(2025, number), said, None, TODAY)
    found = shown(session, unit, 2025)
    assert (found.forecast, found.word) == ("38,5\u00a0%", "Uppfylls delvis")
    assert (found.analysis, found.learning) == ("Analys 2", "Lärdom 2")
    assert shown(session, unit, 2025, 1).word == "Uppfylls helt"
    assert shown(session, unit, 2024).word == ""


def test_what_is_missing_says_what_to_do_or_when_to_wait(session: Session, unit: Unit) -> None:
    make_indicator(session, unit)
    assert (
        shown(session, unit, 2025).missing == "Utfall saknas för 2025. Siffran skrivs in för hand."
    )
    assert "31 december 2026" in shown(session, unit, 2026).missing
    assert "31 december 2025" in shown(session, unit, 2025, 1).missing


def test_a_survey_feeds_with_its_interval_and_its_breaks(session: Session, unit: Unit) -> None:
    version = publish_instrument(session, "user_survey")
    item = session.scalars(select(Item.id).where(Item.code == "overall")).one()
    sealed_wave(session, version, unit, MANY, year=2025)
    sealed_wave(session, version, unit, FEW_WOMEN, year=2024)
    one = make_indicator(
        session, unit, feed=Feed.VARIABLE, item_id=item, whole_register=False, source=""
    )
    aim(session, one, 2025, 0.8)
    found = shown(session, unit, 2025)
    assert found.verdict == "Vi vet inte om målet är nått: 78 % av dem som svarade, mål 80 %."
    assert (found.counts, found.women, found.men) == ("67 av 86", "71\u00a0%", "79\u00a0%")
    before = shown(session, unit, 2024)
    assert (before.outcome, before.women) == ("77\u00a0%", "")
    assert "Utfall saknas" in shown(session, unit, 2023).missing


def test_cases_feed_periods_that_are_over_and_small_ones_only_to_their_readers(
    app: Flask, session: Session, unit: Unit
) -> None:
    staff: dict[str, Any] = {
        "manager": make_staff(session, unit, Role.MANAGER, "maria"),
        "investigator": make_staff(session, unit, Role.INVESTIGATOR, "ulla"),
    }
    for day in (3, 4, 5):
        make_case(session, unit, CaseState.CLOSED, day=date(2025, 10, day), **staff)
    given = {"feed": Feed.CASES, "case_figure": "on_time", "frequency": Frequency.TERTIAL}
    one = make_indicator(session, unit, adds_up=True, **given)
    aim(session, one, 2025, 0.9)
    session.flush()
    [mine] = scorecard(session, [unit.id], whole_year(2025), case_readers=[unit.id])
    assert (mine.outcome, mine.counts) == ("100\u00a0%", "3 av 3")
    report = shown(session, unit, 2025)
    assert (report.outcome, report.missing) == ("", HIDDEN)
    assert "2026" in shown(session, unit, 2026).missing


def test_the_heading_counts_the_targets_that_are_reached(session: Session, unit: Unit) -> None:
    assert finding([]) == "Inga indikatorer än"
    made = [make_indicator(session, unit, name=f"Mått {n}") for n in range(8)]
    session.flush()
    assert finding(scorecard(session, [unit.id], whole_year(2025))) == "Inga mål för året än"
    for number, one in enumerate(made):
        aim(session, one, 2025, 0.4)
        if number < 7:
            counts(session, one, (2025, 1), all=(50 if number < 4 else 30, 100))
    session.flush()
    found = scorecard(session, [unit.id], whole_year(2025))
    assert finding(found) == "Fyra av åtta mål nås"
    assert lead(found) == "Ett saknar utfall."
    assert finding(found[:1]) == "Målet nås"
    assert finding(found[:2]) == "Båda målen nås"
    assert finding(found[:3]) == "Alla tre mål nås"
    assert finding(found[4:6]) == "Inget av två mål nås"
    assert finding(found[3:5]) == "Ett av två mål nås"
    assert finding(found[7:]) == "Det är för tidigt att säga något om målen"


def test_indicators_of_a_goal_stand_together_and_retired_ones_do_not(
    session: Session, unit: Unit
) -> None:
    for goal, name in (("A", "1"), ("B", "2"), ("A", "3")):
        make_indicator(session, unit, goal=goal, name=name)
    make_indicator(session, unit, name="4", retired=True)
    make_indicator(session, make_unit(session, "elders"), name="5")
    session.flush()
    assert [one.name for one in scorecard(session, [unit.id], whole_year(2025))] == ["1", "3", "2"]


def test_a_report_in_english_is_in_english(session: Session, unit: Unit) -> None:
    one = make_indicator(session, unit)
    counts(session, one, (2025, 1), all=(36, 100))
    aim(session, one, 2025, 0.4)
    with force_locale("en"):
        found = shown(session, unit, 2025)
    assert found.verdict == "The target of the year is not reached: 36%, target 40%."
    assert found.outcome == "36%"


def test_no_line_of_figures_by_hand_or_of_cases_goes_on_past_a_change_of_the_unit(
    session: Session, unit: Unit
) -> None:
    homes = make_indicator(session, unit)
    for year, value in ((2017, 0.41), (2018, 0.42), (2019, 0.36)):
        counts(session, homes, (year, 1), all=value)
    add_change(session, unit, date(2018, 3, 1), "Två enheter blev en.")
    one = shown(session, unit, 2019)
    assert one.chart is not None
    assert [stop.after_index for stop in one.chart.breaks] == [0]
    assert "2018: enheten ändrades (Två enheter blev en). Före och efter" in alt_text(one.chart)
