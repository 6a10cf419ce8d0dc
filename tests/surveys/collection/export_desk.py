"""A desk at which tests let people answer a wave and take the answers home."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import StringIO
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest
from sqlalchemy.orm import Session

from core.codes import Gender, Missing
from core.database import random_key
from organisation.models import Unit
from surveys.collection.answer_export import (
    USUAL,
    ExportRefused,
    Making,
    Wanted,
    make_file,
    record_export,
    releases,
)
from surveys.collection.answer_export_files import FORMATS, Format
from surveys.collection.models import Wave
from surveys.collection.responses import Circumstances, FilledIn, store_response
from surveys.collection.states import WaveState
from surveys.collection.waves import close_wave, seal_wave
from tests.conftest import FixedClock
from tests.factories import MARCH, item_ids, make_unit, make_wave, publish_instrument

LIMIT = 5
WORDS = ("=1+1", "-", "rad ett\nrad två", "'citat'", 'å;ä"ö', "@SUM(A1)", "vanligt")


@dataclass(frozen=True)
class Desk:
    """A wave of every kind of question, and an investigator's moves."""

    session: Session
    wave: Wave
    sections: Sequence[Unit]
    folder: Path
    clock: FixedClock

    def answer(
        self, people: int, *, seed: int = 1, section: int = 0, **circumstances: int
    ) -> list[bytes]:
        """Let people answer, each item with its own code or kind of missing."""
        chance, items = Random(seed), item_ids(self.session, self.wave.survey)
        keys = [random_key() for _ in range(people)]
        for key in keys:
            codes = {number: chance.choice([1, 2, 3, -1, -2, -3, -4]) for number in items.values()}
            codes.pop(items["response"])
            codes[items["better"]] = 1
            texts = {items["better"]: chance.choice(WORDS)}
            filled = FilledIn(key, self._circumstances(section, circumstances), codes, texts)
            assert store_response(self.session, filled)
        return keys

    def seal(self) -> None:
        """Close the wave and count it."""
        self.wave.state = WaveState.OPEN.value
        close_wave(self.wave)
        seal_wave(self.session, self.wave, LIMIT)

    def wanted(self, **changes: object) -> Wanted:
        """What most ask for, with changes."""
        return replace(Wanted((self.wave.id,), USUAL, Format.CSV), **changes)  # type: ignore[arg-type]  # each test names fields that are there.

    def give_out(self, wanted: Wanted, name: str = "f") -> Path:
        """Check, write in the log, make the file."""
        leaving = releases(self.session, [self.wave], wanted, LIMIT)
        record_export(self.session, None, self.clock.now(), wanted, leaving)
        path = self.folder / f"{name}.{FORMATS[wanted.form].ending}"
        make_file(self.session, wanted, path, Making(Random(name), MARCH, LIMIT))
        return path

    def refused(self, wanted: Wanted) -> ExportRefused:
        """Why the file may not leave."""
        with pytest.raises(ExportRefused) as caught:
            releases(self.session, [self.wave], wanted, LIMIT)
        return caught.value

    def _circumstances(self, section: int, given: Mapping[str, int]) -> Circumstances:
        return Circumstances(
            wave_id=self.wave.id, version_id=self.wave.version_id, revision=1, mode="link",
            language="sv", unit_id=self.sections[section].id, station_id=None,
            gender=given.get("gender", Gender.WOMAN), age_group=given.get("age_group", 1),
            who_answered=Missing.NOT_SHOWN, day=date(2026, 3, given.get("day", 12)),
        )  # fmt: skip


def make_desk(session: Session, clock: FixedClock, folder: Path) -> Desk:
    """An open wave that nobody has answered."""
    unit = make_unit(session)
    sections = [make_unit(session, code, unit) for code in ("north", "south")]
    wave = make_wave(session, publish_instrument(session, "everything"), unit)
    folder.mkdir()
    return Desk(session, wave, sections, folder, clock)


def answers_in_zip(path: Path) -> list[dict[str, str]]:
    """The answers of a CSV export, read by Python's own reader."""
    with ZipFile(path) as whole:
        text = whole.read("svar.csv").decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline=""), delimiter=";"))
