"""Triage: what else a case is, whom it concerns, who answers, and serious incidents."""

from datetime import date

import pytest
from sqlalchemy import select

from feedback.cases.belongings import CaseConflict, CaseReferral, Incident, IncidentCheck
from feedback.cases.kinds import Matter
from feedback.cases.models import Case, Theme
from feedback.cases.states import CaseState
from organisation.models import Absence, AuditEntry, Role
from tests.feedback.handling.offices import Office, send
from tests.organisation.people import make_staff

pytestmark = pytest.mark.thorough

NO = {"also": "no", "told": "code", "serious": "no", "theme": "", "kind": "complaint"}


def page_of(case: Case) -> str:
    """Where the case is."""
    return f"/synpunkter/{case.number}"


def whole(office: Office, **more: str) -> dict[str, str]:
    """Every question of triage answered."""
    return {**NO, "unit": str(office.unit.id), **more}


def test_a_case_is_registered_with_its_unit_kind_theme_and_secrecy(office: Office) -> None:
    case = office.case(CaseState.RECEIVED)
    theme = office.session.scalars(select(Theme)).first()
    assert theme
    office.session.commit()
    ulla, page = office.browser(office.investigator), f"{page_of(case)}/registrera"
    sent = whole(office, kind="question", theme=str(theme.id), confidential="1")
    done = send(ulla, page, fields=sent)
    assert done.location == page_of(case)
    stored = office.fresh(case)
    assert (stored.state, stored.kind) == ("registered", "question")
    assert (stored.unit_id, stored.theme_id) == (office.unit.id, theme.id)
    assert stored.confidential
    assert stored.rounds[0].registered_on == date(2026, 3, 12)


def test_what_else_it_is_goes_on_the_same_day_and_the_sender_is_told(office: Office) -> None:
    case = office.case(CaseState.RECEIVED)
    ulla, page = office.browser(office.investigator), page_of(case)
    sent = whole(office, also="yes", to_appeal="Juristerna", to_child="Mottagningen", told="")
    send(ulla, f"{page}/registrera", fields=sent)
    rows = office.session.scalars(select(CaseReferral).order_by(CaseReferral.matter)).all()
    found = {one.matter: (one.passed_to, one.passed_on, one.told_on) for one in rows}
    office.session.commit()
    day = date(2026, 3, 12)
    assert found == {"appeal": ("Juristerna", day, None), "child": ("Mottagningen", day, None)}
    shown = ulla.get(page).text
    assert "Juristerna fick det 12 mars 2026. Det kom in 10 mars 2026." in shown
    assert "Avsändaren vet inte om det än." in shown
    send(ulla, page, f"{page}/har-fatt-veta", {"matter": "appeal"})
    told = office.session.get(CaseReferral, (case.key, Matter.APPEAL.value))
    assert told
    office.session.refresh(told)
    assert told.told_on == day
    office.session.commit()
    assert "Avsändaren fick veta det 12 mars 2026." in ulla.get(page).text
    assert office.fresh(case).state == CaseState.REGISTERED


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"also": ""}, "also"),
        ({"also": "yes"}, "to_appeal"),
        ({"to_child": "Mottagningen"}, "also"),
        ({"also": "yes", "to_child": "x" * 201}, "to_child"),
        ({"serious": ""}, "serious"),
        ({"told": "kanske"}, "told"),
        ({"unit": ""}, "unit"),
        ({"unit": "99999"}, "unit"),
        ({"kind": "deviation"}, "kind"),
        ({"theme": "99999"}, "theme"),
        ({"conflict": "99999"}, "conflict"),
    ],
)
def test_every_question_needs_its_answer_and_nothing_is_stored_by_halves(
    office: Office, change: dict[str, str], field: str
) -> None:
    case = office.case(CaseState.RECEIVED)
    page = f"{page_of(case)}/registrera"
    sent = whole(office) | {"to_documents": ""} | change
    refused = send(office.browser(office.investigator), page, fields=sent)
    assert refused.status_code == 422
    assert f'href="#{field}"' in refused.text
    stored = office.fresh(case)
    assert (stored.state, len(stored.events)) == ("received", 1)
    assert not office.session.scalars(select(IncidentCheck)).all()
    office.session.commit()


def test_whom_it_concerns_is_locked_out_and_not_offered_as_manager(office: Office) -> None:
    case = office.case(CaseState.RECEIVED)
    ulla, page = office.browser(office.investigator), page_of(case)
    send(ulla, f"{page}/registrera", fields=whole(office, conflict=str(office.manager.id)))
    assert office.session.get(CaseConflict, (case.key, office.manager.id))
    office.session.commit()
    shown = ulla.get(page).text
    offered = shown.partition("Vem ska svara?")[2].partition("</form>")[0]
    assert "Karin" in offered
    assert "Maria" not in offered
    assert office.browser(office.manager).get(page).status_code == 404
    karin = office.browser(office.colleague).get(page).text
    assert "Maria" not in karin
    assert "Vem den gäller" not in karin
    refused = send(ulla, page, f"{page}/chef", {"manager": str(office.manager.id)})
    assert refused.status_code == 422
    assert office.fresh(case).state == CaseState.REGISTERED


def test_managers_stand_nearest_first_and_the_absent_with_their_deputy(office: Office) -> None:
    above = make_staff(office.session, office.section, Role.MANAGER, "agneta")
    days = {"first_day": date(2026, 3, 9), "last_day": date(2026, 3, 20)}
    away = Absence(staff_id=office.manager.id, deputy_id=office.colleague.id, **days)
    office.session.add(away)
    office.session.commit()
    case = office.case(CaseState.REGISTERED)
    ulla, page = office.browser(office.investigator), page_of(case)
    offered = ulla.get(page).text.partition("Vem ska svara?")[2].partition("</form>")[0]
    places = [offered.index(name) for name in ("Karin", "Maria (borta", "Agneta")]
    assert places == sorted(places)
    assert "Maria (borta till och med 20 mars 2026, ersättare: Karin)" in offered
    assert "Tove" not in offered
    assert f'value="{office.colleague.id}" checked' in offered
    send(ulla, page, f"{page}/chef", {"manager": str(office.manager.id)})
    assert "Maria är borta till och med 20 mars 2026. Karin är ersättare." in ulla.get(page).text
    karin = office.browser(office.colleague)
    assert send(karin, page, f"{page}/las").status_code == 303
    assert office.fresh(case).state == CaseState.WITH_MANAGER
    assert above.id


def test_only_who_investigates_triages(office: Office) -> None:
    case = office.case(CaseState.REGISTERED)
    page = page_of(case)
    for person, status in ((office.manager, 403), (office.theirs, 404), (office.reception, 404)):
        client = office.browser(person)
        assert client.get(f"{page}/registrera").status_code == status
        for action in ("registrera", "chef", "galler"):
            assert send(client, page, f"{page}/{action}").status_code == status


def test_a_serious_incident_opens_a_record_that_others_do_not_know_of(office: Office) -> None:
    case = office.case(CaseState.RECEIVED, registered_by=office.reception.id)
    ulla, page = office.browser(office.investigator), page_of(case)
    send(ulla, f"{page}/registrera", fields=whole(office, serious="yes"))
    record, secret = f"{page}/lex-sarah", "En dörr var låst i natt."
    assert record in ulla.get(page).text
    assert "Bedömd enligt lex Sarah" in ulla.get(page).text
    added = send(ulla, record, f"{record}/anteckning", {"incident_note": secret})
    assert added.location == record
    assert secret in ulla.get(record).text
    stored = office.session.scalars(select(Incident)).one()
    assert stored.sealed
    assert b"D\xc3\xb6rr" not in stored.sealed
    assert b"natt" not in stored.sealed
    office.session.commit()
    rolf = office.browser(office.reception)
    seen = rolf.get(page).text
    assert f'href="{record}"' not in seen
    assert "Lex Sarah" not in seen
    assert "Bedömd" not in seen
    assert rolf.get(record).status_code == 403
    assert office.browser(office.theirs).get(record).status_code == 404
    assert office.fresh(case).rounds[0].last_day == date(2026, 3, 24)


def test_a_record_is_reported_and_closed_and_then_nothing_more_is_written(office: Office) -> None:
    case = office.case()
    ulla, page = office.browser(office.investigator), page_of(case)
    record = f"{page}/lex-sarah"
    assert ulla.get(record).status_code == 404
    send(ulla, page, f"{record}/bedom", {"incident": "yes"})
    for day in ("2026-03-11", "2026-03-13", "snart"):
        assert send(ulla, record, f"{record}/anmald", {"reported_on": day}).status_code == 422
    send(ulla, record, f"{record}/anmald", {"reported_on": "2026-03-12"})
    assert "Anmäld 12 mars 2026" in ulla.get(record).text
    send(ulla, record, f"{record}/avsluta")
    assert "<h1>Lex Sarah: utredningen är avslutad</h1>" in ulla.get(record).text
    late = send(ulla, page, f"{record}/anteckning", {"incident_note": "Mer"})
    assert late.status_code == 409
    query = select(AuditEntry.action).where(AuditEntry.action.startswith("incident_"))
    done = list(office.session.scalars(query.order_by(AuditEntry.id)))
    office.session.commit()
    assert [one for one in done if one != "incident_opened"] == [
        "incident_reported",
        "incident_closed",
    ]
