"""The staff's forms about waves: from what a browser sends to a plan, or what to change in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from core.codes import N_, Mode
from organisation.models import Station
from surveys.collection.states import CountingPeriod
from surveys.collection.wave_choices import WaveChoices
from surveys.collection.wave_periods import (
    PeriodProblem,
    PeriodRefused,
    check_last_day,
    check_period,
)
from surveys.collection.waves import Reopening, WavePlan
from surveys.questionnaires.models import QuestionnaireVersion

Form = MultiDict[str, str]
Chosen = TypeVar("Chosen")

DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
LONGEST_LABEL = 40
LONGEST_REASON = 500
#: Modes in which people answer by themselves, from the first day to the last.
BY_THEMSELVES = frozenset({Mode.KIOSK, Mode.LINK})
#: When answers are counted; "" is when the wave has closed.
COUNTED_EACH: Mapping[str, CountingPeriod | None] = {
    "": None,
    **{period.value: period for period in CountingPeriod},
}

PERIOD_TEXTS = {
    PeriodProblem.LAST_BEFORE_FIRST: N_("Den sista dagen kommer före den första. Ändra en av dem."),
    PeriodProblem.LONGER_THAN_A_YEAR: N_(
        "Det är mer än ett år från den första dagen. Välj en tidigare dag."
    ),
    PeriodProblem.HAS_BEEN: N_("Den dagen har varit. Välj i dag eller en senare dag."),
    PeriodProblem.NOT_LATER: N_("Välj en senare dag än den som gäller nu."),
}


class FormRefused(Exception):
    """Something in the form cannot stand; `errors` says what to do, by field in their order."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


@dataclass(frozen=True)
class NewWave:
    """A version and the plan to open it with."""

    version: QuestionnaireVersion
    plan: WavePlan


def read_new_wave(form: Form, choices: WaveChoices, today: date) -> NewWave:
    """The wave that was asked for. Raises FormRefused."""
    read = _Reader(form)
    version = read.chosen("version", {str(one.number): one for one in choices.versions})
    label = read.line("label", LONGEST_LABEL, N_("Skriv vad mättillfället ska heta."))
    opens, closes = read.day("opens"), read.day("closes")
    modes = read.modes()
    if opens and closes:
        read.check_days(opens, closes, today if modes & BY_THEMSELVES else None)
    stations = read.stations({str(station.id): station for station in choices.stations}, modes)
    once = read.once_per_person(modes)
    counts = {str(count.as_of): count.as_of for count in choices.client_counts}
    clients_as_of = read.chosen("clients", {"": None, **counts})
    counted_each = read.counted_each(version)
    if read.errors or version is None or opens is None or closes is None:
        raise FormRefused(read.errors)
    plan = WavePlan(
        label, opens, closes, modes, stations, once, clients_as_of, counted_each=counted_each
    )
    return NewWave(version, plan)


def read_last_day(form: Form, name: str) -> date:
    """A new last day. Raises FormRefused."""
    read = _Reader(form)
    day = read.day(name)
    if day is None:
        raise FormRefused(read.errors)
    return day


def read_reopening(form: Form) -> Reopening:
    """Until when a wave is opened again, and why. Raises FormRefused."""
    read = _Reader(form)
    closes = read.day("closes_again")
    reason = read.line("reason", LONGEST_REASON, N_("Skriv varför det öppnas igen."))
    if read.errors or closes is None:
        raise FormRefused(read.errors)
    return Reopening(closes, reason)


class _Reader:
    """Reads a form field by field, and keeps what is wrong by the name of the field."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.errors: dict[str, str] = {}

    def day(self, name: str) -> date | None:
        """A day as browsers send it."""
        written = self.form.get(name, "").strip()
        try:
            return date.fromisoformat(written if DAY.fullmatch(written) else "")
        except ValueError:
            self.errors[name] = _("Skriv en dag så här: 2026-01-31.")
            return None

    def line(self, name: str, longest: int, when_empty: str) -> str:
        """A line of words; `when_empty` is the msgid that asks for them."""
        written = " ".join(self.form.get(name, "").split())
        if not written:
            self.errors[name] = _(when_empty)
        elif len(written) > longest:
            self.errors[name] = _(
                "Texten är för lång. Skriv högst %(most)s tecken.", most=str(longest)
            )
        elif not written.isprintable():
            self.errors[name] = _("Skriv texten igen, med vanliga bokstäver.")
        return written

    def chosen(self, name: str, choices: Mapping[str, Chosen]) -> Chosen | None:
        """The choice whose value was sent."""
        value = self.form.get(name, "")
        if value not in choices:
            self.errors[name] = _("Välj något i listan.")
        return choices.get(value)

    def counted_each(self, version: QuestionnaireVersion | None) -> CountingPeriod | None:
        """How often the answers are counted; each week only where there is one question."""
        name = "counted_each"
        each = self.chosen(name, COUNTED_EACH) if name in self.form else None
        if each is CountingPeriod.WEEK and version and not version.one_question:
            self.errors[name] = _(
                "Varje vecka går bara för en enkät med en enda fråga. Välj varje månad."
            )
        return each

    def modes(self) -> frozenset[Mode]:
        """At least one mode."""
        sent = frozenset(self.form.getlist("modes"))
        modes = frozenset(mode for mode in Mode if mode.value in sent)
        if not modes or len(modes) < len(sent):
            self.errors["modes"] = _("Välj minst ett svarssätt.")
        return modes

    def check_days(self, opens: date, closes: date, today: date | None) -> None:
        """Both days together; `today` where people answer by themselves."""
        try:
            check_period(opens, closes)
            if today:
                check_last_day(opens, closes, today)
        except PeriodRefused as refused:
            self.errors["closes"] = _(PERIOD_TEXTS[refused.problem])

    def stations(self, choices: Mapping[str, Station], modes: frozenset[Mode]) -> list[Station]:
        """The stations, which go with the mode of the same kind."""
        sent = self.form.getlist("stations")
        if Mode.KIOSK in modes and not sent:
            self.errors["stations"] = _("Välj minst en pekskärm.")
        elif sent and Mode.KIOSK not in modes:
            self.errors["stations"] = _(
                "Välj svarssättet Pekskärm också, eller ta bort kryssen här."
            )
        elif not choices.keys() >= set(sent):
            self.errors["stations"] = _("Välj bland pekskärmarna i listan.")
        return [station for number, station in choices.items() if number in sent]

    def once_per_person(self, modes: frozenset[Mode]) -> bool:
        """Whether each client can answer only once."""
        once = self.form.get("once_per_person") == "1"
        if once and Mode.KIOSK in modes:
            self.errors["once_per_person"] = _(
                "Vid en pekskärm kan en person svara flera gånger. Ta bort krysset."
            )
        return once
