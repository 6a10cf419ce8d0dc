"""The job that sends the monthly summary of visit satisfaction."""

from flask import current_app
from huey import crontab
from sqlalchemy import select

from analysis.visits.mail import send_month
from analysis.visits.models import VisitMail
from core.clock import clock
from core.database import own_transaction
from core.jobs import jobs


@jobs.periodic_task(crontab(minute="20", hour="7"))  # type: ignore[untyped-decorator]  # huey has no types.
def send_months_each_morning() -> None:
    """Every morning, after the night's counting; without a mail server nothing is put in line.

    Each unit in a transaction of its own, so that one that fails holds up no other.
    """
    if not current_app.config["SETTINGS"].smtp_url:
        return
    with own_transaction() as session:
        keys = [(mail.survey_id, mail.unit_id) for mail in session.scalars(select(VisitMail))]
    for key in keys:
        with own_transaction() as session:
            send_month(session, session.get_one(VisitMail, key), clock().today())
