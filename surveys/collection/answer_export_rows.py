"""What an export asks the database: how many are alike, what has left before, and the rows."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from sqlalchemy import ColumnElement, exists, extract, func, or_, select
from sqlalchemy.orm import Session

from core.codes import Gender, Group, group_of
from organisation.models import AuditEntry, Unit
from surveys.collection.answer_export_rule import Alike, Background, Release
from surveys.collection.models import Answer, Cell, SurveyResponse, TextAnswer, Wave
from surveys.collection.own_words import whose_words

#: How many responses are read at a time.
AT_A_TIME = 1000
#: How the audit log names a wave that has left in a file, and who is in it.
SUBJECT = "wave_in_export"
EVERYONE, WOMEN_AND_MEN = "all", "both"

_OF = SurveyResponse
COLUMNS: dict[Background, ColumnElement[Any]] = {
    Background.GENDER: _OF.gender.expression,
    Background.AGE_GROUP: _OF.age_group.expression,
    Background.SECTION: _OF.unit_id.expression,
    Background.MODE: _OF.mode.expression,
    Background.LANGUAGE: _OF.language.expression,
    Background.WHO_ANSWERED: _OF.who_answered.expression,
    # Never the day: with gender and section it would often be one person.
    Background.MONTH: extract("year", _OF.day) * 100 + extract("month", _OF.day),
}


#: Everyone who is neither woman nor man by their answer is one group, as in the results.
OTHERS = 0


@dataclass(frozen=True)
class ResponseRow:
    """A response as far as a file may show it; it has no key."""

    wave_id: int
    version_id: int
    background: dict[Background, int | str]
    codes: dict[int, int]
    texts: dict[int, str]


def counted(wave: Wave) -> ColumnElement[bool]:
    """The responses that the wave's shown figures are made of."""
    return (_OF.wave_id == wave.id) & (_OF.counted_in <= wave.sealings)


def number_of_counted(session: Session, waves: Sequence[Wave]) -> int:
    """How many responses the shown figures of some waves are made of."""
    query = select(func.count()).select_from(_OF).where(or_(*map(counted, waves)))
    return session.scalar(query) or 0


def alike(session: Session, wave: Wave, shown: Collection[Background]) -> list[Alike]:
    """The wave's counted responses, put together where nothing of `shown` tells them apart."""
    wanted = sorted({*shown, Background.GENDER})
    parts = [COLUMNS[one] for one in wanted]
    query = select(_OF.counted_in, func.count(), _OF.gender, *parts).where(counted(wave))
    query = query.group_by(_OF.counted_in, _OF.gender, *parts)
    return [
        Alike(counted_in or 0, gender, _told(wanted, values), persons)
        for counted_in, persons, gender, *values in session.execute(query)
    ]


def has_changed(session: Session, wave: Wave) -> bool:
    """Whether answers were corrected or withdrawn since the wave was counted."""
    waiting = exists().where(Cell.wave_id == wave.id, Cell.sealing > wave.sealings)
    return bool(session.scalar(select(waiting)))


def earlier_releases(session: Session, wave: Wave) -> list[Release]:
    """What has left of the wave before, as the audit log remembers it; nobody can change that."""
    query = select(AuditEntry.subject_id).distinct()
    query = query.where(
        AuditEntry.subject_kind == SUBJECT, AuditEntry.subject_id.like(f"{wave.id} %")
    )
    return [_release(subject) for subject in session.scalars(query.order_by(AuditEntry.subject_id))]


def subject_of(wave: Wave, release: Release) -> str:
    """What the audit log keeps of a wave in a file: sealing, who is in it, columns."""
    who = EVERYONE if release.whole else WOMEN_AND_MEN
    return f"{wave.id} {release.sealing} {who} {','.join(sorted(release.shown)) or '-'}"


def sections(session: Session, waves: Sequence[Wave]) -> dict[int, Unit]:
    """The units that the counted responses belong to."""
    held = select(_OF.unit_id).where(or_(*map(counted, waves)))
    return {unit.id: unit for unit in session.scalars(select(Unit).where(Unit.id.in_(held)))}


def keys_in_random_order(
    session: Session, waves: Sequence[tuple[Wave, Release]], random: Random
) -> list[bytes]:
    """The keys of the responses in the file, in an order that no other file has."""
    keys = list(session.scalars(select(_OF.key).where(_in_file(waves))))
    random.shuffle(keys)
    return keys


def readable_texts(
    session: Session, waves: Sequence[tuple[Wave, Release]], limit: int
) -> frozenset[tuple[int, int]]:
    """The wave and item of the words that may be read.

    Where a third group stands in the file and may not be read, nobody's words are there: a row
    tells whether its person wrote, so that missing words would show who is in that group.
    """
    query = select(_OF.wave_id, TextAnswer.item_id, _OF.gender, func.count())
    query = query.join(_OF, _OF.key == TextAnswer.response_key).where(_in_file(waves))
    writers: dict[tuple[int, int], Counter[Group]] = defaultdict(Counter)
    groups = query.group_by(_OF.wave_id, TextAnswer.item_id, _OF.gender)
    for wave, item, gender, persons in session.execute(groups):
        writers[(wave, item)][group_of(gender)] += persons
    return frozenset(
        place for place, wrote in writers.items() if Group.OTHER in whose_words(wrote, limit)
    )


def _in_file(waves: Sequence[tuple[Wave, Release]]) -> ColumnElement[bool]:
    both = _OF.gender.in_((Gender.WOMAN, Gender.MAN))
    which = [counted(wave) if release.whole else counted(wave) & both for wave, release in waves]
    return or_(*which)


def rows(
    session: Session, keys: Sequence[bytes], texts: Collection[tuple[int, int]]
) -> Iterator[ResponseRow]:
    """The responses in the order of their keys, read a thousand at a time.

    `texts` are the waves and items whose words the file shows.
    """
    for start in range(0, len(keys), AT_A_TIME):
        yield from _chunk(session, keys[start : start + AT_A_TIME], texts)


def _chunk(
    session: Session, keys: Sequence[bytes], texts: Collection[tuple[int, int]]
) -> list[ResponseRow]:
    columns = [COLUMNS[one] for one in Background]
    query = select(_OF.key, _OF.wave_id, _OF.version_id, *columns).where(_OF.key.in_(keys))
    found = {
        key: ResponseRow(wave, version, _told(list(Background), values), {}, {})
        for key, wave, version, *values in session.execute(query)
    }
    answers = select(Answer.response_key, Answer.item_id, Answer.code)
    for key, item, code in session.execute(answers.where(Answer.response_key.in_(keys))):
        found[key].codes[item] = code
    if texts:
        written = select(TextAnswer.response_key, TextAnswer.item_id, TextAnswer.text)
        for key, item, text in session.execute(written.where(TextAnswer.response_key.in_(keys))):
            if (found[key].wave_id, item) in texts:
                found[key].texts[item] = text
    return [found[key] for key in keys]


def _told(wanted: Sequence[Background], values: Sequence[Any]) -> dict[Background, int | str]:
    """What a file says of a response."""
    told = dict(zip(wanted, values, strict=True))
    if Background.GENDER in told and group_of(told[Background.GENDER]) is Group.OTHER:
        told[Background.GENDER] = OTHERS
    return told


def _release(subject: str) -> Release:
    _wave, sealing, who, shown = subject.split(" ")
    known = frozenset(Background(one) for one in shown.split(",") if one in list(Background))
    return Release(int(sealing), known, who == EVERYONE)
