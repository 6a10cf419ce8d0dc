"""A manager's year in chapters: results read, words and plan written, figures in, reports out."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from core.clock import Clock
from tests.journeys.demonstration import demonstration, sign_in
from tests.journeys.year import (
    SURVEY,
    Told,
    kolada_table,
    make_report,
    on_the_page,
    plain,
    see_pictures,
    tab_to,
    taken,
    tertials,
    type_day,
    words_of_document,
)
from tests.printed import opened, root_of, text_of

pytestmark = pytest.mark.server

SEVEN = 7
CAUSES = "Vi vet inte vad skillnaden beror på. Vi frågar kvinnorna själva."
FOLLOW_UP = "Vi tittar på Nöjd med oss nästa gång vi ringer."
ANALYSIS = "Vi når inte dem som har bytt telefonnummer. Därför kan siffran ändra sig."
LEARNING = "Vi frågar efter numret på varje möte."
INDICATOR = "Möten som har blivit av"
WHY_MEETINGS = "Många glömmer tiden när mötet är på morgonen."
LEARNT_OF_MEETINGS = "Vi påminner dagen innan och lägger mötena senare."
FIGURE, GOAL = "75 % (180 av 240)", "75 %, mål 80 %"


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """The addresses of a running demonstration."""
    with demonstration(tmp_path_factory.mktemp("year")) as found:
        yield found


@pytest.fixture(scope="module")
def context(browser: Browser, addresses: dict[str, Any]) -> Iterator[BrowserContext]:
    """The manager's browser, which stays open the whole year."""
    context = browser.new_context(locale="sv-SE", timezone_id="Europe/Stockholm")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture(scope="module")
def signed_in(context: BrowserContext, addresses: dict[str, Any]) -> Told:
    """The manager, signed in once."""
    page = sign_in(context, addresses, "manager")
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("console", lambda one: complaints.append(f"{page.url}: {one.text}"))
    page.on("response", lambda one: complaints.append(one.url) if one.status >= 400 else None)
    return Told(page, addresses["sign_in"]["address"].removesuffix("/logga-in"), complaints)


@pytest.fixture
def manager(signed_in: Told) -> Iterator[Told]:
    """The manager; a word of complaint in the browser's console, or a page that fails, fails the test."""
    signed_in.complaints.clear()
    yield signed_in
    assert signed_in.complaints == []


TODAY = Clock().today()
EARLIER, LATEST = tertials(TODAY)


def test_the_result_is_read_and_one_question_looked_into(manager: Told) -> None:
    page = manager.page
    page.get_by_role("link", name="Resultat", exact=True).click()
    page.get_by_role("link", name=re.compile("Vad tycker du om oss")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "Kvinnor och män svarade troligen olika"
    )
    page.get_by_role("link", name="Fråga för fråga").click()
    page.get_by_role("link", name="Nöjd med oss", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Troligen en skillnad")
    sentences = page.locator("section", has=page.get_by_role("heading", name="Vad vi kan säga"))
    expect(sentences).to_contain_text("Skillnaden är 24 procentenheter (osäkerhet 10–39)")
    expect(sentences).to_contain_text("Går inte att jämföra. 2019 fyllde klienterna i enkäten")
    methods = page.locator("details", has_text="Så har vi räknat")
    expect(methods.get_by_role("table").first).to_be_hidden()
    methods.locator("summary").click()
    expect(methods.get_by_role("table").first).to_be_visible()
    expect(methods).to_contain_text("Wilson")
    see_pictures(page)


def test_the_ways_between_a_surveys_pages_are_the_same_on_each(manager: Told) -> None:
    page = manager.page
    manager.open(SURVEY)
    ways = page.get_by_role("navigation", name="Sätt att se resultatet")
    names = ways.get_by_role("link").all_inner_texts()
    assert names == [
        *("Översikt", "Fråga för fråga", "Kvinnor och män", "Sida vid sida"),
        *("Egna ord", "Handlingsplan", "Chefens ord"),
    ]
    for name in names:
        ways.get_by_role("link", name=name).click()
        expect(ways.get_by_role("link", name=name)).to_have_attribute("aria-current", "page")
        assert ways.get_by_role("link").all_inner_texts() == names


def test_the_seven_questions_are_kept_with_who_wrote_and_when(manager: Told) -> None:
    page = manager.page
    manager.open(f"{SURVEY}/kvinnor-och-man")
    fields = page.locator("main textarea")
    expect(fields).to_have_count(SEVEN)
    expect(fields.nth(0)).to_have_value(re.compile(r"28 av 46 kvinnor \(61 %\)"))
    page.get_by_label("3. Vad kan skillnaderna bero på?").fill(CAUSES)
    for number, text in ((4, "Vet inte."), (5, "Vi har inte räknat på det."), (7, FOLLOW_UP)):
        page.get_by_label(re.compile(rf"^{number}\.")).fill(text)
    page.get_by_role("button", name="Spara texten").click()
    expect(page.get_by_role("status")).to_contain_text("sparad")
    page.reload()
    expect(fields.nth(2)).to_have_value(CAUSES)
    expect(fields.nth(6)).to_have_value(FOLLOW_UP)
    # What nobody has changed is still signed with its own day.
    written = page.locator("main form").get_by_text("Sparat av Mia Chef den")
    expect(written.filter(has_text="25 maj 2020.")).to_have_count(3)
    expect(written.filter(has_text=f"{TODAY.year}.")).to_have_count(4)


def test_the_managers_words_are_kept(manager: Told) -> None:
    page = manager.page
    manager.open(f"{SURVEY}/kvinnor-och-man")
    page.get_by_role("link", name="Chefens ord").click()
    analysis = page.get_by_label("Analys")
    expect(analysis).to_have_value(re.compile("^Påhittat exempel"))
    analysis.fill(f"{analysis.input_value()}\n\n{ANALYSIS}")
    page.get_by_label("Ta tillvara").fill(LEARNING)
    page.get_by_role("button", name="Spara texten").click()
    page.reload()
    expect(page.get_by_label("Analys")).to_have_value(re.compile(ANALYSIS))
    expect(page.get_by_label("Ta tillvara")).to_have_value(LEARNING)


def test_a_plan_that_is_missing_is_written_with_the_keyboard_alone(manager: Told) -> None:
    page = manager.page
    manager.open(f"{SURVEY}/plan")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 av 4 saknar handlingsplan")
    expect(page.get_by_text("Försenad (pågår)")).to_be_visible()
    tab_to(page, page.get_by_role("link", name=re.compile("Skriv en åtgärd.*Ledning och")))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kommer av: Resultat: Vad tycker du om oss? 2020")).to_be_visible()
    for label, typed in (
        ("Vad ska ni göra?", "Vi läser alla siffror på ledningsmötet"),
        ("Om ingen av dem: vem?", "Ledningsgruppen"),
    ):
        tab_to(page, page.get_by_label(label))
        page.keyboard.type(typed)
    type_day(page, page.get_by_label("Från och med"), TODAY)
    type_day(page, page.get_by_label("Till och med"), TODAY + timedelta(days=60))
    tab_to(page, page.get_by_role("button", name="Spara åtgärden"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Vi läser alla siffror på ledningsmötet"
    )
    expect(page.get_by_role("link", name="Resultat: Vad tycker du om oss? 2020")).to_be_visible()
    manager.open(f"{SURVEY}/plan")
    expect(page.get_by_role("heading", level=1)).to_have_text("Alla har en handlingsplan")
    expect(page.get_by_text("Handlingsplan saknas")).to_have_count(0)
    manager.open("/atgarder")
    missing = page.locator(".notice", has_text="handlingsplaner saknas")
    expect(missing).to_contain_text("Hur är det att arbeta här? 2021")
    expect(missing).not_to_contain_text("Vad tycker du om oss?")


def test_the_investigator_adds_an_indicator_with_its_target(
    browser: Browser, addresses: dict[str, Any]
) -> None:
    context = browser.new_context(locale="sv-SE")
    page = sign_in(context, addresses, "investigator")
    page.get_by_role("link", name="Styrkort").click()
    page.get_by_role("link", name="Ny indikator").click()
    unit = page.get_by_label("Enhet", exact=True)
    unit.select_option(
        unit.locator("option", has_text="Enheten för hemlösa").get_attribute("value")
    )
    page.get_by_label("Vad heter indikatorn?").fill(INDICATOR)
    page.get_by_label("Mål i planen").fill("Stödet leder vidare")
    page.get_by_label("Vad räknas, av vad?").fill("Andel möten som blev av, av alla bokade.")
    page.get_by_label("Hur ofta kommer en siffra?").select_option(label="Varje tertial")
    page.get_by_label("Periodernas siffror läggs ihop till årets").check()
    page.get_by_label("Siffran gäller alla, inte ett urval").check()
    page.get_by_role("button", name="Spara och skriv målet").click()
    page.get_by_label("År", exact=True).fill(LATEST[:4])
    page.get_by_label("Årsmål", exact=True).select_option(label="En siffra")
    page.get_by_label("Årsmål: siffran").fill("80")
    page.get_by_role("button", name="Spara målen").click()
    expect(page.get_by_role("table")).to_contain_text("minst 80 %")
    context.close()


def test_a_tertials_figure_is_entered_and_the_word_of_it_is_said(manager: Told) -> None:
    page = manager.page
    manager.open("/styrkort")
    expect(page.get_by_role("heading", name="Stödet leder vidare")).to_have_count(1)
    page.get_by_role("link", name=INDICATOR).click()
    page.get_by_label("Period").select_option(LATEST)
    page.get_by_role("button", name="Byt period").click()
    for group, count, of in (("Alla", 180, 240), ("Kvinnor", 60, 80), ("Män", 120, 160)):
        fields = page.get_by_role("group", name=group)
        fields.get_by_label("Antal", exact=True).fill(str(count))
        fields.get_by_label("Av hur många").fill(str(of))
    page.get_by_label("Varifrån kommer siffran?").fill("Bokningssystemet")
    page.get_by_role("button", name="Spara siffran").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"inte: {GOAL}")
    page.get_by_label("Uppfylls delvis").check()
    page.get_by_label("Prognos för hela året").fill("78")
    page.get_by_label("Analys: varför blev det så?").fill(WHY_MEETINGS)
    page.get_by_label("Ta tillvara: vad gör ni").fill(LEARNT_OF_MEETINGS)
    with page.expect_navigation():
        page.get_by_role("button", name="Spara bedömningen").click()
    page.reload()
    said = page.locator("section", has=page.get_by_role("heading", name="Vad chefen säger"))
    for words in ("Uppfylls delvis", WHY_MEETINGS, LEARNT_OF_MEETINGS, "Mia Chef"):
        expect(said).to_contain_text(words)
    expect(page.get_by_text(FIGURE).first).to_be_visible()


@pytest.mark.parametrize("period", [EARLIER, LATEST, LATEST[:4]])
def test_a_report_of_a_tertial_and_of_the_year_says_the_same_in_each_form(
    manager: Told, period: str
) -> None:
    page = manager.page
    make_report(manager, "period", period)
    title = page.get_by_role("heading", level=1).inner_text()
    shown = plain(page.locator("article.report").text_content() or "")
    see_pictures(page)
    pdf = taken(page, "PDF")
    root = root_of(pdf)
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("sv", True)
    assert "/StructTreeRoot" in root
    told = opened(pdf).metadata
    assert told
    assert plain(told.title or "") == plain(title)
    forms = shown, text_of(pdf), words_of_document(taken(page, "Word"))
    wanted = [title, "Svar på synpunkter i tid", "Påhittat: Skriv om våra tre vanligaste brev"]
    if period != EARLIER:
        wanted += [INDICATOR, FIGURE, GOAL, WHY_MEETINGS, LEARNT_OF_MEETINGS, "Bokningssystemet"]
    for words in wanted:
        for form in forms:
            assert plain(words) in form


def test_a_goal_is_copied_in_the_order_of_the_planning_system(manager: Told) -> None:
    page = manager.page
    manager.open("/rapporter")
    of_tertial = page.get_by_role("row", name=f"Tertial {LATEST[-1]}, {LATEST[:4]}")
    of_tertial.get_by_role("link").click()
    page.get_by_role("button", name=re.compile(f"Kopiera.*{INDICATOR}")).click()
    expect(page.get_by_text("Kopierat")).to_be_visible()
    copied = plain(page.evaluate("navigator.clipboard.readText()"))
    order = (
        *("Förväntat resultat", "80 %", "Utfall", "75 % (180 av 240)", "Analys", WHY_MEETINGS),
        *("Ta tillvara", LEARNT_OF_MEETINGS),
    )
    places = [copied.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)


def test_the_page_for_the_workplace_meeting_is_one_sheet(manager: Told) -> None:
    make_report(manager, "apt", "Vad tycker du om oss?, 2020 (Enheten för hemlösa)")
    shown = plain(manager.page.locator("article.report").text_content() or "")
    pdf = taken(manager.page, "PDF")
    for words in ("85 % av männen och 61 % av kvinnorna var nöjda", "Bara 40 % svarade"):
        assert words in shown
        assert words in text_of(pdf)
    assert len(opened(pdf).pages) == 1


def test_the_surveys_own_report_holds_the_managers_words_and_the_gender_analysis(
    manager: Told,
) -> None:
    make_report(manager, "whole", "Vad tycker du om oss?, 2020 (Enheten för hemlösa)")
    printed = text_of(taken(manager.page, "PDF"))
    for words in (ANALYSIS, LEARNING, CAUSES, FOLLOW_UP, "Går inte att jämföra"):
        assert words in printed


def test_the_table_for_kolada_says_the_figures_of_the_page(manager: Told) -> None:
    page = manager.page
    manager.open("/rapporter")
    table = kolada_table(page, "2019", "2020")
    assert table == on_the_page(manager)
