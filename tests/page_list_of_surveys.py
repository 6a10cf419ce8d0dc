"""The pages of surveys and waves; a part of tests/page_list.py."""

from collections.abc import Iterator

from organisation.models import Role
from tests.page_shape import STAFF, SWEDISH, WAVE_READERS, Page, staff
from tests.town import NEWCOMER


def survey_pages() -> Iterator[Page]:
    """All of them."""
    yield from _waves()
    yield from _planning()
    yield from _questionnaires()


def _waves() -> Iterator[Page]:
    list_path, readers = "/mattillfallen", staff(WAVE_READERS)
    for role, states in (
        (
            Role.INVESTIGATOR,
            (
                "early",
                "open",
                "over",
                "closed",
                "sealed",
                "late",
                "published",
                "again",
                "shut_again",
            ),
        ),
        (Role.MANAGER, ("open", "closed")),
        (Role.CASE_WORKER, ("sealed",)),
    ):
        yield Page(f"waves, {role}", list_path, readers, role)
        for state in states:
            path = f"{list_path}/{{{state}_wave}}"
            yield Page(f"wave {state}, {role}", path, readers, role)
    yield Page("waves, nothing yet", list_path, {NEWCOMER: 200}, NEWCOMER)
    elsewhere = {NEWCOMER: 404}
    yield Page("wave elsewhere", f"{list_path}/{{open_wave}}", elsewhere, NEWCOMER, SWEDISH)
    picture = f"{list_path}/{{open_wave}}/qr.svg"
    yield Page("QR code", picture, readers, Role.MANAGER, SWEDISH, is_html=False)
    # Sent in a state where nothing changes, so that the town stays as it is.
    for verb, state in (
        ("stang", "closed"),
        ("rakna", "open"),
        ("visa", "open"),
        ("behall", "open"),
    ):
        path, manager = f"{list_path}/{{{state}_wave}}/{verb}", staff([Role.INVESTIGATOR], 303)
        yield Page(verb, path, manager, Role.INVESTIGATOR, SWEDISH, {}, "/mitt-konto")


def _planning() -> Iterator[Page]:
    """Opening a wave, making it longer, opening it again."""
    planners, planner = staff([Role.INVESTIGATOR]), Role.INVESTIGATOR
    refused = staff([Role.INVESTIGATOR], 422)
    first = "/mattillfallen/nytt"
    second = f"{first}?enkat=everything&enhet=homeless"
    yield Page("new wave, first step", first, planners, planner)
    yield Page("new wave", second, planners, planner)
    alone = f"{first}?enkat=user-survey&enhet=new"
    yield Page("new wave, no station", alone, {NEWCOMER: 200}, NEWCOMER)
    yield Page("new wave elsewhere", second, {NEWCOMER: 404}, NEWCOMER, SWEDISH)
    wrong = {"label": " ", "opens": "2026-04-02", "closes": "2026-04-01", "stations": "x"}
    yield Page("new wave, refused", second, refused, planner, STAFF, wrong, "/mitt-konto")
    missing = staff([Role.INVESTIGATOR], 404)
    yield Page("new wave, nothing chosen", first, missing, planner, SWEDISH, {}, "/mitt-konto")
    for name, state, verb, sent in (
        ("wave, not later", "open", "forlang", {"closes": "2026-03-01"}),
        ("wave, no reason", "closed", "oppna-igen", {"closes_again": "2026-04-30"}),
    ):
        path = f"/mattillfallen/{{{state}_wave}}/{verb}"
        yield Page(name, path, refused, planner, STAFF, sent, "/mitt-konto")
    for name, state, verb in (
        ("forlang", "closed", "forlang"),
        ("oppna igen", "open", "oppna-igen"),
    ):
        sent = {"closes": "2026-04-30", "closes_again": "2026-04-30", "reason": "x"}
        path, late = f"/mattillfallen/{{{state}_wave}}/{verb}", staff([Role.INVESTIGATOR], 303)
        yield Page(name, path, late, planner, SWEDISH, sent, "/mitt-konto")


def _questionnaires() -> Iterator[Page]:
    """Surveys, versions and what differs; the form in each mode."""
    readers, one = staff(WAVE_READERS), "/enkater/renewed"
    yield Page("surveys", "/enkater", readers, Role.CASE_WORKER)
    yield Page("survey", one, readers, Role.INVESTIGATOR)
    yield Page("survey with one version", "/enkater/user-survey", readers, Role.MANAGER)
    yield Page("version", f"{one}/version/2", readers, Role.MANAGER)
    yield Page("differences", f"{one}/skillnad/1/2", readers, Role.MANAGER)
    forward = staff(WAVE_READERS, 303)
    yield Page("differences backwards", f"{one}/skillnad/2/1", forward, Role.MANAGER, SWEDISH)
    form = "/enkater/everything/version/1/formular"
    for mode in ("pekskarm", "lank", "papper", "telefon", "intervju"):
        languages = STAFF if mode in ("telefon", "intervju") else SWEDISH
        yield Page(f"form, {mode}", f"{form}/sv/{mode}", readers, Role.MANAGER, languages)
    yield Page(
        "form, visit",
        f"{form.replace('everything', 'visit-satisfaction')}/sv/pekskarm",
        readers,
        Role.MANAGER,
        SWEDISH,
    )
    for name, path in (
        ("survey, unknown", "/enkater/okand"),
        ("version, unknown", f"{one}/version/3"),
        ("differences with itself", f"{one}/skillnad/1/1"),
        ("form, unknown language", f"{form}/tlh/lank"),
        ("form, unknown mode", f"{form}/sv/fax"),
    ):
        yield Page(name, path, staff(WAVE_READERS, 404), Role.MANAGER, SWEDISH)
