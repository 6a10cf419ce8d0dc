"""How the workbooks of one publisher are read, saved under a name so that next year asks only what is new.

A mapping knows columns by their headings, so a column or the whole table may move; it says which
marks mean that the publisher hid a figure, and which that nobody answered.
"""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from core.codes import N_

LONGEST_NAME, LONGEST_TEXT = 80, 300
MOST_HEADING_ROWS, LAST_HEADING_ROW = 3, 200


class Written(StrEnum):
    """How the figures of a file are written."""

    PER_CENT = "per_cent"
    SHARE = "share"
    MEAN = "mean"


WRITTEN_NAMES = {
    Written.PER_CENT: N_("Procent, som 76"),
    Written.SHARE: N_("Andel av ett, som 0,76 (också rutor som Excel visar som 76 %)"),
    Written.MEAN: N_("Medelvärde eller index, som 6,4"),
}
#: What a column can hold, with the words of its field; in the order of the form.
COLUMN_NAMES = {
    "unit": N_("Enhet"),
    "question": N_("Fråga"),
    "label": N_("Mättillfälle eller år"),
    "all": N_("Siffran för alla"),
    "women": N_("Siffran för kvinnor"),
    "men": N_("Siffran för män"),
    "n": N_("Antal svar, alla"),
    "n_women": N_("Antal svar, kvinnor"),
    "n_men": N_("Antal svar, män"),
}
#: Columns that hold a figure, and the column with its number of answers.
FIGURES = {"all": "n", "women": "n_women", "men": "n_men"}
USUAL_HIDDEN, USUAL_NONE = (".", "..", "...", "x", "*", "#"), ("-", "–", "—")


class SheetMapping(BaseModel):
    """What is saved of a mapping, beside its name and its survey."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_max_length=LONGEST_TEXT)

    sheet: str
    #: The first row of headings, as Excel numbers it, and how many there are.
    header_row: int = Field(ge=1, le=LAST_HEADING_ROW)
    header_rows: int = Field(default=1, ge=1, le=MOST_HEADING_ROWS)
    #: The heading of each column, by the names above.
    columns: dict[str, str]
    written: Written
    hidden: tuple[str, ...] = USUAL_HIDDEN
    none: tuple[str, ...] = USUAL_NONE
    #: The code of the unit that all is about where no column says it, and beside which others stand.
    unit: str
    #: What the file calls each of our units, and each of our questions, by their codes.
    units: dict[str, str] = {}
    questions: dict[str, str] = {}
    #: Others in the file to show beside our own, such as "Hela staden".
    beside: tuple[str, ...] = ()
    source: str = ""
    mode: str = ""


def folded(text: str) -> str:
    """A name as it is compared: without capitals, double blanks and a sign at its end."""
    return " ".join(text.casefold().split()).rstrip("?.!: ")
