"""One question's answer, and the errors that say what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.codes import N_

#: The code of a question answered with words.
WRITTEN = 1


@dataclass(frozen=True)
class Answer:
    """What is stored of one question.

    items: item → code; a code below zero is a kind of missing. A number is its own code, a
    day is the code 20260131, and words have the code WRITTEN beside the text itself.
    """

    items: Mapping[str, int] = field(default_factory=dict)
    text: str | None = None


class AnswerError(Exception):
    """An answer that cannot be stored; `message` is a Swedish text to be translated.

    `params` fills its %(name)s places.
    """

    def __init__(self, message: str, **params: str | int) -> None:
        super().__init__(message)
        self.message = message
        self.params = params

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message


CHOOSE_ONE = N_("Välj ett av svaren.")
CHOOSE_ALONE = N_("Ett av svaren ska stå ensamt. Ta bort det eller de andra.")
WRITE_WHOLE_NUMBER = N_("Skriv ett tal från %(low)s till %(high)s.")
WRITE_DAY = N_("Skriv en dag så här: 2026-01-31.")
WRITE_DAY_FROM = N_("Välj en dag från och med %(low)s.")
WRITE_DAY_UNTIL = N_("Välj en dag till och med %(high)s.")
WRITE_LESS = N_("Texten är för lång. Skriv högst %(most)s tecken.")
WRITE_AGAIN = N_("Skriv svaret igen, med vanliga bokstäver.")
ANSWER_ONE = N_("Svara på minst en fråga.")
