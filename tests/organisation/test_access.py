"""Who may open what, and for how long."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from organisation.models import Role, StaffSession, Unit
from organisation.sessions import ABSOLUTE_LIMIT, IDLE_LIMIT
from tests.conftest import FixedClock
from tests.organisation.conftest import House
from tests.organisation.people import form_token, make_staff, sign_in

MINUTE = timedelta(minutes=1)


def test_a_visitor_is_sent_to_the_sign_in_page(client: FlaskClient) -> None:
    assert client.get("/").location == "/logga-in"
    assert client.get("/prov/resultat").location == "/logga-in?next=/prov/resultat"
    assert client.post("/prov/resultat").location == "/logga-in", "a form cannot be opened again"


def test_a_public_page_opens_for_everyone_and_knows_who_asks(
    client: FlaskClient, house: House
) -> None:
    assert client.get("/prov/oppen").text == "nobody []"
    assert client.post("/prov/oppen").text == "nobody []"
    sign_in(client)
    assert client.get("/prov/oppen").text.startswith("anna ")


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.RECEPTION, Role.ADMINISTRATOR])
def test_no_results_for_these_roles(
    client: FlaskClient, house: House, session: Session, role: Role
) -> None:
    make_staff(session, house.section, role, "bo")
    session.commit()
    sign_in(client, "bo")
    assert client.get("/").status_code == 200
    assert client.get("/prov/resultat").status_code == 403
    assert client.get(f"/prov/enhet/{house.section.id}").status_code == 403


def test_a_role_counts_for_its_unit_and_all_below_and_for_no_other(
    client: FlaskClient, house: House
) -> None:
    sign_in(client)

    def status(unit: Unit) -> int:
        return client.get(f"/prov/enhet/{unit.id}").status_code

    assert status(house.homeless) == status(house.shelter) == 200
    assert status(house.section) == status(house.elders) == 403
    assert client.get("/prov/enhet/99999").status_code == 403
    scope = sorted([house.homeless.id, house.shelter.id])
    assert client.get("/prov/resultat").text == f"anna {scope}"


def test_a_person_with_two_roles_may_do_what_either_allows_where_it_is_held(
    client: FlaskClient, house: House, session: Session
) -> None:
    roles = [(Role.ADMINISTRATOR, house.section), (Role.MANAGER, house.elders)]
    make_staff(session, house.section, user_name="bo", roles=roles)
    session.commit()
    sign_in(client, "bo")
    assert client.get("/prov/resultat").text == f"bo [{house.elders.id}]"


def test_a_form_without_its_token_is_refused(client: FlaskClient, house: House) -> None:
    sign_in(client)
    assert client.post("/prov/resultat").status_code == 400
    assert client.post("/prov/resultat", data={"csrf_token": "made up"}).status_code == 400
    token = form_token(client.get("/mitt-konto"))
    assert client.post("/prov/resultat", data={"csrf_token": token}).status_code == 200


def test_the_token_of_another_browser_is_refused(
    client: FlaskClient, second: FlaskClient, house: House
) -> None:
    sign_in(client)
    sign_in(second)
    second.get("/mitt-konto")
    token = form_token(client.get("/mitt-konto"))
    assert second.post("/prov/resultat", data={"csrf_token": token}).status_code == 400


def test_a_session_ends_after_an_idle_hour(
    client: FlaskClient, house: House, clock: FixedClock
) -> None:
    sign_in(client)
    clock.instant += IDLE_LIMIT - MINUTE
    assert client.get("/").status_code == 200
    clock.instant += IDLE_LIMIT - MINUTE
    assert client.get("/").status_code == 200, "use keeps it alive"
    clock.instant += IDLE_LIMIT
    assert client.get("/").status_code == 303


def test_a_session_ends_after_twelve_hours_of_use(
    client: FlaskClient, house: House, clock: FixedClock
) -> None:
    sign_in(client)
    end = clock.instant + ABSOLUTE_LIMIT
    while clock.instant + 30 * MINUTE < end:
        clock.instant += 30 * MINUTE
        assert client.get("/").status_code == 200
    clock.instant = end
    assert client.get("/").status_code == 303


def test_being_seen_is_written_at_most_every_five_minutes(
    client: FlaskClient, house: House, clock: FixedClock, session: Session
) -> None:
    sign_in(client)
    start = clock.instant

    def last_seen() -> timedelta:
        seen = session.query(StaffSession).one().last_seen
        # The next request may have to write.
        session.rollback()
        return seen - start

    for minutes, written in ((4, 0), (5, 5), (9, 5), (10, 10)):
        clock.instant = start + minutes * MINUTE
        client.get("/")
        assert last_seen() == written * MINUTE


def test_a_form_counts_as_being_seen(
    client: FlaskClient, house: House, clock: FixedClock, session: Session
) -> None:
    sign_in(client)
    token = form_token(client.get("/mitt-konto"))
    clock.instant += 6 * MINUTE
    client.post("/prov/resultat", data={"csrf_token": token})
    session.rollback()
    assert session.query(StaffSession).one().last_seen == clock.instant


def test_ended_sessions_are_cleared_away_when_someone_signs_in(
    client: FlaskClient, second: FlaskClient, house: House, clock: FixedClock, session: Session
) -> None:
    sign_in(client)
    clock.instant += IDLE_LIMIT
    sign_in(second)
    session.rollback()
    assert session.query(StaffSession).count() == 1


def test_a_deactivated_person_is_out_at_once(
    client: FlaskClient, house: House, session: Session
) -> None:
    sign_in(client)
    house.anna.active = False
    session.commit()
    assert client.get("/").status_code == 303


def test_a_role_that_is_taken_away_is_gone_at_once(
    client: FlaskClient, house: House, session: Session
) -> None:
    sign_in(client)
    house.anna.roles.clear()
    session.commit()
    assert client.get("/prov/resultat").status_code == 403


def test_every_route_of_this_package_says_who_may_open_it(app: Flask) -> None:
    views = {
        rule.endpoint: app.view_functions[rule.endpoint]
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("organisation.")
    }
    assert views
    unsaid = [name for name, view in views.items() if not hasattr(view, "permission")]
    assert not unsaid, f"say `public` or `requires(...)` for {unsaid}"
