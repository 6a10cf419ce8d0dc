"""What the database holds of breaks: scales, reorganised units and modes, up to what is said."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from analysis.methods.verdicts import Verdict
from analysis.results.measured import scale_changes
from analysis.results.series import VariableResult
from core.codes import Mode
from core.settings import Settings
from organisation.models import Unit, UnitChange
from surveys.collection.models import Wave
from surveys.collection.waves import WavePlan, close_wave, open_wave, seal_wave
from surveys.questionnaires.models import QuestionComparability, QuestionnaireVersion
from surveys.questionnaires.publishing import publish
from surveys.questionnaires.questionnaire import (
    Comparability,
    Degree,
    Questionnaire,
    StaffText,
)
from tests.analysis.situations import LIMIT, MANY, Split, add_answers, sealed_wave
from tests.analysis.test_survey_results import load
from tests.factories import MARCH, instrument, make_unit, publish_instrument

CHANGE = date(2020, 2, 1)
NOTE = StaffText(sv="Fler räknas som nöjda.", en="More count as satisfied.")


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session)


@pytest.fixture
def version(session: Session) -> QuestionnaireVersion:
    return publish_instrument(session, "user_survey")


def overall(app: Flask, session: Session, unit: Unit, settings: Settings) -> VariableResult:
    found = load(app, session, unit, settings).result.variables
    return next(one for one in found if one.variable.code == "overall")


def breaks(result: VariableResult) -> list[tuple[str, str, Verdict]]:
    return [(stop.before, stop.after, stop.verdict) for stop in result.breaks]


def test_a_reorganised_unit_breaks_the_series(
    app: Flask, session: Session, settings: Settings, unit: Unit, version: QuestionnaireVersion
) -> None:
    for year in (2018, 2019, 2020):
        sealed_wave(session, version, unit, MANY, year=year)
    before = overall(app, session, unit, settings)
    assert breaks(before) == []
    assert before.trend
    assert before.trend.difference == 0
    session.add(UnitChange(unit_id=unit.id, day=CHANGE, what="Sektion syd blev en egen enhet."))
    session.commit()
    after = overall(app, session, unit, settings)
    assert breaks(after) == [("2019", "2020", Verdict.UNIT_CHANGED)]
    assert after.breaks[0].text.sv == (
        "2020: enheten ändrades (Sektion syd blev en egen enhet). Före och efter kan inte jämföras."
    )
    assert after.trend
    assert after.trend.verdict is Verdict.UNIT_CHANGED


@pytest.mark.parametrize(("day", "broken"), [(1, True), (2, False)])
def test_a_wave_that_opens_on_the_day_is_after_it(
    app: Flask,
    session: Session,
    settings: Settings,
    unit: Unit,
    version: QuestionnaireVersion,
    day: int,
    broken: bool,
) -> None:
    other = make_unit(session, "other")
    for year in (2019, 2020):
        sealed_wave(session, version, unit, MANY, year=year)
    session.add(UnitChange(unit_id=unit.id, day=date(2020, 4, day), what="Delades"))
    session.add(UnitChange(unit_id=unit.id, day=date(2019, 4, 1), what="Slogs ihop"))
    session.add(UnitChange(unit_id=other.id, day=CHANGE, what="Delades"))
    session.commit()
    assert bool(breaks(overall(app, session, unit, settings))) is broken


def more_positive(whole: Questionnaire) -> Questionnaire:
    """The questionnaire, where one more code counts as positive for "overall"."""
    variable = whole.variables["overall"].model_copy(update={"positive": (4, 3, 2)})
    said = Comparability(degree=Degree.CHANGED, note=NOTE)
    questions = tuple(
        one.model_copy(update={"comparability": said}) if one.id == "overall" else one
        for one in whole.questions
    )
    variables = whole.variables | {"overall": variable}
    return whole.model_copy(update={"variables": variables, "questions": questions})


def test_another_positive_set_breaks_the_series_whatever_was_said(
    app: Flask, session: Session, settings: Settings, unit: Unit, version: QuestionnaireVersion
) -> None:
    sealed_wave(session, version, unit, MANY, year=2019)
    second = publish(session, more_positive(instrument("user_survey")), MARCH).version
    sealed_wave(session, second, unit, MANY, year=2020)
    session.execute(update(QuestionComparability).values(degree=Degree.MINOR.value))
    session.commit()
    result = overall(app, session, unit, settings)
    assert breaks(result) == [("2019", "2020", Verdict.SCALE_CHANGED)]
    assert result.breaks[0].text.sv.startswith("2020: svarsalternativen ändrades.")
    assert result.marks == ()


def test_an_index_changes_with_the_scales_of_its_parts() -> None:
    first = instrument("staff_survey")
    part = first.derived["motivation"].of[0]
    positive = next(one for one in first.questions if one.id == part)
    fewer = positive.model_copy(update={"choices": positive.choices[:-1]})
    second = first.model_copy(
        update={"questions": tuple(fewer if one.id == part else one for one in first.questions)}
    )
    found = scale_changes({2: {part: "minor", "leadership": "minor"}}, [first, second])
    assert found[1] == {}
    assert found[2] == {
        part: "scale_changed",
        "motivation": "scale_changed",
        "ami": "scale_changed",
        "leadership": "minor",
    }


def wave_by_modes(
    session: Session,
    version: QuestionnaireVersion,
    unit: Unit,
    year: int,
    splits: dict[Mode, Split],
) -> Wave:
    """A counted wave whose answers came by several modes."""
    opens, closes = date(year, 4, 1), date(year, 4, 30)
    wave = open_wave(session, version, unit, WavePlan(str(year), opens, closes, modes=list(splits)))
    for mode, split in splits.items():
        add_answers(session, wave, split, mode)
    close_wave(wave)
    seal_wave(session, wave, LIMIT)
    session.commit()
    return wave


def test_waves_of_mixed_modes_are_compared_by_what_they_share(
    app: Flask, session: Session, settings: Settings, unit: Unit, version: QuestionnaireVersion
) -> None:
    sealed_wave(session, version, unit, MANY, year=2019, mode=Mode.PAPER)
    later = {Mode.PAPER: MANY, Mode.TELEPHONE: dict.fromkeys(MANY, (20, 0))}
    wave_by_modes(session, version, unit, 2020, later)
    result = overall(app, session, unit, settings)
    changed = [one for one in result.comparisons if one.waves == ("2019", "2020")]
    assert [one.modes for one in changed] == [("paper",)] * 4
    assert {one.difference for one in changed} == {0.0}


def test_a_mode_of_few_answers_leaves_nothing_to_compare(
    app: Flask, session: Session, settings: Settings, unit: Unit, version: QuestionnaireVersion
) -> None:
    sealed_wave(session, version, unit, MANY, year=2019, mode=Mode.PAPER)
    few = {Mode.PAPER: MANY, Mode.TELEPHONE: dict.fromkeys(MANY, (1, 0))}
    wave_by_modes(session, version, unit, 2020, few)
    result = overall(app, session, unit, settings)
    changed = [one for one in result.comparisons if one.waves == ("2019", "2020")]
    assert {one.verdict for one in changed} == {Verdict.HIDDEN}
    assert {one.p for one in changed} == {None}
