"""The forms of a unit's page: raw fields in, something to store or an error at each field out."""

from collections.abc import Mapping

from flask_babel import gettext as _

from core.codes import N_
from core.typed_days import typed_day
from organisation.models import ClientCount
from organisation.names import one_line
from organisation.units import LONGEST_SOURCE, MOST_CLIENTS, UnitProblem

Fields = Mapping[str, str]
Errors = dict[str, str]

PROBLEM_TEXTS = {
    UnitProblem.NO_SUCH_UNIT: N_("Det finns ingen sådan enhet."),
    UnitProblem.BAD_CODE: N_("Skriv bara a–z, siffror och bindestreck, högst 40 tecken."),
    UnitProblem.CODE_TAKEN: N_("Det kortnamnet finns redan. Välj ett annat."),
    UnitProblem.BAD_NAME: N_("Skriv ett namn med högst 120 tecken."),
    UnitProblem.NEGATIVE: N_("Skriv ett helt tal, till exempel 115."),
    UnitProblem.TOO_MANY: N_("Skriv ett helt tal, till exempel 115."),
    UnitProblem.BAD_SOURCE: N_("Skriv var talen kommer ifrån, med högst 200 tecken."),
    UnitProblem.ENTERED_ALREADY: N_(
        "Det finns redan tal för den dagen. Är de fel? Kryssa i rutan ”Byt ut talen”."
    ),
}
BAD_PLACE = N_("Skriv var pekskärmen står, med högst 120 tecken.")
NOT_CONFIRMED = N_("Kryssa i rutan om pekskärmen ska tas ur bruk.")


def problem_text(problem: UnitProblem) -> str:
    """What is wrong and what to do, in the language of the page."""
    return str(_(PROBLEM_TEXTS[problem]))


def read_clients(fields: Fields, unit_id: int) -> tuple[ClientCount | None, Errors]:
    """The client count of a filled-in form, or the text of each field that is wrong."""
    day = typed_day(fields.get("as_of", ""), earliest_year=1990)
    women, men = (_number(fields.get(name, "")) for name in ("women", "men"))
    source = one_line(fields.get("source", ""))
    errors: Errors = {}
    if day is None:
        errors["as_of"] = _("Skriv en dag så här: 2026-01-31.")
    for name, number in (("women", women), ("men", men)):
        if number is None:
            errors[name] = problem_text(UnitProblem.NEGATIVE)
    if not 0 < len(source) <= LONGEST_SOURCE:
        errors["source"] = problem_text(UnitProblem.BAD_SOURCE)
    if errors or day is None or women is None or men is None:
        return None, errors
    return ClientCount(unit_id=unit_id, as_of=day, women=women, men=men, source=source), {}


def shown_again(count: ClientCount) -> dict[str, str]:
    """The fields of a stored client count, to be put right."""
    return {
        "as_of": count.as_of.isoformat(),
        "women": str(count.women),
        "men": str(count.men),
        "source": count.source,
        "correct": "1",
    }


def _number(text: str) -> int | None:
    digits = "".join(text.split())
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(MOST_CLIENTS))):
        return None
    return int(digits) if int(digits) <= MOST_CLIENTS else None
