"""From kept counts to what may be shown: each audience sees its own, and nobody is picked out."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from analysis.methods.estimates import Method
from analysis.methods.verdicts import Verdict
from analysis.published.models import PublishedFigure
from analysis.results.queries import find_survey
from analysis.results.survey_results import Audience, SurveyPage, load_results
from core.codes import Gender, Group, Missing, Mode
from core.settings import Settings
from organisation.models import ClientCount, Unit
from surveys.collection.models import Answer, SurveyResponse
from surveys.collection.waves import TooFewChanges, seal_wave
from surveys.questionnaires.models import QuestionnaireVersion
from surveys.questionnaires.publishing import item_ids
from tests.analysis.situations import (
    FEW_WOMEN,
    LIMIT,
    MANY,
    MANY_AND_THREE_OTHERS,
    add_answers,
    sealed_wave,
)
from tests.factories import make_unit, publish_instrument


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session)


@pytest.fixture
def version(session: Session) -> QuestionnaireVersion:
    return publish_instrument(session, "user_survey")


def load(
    app: Flask, session: Session, unit: Unit, settings: Settings, *, public: bool = False
) -> SurveyPage:
    """What an audience sees of the survey."""
    audience = Audience.public(settings) if public else Audience.inside(settings)
    with app.app_context():
        survey = find_survey(session, "user-survey")
        assert survey
        return load_results(session, survey, unit, audience)


def figures(page: SurveyPage, variable: str = "overall") -> dict[tuple[str, Group], object]:
    """(positive answers, n) of each cell of a variable; None is hidden."""
    result = next(one for one in page.result.variables if one.variable.code == variable)
    return {
        (cell.wave, cell.group): None if cell.hidden else (cell.count, cell.n)
        for cell in result.cells
    }


def waiting() -> Select[bytes]:
    """The keys of responses that no sealing has counted."""
    return select(SurveyResponse.key).where(SurveyResponse.counted_in.is_(None))


def test_figures_are_the_counted_answers(
    app: Flask, session: Session, settings: Settings, unit: Unit, version: QuestionnaireVersion
) -> None:
    sealed_wave(session, version, unit, MANY)
    assert figures(load(app, session, unit, settings)) == {
        ("2020", Group.ALL): (67, 86),
        ("2020", Group.WOMAN): (10, 14),
        ("2020", Group.MAN): (57, 72),
        ("2020", Group.OTHER): None,
    }


def test_three_others_are_hidden_and_leave_the_total(
    app: Flask, session: Session, settings: Settings, unit: Unit, version: QuestionnaireVersion
) -> None:
    sealed_wave(session, version, unit, MANY_AND_THREE_OTHERS)
    page = load(app, session, unit, settings)
    shown = figures(page)
    assert shown["2020", Group.ALL] == (67, 86)
    assert shown["2020", Group.OTHER] is None
    assert page.answered == {"2020": 86}


def test_four_women_hide_the_split_and_only_the_total_is_shown(
    app: Flask, session: Session, settings: Settings, unit: Unit, version: QuestionnaireVersion
) -> None:
    sealed_wave(session, version, unit, FEW_WOMEN)
    page = load(app, session, unit, settings)
    assert figures(page) == {
        ("2020", Group.ALL): (43, 56),
        ("2020", Group.WOMAN): None,
        ("2020", Group.MAN): None,
        ("2020", Group.OTHER): None,
    }
    verdicts = {one.verdict for result in page.result.variables for one in result.comparisons}
    assert verdicts == {Verdict.HIDDEN}


def test_the_public_sees_published_waves_only_at_its_own_limit(
    app: Flask, session: Session, settings: Settings, unit: Unit, version: QuestionnaireVersion
) -> None:
    few = {Gender.WOMAN: (5, 2), Gender.MAN: (30, 10)}
    sealed_wave(session, version, unit, MANY, year=2019)
    sealed_wave(session, version, unit, few, year=2020, published=True)
    inside = figures(load(app, session, unit, settings))
    assert inside["2020", Group.WOMAN] == (5, 7)
    public = figures(load(app, session, unit, settings, public=True))
    assert public == {
        ("2020", Group.ALL): (35, 47),
        ("2020", Group.WOMAN): None,
        ("2020", Group.MAN): None,
        ("2020", Group.OTHER): None,
    }


def test_one_late_answer_cannot_be_told_from_before_and_after(
    app: Flask, session: Session, settings: Settings, unit: Unit, version: QuestionnaireVersion
) -> None:
    wave = sealed_wave(session, version, unit, MANY)
    before = load(app, session, unit, settings)
    add_answers(session, wave, {Gender.WOMAN: (0, 1)})
    with pytest.raises(TooFewChanges):
        seal_wave(session, wave, LIMIT)
    session.commit()
    assert figures(load(app, session, unit, settings)) == figures(before)
    add_answers(session, wave, {Gender.WOMAN: (0, LIMIT - 1)})
    seal_wave(session, wave, LIMIT)
    session.commit()
    assert figures(load(app, session, unit, settings))["2020", Group.WOMAN] == (10, 19)


def test_population_and_response_rate_come_from_the_client_count(
    app: Flask, session: Session, settings: Settings, unit: Unit, version: QuestionnaireVersion
) -> None:
    as_of = date(2020, 4, 1)
    session.add(ClientCount(unit_id=unit.id, as_of=as_of, women=115, men=532, source="register"))
    sealed_wave(session, version, unit, MANY, clients_as_of=as_of)
    page = load(app, session, unit, settings)
    cells = {cell.group: cell.population for cell in page.result.variables[0].cells}
    assert cells == {Group.ALL: 647, Group.WOMAN: 115, Group.MAN: 532, Group.OTHER: None}
    assert page.result.waves[0].response_rate == pytest.approx(86 / 647)


def test_presses_at_a_station_are_never_of_a_finite_population(
    app: Flask, session: Session, settings: Settings, unit: Unit, version: QuestionnaireVersion
) -> None:
    """Also where the wave was opened, by a file or a command, as one that is answered once."""
    as_of = date(2020, 4, 1)
    session.add(ClientCount(unit_id=unit.id, as_of=as_of, women=115, men=532, source="register"))
    sealed_wave(session, version, unit, MANY, mode=Mode.KIOSK, clients_as_of=as_of)
    page = load(app, session, unit, settings)
    cells = page.result.variables[0].cells
    assert {cell.population for cell in cells} == {None}
    assert {cell.method for cell in cells if not cell.hidden} == {Method.WILSON}
    assert {cell.weighted for cell in cells} == {None}
    assert page.result.waves[0].response_rate is None


def test_clients_are_no_population_of_staff(
    app: Flask, session: Session, settings: Settings, unit: Unit
) -> None:
    as_of = date(2020, 4, 1)
    session.add(ClientCount(unit_id=unit.id, as_of=as_of, women=115, men=532, source="register"))
    staff = publish_instrument(session, "staff_survey")
    sealed_wave(session, staff, unit, MANY, mode=Mode.PAPER, clients_as_of=as_of)
    with app.app_context():
        page = load_results(session, staff.survey, unit, Audience.inside(settings))
    assert {cell.population for one in page.result.variables for cell in one.cells} == {None}
    assert page.result.waves[0].response_rate is None


def test_another_mode_breaks_the_series(
    app: Flask, session: Session, settings: Settings, unit: Unit, version: QuestionnaireVersion
) -> None:
    sealed_wave(session, version, unit, MANY, year=2019, mode=Mode.PAPER)
    sealed_wave(session, version, unit, MANY, year=2020, mode=Mode.TELEPHONE)
    result = load(app, session, unit, settings).result.variables[0]
    assert [(stop.before, stop.after) for stop in result.breaks] == [("2019", "2020")]
    over_time = [one for one in result.comparisons if one.waves == ("2019", "2020")]
    assert {one.verdict for one in over_time} == {Verdict.MODE_CONFOUNDED}
    assert all(one.difference is None for one in over_time)


def test_a_choice_beside_the_scale_is_outside_the_total(
    app: Flask, session: Session, settings: Settings, unit: Unit, version: QuestionnaireVersion
) -> None:
    wave = sealed_wave(session, version, unit, MANY)
    letters = item_ids(session, version.id)["letters"]
    no_letters = {Gender.MAN: (6, 0)}
    add_answers(session, wave, no_letters)
    answers = update(Answer).where(Answer.item_id == letters)
    session.execute(answers.where(Answer.response_key.in_(waiting())).values(code=9))
    seal_wave(session, wave, LIMIT)
    session.commit()
    page = load(app, session, unit, settings)
    assert figures(page, "letters")["2020", Group.MAN] == (57, 72)
    assert figures(page)["2020", Group.MAN] == (63, 78)


def test_published_figures_stand_beside_own_waves_with_their_source(
    app: Flask, session: Session, settings: Settings, unit: Unit, version: QuestionnaireVersion
) -> None:
    session.add(
        PublishedFigure(
            item_id=item_ids(session, version.id)["overall"],
            unit_id=unit.id,
            label="2017",
            version_id=version.id,
            day=date(2017, 12, 31),
            gender=Missing.NOT_SHOWN,
            n=463,
            positive=409,
            mode=Mode.PAPER,
            source="A quality report",
        )
    )
    sealed_wave(session, version, unit, MANY)
    page = load(app, session, unit, settings)
    assert figures(page)["2017", Group.ALL] == (409, 463)
    assert [wave.source for wave in page.result.waves] == ["A quality report", None]
    assert ("2017", Group.ALL) not in figures(load(app, session, unit, settings, public=True))
