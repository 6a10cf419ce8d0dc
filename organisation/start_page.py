"""What meets a person after signing in: packages above register their findings and links."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import Flask, current_app

from core.codes import N_
from organisation.models import Role, Staff


@dataclass(frozen=True)
class StartCard:
    """A finding on the start page: words, the one figure that matters, its counts, a link."""

    heading: str
    figure: str
    text: str
    href: str = ""
    link_text: str = ""


CardMaker = Callable[[Staff], Iterable[StartCard]]


@dataclass(frozen=True)
class MenuItem:
    """A link of the main menu: a page for those who hold the permission. The label is a msgid.

    What is `seldom` needed stands under "Mer", so that the day's work has room.
    """

    endpoint: str
    label: str
    permission: str
    seldom: bool = False


#: What to do when there is nothing yet, for the first of a person's roles in this order.
EMPTY_TEXTS: dict[Role, str] = {
    Role.INVESTIGATOR: N_(
        "När ett mättillfälle är öppet visas det här. Guiden visar hur du startar ett."
    ),
    Role.MANAGER: N_("När en enkät är öppen visas den här. Be utredningssekreteraren starta en."),
    Role.CASE_WORKER: N_("När din enhet har en öppen enkät visas den här."),
    Role.ADMINISTRATOR: N_("Lägg till enheter och medarbetare. Guiden för drift visar hur."),
    Role.INTERVIEWER: N_("När det finns en ringlista visas den här. Fråga utredningssekreteraren."),
    Role.RECEPTION: N_(
        "Skriv ner det någon berättar, och lämna ut svar. Pekskärmen sköter sig själv."
    ),
}


def register_cards(app: Flask, maker: CardMaker) -> None:
    """Let a package put cards on the start page, at start-up; the first registered lead it."""
    app.extensions.setdefault("synpunkt.start_cards", []).append(maker)


def register_menu(app: Flask, item: MenuItem) -> None:
    """Let a package put a link in the main menu; called at start-up."""
    app.extensions.setdefault("synpunkt.menu", []).append(item)


def start_cards(staff: Staff) -> list[StartCard]:
    """Every card for a person."""
    makers: list[CardMaker] = current_app.extensions.get("synpunkt.start_cards", [])
    return [card for maker in makers for card in maker(staff)]


def menu_items() -> list[MenuItem]:
    """Every link of the main menu, whoever may follow it."""
    found: list[MenuItem] = current_app.extensions.get("synpunkt.menu", [])
    return found


def empty_text(staff: Staff) -> str:
    """The msgid that says what a person can do when there are no cards."""
    held = {held.role for held in staff.roles}
    return next(text for role, text in EMPTY_TEXTS.items() if role in held)
