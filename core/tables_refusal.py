"""What is wrong with a file of rows: a sentence that says what to do, with its row and column."""

from flask_babel import gettext as _

from core.codes import N_
from core.errors import DomainError


class TableRefused(DomainError):
    """The file cannot be read as a table, or one of its rows cannot be used.

    `message` is a Swedish text to be translated, and `params` fills its %(name)s places. `row` is
    the row as a spreadsheet numbers it (the headings are row 1), `column` a heading or a cell's name.
    """

    def __init__(
        self, message: str, row: int | None = None, column: str | None = None, **params: object
    ) -> None:
        super().__init__(message)
        self.message, self.row, self.column, self.params = message, row, column, params

    def __str__(self) -> str:
        return in_words(self)


def in_words(refusal: TableRefused) -> str:
    """The whole sentence in the reader's language: where, and what to do."""
    values = {"row": refusal.row, "column": refusal.column}
    text = sentence(refusal)
    if refusal.row and refusal.column:
        text = _("Rad %(row)s, kolumn ”%(column)s”: %(text)s", text=text, **values)
    elif refusal.row:
        text = _("Rad %(row)s: %(text)s", text=text, **values)
    elif refusal.column:
        text = _("Kolumn ”%(column)s”: %(text)s", text=text, **values)
    return text


def sentence(refusal: TableRefused) -> str:
    """What to do, in the reader's language, without where."""
    text: str = _(refusal.message, **refusal.params)
    return text


EMPTY = N_("Filen är tom. Välj en fil med rubriker i första raden.")
NO_ROWS = N_("Filen har bara rubriker. Skriv minst en rad under dem.")
NOT_A_TABLE = N_(
    "Filen är ingen tabell. Välj en CSV-fil, eller en arbetsbok från Excel som slutar på .xlsx."
)
TOO_LARGE = N_("Filen är för stor. Den får ha högst %(most)s MB. Dela den i flera filer.")
BROKEN_LETTERS = N_("Det går inte att läsa bokstäverna i filen. Spara den igen och välj CSV UTF-8.")
UNSURE_DELIMITER = N_(
    "Det går inte att se vad som skiljer kolumnerna åt. Spara filen igen med semikolon mellan dem."
)
BAD_QUOTES = N_(
    "Citattecknen går inte ihop. Skriv två citattecken i rad där ett är en del av ordet."
)
LONG_ROW = N_(
    "Raden eller en ruta i den är för lång. Är ett citattecken glömt i slutet av en ruta?"
)
MANY_COLUMNS = N_("Filen har %(number)s kolumner. Den får ha högst %(most)s.")
NO_HEADING = N_("Rubriken saknas. Skriv en rubrik i första raden, eller ta bort kolumnen.")
NO_HEADINGS = N_("Första raden är tom. Skriv rubrikerna i första raden.")
HEADING_TWICE = N_("Två kolumner har samma rubrik. Ge den ena en annan.")
RAGGED = N_(
    "Antalet rutor i raden är %(number)s, men antalet rubriker är %(headings)s. Gör dem lika många."
)

OLD_EXCEL = N_(
    "Filen är sparad i det gamla formatet för Excel. Öppna den i Excel och spara den som .xlsx."
)
OTHER_WORKBOOK = N_(
    "Arbetsboken har ett annat format än .xlsx. Öppna den och spara den som .xlsx eller CSV."
)
PASSWORD = N_("Filen har ett lösenord. Ta bort lösenordet i Excel och spara filen igen.")
BROKEN_WORKBOOK = N_("Arbetsboken är skadad. Öppna den i Excel och spara den igen som .xlsx.")
TOO_MUCH_INSIDE = N_(
    "Arbetsboken är för stor när den packas upp. Ta bort bilder och tomma rutor, eller spara bladet som CSV."
)
NO_SUCH_SHEET = N_("Det finns inget blad ”%(sheet)s”. Bladen heter: %(sheets)s.")
MERGED = N_("Här är flera rutor sammanslagna. Dela på dem i Excel och fyll i var och en.")
NO_VALUE = N_(
    "Formeln har inget sparat värde. Öppna filen i Excel och spara den, eller skriv värdet."
)
ERROR_VALUE = N_("Rutan visar ett fel från Excel. Rätta formeln, eller skriv värdet.")
