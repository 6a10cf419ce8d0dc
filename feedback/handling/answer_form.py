"""The form of an answer: raw fields in, what to keep or send, or an error at each field out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from core.codes import N_
from feedback.cases.answering import SPOKEN_WAYS, TRIES_TO_REACH
from feedback.cases.kinds import AnswerWay
from feedback.cases.models import Case
from feedback.handling.answers import SWEDISH
from feedback.handling.drafts import LONGEST_ANSWER, draft_in
from feedback.handling.saving import FormRefused, Kept
from organisation.names import one_line, running_text

Fields = Mapping[str, str]
LONGEST_TRANSLATOR = 120
NOT_IN_BOTH = {
    "translation": N_("Skriv svaret också på avsändarens språk."),
    "interpreter": N_("Skriv svaret på båda språken, eller kryssa i att tolk var med."),
}


@dataclass(frozen=True)
class Written:
    """The text in Swedish and, for who does not read that, in their language, by whom."""

    texts: dict[str, str]
    translator: str = ""


@dataclass(frozen=True)
class Sending:
    """How an answer is given: written, or said on a day; whether it is about something serious."""

    spoken: bool
    serious: bool
    day: date
    interpreter: bool = False


#: What two people may write at once; see feedback/handling/saving.py.
KEPT = {
    "answer": Kept(N_("Svaret på svenska"), lambda case: _stored(case, SWEDISH)),
    "translation": Kept(
        N_("Svaret på avsändarens språk"), lambda case: _stored(case, case.language)
    ),
}


def read_written(fields: Fields, case: Case) -> Written:
    """The texts of the form. Raises FormRefused when one is too long."""
    answer, translation = (running_text(fields.get(name, "")) for name in KEPT)
    translator = one_line(fields.get("translator", ""))
    too_long = _("Texten är för lång. Skriv högst 10 000 tecken.")
    errors = {
        name: too_long
        for name, text in (("answer", answer), ("translation", translation))
        if len(text) > LONGEST_ANSWER
    }
    if len(translator) > LONGEST_TRANSLATOR:
        errors["translator"] = _("Skriv högst 120 tecken.")
    if errors:
        raise FormRefused(errors)
    if case.language == SWEDISH:
        return Written({SWEDISH: answer})
    return Written({SWEDISH: answer, case.language: translation}, translator)


def given_from(case: Case) -> dict[str, str]:
    """The fields as they are kept."""
    translation = draft_in(case, case.language) if case.language != SWEDISH else None
    given = {name: kept.stored(case) for name, kept in KEPT.items()}
    return given | {"translator": (translation and translation.translator) or ""}


def read_sending(fields: Fields, case: Case, written: Written, today: date) -> Sending:
    """How the answer is given. Raises FormRefused with everything that is missing or wrong."""
    how, serious = fields.get("how"), fields.get("serious")
    spoken, interpreter = how == "spoken", fields.get("interpreter") == "1"
    day = _day(fields.get("spoken_on", "")) if spoken else today
    errors = _text_errors(written, spoken=spoken, interpreter=interpreter)
    if how not in ("written", "spoken"):
        errors["how"] = _("Välj hur svaret ges.")
    elif not spoken and is_to_be_called(case):
        errors["how"] = _(
            "Avsändaren vill höra svaret. Försök tre gånger först. Skriv upp varje försök."
        )
    if day is None or not case.rounds[-1].received <= day <= today:
        errors["spoken_on"] = _("Skriv vilken dag det var, så här: 2026-01-31.")
    if serious not in ("yes", "no"):
        errors["serious"] = _("Svara ja eller nej om lex Sarah.")
    if errors or day is None:
        raise FormRefused(errors)
    return Sending(spoken, serious == "yes", day, interpreter)


def is_to_be_called(case: Case) -> bool:
    """Whether the sender wants to hear the answer, and has not been tried to reach enough."""
    wish, tries = AnswerWay(case.answer_way), case.rounds[-1].failed_tries
    return wish in SPOKEN_WAYS and tries < TRIES_TO_REACH


def _text_errors(written: Written, *, spoken: bool, interpreter: bool) -> dict[str, str]:
    """An answer is in Swedish and in the sender's language, but for what an interpreter said."""
    errors = {} if written.texts[SWEDISH] else {"answer": _("Skriv svaret.")}
    if len(written.texts) == 1 or (spoken and interpreter):
        return errors
    if not all(text for language, text in written.texts.items() if language != SWEDISH):
        name = "interpreter" if spoken else "translation"
        errors[name] = _(NOT_IN_BOTH[name])
    elif not written.translator:
        errors["translator"] = _("Skriv vem som har översatt.")
    return errors


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _stored(case: Case, language: str) -> str:
    draft = draft_in(case, language)
    return draft.text if draft else ""
