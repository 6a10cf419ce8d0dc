"""Answering a case, and what follows: closing it, opening it again, telling of a new day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from core.errors import DomainError
from feedback.cases.changing import ACTS
from feedback.cases.events import Action, Mover, note
from feedback.cases.kinds import OUTCOMES, AnswerWay, Kind, Outcome, TextKind
from feedback.cases.models import Case, CaseText, Theme
from feedback.cases.moving import check_move, make_move
from feedback.cases.rounds import freeze_verdict, new_round
from feedback.cases.states import Move
from feedback.cases.texts import add_text, remove_texts

SWEDISH = "sv"
SPOKEN_WAYS = frozenset({AnswerWay.PHONE, AnswerWay.MEETING})
#: After these, the text under the code counts as answered.
TRIES_TO_REACH = 3
LONGEST_SENTENCE = 300


class AnswerProblem(StrEnum):
    """Why an answer, a new day or a closing is refused."""

    NO_TEXT = "an answer needs words"
    NOT_IN_BOTH_LANGUAGES = "an answer is written in Swedish and in the sender's language"
    NOT_TRIED = "three tries to reach the sender come before a text under the code"
    BAD_OUTCOME = "a case of this kind does not end like that"
    NO_THEME = "a case is closed with a theme"
    BAD_SENTENCE = "what was said and what was done are a sentence each"
    NOT_A_LATER_DAY = "a new day comes after today and after the first last day"


class AnswerRefused(DomainError):
    """It cannot be stored as asked; `problem` says why."""

    def __init__(self, problem: AnswerProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True)
class Closing:
    """How a case ends: its outcome, theme, and two sentences without names."""

    outcome: Outcome | None
    theme_id: int
    said: str
    did: str


def answer(
    session: Session, case: Case, by: Mover, today: date, *, texts: Mapping[str, str],
    spoken: bool = False,
) -> None:  # fmt: skip
    """Answer in these words, by language; `spoken` ones were said and are written down.

    Today is the day it is sent: the verdict is frozen. Drafts of the round are done with.
    Raises MoveRefused, AnswerRefused.
    """
    check_move(Move.ANSWER, case, by.actors)
    _check_texts(case, texts, spoken=spoken)
    kind = TextKind.SPOKEN if spoken else TextKind.ANSWER
    drafts = _drafts(case)
    for language, text in texts.items():
        sent = add_text(session, case, kind, text, language, day=today, staff_id=by.staff_id)
        _keep_second_reader(sent, drafts)
    remove_texts(session, case, drafts)
    freeze_verdict(case, today)
    make_move(session, case, Move.ANSWER, by, today, languages=sorted(texts), spoken=spoken)


def close(session: Session, case: Case, by: Mover, today: date, closing: Closing) -> None:
    """Say how it ended. Raises MoveRefused, AnswerRefused."""
    check_move(Move.CLOSE, case, by.actors)
    _check_closing(session, case, closing)
    case.outcome = closing.outcome.value if closing.outcome else None
    case.theme_id = closing.theme_id
    case.said, case.did = closing.said.strip(), closing.did.strip()
    case.rounds[-1].closed_on = today
    outcome = case.outcome or ""
    make_move(session, case, Move.CLOSE, by, today, outcome=outcome, theme=closing.theme_id)


def reopen(session: Session, case: Case, by: Mover, today: date, *, text: str = "") -> None:
    """Open it again, with a new promise from today; the verdict of the round before stays."""
    check_move(Move.REOPEN, case, by.actors)
    new_round(case, today)
    if text.strip():
        kind = TextKind.MESSAGE if by.staff_id is None else TextKind.NOTE
        language = case.language if by.staff_id is None else SWEDISH
        add_text(session, case, kind, text, language, day=today, staff_id=by.staff_id)
    make_move(session, case, Move.REOPEN, by, today, round=len(case.rounds))


def new_day(
    session: Session, case: Case, by: Mover, today: date, *, day: date, texts: Mapping[str, str]
) -> None:
    """Tell the sender of a later day and why, by language; the first due date stays."""
    acting = ACTS[Action.NEW_DAY].check(case, by.actors)
    last = case.rounds[-1]
    if day <= today or (last.last_day and day <= last.last_day):
        raise AnswerRefused(AnswerProblem.NOT_A_LATER_DAY)
    _check_languages(case, texts)
    last.new_day = day
    for language, text in texts.items():
        add_text(session, case, TextKind.INTERIM, text, language, day=today, staff_id=by.staff_id)
    note(session, case, Action.NEW_DAY, by, today, acting, day=day)


def note_failed_try(session: Session, case: Case, by: Mover, today: date) -> None:
    """The sender was to be called or met, and was not reached."""
    acting = ACTS[Action.FAILED_TRY].check(case, by.actors)
    case.rounds[-1].failed_tries += 1
    tries = case.rounds[-1].failed_tries
    note(session, case, Action.FAILED_TRY, by, today, acting, tries=tries)


def _check_texts(case: Case, texts: Mapping[str, str], *, spoken: bool) -> None:
    if spoken:
        if not any(text.strip() for text in texts.values()):
            raise AnswerRefused(AnswerProblem.NO_TEXT)
        return
    _check_languages(case, texts)
    tries = case.rounds[-1].failed_tries
    if AnswerWay(case.answer_way) in SPOKEN_WAYS and tries < TRIES_TO_REACH:
        raise AnswerRefused(AnswerProblem.NOT_TRIED)


def _check_languages(case: Case, texts: Mapping[str, str]) -> None:
    given = {language for language, text in texts.items() if text.strip()}
    if not given or len(given) < len(texts):
        raise AnswerRefused(AnswerProblem.NO_TEXT)
    if not {SWEDISH, case.language} <= given:
        raise AnswerRefused(AnswerProblem.NOT_IN_BOTH_LANGUAGES)


def _check_closing(session: Session, case: Case, closing: Closing) -> None:
    allowed: Collection[Outcome | None] = OUTCOMES.get(Kind(case.kind), (None,))
    if closing.outcome not in allowed:
        raise AnswerRefused(AnswerProblem.BAD_OUTCOME)
    if session.get(Theme, closing.theme_id) is None:
        raise AnswerRefused(AnswerProblem.NO_THEME)
    if any(not 0 < len(one.strip()) <= LONGEST_SENTENCE for one in (closing.said, closing.did)):
        raise AnswerRefused(AnswerProblem.BAD_SENTENCE)


def _drafts(case: Case) -> list[CaseText]:
    number = case.rounds[-1].number
    return [one for one in case.texts if one.kind == TextKind.DRAFT and one.round == number]


def _keep_second_reader(sent: CaseText, drafts: Collection[CaseText]) -> None:
    """Who read the very words that were sent."""
    for draft in drafts:
        if (draft.language, draft.text) == (sent.language, sent.text):
            sent.second_reader_id = draft.second_reader_id
            sent.second_read_on = draft.second_read_on
