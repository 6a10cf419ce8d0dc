"""What the page of an answer says: how far it has come in plain words, and everybody's words.

The sender sees their own words and what was written to them; never drafts, notes, names or codes
of staff.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.codes import N_
from core.web import RESPONDENT_LANGUAGES, text_direction
from feedback.cases.belongings import CaseReferral
from feedback.cases.kinds import Matter, TextKind
from feedback.cases.models import Case, CaseRound, CaseText
from feedback.cases.states import Actor, CaseState, Move, may_move
from feedback.intake.slips import day_in_words

#: What the state of a case means to its sender, while there is no answer.
WAITING = {
    CaseState.RECEIVED: N_("Vi har fått det du skrev. Snart läser vi det."),
    CaseState.REGISTERED: N_("Vi har läst det du skrev. En chef ska svara dig."),
    CaseState.ASSIGNED: N_("Vi har läst det du skrev. En chef ska svara dig."),
    CaseState.WITH_MANAGER: N_("En chef arbetar med ditt svar."),
    CaseState.REOPENED: N_("Vi har fått din nya fråga. En chef ska svara dig."),
}
PASSED_ON = {
    Matter.APPEAL: N_("Du vill ändra ett beslut. Därför har vi skickat det vidare till %(to)s."),
    Matter.APPLICATION: N_("Du ansöker om något. Därför har vi skickat det vidare till %(to)s."),
    Matter.CHILD: N_("Det handlar om ett barn. Därför har vi skickat det vidare till %(to)s."),
    Matter.DOCUMENTS: N_("Du vill läsa papper. Därför har vi skickat det vidare till %(to)s."),
}
HEADINGS = {
    TextKind.SAID: N_("Du skrev"),
    TextKind.MESSAGE: N_("Du skrev mer"),
    TextKind.ANSWER: N_("Vårt svar"),
    TextKind.SPOKEN: N_("Det vi sa till dig"),
    TextKind.INTERIM: N_("Därför behöver vi mer tid"),
    TextKind.TOLD: N_("Vi vill säga dig"),
}
OWN = frozenset({TextKind.SAID, TextKind.MESSAGE})
ANSWERS = frozenset({TextKind.ANSWER, TextKind.SPOKEN})
ANSWERED = frozenset({CaseState.ANSWERED, CaseState.CLOSED})


@dataclass(frozen=True)
class Words:
    """One text: what it is, its day in words, and the words in their own language."""

    heading: str
    day: str
    text: str
    language: str
    direction: str


@dataclass(frozen=True)
class AnswerView:
    """The page: its heading and sentences, the latest answer, what was said before."""

    title: str
    sentences: list[str]
    answers: list[Words]
    #: What was said before, by the sender alone or by both.
    before: list[Words]
    both_spoke: bool
    #: The sender may ask again (which promises a new answer), write more, say what they think.
    may_ask: bool
    may_write: bool
    opinion: str | None


def answer_view(session: Session, case: Case, today: date, language: str) -> AnswerView:
    """What the sender of a case sees, in the language that is spoken now."""
    state = _state(case)
    if state in (CaseState.VOIDED, CaseState.ANONYMISED):
        return _nothing_left()
    answers = _latest_answers(case) if state in ANSWERED else []
    before = [one for one in _shown(case) if one not in answers]
    sentences = [*_how_far(case, state, today, language), *_passed_on(session, case)]
    return AnswerView(
        title=_title(state),
        sentences=sentences,
        answers=list(_words(answers, language)),
        before=list(_words(before, language)),
        both_spoke=any(one.kind not in OWN for one in before),
        may_ask=may_move(Move.REOPEN, CaseState(case.state), {Actor.SENDER}),
        may_write=state in ANSWERED or state in WAITING,
        opinion=case.opinion,
    )


def _state(case: Case) -> CaseState:
    """The state, for one on hold the one that it was in."""
    held = case.held_from if case.state == CaseState.ON_HOLD else None
    return CaseState(held or case.state)


def _nothing_left() -> AnswerView:
    return AnswerView(
        title=_("Det finns inget kvar här"),
        sentences=[_("Vi har tagit bort det du skrev. Vi har inget svar att visa.")],
        answers=[],
        before=[],
        both_spoke=False,
        may_ask=False,
        may_write=False,
        opinion=None,
    )


def _title(state: CaseState) -> str:
    if state in ANSWERED:
        return str(_("Här är ditt svar"))
    if state is CaseState.HANDED_OVER:
        return str(_("Andra ska svara dig"))
    return str(_("Inget svar än"))


def _how_far(case: Case, state: CaseState, today: date, language: str) -> Iterator[str]:
    if state is CaseState.HANDED_OVER:
        yield _(
            "Det du skrev handlar inte om oss. Vi har skickat det vidare till %(to)s.",
            to=case.handed_over_to or "",
        )
    if state in WAITING:
        yield from _when(case.rounds[-1], today, language)
        yield _(WAITING[state])


def _when(current: CaseRound, today: date, language: str) -> Iterator[str]:
    """The last day; whether a new one was given, and whether it has passed."""
    if current.last_day is None:
        return
    first, last = (day_in_words(current.last_day, language), current.new_day or current.last_day)
    if today > last:
        yield _("Vi är sena. Du skulle ha fått svar senast %(day)s.", day=first)
    elif current.new_day is None:
        yield _("Du får svar senast %(day)s.", day=first)
    else:
        yield _("Vi behöver mer tid. Du skulle ha fått svar senast %(day)s.", day=first)
        yield _("Nu får du svar senast %(day)s.", day=day_in_words(last, language))


def _passed_on(session: Session, case: Case) -> list[str]:
    told = select(CaseReferral).where(
        CaseReferral.case_key == case.key, CaseReferral.told_on.is_not(None)
    )
    found = session.scalars(told.order_by(CaseReferral.matter))
    return [_(PASSED_ON[Matter(one.matter)], to=one.passed_to) for one in found]


def _latest_answers(case: Case) -> list[CaseText]:
    """The answer that was sent last: the sender's language first, then Swedish."""
    last = max((one.number for one in case.rounds if one.answered_on), default=0)
    found = [one for one in case.texts if one.round == last and one.kind in ANSWERS]
    return sorted(found, key=lambda one: (one.language != case.language, one.place))


def _shown(case: Case) -> Iterator[CaseText]:
    """What was said, in its order; of what the sender wrote, no translation made for staff."""
    for one in case.texts:
        for_staff = one.kind in OWN and one.translation_of is not None
        if one.kind in HEADINGS and not for_staff:
            yield one


def _words(texts: Iterable[CaseText], language: str) -> Iterator[Words]:
    for one in texts:
        heading = _(HEADINGS[TextKind(one.kind)])
        if one.kind not in OWN and one.language != language:
            # The name of a language is written in that language.
            heading = f"{heading} – {RESPONDENT_LANGUAGES.get(one.language, one.language)}"
        yield Words(
            heading=heading,
            day=day_in_words(one.day, language),
            text=one.text,
            language=one.language,
            direction=text_direction(one.language),
        )
