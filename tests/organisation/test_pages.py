"""The start page and the own account."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from organisation.access import Permission
from organisation.models import AuditEntry, Role, Staff
from organisation.start_page import MenuItem, StartCard, register_cards, register_menu
from tests.organisation.conftest import House
from tests.organisation.people import PASSWORD, make_staff, send, sign_in

NEW = "en helt ny fras"


def test_an_empty_start_page_says_what_each_role_can_do(
    app: Flask, house: House, session: Session
) -> None:
    texts = set()
    for role in Role:
        make_staff(session, house.homeless, role, role.value)
        session.commit()
        client = app.test_client()
        sign_in(client, role.value)
        page = client.get("/").text
        assert "Här är det tomt än" in page
        texts.add(page.split('<section class="empty">')[1].split("</section>")[0])
    assert len(texts) == len(Role)


def test_the_first_card_is_the_finding_of_the_start_page_and_the_others_follow(
    app: Flask, client: FlaskClient, house: House
) -> None:
    def cards(staff: Staff) -> list[StartCard]:
        return [
            StartCard("En enkät är öppen", "12", f"svar till {staff.name}", "/x", "Se enkäten"),
            StartCard("<b>Två</b>", "", "till"),
        ]

    register_cards(app, cards)
    sign_in(client)
    page = client.get("/").text
    assert "<h1>En enkät är öppen</h1>" in page
    assert "<strong>12</strong>" in page
    assert "svar till Anna" in page
    assert '<a class="button primary" href="/x">Se enkäten</a>' in page
    assert "&lt;b&gt;Två&lt;/b&gt;" in page


def test_the_menu_shows_only_what_the_person_may_open(
    app: Flask, client: FlaskClient, second: FlaskClient, house: House, session: Session
) -> None:
    register_menu(app, MenuItem("organisation.start", "Översikt", Permission.OWN_ACCOUNT))
    register_menu(app, MenuItem("try_results", "Resultat", Permission.READ_RESULTS))
    make_staff(session, house.homeless, Role.INTERVIEWER, "ines")
    session.commit()
    sign_in(client)
    sign_in(second, "ines")
    assert '<a href="/prov/resultat">Resultat</a>' in client.get("/").text
    assert '<a href="/" aria-current="page">' in second.get("/").text
    assert "/prov/resultat" not in second.get("/").text


def test_the_account_page_shows_roles_units_and_sessions(
    client: FlaskClient, second: FlaskClient, house: House
) -> None:
    sign_in(client)
    sign_in(second)
    page = client.get("/mitt-konto").text
    assert "Utredningssekreterare" in page
    assert "Enheten homeless" in page
    assert "Du är inloggad i 2 webbläsare." in page


def test_a_new_password_ends_the_other_sessions(
    app: Flask, client: FlaskClient, second: FlaskClient, house: House, session: Session
) -> None:
    sign_in(client)
    sign_in(second)
    response = send(client, "/mitt-konto/losenord", old_password=PASSWORD, new_password=NEW)
    assert (response.status_code, response.location) == (303, "/mitt-konto")
    assert "Lösenordet är bytt" in client.get("/mitt-konto").text
    assert second.get("/").status_code == 303
    assert sign_in(app.test_client(), password=PASSWORD).status_code == 422
    assert sign_in(app.test_client(), password=NEW).status_code == 303
    assert session.query(AuditEntry).filter_by(action="password_changed").count() == 1


def test_a_new_password_is_refused_with_the_reason(client: FlaskClient, house: House) -> None:
    sign_in(client)

    def refused(old: str, new: str) -> str:
        response = send(client, "/mitt-konto/losenord", old_password=old, new_password=new)
        assert response.status_code == 422
        assert "<title>Fel:" in response.text
        return response.text

    assert "Det gamla lösenordet stämmer inte." in refused("fel", NEW)
    assert "minst 12 tecken" in refused(PASSWORD, "elva tecken")
    assert "högst 1 000 tecken" in refused(PASSWORD, "x" * 1001)


def test_the_user_name_is_no_password(client: FlaskClient, house: House, session: Session) -> None:
    make_staff(session, house.homeless, user_name="anna-karin.lund")
    session.commit()
    sign_in(client, "anna-karin.lund")
    new = "Anna-Karin.Lund"
    page = send(client, "/mitt-konto/losenord", old_password=PASSWORD, new_password=new)
    assert "Lösenordet får inte vara användarnamnet." in page.text


def test_guessing_the_old_password_has_to_wait(client: FlaskClient, house: House) -> None:
    sign_in(client)
    fields = {"old_password": "fel", "new_password": NEW}
    answers = [send(client, "/mitt-konto/losenord", **fields).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_the_language_is_kept_with_the_person(
    client: FlaskClient, second: FlaskClient, house: House
) -> None:
    sign_in(client)
    assert send(client, "/mitt-konto/sprak", language="en").status_code == 303
    assert '<html lang="en"' in client.get("/").text
    sign_in(second)
    assert '<html lang="en"' in second.get("/").text


def test_a_language_that_is_not_offered_is_refused(client: FlaskClient, house: House) -> None:
    sign_in(client)
    assert send(client, "/mitt-konto/sprak", language="\x00").status_code == 400
    assert '<html lang="sv"' in client.get("/").text
