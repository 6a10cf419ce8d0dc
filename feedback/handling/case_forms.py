"""Reading the forms of a case: each field in, or a text of what is wrong with it."""

from collections.abc import Container, Mapping
from datetime import date

from flask_babel import gettext as _

from core.typed_days import typed_day
from feedback.cases.models import Case
from feedback.handling.saving import FormRefused
from organisation.names import one_line, running_text

LONGEST_TEXT = 20_000
SWEDISH = "sv"
Fields = Mapping[str, str]


class Reader:
    """Reads fields one by one; `done` raises FormRefused with everything that was wrong."""

    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        self.errors: dict[str, str] = {}

    def line(self, name: str, most: int, *, needed: str = "") -> str:
        """One line of at most so many characters; `needed` is said when it is empty."""
        text = one_line(self.fields.get(name, ""))
        if not text and needed:
            self.errors[name] = needed
        if len(text) > most:
            self.errors[name] = _("Skriv högst %(number)s tecken.", number=most)
        return text

    def text(self, name: str, *, needed: str = "") -> str:
        """Running text."""
        text = running_text(self.fields.get(name, ""))
        if not text and needed:
            self.errors[name] = needed
        if len(text) > LONGEST_TEXT:
            self.errors[name] = _("Texten är för lång. Skriv högst 20 000 tecken.")
        return text

    def texts(self, name: str, case: Case, *, needed: str = "") -> dict[str, str]:
        """A text in Swedish, and in the sender's language in the field `<name>_own`."""
        texts = {SWEDISH: self.text(name, needed=needed)}
        if case.language != SWEDISH:
            texts[case.language] = self.text(f"{name}_own", needed=needed)
        return texts

    def day(self, name: str) -> date:
        """A day; any day when it cannot be read, for `done` refuses it."""
        day = typed_day(self.fields.get(name, ""))
        if day is None:
            self.errors[name] = _("Skriv en dag så här: 2026-01-31.")
        return day or date.min

    def choice(self, name: str, allowed: Container[str], *, needed: str) -> str:
        """One of the allowed values."""
        value = self.fields.get(name, "")
        if value not in allowed:
            self.errors[name] = needed
        return value

    def done(self) -> None:
        """Raise FormRefused when something was wrong."""
        if self.errors:
            raise FormRefused(self.errors)


def getlist(fields: Fields, name: str) -> list[str]:
    """All values of a field, also when only one can be there."""
    many = getattr(fields, "getlist", None)
    return list(many(name)) if many else [fields[name]] if name in fields else []
