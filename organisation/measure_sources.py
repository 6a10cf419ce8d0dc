"""Where measures come from: packages above register what they know, for this one knows none of them.

A source is for instance views and complaints: which cases a measure came out of.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import Flask, current_app

from organisation.models import Measure


@dataclass(frozen=True)
class Origin:
    """What a measure came out of: its name, and where it can be read by who asks ("" if not)."""

    label: str
    href: str = ""


@dataclass(frozen=True)
class Beginning:
    """What a new measure comes out of, and the units it can be for; None when that is not settled."""

    origin: Origin
    unit_ids: frozenset[int] | None


@dataclass(frozen=True)
class Awaited:
    """A unit that should have decided something by a day; `begin` writes a measure ("" for who may not)."""

    unit: str
    origin: Origin
    due: date
    begin: str = ""


def _nothing() -> Sequence[Awaited]:
    """What a source awaits that awaits nothing."""
    return ()


@dataclass(frozen=True)
class Source:
    """One kind of origin. Each function looks with the eyes of the signed-in person.

    `name` stands in addresses: /atgarder/ny?synpunkt=2026-0412. `origins` gives those of some
    measures by their id; `begin` finds what the address names, or raises NotFound; `keep` stores
    that a new measure came out of it; `awaited` tells which of the person's units are late to begin.
    """

    name: str
    origins: Callable[[Collection[int]], Mapping[int, Sequence[Origin]]]
    begin: Callable[[str], Beginning]
    keep: Callable[[str, Measure], None]
    awaited: Callable[[], Sequence[Awaited]] = _nothing


def register_source(app: Flask, source: Source) -> None:
    """Let a package say what measures come out of; called at start-up."""
    app.extensions.setdefault("synpunkt.measure_sources", []).append(source)


def source_of(given: Mapping[str, str]) -> tuple[Source, str] | None:
    """The source that an address names, and what it names of it."""
    return next(((one, given[one.name]) for one in _sources() if given.get(one.name)), None)


def origins_of(measures: Iterable[Measure]) -> dict[int, list[Origin]]:
    """What each measure came out of, as far as the person may know; by the measure's id."""
    ids = [one.id for one in measures]
    found: dict[int, list[Origin]] = {one: [] for one in ids}
    for source in _sources():
        for measure_id, origins in source.origins(ids).items():
            found[measure_id].extend(origins)
    return found


def all_awaited() -> list[Awaited]:
    """Which of the person's units should have decided something, the oldest first."""
    found = [one for source in _sources() for one in source.awaited()]
    return sorted(found, key=lambda one: one.due)


def _sources() -> list[Source]:
    found: list[Source] = current_app.extensions.get("synpunkt.measure_sources", [])
    return found
