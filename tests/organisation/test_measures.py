"""The one list of measures: who sees and keeps which, what is late, two who save at once."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.handling.models import CaseMeasure
from organisation.measure_sources import Beginning, Origin, Source, register_source
from organisation.measures import Plan, Wanted, add_measure, change_measure, find_measures
from organisation.models import AuditEntry, Measure, MeasureState, Role
from tests.conftest import FixedClock
from tests.feedback.handling.offices import Office, make_office, send
from tests.organisation.people import make_staff

pytestmark = pytest.mark.thorough

LIST = "/atgarder"
TODAY = date(2026, 3, 12)
FIELDS = {
    "measure_what": "Fler tider på tisdagar",
    "measure_who": "Alla",
    "measure_from": "2026-03-16",
    "measure_to": "2026-04-30",
}


@pytest.fixture
def office(app: Flask, session: Session) -> Office:
    """The people."""
    return make_office(app, session)


def stored(
    office: Office,
    what: str,
    last_day: date,
    state: MeasureState = MeasureState.PLANNED,
    **given: int,
) -> Measure:
    """A measure of the unit."""
    unit_id, staff_id = given.get("unit_id", office.unit.id), given.get("staff_id")
    plan = Plan(what, "Alla", date(2026, 1, 1), last_day, staff_id)
    measure = add_measure(office.session, unit_id, plan, TODAY)
    measure.state = state.value
    office.session.commit()
    return measure


def test_a_measure_is_planned_by_hand_and_shown_in_the_list(office: Office) -> None:
    maria = office.browser(office.manager)
    assert "Inga åtgärder" in maria.get(LIST).text
    fields = {
        **FIELDS, "measure_unit": str(office.unit.id), "measure_staff": str(office.colleague.id)
    }  # fmt: skip
    sent = send(maria, f"{LIST}/ny", fields=fields)
    assert sent.status_code == 303
    page = maria.get(LIST).text
    assert "En åtgärd, inte försenad" in page
    assert "Fler tider på tisdagar" in page
    assert "16 mars – 30 apr. 2026" in page
    # One of the staff was chosen, so the words beside are not kept.
    assert office.session.scalars(select(Measure.who)).one() == "Karin"


def test_late_ones_come_first_and_ended_ones_last(office: Office) -> None:
    done = stored(office, "Klar", date(2026, 2, 1), MeasureState.DONE)
    later = stored(office, "Senare", date(2026, 5, 1))
    soon = stored(office, "Snart", TODAY)
    late = stored(office, "Sen", date(2026, 3, 11), MeasureState.UNDER_WAY)
    earlier = stored(office, "Struken", date(2026, 1, 2), MeasureState.DROPPED)
    found = find_measures(office.session, Wanted({office.unit.id}), TODAY)
    assert [one.id for one in found] == [one.id for one in (late, soon, later, done, earlier)]
    office.session.commit()
    page = office.browser(office.manager).get(LIST).text
    assert "<h1>En åtgärd är försenad</h1>" in page
    assert page.count("Försenad (") == 1
    assert "En åtgärd är försenad" in office.browser(office.manager).get("/").text


def test_the_address_limits_the_list(office: Office) -> None:
    stored(office, "Min sena", date(2026, 3, 1), staff_id=office.manager.id)
    stored(office, "Annan", date(2026, 5, 1), MeasureState.UNDER_WAY)
    stored(office, "Deras", date(2026, 5, 1), unit_id=office.other.id)
    maria, ulla = office.browser(office.manager), office.browser(office.investigator)
    for asked, there in (
        ("", {"Min sena", "Annan"}),
        ("?sena=1", {"Min sena"}),
        ("?mina=1", {"Min sena"}),
        ("?lage=under_way", {"Annan"}),
        (f"?enhet={office.unit.id}&lage=done", set()),
    ):
        page = maria.get(LIST + asked).text
        assert {one for one in ("Min sena", "Annan", "Deras") if one in page} == there, asked
    assert "Deras" in ulla.get(f"{LIST}?enhet={office.other.id}").text
    for asked in (f"enhet={office.other.id}", "lage=x", "sena=%00", "mina=2", "sida=0", "sida=²"):
        assert maria.get(f"{LIST}?{asked}").status_code == 404, asked


def test_who_only_reads_changes_nothing_and_others_see_nothing(office: Office) -> None:
    made = stored(office, "Fler tider", date(2026, 5, 1))
    worker = make_staff(office.session, office.unit, Role.CASE_WORKER, "cesar")
    office.session.commit()
    one, cesar = f"{LIST}/{made.id}", office.browser(worker)
    page = cesar.get(one)
    assert "Fler tider" in page.text
    assert "Ändra åtgärden" not in page.text
    assert cesar.get(f"{LIST}/ny").status_code == 403
    for action in ("", "/anteckning"):
        assert send(cesar, one, one + action, FIELDS).status_code == 403
    tove = office.browser(office.theirs)
    assert tove.get(one).status_code == 404
    assert send(tove, one, f"{one}/anteckning", {"note_text": "x"}).status_code == 404
    assert office.browser(office.reception).get(LIST).status_code == 403
    fields = {**FIELDS, "measure_unit": str(office.other.id)}
    assert send(office.browser(office.manager), f"{LIST}/ny", fields=fields).status_code == 422


def test_notes_have_a_day_and_come_latest_first(office: Office) -> None:
    made, maria = stored(office, "Fler tider", date(2026, 5, 1)), office.browser(office.manager)
    one = f"{LIST}/{made.id}"
    for day, text in (("2026-03-02", "Först."), ("2026-03-09", "Sedan.\n\nMer.")):
        fields = {"note_day": day, "note_text": text}
        assert send(maria, one, f"{one}/anteckning", fields).status_code == 303
    page = maria.get(one).text
    assert page.index("Sedan.") < page.index("Först.")
    assert "9 mars 2026 · Maria" in page
    refused = send(maria, one, f"{one}/anteckning", {"note_day": "i dag", "note_text": "Kvar."})
    assert refused.status_code == 422
    assert "Kvar." in refused.text
    assert 'id="note_day-error"' in refused.text


def test_who_saves_second_is_told_and_loses_nothing(office: Office) -> None:
    made = stored(office, "Fler tider", date(2026, 5, 1))
    one, karin = f"{LIST}/{made.id}", office.browser(office.colleague)
    stale = str(made.revision)
    first = {**FIELDS, "measure_state": "under_way", "measure_effect": "Kortare kö."}
    assert send(office.browser(office.manager), one, fields=first).status_code == 303
    mine = {**first, "revision": stale, "measure_effect": "Min text.", "measure_state": "done"}
    second = send(karin, one, fields=mine)
    assert second.status_code == 409
    for words in ("Någon annan hann före", "Min text.", "Kortare", "Pågår", "Klar"):
        assert words in second.text
    office.session.expire_all()
    assert made.effect == "Kortare kö."
    office.session.commit()
    # The page that was shown has the new revision, so saving again goes through.
    again = {**mine, "revision": str(made.revision)}
    assert send(karin, one, fields=again).status_code == 303
    office.session.expire_all()
    assert (made.state, made.effect) == ("done", "Min text.")


def test_a_note_meanwhile_stops_nobody_who_changes_the_measure(office: Office) -> None:
    made, maria = stored(office, "Fler tider", date(2026, 5, 1)), office.browser(office.manager)
    one, revision = f"{LIST}/{made.id}", str(made.revision)
    note = {"note_day": "2026-03-09", "note_text": "Vi pratade."}
    send(office.browser(office.colleague), one, f"{one}/anteckning", note)
    fields = {**FIELDS, "measure_state": "done", "revision": revision}
    assert send(maria, one, fields=fields).status_code == 303


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"measure_what": " \x00 "}, "measure_what"),
        ({"measure_what": "x" * 401}, "measure_what"),
        ({"measure_who": ""}, "measure_who"),
        ({"measure_staff": "999999999999999999999", "measure_who": ""}, "measure_who"),
        ({"measure_from": "16/3"}, "measure_from"),
        ({"measure_to": "2026-03-01"}, "measure_to"),
        ({"measure_to": "9999-12-31"}, "measure_to"),
        ({"measure_unit": "\x00"}, "measure_unit"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    office: Office, changed: dict[str, str], wrong: str
) -> None:
    fields = {**FIELDS, "measure_unit": str(office.unit.id), **changed}
    page = send(office.browser(office.manager), f"{LIST}/ny", fields=fields)
    assert page.status_code == 422
    assert f'id="{wrong}-error"' in page.text
    assert office.session.scalar(select(Measure)) is None


def test_a_measure_begins_from_a_case_and_leads_back_to_it(office: Office) -> None:
    case, maria = office.case(), office.browser(office.manager)
    assert case.number
    assert f"/atgarder/ny?synpunkt={case.number}" in maria.get(f"/synpunkter/{case.number}").text
    form = f"{LIST}/ny?synpunkt={case.number}"
    assert f"Synpunkt {case.number}" in maria.get(form).text
    assert send(maria, form, fields=FIELDS).status_code == 303
    measure = office.session.scalars(select(Measure)).one()
    assert measure.unit_id == office.unit.id
    assert office.session.scalars(select(CaseMeasure.case_key)).one() == case.key
    office.session.commit()
    assert f'href="/synpunkter/{case.number}"' in maria.get(LIST).text
    worker = make_staff(office.session, office.unit, Role.CASE_WORKER, "cesar")
    office.session.commit()
    # Who does not see the case is not told of it.
    assert case.number not in office.browser(worker).get(LIST).text
    tove = office.browser(office.theirs)
    assert tove.get(form).status_code == 404
    assert send(tove, form, fields=FIELDS).status_code == 404
    assert maria.get(f"{LIST}/ny?synpunkt=%00").status_code == 404
    done = set(office.session.scalars(select(AuditEntry.action)))
    assert {"measure_added", "case_add_measure"} <= done


def test_another_package_can_say_where_measures_come_from(office: Office) -> None:
    kept: list[int] = []
    origin = Origin("Enkäten 2025")
    source = Source(
        name="enkat",
        origins=lambda ids: {one: [origin] for one in ids},
        begin=lambda _value: Beginning(origin, frozenset({office.unit.id})),
        keep=lambda _value, measure: kept.append(measure.id),
    )
    register_source(office.app, source)
    maria = office.browser(office.manager)
    assert send(maria, f"{LIST}/ny?enkat=7", fields=FIELDS).status_code == 303
    assert kept == [office.session.scalars(select(Measure.id)).one()]
    office.session.commit()
    assert "Enkäten 2025" in maria.get(LIST).text


def test_what_is_done_is_never_late(office: Office, clock: FixedClock) -> None:
    made = stored(office, "Fler tider", date(2026, 3, 1))
    plan = Plan("Fler tider", "Alla", made.first_day, made.last_day)
    change_measure(made, plan, MeasureState.DONE, "Kortare kö.")
    office.session.commit()
    assert "ingen försenad" in office.browser(office.manager).get(LIST).text.replace(
        "inte försenad", "ingen försenad"
    )
    assert clock.today() == TODAY
