"""Sixty invented cases over three tertials, in every state; some due today, some late, some in Arabic.

Each is brought to its state by the verbs that the pages use, so that its dates are right.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.codes import Gender, Missing
from feedback.cases.answering import Closing, answer, close, new_day, reopen
from feedback.cases.codes import make_code
from feedback.cases.deadlines import promise
from feedback.cases.events import SENDER, Mover
from feedback.cases.kinds import OUTCOMES, AnswerWay, Channel, Kind
from feedback.cases.models import Case, Theme
from feedback.cases.moving import ask_void, assign, confirm_void, hand_over, hold, read, register
from feedback.cases.receiving import NewCase, receive
from feedback.cases.states import Actor, CaseState
from feedback.following.patterns import find_patterns
from feedback.following.retention import anonymise
from organisation.models import Staff, Unit
from organisation.working_days import add_working_days, on_or_before

#: The code of one answered case, so that the page of answers can be tried.
CODE = "482177301956"
A_WEEK = timedelta(days=7)
PAST = 42
#: What is invented: kind, theme, the words, what was said and done, and the answer.
STORIES: tuple[tuple[Kind, str, str, str, str], ...] = (
    (
        Kind.COMPLAINT,
        "Väntan",
        "Jag väntade i två timmar på mitt möte. Ingen sa något.",
        "Väntan i receptionen var lång.",
        "Nu säger vi till när ett möte blir sent.",
    ),
    (
        Kind.COMPLAINT,
        "Svårt att nå oss",
        "Jag ringde fem gånger. Ingen ringde upp.",
        "Det var svårt att nå oss på telefon.",
        "Vi har telefontid varje dag.",
    ),
    (
        Kind.SUGGESTION,
        "Lokal och reception",
        "Sätt upp en klocka i väntrummet.",
        "Det saknades en klocka.",
        "Nu finns det en klocka i väntrummet.",
    ),
    (
        Kind.PRAISE,
        "Bemötande",
        "Tack till er i receptionen. Ni är snälla.",
        "Personalen fick beröm.",
        "Vi har berättat det för dem.",
    ),
    (
        Kind.COMPLAINT,
        "Brev och information",
        "Brevet var svårt att förstå.",
        "Ett brev var svårt att förstå.",
        "Vi har skrivit om brevet.",
    ),
    (
        Kind.QUESTION,
        "Beslut",
        "När får jag mitt beslut?",
        "Någon undrade om sitt beslut.",
        "Vi har ringt och berättat.",
    ),
    (
        Kind.COMPLAINT,
        "Byte av handläggare",
        "Jag har fått en ny handläggare igen. Det är den tredje i år.",
        "Många byten av handläggare.",
        "Vi har en plan för byten.",
    ),
    (
        Kind.DEVIATION,
        "Annat",
        "Dörren till mötesrummet gick inte att låsa.",
        "En dörr gick inte att låsa.",
        "Låset är lagat.",
    ),
)
ARABIC = "انتظرت طويلا ولم يكلمني أحد."
ANSWER = (
    "Hej!\n\nTack för att du skrev. Vi förstår att det blev fel. {did}\n\nHälsningar\nMia, chef"
)
ANSWER_ARABIC = (
    "مرحبا!\n\nشكرا لأنك كتبت إلينا. نفهم أن هناك خطأ. لقد غيرنا ذلك الآن.\n\nمع التحية\nميا"
)
CHANNELS = (Channel.WEB, Channel.KIOSK, Channel.LETTERBOX, Channel.TOLD, Channel.TELEPHONE)
GENDERS = (Gender.WOMAN, Gender.MAN, Gender.WOMAN, Gender.MAN, Gender.MAN)


@dataclass(frozen=True)
class Cast:
    """Where it happens, and who handles it."""

    unit: Unit
    manager: Staff
    investigator: Staff
    themes: dict[str, int]

    @property
    def triages(self) -> Mover:
        """The investigator."""
        return Mover(frozenset({Actor.INVESTIGATOR}), self.investigator.id)

    @property
    def answers(self) -> Mover:
        """The manager."""
        return Mover(frozenset({Actor.MANAGER}), self.manager.id)


def load_cases(
    session: Session, today: date, unit: Unit, manager: Staff, investigator: Staff
) -> None:
    """Fill an empty list of cases."""
    themes = {theme.name: theme.id for theme in session.scalars(select(Theme))}
    cast = Cast(unit, manager, investigator, themes)
    _past(session, cast, today)
    _now(session, cast, today)
    find_patterns(session, today)


def _past(session: Session, cast: Cast, today: date) -> None:
    """Closed cases through a year: most in time, some a week late, a few reopened or kept."""
    for number, received in enumerate(_days(today)):
        case, story = _receive(session, cast, number, received)
        late = number % 11 == 5
        sent = promise(received).last_day + A_WEEK if late else received + timedelta(days=9)
        _answer(session, cast, case, story, on_or_before(sent))
        _close(session, cast, case, story, sent)
        if number == 3:
            hold(session, case, cast.triages, sent, reason="Tillsyn pågår.")
        if number == 4:
            anonymise(session, case, today)
        if number % 15 == 7:
            reopen(session, case, SENDER, sent + A_WEEK, text="Jag vill fråga mer.")
            read(session, case, cast.answers, sent + A_WEEK)
            _answer_once(session, cast, case, story, sent + 2 * A_WEEK)
            _close(session, cast, case, story, sent + 2 * A_WEEK)


def _days(today: date) -> Iterator[date]:
    """Working days from a year ago until a month ago, evenly."""
    first, last = today - timedelta(days=365), today - timedelta(days=45)
    step = (last - first) / (PAST - 1)
    yield from (on_or_before(first + step * number) for number in range(PAST))


def _now(session: Session, cast: Cast, today: date) -> None:
    """What is on the board today, in every state."""
    for number, (age, state) in enumerate(_on_the_board(today), PAST):
        case, story = _receive(session, cast, number, age)
        _bring_to(session, cast, case, story, state, today)


def _on_the_board(today: date) -> Sequence[tuple[date, CaseState]]:
    """The day each came in, and where it is. Fourteen days ago is due today or near it."""

    def ago(days: int) -> date:
        return on_or_before(today - timedelta(days=days))

    return (
        (today, CaseState.RECEIVED),
        (ago(1), CaseState.RECEIVED),
        (ago(3), CaseState.REGISTERED),
        (ago(4), CaseState.ASSIGNED),
        (ago(7), CaseState.ASSIGNED),
        (ago(8), CaseState.WITH_MANAGER),
        (ago(10), CaseState.WITH_MANAGER),
        (ago(13), CaseState.WITH_MANAGER),
        (ago(14), CaseState.WITH_MANAGER),
        (ago(14), CaseState.ASSIGNED),
        (ago(18), CaseState.WITH_MANAGER),
        (ago(20), CaseState.WITH_MANAGER),
        (ago(9), CaseState.ANSWERED),
        (ago(11), CaseState.ANSWERED),
        (ago(30), CaseState.REOPENED),
        (ago(5), CaseState.HANDED_OVER),
        (ago(6), CaseState.VOIDED),
        (ago(2), CaseState.WITH_MANAGER),
    )


def _bring_to(
    session: Session,
    cast: Cast,
    case: Case,
    story: Sequence[str],
    state: CaseState,
    today: date,
) -> None:
    day = min(today, add_working_days(case.received, 1))
    if state is CaseState.RECEIVED:
        return
    _register(session, cast, case, story, day)
    if state is CaseState.HANDED_OVER:
        hand_over(session, case, cast.triages, day, to="Region Stockholm")
    if state is CaseState.VOIDED:
        ask_void(session, case, cast.triages, day, reason="Skräp.")
        confirm_void(session, case, cast.answers, day)
    if state in (CaseState.REGISTERED, CaseState.HANDED_OVER, CaseState.VOIDED):
        return
    assign(session, case, cast.triages, day, manager_id=cast.manager.id)
    if state is CaseState.ASSIGNED:
        return
    read(session, case, cast.answers, day)
    if state is CaseState.WITH_MANAGER:
        _maybe_new_day(session, cast, case, today)
        return
    _answer_once(session, cast, case, story, day)
    if state is CaseState.REOPENED:
        reopen(session, case, SENDER, today, text="Jag förstår inte svaret.")


def _maybe_new_day(session: Session, cast: Cast, case: Case, today: date) -> None:
    """The one that is most late has been told a new day."""
    last = case.rounds[-1].last_day
    if last and last < today and add_working_days(last, 3) < today:
        words = {"sv": "Vi behöver fråga en person till. Därför tar det längre tid."}
        if case.language != "sv":
            words[case.language] = "نحتاج إلى سؤال شخص آخر. لذلك يستغرق وقتا أطول."
        later = add_working_days(today, 4)
        new_day(session, case, cast.answers, today, day=later, texts=words)


def _receive(
    session: Session, cast: Cast, number: int, received: date
) -> tuple[Case, tuple[str, str, str, str]]:
    kind, theme, text, said, did = STORIES[number % len(STORIES)]
    arabic = number % 12 == 1 and kind is not Kind.DEVIATION
    internal = kind is Kind.DEVIATION
    unknown = number % 5 == 3
    new = NewCase(
        key=sha256(f"demonstration:{number}".encode()).digest()[:16],
        kind=kind,
        channel=Channel.INTERNAL if internal else CHANNELS[number % len(CHANNELS)],
        text=ARABIC if arabic else text,
        unit_id=cast.unit.id,
        received=received,
        language="ar" if arabic else "sv",
        gender=int(Missing.SKIPPED) if unknown or internal else GENDERS[number % len(GENDERS)],
        answer_way=AnswerWay.RECEPTION if number % 6 == 2 else AnswerWay.CODE,
        confidential=number % 20 == 10,
        code=make_code(CODE) if number == PAST + 12 else None,
    )
    return receive(session, new, received), (theme, text, said, did)


def _register(session: Session, cast: Cast, case: Case, story: Sequence[str], day: date) -> None:
    theme_id = cast.themes.get(story[0])
    register(
        session,
        case,
        cast.triages,
        day,
        unit_id=cast.unit.id,
        confidential=case.confidential,
        theme_id=theme_id,
    )


def _answer(session: Session, cast: Cast, case: Case, story: Sequence[str], day: date) -> None:
    first = min(day, add_working_days(case.received, 1))
    _register(session, cast, case, story, first)
    assign(session, case, cast.triages, first, manager_id=cast.manager.id)
    read(session, case, cast.answers, first)
    _answer_once(session, cast, case, story, day)


def _answer_once(session: Session, cast: Cast, case: Case, story: Sequence[str], day: date) -> None:
    texts = {"sv": ANSWER.format(did=story[3])}
    if case.language != "sv":
        texts[case.language] = ANSWER_ARABIC
    answer(session, case, cast.answers, day, texts=texts)


def _close(session: Session, cast: Cast, case: Case, story: Sequence[str], day: date) -> None:
    outcomes = OUTCOMES.get(Kind(case.kind), (None,))
    outcome = outcomes[int.from_bytes(case.key[:2], "big") % len(outcomes)]
    theme_id = cast.themes.get(story[0]) or next(iter(cast.themes.values()))
    close(session, case, cast.answers, day, Closing(outcome, theme_id, story[2], story[3]))
