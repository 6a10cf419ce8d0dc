"""The promises of a case: the first at receipt, one more at each reopening."""

from datetime import date

from feedback.cases.deadlines import RULE, Promise, promise, verdict
from feedback.cases.kinds import Kind
from feedback.cases.models import Case, CaseRound


def new_round(case: Case, received: date) -> CaseRound:
    """Promise an answer, counted from a day."""
    added = CaseRound(number=len(case.rounds) + 1, received=received, failed_tries=0)
    _set_dates(case, added)
    case.rounds.append(added)
    return added


def move_round(case: Case, received: date, reason: str) -> None:
    """Count the present round from another day, which somebody gives a reason for."""
    last = case.rounds[-1]
    last.received, last.received_reason = received, reason
    _set_dates(case, last)


def freeze_verdict(case: Case, answered_on: date) -> None:
    """The present round has been answered; whether in time is said now and never again."""
    last = case.rounds[-1]
    last.answered_on = answered_on
    kept = promise_of(last)
    if kept:
        last.on_time, last.strictly = verdict(answered_on, kept)


def promise_of(one: CaseRound) -> Promise | None:
    """The promise as it was stored, by the rule of that day; None for a deviation."""
    if one.nominal is None or one.last_day is None or one.target is None:
        return None
    return Promise(one.received, one.nominal, one.last_day, one.target)


def _set_dates(case: Case, one: CaseRound) -> None:
    """A deviation gets none."""
    one.rule = RULE
    made = promise(one.received) if Kind(case.kind).is_promised else None
    one.nominal, one.last_day, one.target = (
        (made.nominal, made.last_day, made.target) if made else (None, None, None)
    )
