"""A row of a file with published figures: its headings in Swedish and English, and its values. Pure.

Values keep the words of the file until `analysis.published.importing` looks them up.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from core.codes import MODE_NAMES, N_, Gender, Missing, Mode
from core.table_headings import places_of
from core.tables import number, whole_number
from core.tables_refusal import TableRefused

#: Field: its headings, the one that messages name first.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "survey": ("enkät", "survey"),
    "version": ("version",),
    "item": ("fråga", "variabel", "item", "variable", "question"),
    "unit": ("enhet", "unit"),
    "subject": ("gäller", "subject"),
    "label": ("mättillfälle", "wave", "wave label"),
    "day": ("dag", "day", "date"),
    "gender": ("kön", "gender"),
    "n": ("antal svar", "n", "answers"),
    "positive": ("antal positiva", "positive"),
    "share": ("andel", "share"),
    "mean": ("medelvärde", "mean"),
    "invited": ("antal tillfrågade", "invited"),
    "mode": ("svarssätt", "mode"),
    "source": ("källa", "source"),
}
NEEDED = ("survey", "item", "unit", "label", "source")
LONGEST = {"subject": 80, "label": 40, "source": 300}
MOST_PEOPLE = 10_000_000
YEAR = re.compile(r"(19|20)\d\d")

NO_FIGURES = N_(
    "Det finns ingen kolumn med siffror. Lägg till antal positiva, andel eller medelvärde."
)
EMPTY_CELL = N_("Rutan är tom. Fyll i den.")
TOO_LONG = N_("Texten är för lång. Skriv högst %(most)s tecken.")
NOT_WHOLE = N_("”%(value)s” är inget helt antal. Skriv ett tal som 423, eller lämna rutan tom.")
NOT_A_NUMBER = N_("”%(value)s” är inget tal. Skriv ett tal som 6,4.")
NOT_PER_CENT = N_("Skriv andelen i procent, som 76. Den ska vara mellan 0 och 100.")
LOOKS_LIKE_PART = N_("”%(value)s” är mindre än 1 procent. Skriv andelen i procent, som 76.")
NOT_A_DAY = N_("”%(value)s” är ingen dag. Skriv dagen som 2017-12-31.")
WHICH_DAY = N_("Skriv dagen som 2017-12-31. Bara när mättillfället är ett år kan den vara tom.")
WHICH_GENDER = N_("”%(value)s” är okänt. Skriv kvinna, man eller övriga, eller lämna rutan tom.")
WHICH_MODE = N_("”%(value)s” är okänt. Skriv %(modes)s, eller lämna rutan tom.")
ONE_FIGURE = N_("Skriv ett av antal positiva, andel och medelvärde, och lämna de andra tomma.")
COUNTS_NEED_N = N_("Skriv hur många som svarade, eller skriv andelen i stället.")
GROUP_NEEDS_N = N_("Skriv hur många som svarade. En siffra för kvinnor eller män behöver det.")
MORE_THAN_N = N_("De positiva är fler än de som svarade. Rätta ett av antalen.")
MORE_THAN_INVITED = N_("De som svarade är fler än de som fick frågan. Rätta ett av antalen.")

GENDERS = {
    "": int(Missing.NOT_SHOWN),
    **dict.fromkeys(("alla", "all"), int(Missing.NOT_SHOWN)),
    **dict.fromkeys(("kvinna", "kvinnor", "woman", "women"), int(Gender.WOMAN)),
    **dict.fromkeys(("man", "män", "men"), int(Gender.MAN)),
    **dict.fromkeys(("övriga", "annat", "other", "others"), int(Gender.OTHER)),
}
MODES = {
    **{name.lower(): mode for mode, name in MODE_NAMES.items()},
    **{mode.value: mode for mode in Mode},
    "intervju": Mode.INTERVIEW,
    "webb": Mode.LINK,
    "post": Mode.PAPER,
}


@dataclass(frozen=True)
class FigureRow:
    """One row, its numbers read; `share` is 0–1. `number` is the row's in the file."""

    number: int
    survey: str
    item: str
    unit: str
    label: str
    source: str
    day: date
    version: int | None = None
    subject: str = ""
    gender: int = int(Missing.NOT_SHOWN)
    n: int | None = None
    positive: int | None = None
    share: float | None = None
    mean: float | None = None
    invited: int | None = None
    mode: str | None = None
    #: The headings of the file where they are not the usual ones, by field.
    columns: Mapping[str, str] = field(default_factory=dict)


def heading_of(columns: Mapping[str, str], name: str) -> str:
    """The heading of a field in the file, the usual one where the file has no other."""
    return columns.get(name, HEADINGS[name][0])


def fields_of(header: tuple[str, ...]) -> dict[str, int]:
    """The place of each field among the headings. Raises TableRefused."""
    places = places_of(header, HEADINGS, NEEDED)
    if not places.keys() & {"positive", "share", "mean"}:
        raise TableRefused(NO_FIGURES, 1)
    return places


def read_row(
    row: int, texts: Mapping[str, str], columns: Mapping[str, str] | None = None
) -> tuple[FigureRow | None, list[TableRefused]]:
    """The row, or everything that is wrong with it; `texts` are by field.

    `columns` are the headings of a file that has others than the usual ones.
    """
    found: dict[str, object] = {"columns": columns or {}}
    problems: list[TableRefused] = []
    for name in HEADINGS:
        try:
            found[name] = READERS[name](texts.get(name, ""), name)
        except TableRefused as error:
            problems.append(_at(error, row, columns, name))
    if not problems and found["day"] is None:
        if YEAR.fullmatch(str(found["label"])):
            found["day"] = date(int(str(found["label"])), 12, 31)
        else:
            problems.append(_at(TableRefused(WHICH_DAY), row, columns, "day"))
    if problems:
        return None, problems
    read = replace(EMPTY_ROW, number=row, **found)  # type: ignore[arg-type]  # each reader gives its field's type.
    problems = [_at(TableRefused(text), row, columns, name) for name, text in _mismatches(read)]
    return (None, problems) if problems else (read, [])


def _at(
    error: TableRefused, row: int, columns: Mapping[str, str] | None, name: str
) -> TableRefused:
    return TableRefused(error.message, row, heading_of(columns or {}, name), **error.params)


def _mismatches(row: FigureRow) -> list[tuple[str, str]]:
    """The field and message of whatever does not go together."""
    figures = [name for name in ("positive", "share", "mean") if getattr(row, name) is not None]
    found = []
    if len(figures) != 1:
        found.append((figures[1] if figures else "share", ONE_FIGURE))
    if row.n is None and row.positive is not None:
        found.append(("n", COUNTS_NEED_N))
    elif row.n is None and row.gender >= 0:
        found.append(("n", GROUP_NEEDS_N))
    if row.n is not None and row.positive is not None and row.positive > row.n:
        found.append(("positive", MORE_THAN_N))
    if row.n is not None and row.invited is not None and row.n > row.invited:
        found.append(("invited", MORE_THAN_INVITED))
    return found


def _text(value: str, field: str) -> str:
    if not value and field in NEEDED:
        raise TableRefused(EMPTY_CELL)
    if len(value) > LONGEST.get(field, 200):
        raise TableRefused(TOO_LONG, most=LONGEST.get(field, 200))
    return " ".join(value.split())


def _count(value: str, field: str) -> int | None:
    if not value:
        return None
    found = whole_number(value)
    lowest = 0 if field == "positive" else 1
    if found is None or not lowest <= found <= MOST_PEOPLE:
        raise TableRefused(NOT_WHOLE, value=_short(value))
    return found


def _number(value: str) -> float:
    found = number(value)
    if found is None:
        raise TableRefused(NOT_A_NUMBER, value=_short(value))
    return found


def _mean(value: str, field: str) -> float | None:
    return _number(value) if value else None


def _share(value: str, field: str) -> float | None:
    if not value:
        return None
    has_sign = value.endswith("%")
    found = _number(value.removesuffix("%").strip())
    if not 0 <= found <= 100:
        raise TableRefused(NOT_PER_CENT)
    if 0 < found < 1 and not has_sign:
        raise TableRefused(LOOKS_LIKE_PART, value=_short(value))
    return found / 100


def _day(value: str, field: str) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise TableRefused(NOT_A_DAY, value=_short(value)) from None


def _gender(value: str, field: str) -> int:
    if value.lower() not in GENDERS:
        raise TableRefused(WHICH_GENDER, value=_short(value))
    return GENDERS[value.lower()]


def _mode(value: str, field: str) -> str | None:
    if not value:
        return None
    if value.lower() not in MODES:
        names = ", ".join(name.lower() for name in MODE_NAMES.values())
        raise TableRefused(WHICH_MODE, value=_short(value), modes=names)
    return MODES[value.lower()].value


def _short(value: str) -> str:
    return value if len(value) <= 40 else f"{value[:40]}…"


READERS: Mapping[str, Callable[[str, str], object]] = {
    **dict.fromkeys(("survey", "item", "unit", "label", "source", "subject"), _text),
    **dict.fromkeys(("version", "n", "positive", "invited"), _count),
    "share": _share,
    "mean": _mean,
    "day": _day,
    "gender": _gender,
    "mode": _mode,
}
EMPTY_ROW = FigureRow(0, "", "", "", "", "", date.min)
