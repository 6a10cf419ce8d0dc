"""The draft of an answer: one a language and round, saved again and again, read by a colleague."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from feedback.cases.events import Action, Mover, audit, keep, note
from feedback.cases.kinds import TextKind
from feedback.cases.models import Case, CaseText
from feedback.cases.texts import add_text, change_text
from feedback.handling.answers import SWEDISH

LONGEST_ANSWER = 10_000


def draft_in(case: Case, language: str) -> CaseText | None:
    """The draft of the present round in a language."""
    return next((one for one in drafts_of(case) if one.language == language), None)


def drafts_of(case: Case) -> list[CaseText]:
    """Every draft of the present round, the Swedish one first."""
    now = len(case.rounds)
    found = [one for one in case.texts if one.kind == TextKind.DRAFT and one.round == now]
    return sorted(found, key=lambda one: one.language != SWEDISH)


def save_drafts(
    session: Session,
    case: Case,
    texts: Mapping[str, str],
    translator: str,
    by: Mover,
    today: date,
) -> bool:
    """Keep what is written so far, by language; tells whether anything was new.

    A changed text is to be read again by the second reader.
    """
    changed = [_save(session, case, language, texts[language], by, today) for language in texts]
    translation = draft_in(case, case.language) if case.language != SWEDISH else None
    if translation and (translation.translator or "") != translator:
        translation.translator = translator or None
        changed.append(True)
    if any(changed):
        _note(session, case, by, today)
    return any(changed)


def ask_reader(session: Session, case: Case, reader_id: int | None, by: Mover) -> None:
    """Ask a colleague to read the draft, or nobody any more; it can be sent all the same."""
    for draft in drafts_of(case):
        draft.second_reader_id, draft.second_read_on = reader_id, None
    _grow(session, case, by, "case_reader_asked")


def is_to_read(case: Case, staff_id: int) -> bool:
    """Whether a person has been asked to read the draft and has not said that they have."""
    drafts = drafts_of(case)
    return any(one.second_reader_id == staff_id and not one.second_read_on for one in drafts)


def mark_read(session: Session, case: Case, by: Mover, today: date) -> None:
    """The second reader has read the draft as it is now."""
    for draft in drafts_of(case):
        if draft.second_reader_id == by.staff_id:
            draft.second_read_on = today
    note(session, case, Action.SECOND_READ, by, today)


def _save(session: Session, case: Case, language: str, text: str, by: Mover, today: date) -> bool:
    draft = draft_in(case, language)
    if draft is None:
        if not text:
            return False
        reader = next((one.second_reader_id for one in drafts_of(case)), None)
        added = add_text(
            session, case, TextKind.DRAFT, text, language, day=today, staff_id=by.staff_id
        )
        added.second_reader_id = reader
        return True
    if draft.text == text:
        return False
    change_text(session, case, draft, text)
    draft.staff_id, draft.day, draft.second_read_on = by.staff_id, today, None
    return True


def _note(session: Session, case: Case, by: Mover, today: date) -> None:
    """An event for each person and day; who saves again and again leaves one."""
    last = case.events[-1] if case.events else None
    mine = (Action.ADD_TEXT, by.staff_id, today)
    if last and (last.action, last.staff_id, last.day) == mine:
        _grow(session, case, by, "case_draft_saved")
    else:
        note(session, case, Action.ADD_TEXT, by, today, kind=TextKind.DRAFT.value)


def _grow(session: Session, case: Case, by: Mover, action: str) -> None:
    # So that who has the page open is told that it has changed.
    flag_modified(case, "state")
    keep(session)
    if by.staff_id is not None:
        audit(session, by.staff_id, action, case)
