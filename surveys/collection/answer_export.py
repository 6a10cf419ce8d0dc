"""Giving out a survey's answers as a file: who may, what may leave, the log, and the file."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from organisation.audit import record
from surveys.collection.answer_export_book import about_sheet, book_sheet, facts_of_file
from surveys.collection.answer_export_columns import Asked
from surveys.collection.answer_export_files import Content, Format, write_file
from surveys.collection.answer_export_refusal import ExportRefused as ExportRefused
from surveys.collection.answer_export_refusal import Reason
from surveys.collection.answer_export_rows import (
    SUBJECT,
    ResponseRow,
    alike,
    earlier_releases,
    has_changed,
    keys_in_random_order,
    readable_texts,
    rows,
    sections,
    subject_of,
)
from surveys.collection.answer_export_rule import (
    Background,
    Release,
    WaveToExport,
    is_whole,
    may_leave,
    what_helps,
    what_is_wrong,
)
from surveys.collection.answer_export_table import columns
from surveys.collection.models import Wave
from surveys.collection.states import WaveState
from surveys.questionnaires.publishing import item_ids, latest_questionnaire

#: What most people need to know of those who answered.
USUAL = (Background.GENDER, Background.AGE_GROUP, Background.SECTION, Background.MODE)


@dataclass(frozen=True)
class Wanted:
    """What a person asks for."""

    waves: tuple[int, ...]
    shown: tuple[Background, ...]
    form: Format
    texts: bool = False
    language: str = "sv"

    def as_json(self) -> dict[str, Any]:
        """Plain values, for work that is done later."""
        return {**vars(self), "waves": list(self.waves), "shown": [str(one) for one in self.shown],
                "form": str(self.form)}  # fmt: skip

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Wanted":
        """What `as_json` gave."""
        shown = tuple(Background(one) for one in kept["shown"])
        return cls(
            tuple(kept["waves"]), shown, Format(kept["form"]), kept["texts"], kept["language"]
        )


def releases(
    session: Session, waves: Sequence[Wave], wanted: Wanted, limit: int
) -> list[tuple[Wave, Release]]:
    """Each wave as it may stand in the file. Raises ExportRefused."""
    if not waves:
        raise ExportRefused(Reason.NO_WAVE)
    asked = [_wave_to_export(session, wave, wanted, limit) for wave in waves]
    if not may_leave(asked, limit):
        raise _refusal(waves, asked, limit)
    return [(wave, one.wanted) for wave, one in zip(waves, asked, strict=True)]


def record_export(
    session: Session,
    staff_id: int | None,
    at: datetime,
    wanted: Wanted,
    leaving: Iterable[tuple[Wave, Release]],
) -> None:
    """Write in the audit log what leaves: format and wave, never an answer."""
    what = "answers_and_texts" if wanted.texts else "answers"
    for wave, release in leaving:
        subject = subject_of(wave, release)
        record(session, staff_id, at, f"{what}_exported_{wanted.form}", SUBJECT, subject)


@dataclass(frozen=True)
class Making:
    """What making a file needs to know besides what is wanted: chance, the day, the limit."""

    random: Random
    today: date
    limit: int
    #: Told how many of all responses have been written, now and then.
    progress: Callable[[int, int], None] = lambda _done, _all: None


def make_file(session: Session, wanted: Wanted, path: Path, making: Making) -> int:
    """Write the file from one state of the database; gives the number of responses.

    Raises ExportRefused when what was allowed is so no more, and SpssFailed.
    """
    waves = find_waves(session, wanted.waves)
    leaving = releases(session, waves, wanted, making.limit)
    keys = keys_in_random_order(session, leaving, making.random)
    with force_locale(wanted.language):
        content = _content(session, leaving, wanted, keys, making)
        write_file(wanted.form, content, path)
    return len(keys)


def find_waves(session: Session, wave_ids: Iterable[int], *, lock: bool = False) -> list[Wave]:
    """The waves in order of time; with a `lock`, nobody else can export or count them meanwhile."""
    query = select(Wave).where(Wave.id.in_(wave_ids)).order_by(Wave.opens, Wave.id)
    return list(session.scalars(query.with_for_update(of=Wave) if lock else query))


def _wave_to_export(session: Session, wave: Wave, wanted: Wanted, limit: int) -> WaveToExport:
    if wave.state == WaveState.OPEN or not wave.sealings:
        raise ExportRefused(Reason.NOT_COUNTED, wave.label)
    if has_changed(session, wave):
        raise ExportRefused(Reason.CHANGED, wave.label)
    earlier = earlier_releases(session, wave)
    known = frozenset(wanted.shown).union(*(one.shown for one in earlier))
    responses = alike(session, wave, known)
    if not responses:
        raise ExportRefused(Reason.NO_ANSWERS, wave.label)
    cuts = frozenset(one for one in wanted.shown if len({a.values[one] for a in responses}) > 1)
    if cuts and wave.version.one_question:
        raise ExportRefused(Reason.SHOWN_BY_WEEK, wave.label, limit, helps=[cuts])
    now = Release(wave.sealings, frozenset(wanted.shown), is_whole(responses, limit))
    return WaveToExport(responses, [one for one in earlier if one != now], now)


def _refusal(waves: Sequence[Wave], asked: Sequence[WaveToExport], limit: int) -> ExportRefused:
    for wave, one in zip(waves, asked, strict=True):
        if may_leave([one], limit):
            continue
        together, helps = what_is_wrong([one], limit), what_helps(asked, limit)
        reason = Reason.TOO_FEW_ALIKE if together else Reason.TOO_FEW
        if may_leave([replace(one, earlier=())], limit):
            reason = Reason.EARLIER_FILE
        return ExportRefused(reason, wave.label, limit, together, helps)
    raise ValueError("every wave may leave")


def _content(
    session: Session,
    leaving: Sequence[tuple[Wave, Release]],
    wanted: Wanted,
    keys: Sequence[bytes],
    making: Making,
) -> Content:
    waves = [wave for wave, _release in leaving]
    in_order = sorted({wave.version for wave in waves}, key=lambda version: version.number)
    versions = {version.id: latest_questionnaire(version) for version in in_order}
    asked = Asked(versions, item_ids(session, in_order[-1].id), wanted.language)
    held = {unit.id: (unit.code, unit.name) for unit in sections(session, waves).values()}
    labels = {wave.id: wave.label for wave in waves}
    found = columns(asked, labels, held, wanted.shown, texts=wanted.texts)
    facts = facts_of_file(asked, waves, wanted.shown, len(keys), making.today, making.limit)
    texts = readable_texts(session, leaving, making.limit) if wanted.texts else ()
    stream = _told(rows(session, keys, texts), len(keys), making.progress)
    title = asked.word(list(versions.values())[-1].title)
    return Content(found, stream, book_sheet(session, asked, found), about_sheet([*facts]), title)


def _told(
    stream: Iterator[ResponseRow], total: int, progress: Callable[[int, int], None]
) -> Iterator[ResponseRow]:
    for done, row in enumerate(stream):
        if done % 1000 == 0:
            progress(done, total)
        yield row
    progress(total, total)
