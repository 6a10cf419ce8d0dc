"""Doors: what else than a survey a person may do at a station; packages above register theirs.

A station's pages have no links out, so each is a button of a form that posts `do=open`.
"""

from dataclasses import dataclass

from flask import Flask, current_app, request, url_for
from flask_babel import gettext as _


@dataclass(frozen=True)
class Door:
    """A page at a station; its endpoint takes the station's address. The label is a msgid."""

    endpoint: str
    label: str


def register_door(app: Flask, door: Door) -> None:
    """Let a package put a door on every station; called at start-up."""
    app.extensions.setdefault("synpunkt.doors", []).append(door)


def doors() -> list[dict[str, str]]:
    """Address and label of every door of the station that the page stands at; none elsewhere."""
    station = (request.view_args or {}).get("station")
    registered: list[Door] = current_app.extensions.get("synpunkt.doors", [])
    return [
        {"href": url_for(door.endpoint, station=station), "label": _(door.label)}
        for door in registered
        if station
    ]
