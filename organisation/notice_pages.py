"""The pages of notices, and of mail that waits for a person."""

from flask import Blueprint, Flask, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from core.codes import N_
from core.database import session
from core.errors import NotFound
from core.outbox import Mail, MailState, let_it_be, send_again, waiting_for_a_person
from organisation.access import Permission, may, requires
from organisation.acting import note, person
from organisation.models import Staff
from organisation.notices import KIND_TEXTS, mark_seen, notices_of, number_unseen
from organisation.start_page import MenuItem, StartCard, register_cards, register_menu

blueprint = Blueprint("notices", __name__)

MAIL_STATES = {
    MailState.UNKNOWN.value: N_("Vi vet inte om det kom fram"),
    MailState.FAILED.value: N_("Kom inte fram"),
}


def init_notice_pages(app: Flask) -> None:
    """Put the pages into the menu, and what is new on the start page."""
    register_menu(
        app, MenuItem("notices.outbox", N_("Utskick"), Permission.READ_AUDIT_LOG, seldom=True)
    )
    register_cards(app, _cards)


@blueprint.get("/notiser")
@requires(Permission.OWN_ACCOUNT)
def notices() -> ResponseReturnValue:
    """What the person should know."""
    found = notices_of(session(), person().id)
    new = sum(not one.seen for one in found)
    finding = ngettext("Du har en ny notis", "Du har %(num)d nya notiser", new)
    return render_template(
        "organisation/notices.html",
        finding=finding if new else _("Du har inga nya notiser"),
        kinds=KIND_TEXTS,
        new=new,
        notices=found,
        without_mail=not current_app.config["SETTINGS"].smtp_url,
    )


@blueprint.post("/notiser")
@requires(Permission.OWN_ACCOUNT)
def seen() -> ResponseReturnValue:
    """The person has seen them."""
    mark_seen(session(), person().id)
    return redirect(url_for(".notices"), 303)


@blueprint.get("/utskick")
@requires(Permission.READ_AUDIT_LOG)
def outbox() -> ResponseReturnValue:
    """Mail that failed, or that nobody knows the fate of."""
    mails = waiting_for_a_person(session())
    finding = ngettext("Ett mejl väntar på dig", "%(num)d mejl väntar på dig", len(mails))
    return render_template(
        "organisation/outbox.html",
        finding=finding if mails else _("Inga mejl väntar på dig"),
        mails=mails,
        states=MAIL_STATES,
        without_mail=not current_app.config["SETTINGS"].smtp_url,
    )


@blueprint.post("/utskick/<string(length=32):key>")
@requires(Permission.READ_AUDIT_LOG)
def decide(key: str) -> ResponseReturnValue:
    """Send it again, or let it be."""
    mail = _find(key)
    again = request.form.get("do") == "again"
    if again:
        send_again(mail)
    else:
        let_it_be(mail)
    action = "mail_sent_again" if again else "mail_let_be"
    note(action, "mail", key)
    flash(_("Mejlet skickas igen.") if again else _("Mejlet skickas inte."), "done")
    return redirect(url_for(".outbox"), 303)


def _find(key: str) -> Mail:
    try:
        found = session().get(Mail, bytes.fromhex(key))
    except ValueError:
        found = None
    if found is None or found.state not in MAIL_STATES:
        raise NotFound
    return found


def _cards(staff: Staff) -> list[StartCard]:
    cards = []
    unseen = number_unseen(session(), staff.id)
    if unseen:
        heading = ngettext("Du har en ny notis", "Du har %(num)d nya notiser", unseen)
        href = url_for("notices.notices")
        cards.append(StartCard(heading, str(unseen), "", href, _("Läs notiserna")))
    if may(staff, Permission.READ_AUDIT_LOG):
        waiting = len(waiting_for_a_person(session()))
        if waiting:
            heading = ngettext("Ett mejl väntar på dig", "%(num)d mejl väntar på dig", waiting)
            href = url_for("notices.outbox")
            cards.append(StartCard(heading, str(waiting), "", href, _("Bestäm vad som görs")))
    return cards
