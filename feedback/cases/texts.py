"""The words of a case, and finding cases by them.

Each word is kept folded in a table of its own and goes with its text. A search is by the
beginnings of words: bytes compare the same on both databases, and å, ä and ö are themselves.
"""

import unicodedata
from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, delete, insert, select, true
from sqlalchemy.orm import Session

from core.database import random_key
from feedback.cases.kinds import TextKind
from feedback.cases.models import Case, CaseText, CaseWord

#: Longer words are cut, when kept and when looked for.
WORD_BYTES = 40
#: Letters, the marks that belong to them, and digits.
IN_WORDS = frozenset("LMN")


def add_text(
    session: Session,
    case: Case,
    kind: TextKind,
    text: str,
    language: str,
    *,
    day: date,
    staff_id: int | None = None,
    translation_of: bytes | None = None,
    translator: str | None = None,
) -> CaseText:
    """Store words of a case, in its present round; the sender's when nobody is named."""
    added = CaseText(
        key=random_key(),
        case_key=case.key,
        place=max((one.place for one in case.texts), default=0) + 1,
        round=len(case.rounds) or 1,
        kind=kind.value,
        language=language,
        text=text,
        day=day,
        staff_id=staff_id,
        translation_of=translation_of,
        translator=translator,
    )
    case.texts.append(added)
    keep_words(session, case)
    return added


def change_text(session: Session, case: Case, changed: CaseText, text: str) -> None:
    """Put other words in place of a text; only a draft or a note is ever changed."""
    changed.text = text
    keep_words(session, case)


def remove_texts(session: Session, case: Case, removed: Iterable[CaseText]) -> None:
    """Delete texts of a case, and the words that stood in them only."""
    gone = list(removed)
    # A translation goes with what it translates.
    for text in sorted(gone, key=lambda one: one.translation_of is None):
        case.texts.remove(text)
        session.flush()
    keep_words(session, case)


def keep_words(session: Session, case: Case) -> None:
    """Let the search know the words that the case has now: its numbers and texts."""
    session.flush()
    names = (case.number, case.foreign_number, case.diary_number)
    wanted = words_of(" ".join([*filter(None, names), *(one.text for one in case.texts)]))
    mine = CaseWord.case_key == case.key
    there = frozenset(session.scalars(select(CaseWord.word).where(mine)))
    if there - wanted:
        session.execute(delete(CaseWord).where(mine))
        there = frozenset()
    if new := wanted - there:
        rows = [{"word": word, "case_key": case.key} for word in sorted(new)]
        session.execute(insert(CaseWord), rows)


def words_of(text: str) -> frozenset[bytes]:
    """The words of a text as they are kept: small letters of one form, at most 40 bytes each."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    spaced = "".join(one if unicodedata.category(one)[0] in IN_WORDS else " " for one in folded)
    return frozenset(word.encode()[:WORD_BYTES] for word in spaced.split())


def matching(words: Iterable[bytes]) -> ColumnElement[bool]:
    """The condition that a case has words that begin with each of these; true when there is none."""
    return and_(true(), *(Case.key.in_(_beginning(word)) for word in sorted(words)))


def _beginning(word: bytes) -> Select[bytes]:
    # No UTF-8 ends in FF, so the next word in order is one byte higher.
    after = word[:-1] + bytes([word[-1] + 1])
    return select(CaseWord.case_key).where(CaseWord.word >= word, CaseWord.word < after)
