"""The answer of a round as it was sent: its exact words, by whom and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from feedback.cases.kinds import TextKind
from feedback.cases.models import Case, CaseRound, CaseText

SWEDISH = "sv"


@dataclass(frozen=True)
class Answer:
    """One round's answer: written texts, the sender's language first, and what was said."""

    round: CaseRound
    day: date
    texts: tuple[CaseText, ...]
    spoken: tuple[CaseText, ...]

    @property
    def words(self) -> list[str]:
        """Each written text."""
        return [text.text for text in self.texts]

    @property
    def staff_id(self) -> int | None:
        """Who wrote the answer."""
        return next((one.staff_id for one in (*self.texts, *self.spoken) if one.staff_id), None)


def answers_of(case: Case) -> list[Answer]:
    """The answer of each answered round, the first first."""
    return [
        Answer(
            round=one,
            day=one.answered_on,
            texts=tuple(_in_order(case, one.number)),
            spoken=tuple(_texts(case, one.number, TextKind.SPOKEN)),
        )
        for one in case.rounds
        if one.answered_on
    ]


def latest_answer(case: Case) -> Answer | None:
    """The answer that was sent last, if any."""
    return next(reversed(answers_of(case)), None)


def _in_order(case: Case, number: int) -> Iterable[CaseText]:
    found = _texts(case, number, TextKind.ANSWER)
    return sorted(found, key=lambda text: (text.language != case.language, text.place))


def _texts(case: Case, number: int, kind: TextKind) -> list[CaseText]:
    return [text for text in case.texts if text.round == number and text.kind == kind]
