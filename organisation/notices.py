"""Notices for staff: what kind, which number, where. In the app always, by mail where there is a server.

Nothing in them says what a case is about.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core.codes import N_
from core.outbox import put
from organisation.models import Notice, Staff

#: What each kind says; packages above add theirs.
KIND_TEXTS: dict[str, str] = {"mail": N_("Ett mejl kom inte fram")}
MOST_SHOWN = 200


@dataclass(frozen=True)
class News:
    """What is to be known once: `purpose` says what "the same" is; `path` is where to go."""

    purpose: str
    kind: str
    number: str
    path: str


def tell(session: Session, staff_ids: Collection[int], news: News, today: date) -> int:
    """Leave a notice for each person who has not got it; gives how many were new."""
    known = select(Notice.staff_id).where(Notice.purpose == news.purpose)
    new = set(staff_ids) - set(session.scalars(known))
    people = session.scalars(select(Staff).where(Staff.id.in_(new), Staff.active)).all()
    for person in people:
        session.add(
            Notice(
                staff_id=person.id,
                purpose=news.purpose,
                kind=news.kind,
                number=news.number,
                path=news.path,
                day=today,
            )
        )
        _mail(session, person, news)
    session.flush()
    return len(people)


def notices_of(session: Session, staff_id: int) -> Sequence[Notice]:
    """A person's notices, what is new first."""
    query = select(Notice).where(Notice.staff_id == staff_id)
    return session.scalars(
        query.order_by(Notice.seen, Notice.day.desc(), Notice.id.desc()).limit(MOST_SHOWN)
    ).all()


def number_unseen(session: Session, staff_id: int) -> int:
    """How many notices a person has not seen."""
    query = select(func.count()).select_from(Notice)
    return session.scalar(query.where(Notice.staff_id == staff_id, Notice.seen.is_(False))) or 0


def mark_seen(session: Session, staff_id: int) -> None:
    """The person has looked at them all."""
    mine = update(Notice).where(Notice.staff_id == staff_id, Notice.seen.is_(False))
    session.execute(mine.values(seen=True))


def _mail(session: Session, person: Staff, news: News) -> None:
    settings = current_app.config["SETTINGS"]
    if not (person.email and settings.smtp_url):
        return
    with force_locale(person.language):
        subject = _("Meddelande om nummer %(number)s", number=news.number)
        told = _("Det finns något att göra. Logga in och läs det här:")
    purpose = f"{news.purpose}:{person.id}"
    body = f"{told}\n{settings.address}{news.path}\n"
    put(session, purpose, person.email, (subject, body), person.language)
