"""Copying a section of a report to the clipboard, in a browser."""

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from analysis.reports.report import Parts, ReportDocument, Section
from organisation.access import COOKIE
from organisation.sessions import start_session
from tests.analysis.test_report_pages import PAGE, kept
from tests.factories import make_unit
from tests.organisation.people import make_staff


def test_copying_takes_the_texts_in_order_and_says_so(
    live_app: Flask, live_session: Session, page: Page, live_server: str
) -> None:
    unit = make_unit(live_session)
    staff = make_staff(live_session, unit)
    parts = Parts((("Förväntat resultat", ("80 %",)), ("Utfall", ("<b>76 %</b>", "Två."))))
    made = ReportDocument("Mål", "", "", "sv", (Section("a", "Nöjda", (parts,)),))
    with live_app.app_context():
        key = kept(live_session, unit, made)
        token = start_session(
            live_session, staff, live_app.extensions["synpunkt.clock"].now(), whole=True
        )
    live_session.commit()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    safe = live_server.replace("http:", "https:")
    page.context.add_cookies([{"name": COOKIE, "value": token, "url": safe, "secure": True}])
    page.goto(f"{PAGE}/{key}")
    page.click("text=Kopiera")
    page.wait_for_selector("text=Kopierat")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "Förväntat resultat\n\n80\u00a0%\n\nUtfall\n\n<b>76\u00a0%</b>\n\nTvå."
