"""Plans after a result: who has none in time, what is shown beside the next one, who sees which."""

from dataclasses import dataclass, field
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.plans.models import PlanDate, WaveMeasure
from analysis.plans.plans import missing_plans, plans_after
from organisation.measures import Plan, add_note, change_measure
from organisation.models import AuditEntry, Measure, MeasureState, Role, Unit
from surveys.collection.models import Wave, WaveSealing
from surveys.collection.waves import close_wave, seal_wave
from surveys.questionnaires.models import QuestionnaireVersion
from tests.factories import item_ids, make_response, make_unit, make_wave, publish_instrument
from tests.feedback.handling.offices import send
from tests.organisation.people import make_staff, sign_in

pytestmark = pytest.mark.thorough

LIST, PAGE = "/atgarder", "/resultat/user-survey/plan"
TODAY = date(2026, 3, 12)
MISSING = "Handlingsplan saknas"


@dataclass
class Town:
    """A unit with two sections, and one without any; the people of each."""

    app: Flask
    session: Session
    unit: Unit
    north: Unit
    south: Unit
    alone: Unit
    version: QuestionnaireVersion
    waves: dict[str, Wave] = field(default_factory=dict)

    def count(self, label: str, day: date, unit: Unit | None = None) -> Wave:
        """A wave that was counted for the first time on a day."""
        wave = make_wave(self.session, self.version, unit or self.unit, label)
        wave.opens, wave.closes = date(day.year, 1, 1), date(day.year, 1, 31)
        items = item_ids(self.session, wave.survey)
        for _ in range(6 if "overall" in items else 0):
            make_response(self.session, wave, {items["overall"]: 4})
        close_wave(wave)
        seal_wave(self.session, wave, 5)
        self.session.flush()
        self.session.merge(WaveSealing(wave_id=wave.id, number=1, through=wave.closes, day=day))
        self.session.commit()
        return wave

    def browser(self, name: str) -> FlaskClient:
        """A browser in which somebody is signed in."""
        client = self.app.test_client()
        sign_in(client, name)
        return client

    def write(self, wave: Wave, unit: Unit, what: str = "Ringa upp") -> Measure:
        """A measure of a section after a wave, written by form."""
        fields = {
            "measure_unit": str(unit.id), "measure_what": what, "measure_who": "Alla",
            "measure_from": "2026-03-12", "measure_to": "2026-04-30",
        }  # fmt: skip
        sent = send(self.browser("ulla"), f"{LIST}/ny?matning={wave.id}", fields=fields)
        assert sent.status_code == 303
        made = self.session.scalars(select(Measure).order_by(Measure.id.desc())).first()
        assert made
        # What is asked later finds its notes.
        assert not made.notes
        self.session.commit()
        return made


@pytest.fixture
def town(app: Flask, session: Session) -> Town:
    """The units and their people, stored."""
    top = make_unit(session, "section")
    unit, alone = make_unit(session, "homeless", top), make_unit(session, "elders", top)
    north, south = make_unit(session, "north", unit), make_unit(session, "south", unit)
    make_staff(session, top, Role.INVESTIGATOR, "ulla")
    make_staff(session, unit, Role.MANAGER, "maria")
    make_staff(session, north, Role.MANAGER, "nora")
    make_staff(session, alone, Role.MANAGER, "tove")
    make_staff(session, north, Role.CASE_WORKER, "cesar")
    version = publish_instrument(session, "user_survey")
    session.commit()
    return Town(app, session, unit, north, south, alone, version)


def late(town: Town, today: date = TODAY, units: set[int] | None = None) -> list[tuple[str, str]]:
    """The unit and label of each plan that is missing."""
    wanted = units or {one.id for one in (town.unit, town.north, town.south, town.alone)}
    found = [(one.unit.code, one.wave.label) for one in missing_plans(town.session, wanted, today)]
    town.session.commit()
    return found


def test_each_section_has_sixty_days_from_the_first_counting(town: Town) -> None:
    town.count("2026", date(2026, 1, 11))
    assert late(town, date(2026, 3, 12)) == []
    assert late(town, date(2026, 3, 13)) == [("north", "2026"), ("south", "2026")]
    assert late(town, date(2026, 3, 13), {town.south.id}) == [("south", "2026")]


def test_a_unit_without_sections_plans_itself(town: Town) -> None:
    town.count("2026", date(2026, 1, 1), town.alone)
    assert late(town) == [("elders", "2026")]


def test_the_day_that_a_person_has_set_comes_before_the_sixty_days(town: Town) -> None:
    wave = town.count("2026", date(2026, 1, 1))
    town.session.add(PlanDate(wave_id=wave.id, due=date(2026, 4, 1)))
    town.session.commit()
    assert late(town) == []
    assert late(town, date(2026, 4, 2)) == [("north", "2026"), ("south", "2026")]


def test_only_the_newest_result_can_miss_a_plan(town: Town) -> None:
    town.count("2025", date(2025, 2, 1))
    town.count("2026", date(2026, 2, 1))
    assert late(town) == []
    assert late(town, date(2026, 5, 1)) == [("north", "2026"), ("south", "2026")]


def test_a_survey_of_one_question_wants_no_plan(town: Town) -> None:
    town.version = publish_instrument(town.session, "visit_satisfaction")
    wave = town.count("2026", date(2026, 1, 1))
    assert late(town) == []
    assert plans_after(town.session, wave.id) == {}
    town.session.commit()
    assert town.browser("ulla").get(f"{LIST}/ny?matning={wave.id}").status_code == 404


def test_what_was_dropped_is_no_plan(town: Town) -> None:
    wave = town.count("2026", date(2026, 1, 1))
    made = town.write(wave, town.north)
    assert late(town) == [("south", "2026")]
    plan = Plan(made.what, made.who, made.first_day, made.last_day)
    change_measure(made, plan, MeasureState.DROPPED, "")
    town.session.commit()
    assert late(town) == [("north", "2026"), ("south", "2026")]


def test_a_measure_begins_at_a_result_and_says_so(town: Town) -> None:
    wave = town.count("2026", date(2026, 1, 1))
    page = town.browser("ulla").get(f"{LIST}/ny?matning={wave.id}&enhet={town.south.id}").text
    label = "Resultat: Vad tycker du om oss? 2026"
    assert f'<a href="/resultat/user-survey?enhet=homeless">{label}</a>' in page
    assert f'<option value="{town.south.id}" selected>' in page
    assert "Enheten elders" not in page, "not a section of the unit"
    made = town.write(wave, town.south)
    assert town.session.scalars(select(WaveMeasure.wave_id)).one() == wave.id
    assert [one.id for one in plans_after(town.session, wave.id)[town.south.id]] == [made.id]
    assert plans_after(town.session, wave.id)[town.north.id] == []
    town.session.commit()
    for person, link in (("maria", True), ("ulla", True)):
        for path in (LIST, f"{LIST}/{made.id}"):
            page = town.browser(person).get(path).text
            assert label in page
            assert ("/resultat/user-survey?enhet=homeless" in page) is link


def test_a_section_manager_plans_for_their_section_and_sees_no_other(town: Town) -> None:
    wave = town.count("2026", date(2026, 1, 1))
    theirs = town.write(wave, town.south, "Bara söderut")
    nora = town.browser("nora")
    new = nora.get(f"{LIST}/ny?matning={wave.id}").text
    assert "Resultat: Vad tycker du om oss? 2026" in new
    assert "/resultat/user-survey?enhet=homeless" not in new, "the unit's results are not theirs"
    page = nora.get(PAGE).text
    assert "Enheten north" in page
    assert "Enheten south" not in page
    assert "Bara söderut" not in page
    assert nora.get(f"{LIST}/{theirs.id}").status_code == 404
    assert send(nora, PAGE, fields={"due": "2026-05-01"}).status_code == 403
    fields = {"measure_unit": str(town.south.id), "measure_what": "X", "measure_who": "Y",
              "measure_from": "2026-03-12", "measure_to": "2026-03-13"}  # fmt: skip
    assert send(nora, f"{LIST}/ny?matning={wave.id}", fields=fields).status_code == 303
    made = town.session.scalars(select(Measure).order_by(Measure.id.desc())).first()
    assert made
    assert made.unit_id == town.north.id
    town.session.commit()
    tove = town.browser("tove")
    assert tove.get(PAGE).status_code == 404
    assert tove.get(f"{LIST}/ny?matning={wave.id}").status_code == 404
    assert town.browser("cesar").get(PAGE).status_code == 403


@pytest.mark.parametrize("named", ["x", "0", "-1", "99999999999999999999", "1 OR 1=1", "²", "%00"])
def test_a_result_that_is_not_there_begins_nothing(town: Town, named: str) -> None:
    town.count("2026", date(2026, 1, 1))
    assert town.browser("ulla").get(f"{LIST}/ny?matning={named}").status_code == 404


def test_a_missing_plan_is_shown_where_its_people_look(town: Town) -> None:
    town.count("2026", date(2026, 1, 1))
    nora, tove = town.browser("nora"), town.browser("tove")
    listed = nora.get(LIST).text
    assert "En handlingsplan saknas" in listed
    assert f"&amp;enhet={town.north.id}" in listed
    assert "Enheten south" not in listed
    assert "En handlingsplan saknas" in nora.get("/").text
    assert "2 handlingsplaner saknas" in town.browser("maria").get("/").text
    assert MISSING in nora.get(PAGE).text
    for path in (LIST, "/"):
        assert "handlingsplan" not in tove.get(path).text
    assert "handlingsplan" not in town.browser("cesar").get(LIST).text
    assert "handlingsplaner saknas" not in town.browser("maria").get(f"{LIST}?sena=1").text


def test_the_plan_of_last_time_stands_beside_the_new_one(town: Town) -> None:
    before = town.count("2025", date(2025, 2, 1))
    made = town.write(before, town.north, "Fler tider")
    plan = Plan(made.what, made.who, made.first_day, made.last_day)
    change_measure(made, plan, MeasureState.DONE, "Köerna blev kortare.")
    wave = town.count("2026", date(2026, 2, 1))
    new = town.write(wave, town.north, "Ringa upp")
    add_note(town.session, new, date(2026, 3, 1), "Vi ringde tio.", 1)
    add_note(town.session, new, date(2026, 3, 9), "Vi ringde alla.", 1)
    town.session.commit()
    page = town.browser("maria").get(f"{PAGE}?enhet=homeless&mattillfalle=2026").text
    for words in ("Det här bestämde ni förra gången, och så gick det", "Köerna blev kortare.",
                  "9 mars 2026: Vi ringde alla.", "Ringa upp", "Fler tider",
                  "Det finns ingen handlingsplan efter 2025."):  # fmt: skip
        assert words in page, words
    assert "Vi ringde tio." not in page
    older = town.browser("maria").get(f"{PAGE}?enhet=homeless&mattillfalle=2025").text
    assert "Ringa upp" not in older
    for asked in ("enhet=elders", "mattillfalle=2024", "enhet=homeless&mattillfalle=%00"):
        assert town.browser("maria").get(f"{PAGE}?{asked}").status_code == 404
    assert town.browser("maria").get("/resultat/nothing/plan").status_code == 404


def test_the_results_show_the_plan_to_those_inside_only(town: Town, client: FlaskClient) -> None:
    wave = town.count("2026", date(2026, 1, 1))
    town.write(wave, town.north, "Ringa upp")
    wave.published = True
    town.session.commit()
    inside = town.browser("maria").get("/resultat/user-survey").text
    assert "Ringa upp" in inside
    assert "1 av 2 saknar handlingsplan" in inside
    outside = client.get("/resultat/user-survey")
    assert outside.status_code == 200
    assert "Ringa upp" not in outside.text
    assert "handlingsplan" not in outside.text


def test_the_day_is_set_and_taken_back_and_noted_in_the_log(town: Town) -> None:
    wave = town.count("2026", date(2026, 2, 1))
    maria = town.browser("maria")
    for typed, stored in (("2026-06-01", [date(2026, 6, 1)]), ("", [])):
        shown = maria.get(PAGE).text.split('name="before" value="')[1][:10]
        assert send(maria, PAGE, fields={"due": typed, "before": shown}).status_code == 303
        assert town.session.scalars(select(PlanDate.due)).all() == stored
        town.session.commit()
    logged = select(AuditEntry.subject_id).where(AuditEntry.action == "plan_day_set")
    assert town.session.scalars(logged).all() == [str(wave.id)] * 2


@pytest.mark.parametrize(
    "typed", ["i går", "2026-13-01", "2025-12-31", "9999-12-31", "<b>", "x" * 5000]
)
def test_a_day_that_cannot_be_is_refused_and_stays_in_the_field(town: Town, typed: str) -> None:
    town.count("2026", date(2026, 2, 1))
    refused = send(town.browser("maria"), PAGE, fields={"due": typed, "before": "2026-04-02"})
    assert refused.status_code == 422
    assert 'aria-invalid="true"' in refused.text
    assert not town.session.scalars(select(PlanDate.due)).all()


def test_who_sets_the_day_after_somebody_else_is_told(town: Town) -> None:
    wave = town.count("2026", date(2026, 2, 1))
    town.session.add(PlanDate(wave_id=wave.id, due=date(2026, 5, 5)))
    town.session.commit()
    stale = send(town.browser("maria"), PAGE, fields={"due": "2026-06-01", "before": "2026-04-02"})
    assert stale.status_code == 409
    assert "Någon annan hann före" in stale.text
    assert 'value="2026-06-01"' in stale.text
    assert 'value="2026-05-05"' in stale.text
    assert town.session.scalars(select(PlanDate.due)).one() == date(2026, 5, 5)
