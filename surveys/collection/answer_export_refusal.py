"""Why a file of answers may not leave, in words that say what helps and point at nobody."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from flask_babel import gettext as _

from core.codes import N_
from core.errors import DomainError
from surveys.collection.answer_export_columns import BACKGROUND_NAMES
from surveys.collection.answer_export_rule import Background


class Reason(StrEnum):
    """Why a file may not leave."""

    NO_WAVE = "no_wave"
    NOT_COUNTED = "not_counted"
    CHANGED = "changed"
    NO_ANSWERS = "no_answers"
    TOO_FEW = "too_few"
    TOO_FEW_ALIKE = "too_few_alike"
    EARLIER_FILE = "earlier_file"
    SHOWN_BY_WEEK = "shown_by_week"


WORDS = {
    Reason.NO_WAVE: N_("Välj minst ett mättillfälle."),
    Reason.NOT_COUNTED: N_("Mättillfället %(wave)s är inte stängt och räknat. Räkna svaren först."),
    Reason.CHANGED: N_(
        "Svar i %(wave)s har ändrats eller tagits tillbaka. Räkna mättillfället igen först."
    ),
    Reason.NO_ANSWERS: N_("Det finns inga räknade svar kvar i %(wave)s. Välj ett annat."),
    Reason.TOO_FEW: N_(
        "I %(wave)s är svaren för få. Minst %(limit)s personer behövs. Välj ett annat mättillfälle."
    ),
    Reason.TOO_FEW_ALIKE: N_(
        "I %(wave)s finns en grupp med färre än %(limit)s personer när filen visar %(columns)s."
    ),
    Reason.EARLIER_FILE: N_(
        "Svar från %(wave)s finns redan i en annan fil. Med båda filerna går det att se en grupp"
        " med färre än %(limit)s personer."
    ),
    Reason.SHOWN_BY_WEEK: N_(
        "Resultatet av %(wave)s visas vecka för vecka. Med fler kolumner skulle filen visa delar av"
        " veckor."
    ),
}
#: What is wrong with the chosen waves; the rest is about the chosen columns.
ABOUT_WAVES = frozenset(
    {Reason.NO_WAVE, Reason.NOT_COUNTED, Reason.CHANGED, Reason.NO_ANSWERS, Reason.TOO_FEW}
)


class ExportRefused(DomainError):
    """The file may not leave: the reason, the wave it is about, what is wrong and what would help.

    Nothing here says who is in a group that is too small.
    """

    status = 422

    def __init__(
        self,
        reason: Reason,
        wave: str = "",
        limit: int = 0,
        together: Iterable[Background] = (),
        helps: Sequence[frozenset[Background]] = (),
    ) -> None:
        super().__init__(reason.value)
        self.reason, self.wave, self.limit = reason, wave, limit
        self.together, self.helps = frozenset(together), list(helps)

    @property
    def field(self) -> str:
        """The field of the form that has to be changed."""
        return "waves" if self.reason in ABOUT_WAVES else "columns"

    def __str__(self) -> str:
        """The sentence, in the language of whoever asks."""
        said = _(
            WORDS[self.reason],
            wave=self.wave,
            limit=self.limit,
            columns=said_together(self.together),
        )
        return " ".join(filter(None, (said, self._what_helps())))

    def _what_helps(self) -> str:
        if self.field == "waves":
            return ""
        if not self.helps:
            return str(_("Det går inte heller med färre kolumner."))
        # Outside the f-string, where Babel finds no text.
        either = _("eller")
        ways = f" {either} ".join(said_together(one) for one in self.helps)
        return str(_("Det går om du tar bort %(columns)s.", columns=ways))


def said_together(columns: Iterable[Background]) -> str:
    """Names of columns in the order of the form: kön, ålder och sektion."""
    names = [str(_(BACKGROUND_NAMES[one])) for one in Background if one in frozenset(columns)]
    both = _("och")
    return f" {both} ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
