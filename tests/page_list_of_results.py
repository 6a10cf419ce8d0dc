"""The pages of one variable, of women and men, and of words; a part of tests/page_list.py."""

from collections.abc import Iterator

from organisation.models import Role
from tests.page_shape import NOBODY, RESULT_READERS, STAFF, SWEDISH, Page, public, staff
from tests.town import NEWCOMER

EVERYTHING = "/resultat/everything"


def result_pages() -> Iterator[Page]:
    """All of them."""
    yield from _variable()
    yield from _women_and_men()
    yield from _words()


def _variable() -> Iterator[Page]:
    manager, inside = Role.MANAGER, staff(RESULT_READERS) | {NOBODY: 303}
    for code in ("treatment", "grade"):
        path = f"{EVERYTHING}/fraga/{code}"
        yield Page(f"variable {code}", path, public(), manager)
        yield Page(f"variable {code}, published", path, public())
        yield Page(f"variable {code}, 2024", f"{path}?mattillfalle=2024", _own(), manager, SWEDISH)
    hidden = "/resultat/user-survey/fraga/treatment"
    yield Page("variable, hidden", hidden, inside, manager)
    gone, other = public(404), f"{EVERYTHING}/fraga"
    yield Page("variable, unknown", f"{other}/okand", gone, languages=SWEDISH)
    yield Page("variable, no such wave", f"{other}/treatment?mattillfalle=1999", gone)
    picture = f"{other}/treatment/fordelning.svg"
    yield Page("distribution", picture, public(), languages=SWEDISH, is_html=False)
    nothing = f"{other}/okand/fordelning.svg"
    yield Page("distribution, unknown", nothing, gone, languages=SWEDISH)
    for form in ("png", "xlsx"):
        file, name = f"{other}/treatment/hamta/{form}", f"distribution as {form}"
        yield Page(name, file, public(), languages=SWEDISH, is_html=False)
    inside_file = "/resultat/user-survey/fraga/treatment/hamta/csv"
    yield Page("distribution, hidden", inside_file, inside, manager, SWEDISH, is_html=False)


def _women_and_men() -> Iterator[Page]:
    path, manager = f"{EVERYTHING}/kvinnor-och-man", Role.MANAGER
    yield Page("women and men", path, public(), manager)
    yield Page("women and men, published", path, public())
    yield Page("women and men, 2024", f"{path}?mattillfalle=2024", _own(), manager, SWEDISH)
    inside = staff(RESULT_READERS) | {NOBODY: 303}
    for name, survey in (("hidden", "user-survey"), ("no answers", "visit-satisfaction")):
        address = f"/resultat/{survey}/kvinnor-och-man"
        yield Page(f"women and men, {name}", address, inside, manager, SWEDISH)
    stale = {"seen": "x", "gender_figures": "Mina ord."}
    yield Page("gender analysis, stale", path, _writers(409), manager, STAFF, stale)
    yield Page(
        "gender analysis, no such wave",
        f"{path}?mattillfalle=1999",
        _writers(404) | {NEWCOMER: 404},
        manager,
        SWEDISH,
        stale,
        path,
    )


def _words() -> Iterator[Page]:
    path, manager = f"{EVERYTHING}/ord", Role.MANAGER
    for role in RESULT_READERS:
        yield Page(f"words, {role}", path, staff(RESULT_READERS) | {NEWCOMER: 404}, role)
    nothing = "/resultat/visit-satisfaction/ord"
    yield Page("words, no answers", nothing, staff(RESULT_READERS), manager, SWEDISH)
    wrong = f"{path}?mattillfalle=1999"
    yield Page("words, no such wave", wrong, staff(RESULT_READERS, 404), manager, SWEDISH)
    stale = {"seen": "x", "analysis": "Mina ord."}
    yield Page("words, stale", path, _writers(409), manager, STAFF, stale)


def _own() -> dict[str, int]:
    """A wave that is not published: there for colleagues, and for others it is not."""
    return public(404) | dict.fromkeys(RESULT_READERS, 200)


def _writers(status: int) -> dict[str, int]:
    return staff(RESULT_READERS, status)
