"""The city's own form as rows of a file: its headings in Swedish and English, and its values. Pure."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from core.codes import N_, Gender, Missing
from core.table_headings import places_of
from core.tables import Table
from core.tables_refusal import TableRefused
from feedback.cases.contact import FIELDS
from feedback.cases.kinds import AnswerWay, Kind
from feedback.intake.personal_numbers import find_personal_numbers
from feedback.intake.register_form import FUTURE_DAY, contact_of_another
from feedback.intake.view_form import LONGEST_LINE, LONGEST_TEXT, TOO_LONG_LINE, TOO_LONG_TEXT
from organisation.names import one_line, running_text

#: Field: its headings, the one that messages name first.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "number": ("nummer", "ärendenummer", "number"),
    "day": ("datum", "dag", "date"),
    "kind": ("typ", "kind", "type"),
    "unit": ("enhet", "unit"),
    "text": ("text", "synpunkt", "message"),
    "language": ("språk", "language"),
    "gender": ("kön", "gender"),
    "way": ("svar", "answer"),
    "name": ("namn", "name"),
    "email": ("e-post", "epost", "mejl", "email", "e-mail"),
    "phone": ("telefon", "phone"),
    "street": ("gata", "adress", "street", "address"),
    "postcode": ("postnummer", "postcode"),
    "town": ("ort", "postort", "town"),
    "care_of": ("c/o", "care of"),
}
NEEDED = ("number", "day", "kind")
MOST_ROWS, MOST_PROBLEMS = 2000, 200
LONGEST_NUMBER = 60
FIRST_YEAR = 2000

KINDS = {
    **dict.fromkeys(("klagomål", "klaga", "complaint"), Kind.COMPLAINT),
    **dict.fromkeys(("förslag", "föreslå", "idé", "suggestion"), Kind.SUGGESTION),
    **dict.fromkeys(("beröm", "tacka", "praise"), Kind.PRAISE),
    **dict.fromkeys(("fråga", "question"), Kind.QUESTION),
}
WAYS = {
    **dict.fromkeys(("reception", "hämta"), AnswerWay.RECEPTION),
    **dict.fromkeys(("brev", "post", "home", "letter"), AnswerWay.HOME),
    **dict.fromkeys(("telefon", "ring", "phone"), AnswerWay.PHONE),
    **dict.fromkeys(("möte", "meeting"), AnswerWay.MEETING),
    **dict.fromkeys(("mejl", "e-post", "epost", "email", "e-mail"), AnswerWay.EMAIL),
}
GENDERS = {
    "": int(Missing.SKIPPED),
    **dict.fromkeys(("kvinna", "woman"), int(Gender.WOMAN)),
    **dict.fromkeys(("man",), int(Gender.MAN)),
    **dict.fromkeys(("annat", "other"), int(Gender.OTHER)),
}

TOO_MANY_ROWS = N_("Filen har fler än %(most)s rader. Dela den i flera filer.")
EMPTY_CELL = N_("Rutan är tom. Fyll i den.")
NOT_A_DAY = N_("Skriv dagen så här: 2026-01-31.")
WHICH_KIND = N_("Skriv klagomål, förslag, beröm eller fråga.")
WHICH_UNIT = N_("Det finns ingen enhet med det kortnamnet där du får registrera.")
WHICH_LANGUAGE = N_("Skriv språkets kod: %(languages)s.")
WHICH_GENDER = N_("Skriv kvinna, man eller annat, eller lämna rutan tom.")
WHICH_WAY = N_("Skriv brev, telefon, möte, mejl eller reception, eller lämna rutan tom.")
TWICE = N_("Samma nummer står på rad %(other)s. Ta bort den ena raden.")


@dataclass(frozen=True)
class CityRow:
    """One row; `row` is its number in the file, `unit` a code, "" when it is not known."""

    row: int
    number: str
    day: str
    kind: str
    unit: str
    text: str
    language: str
    gender: int
    way: str
    contact: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Allowed:
    """What rows may name: the day, the codes of the person's units, the codes of languages."""

    today: date
    units: Collection[str]
    languages: Collection[str]


def read_rows(table: Table, allowed: Allowed) -> tuple[list[CityRow], list[TableRefused]]:
    """The rows, and everything that is wrong with them, in the file's order.

    Raises TableRefused when the headings or the shape cannot be used.
    """
    places = places_of(table.header, HEADINGS, NEEDED)
    problems: list[TableRefused] = []
    records = list(islice(table.rows(problems.append), MOST_ROWS + 1))
    if len(records) > MOST_ROWS:
        raise TableRefused(TOO_MANY_ROWS, most=MOST_ROWS)
    rows: list[CityRow] = []
    seen: dict[str, int] = {}
    for number, values in records:
        texts = {name: values[place] for name, place in places.items()}
        row, wrong = _read_row(number, texts, allowed)
        if row and row.number in seen:
            wrong = [_at(number, "number", TWICE, other=seen[row.number])]
        problems += wrong
        if row and not wrong:
            seen[row.number] = number
            rows.append(row)
    problems.sort(key=lambda problem: problem.row or 0)
    return rows, problems[:MOST_PROBLEMS]


def rows_with_personal_numbers(rows: Collection[CityRow]) -> int:
    """How many rows have something in their text that looks like a personal number."""
    return sum(bool(find_personal_numbers(row.text)) for row in rows)


def _read_row(
    number: int, texts: Mapping[str, str], allowed: Allowed
) -> tuple[CityRow | None, list[TableRefused]]:
    found: dict[str, object] = {}
    problems: list[TableRefused] = []
    for name, read in READERS.items():
        try:
            found[name] = read(texts.get(name, ""), allowed)
        except TableRefused as error:
            problems.append(_at(number, name, error.message, **error.params))
    way, contact, wrong = _answer(texts)
    problems += [_at(number, name, message) for name, message in wrong.items()]
    if problems:
        return None, problems
    row = CityRow(row=number, way=way.value, contact=contact, **found)  # type: ignore[arg-type]  # each reader gives its field's type.
    return row, []


def _at(row: int, name: str, message: str, **params: object) -> TableRefused:
    return TableRefused(message, row, HEADINGS[name][0], **params)


def _answer(texts: Mapping[str, str]) -> tuple[AnswerWay, dict[str, str], dict[str, str]]:
    """How the answer goes, what is known of the sender, and what is wrong by its field."""
    contact = {name: value for name in FIELDS if (value := one_line(texts.get(name, "")))}
    wrong = {name: TOO_LONG_LINE for name, value in contact.items() if len(value) > LONGEST_LINE}
    typed = texts.get("way", "").lower()
    if typed and typed not in WAYS:
        return AnswerWay.RECEPTION, contact, wrong | {"way": WHICH_WAY}
    way = WAYS[typed] if typed else _way_of(contact)
    read, missing = contact_of_another(contact, way)
    return way, contact | read, missing | wrong


def _way_of(contact: Mapping[str, str]) -> AnswerWay:
    """The first way that what is known of the sender is enough for; the reception always is."""
    for way in (AnswerWay.EMAIL, AnswerWay.HOME, AnswerWay.PHONE):
        if not contact_of_another(contact, way)[1]:
            return way
    return AnswerWay.RECEPTION


def _number(value: str, _allowed: Allowed) -> str:
    number = one_line(value)
    if not number:
        raise TableRefused(EMPTY_CELL)
    if len(number) > LONGEST_NUMBER:
        raise TableRefused(TOO_LONG_LINE)
    return number


def _day(value: str, allowed: Allowed) -> str:
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        raise TableRefused(NOT_A_DAY) from None
    if day > allowed.today:
        raise TableRefused(FUTURE_DAY)
    if day.year < FIRST_YEAR:
        raise TableRefused(NOT_A_DAY)
    return day.isoformat()


def _kind(value: str, _allowed: Allowed) -> str:
    if value.lower() not in KINDS:
        raise TableRefused(WHICH_KIND)
    return KINDS[value.lower()].value


def _unit(value: str, allowed: Allowed) -> str:
    if value and value not in allowed.units:
        raise TableRefused(WHICH_UNIT)
    return value


def _text(value: str, _allowed: Allowed) -> str:
    text = running_text(value)
    if len(text.encode()) > LONGEST_TEXT:
        raise TableRefused(TOO_LONG_TEXT)
    return text


def _language(value: str, allowed: Allowed) -> str:
    language = value.lower() or "sv"
    if language not in allowed.languages:
        raise TableRefused(WHICH_LANGUAGE, languages=", ".join(allowed.languages))
    return language


def _gender(value: str, _allowed: Allowed) -> int:
    if value.lower() not in GENDERS:
        raise TableRefused(WHICH_GENDER)
    return GENDERS[value.lower()]


READERS: Mapping[str, Callable[[str, Allowed], object]] = {
    "number": _number,
    "day": _day,
    "kind": _kind,
    "unit": _unit,
    "text": _text,
    "language": _language,
    "gender": _gender,
}
