"""The dates of a promise with the rule in words: when it came, why the last day is that day."""

from collections.abc import Iterator
from datetime import date

from flask_babel import format_date, get_locale
from flask_babel import gettext as _

from feedback.cases.kinds import Channel
from feedback.cases.models import CaseRound
from organisation.working_days import name_of_day_off


def weekday(day: date) -> str:
    """Fredag 4 december 2026 without its capital, as it stands inside a sentence."""
    return str(format_date(day, "EEEE d MMMM y"))


def explained(one: CaseRound, channel: str, *, reasons: bool = True) -> Iterator[str]:
    """The sentences about the dates of one round, in the order that they came.

    Without `reasons` nothing that anybody has typed is among them.
    """
    yield from _arrival(one, channel)
    if one.received_reason:
        yield _("Dagen är ändrad för hand.")
        if reasons:
            yield _("Skälet: %(reason)s", reason=one.received_reason)
    if one.nominal and one.last_day and one.target:
        yield _last_day(one.nominal, one.last_day)
        if one.target < one.nominal:
            yield _(
                "Påminnelserna räknas till %(day)s, närmaste arbetsdag före.",
                day=weekday(one.target),
            )
    else:
        yield _("En avvikelse har ingen sista dag.")
    if one.new_day:
        yield _(
            "Besked om ny dag: %(day)s. I statistiken gäller den första sista dagen.",
            day=weekday(one.new_day),
        )
    if one.answered_on:
        yield _verdict(one.answered_on, one.on_time, one.strictly)
    if one.fetched_on:
        yield _("Avsändaren öppnade svaret %(day)s.", day=weekday(one.fetched_on))


def _arrival(one: CaseRound, channel: str) -> Iterator[str]:
    day = weekday(one.received)
    if one.number > 1:
        yield _("Öppnades igen %(day)s.", day=day)
    elif channel == Channel.LETTERBOX and not one.received_reason:
        yield _("Låg i brevlådan och räknas som inkommen %(day)s.", day=day)
        yield _("Det är närmaste arbetsdag före den dag brevlådan tömdes.")
    else:
        yield _("Kom in %(day)s.", day=day)


def _last_day(nominal: date, last_day: date) -> str:
    if nominal == last_day:
        return str(_("Två veckor senare är %(day)s. Det är sista dag.", day=weekday(nominal)))
    day, name = weekday(nominal), name_of_day_off(nominal, str(get_locale() or "sv"))
    named = day if name in day else f"{day} ({name.lower() if _swedish() else name})"
    return str(
        _(
            "Två veckor senare är %(day)s. Då är vi lediga. Därför är sista dag %(last)s.",
            day=named,
            last=weekday(last_day),
        )
    )


def _verdict(day: date, on_time: bool | None, strictly: bool | None) -> str:
    if on_time is None:
        return str(_("Utredningen blev klar %(day)s.", day=weekday(day)))
    if not on_time:
        return str(_("Svaret skickades %(day)s: för sent.", day=weekday(day)))
    if strictly:
        return str(_("Svaret skickades %(day)s: i tid.", day=weekday(day)))
    return str(_("Svaret skickades %(day)s: i tid, men mer än två veckor efter.", day=weekday(day)))


def _swedish() -> bool:
    return str(get_locale() or "sv") == "sv"
