"""How the figures of a variable were made: in plain words, and every number for a statistician."""

from collections.abc import Iterator
from typing import NamedTuple

from flask_babel import format_decimal, get_locale
from flask_babel import gettext as _

from analysis.charts.dots import group_name
from analysis.charts.gender import wave_name
from analysis.methods.estimates import Method
from analysis.results.series import Comparison, ComparisonKind, Kind, ResultCell, VariableResult
from analysis.results.short_verdicts import verdict_in_brief
from analysis.results.survey_results import SurveyPage
from core.codes import MODE_NAMES, N_

METHOD_NAMES = {
    Method.WILSON: N_("Wilson"),
    Method.WILSON_POPULATION: N_("Wilson, ändlig population"),
    Method.HYPERGEOMETRIC: N_("hypergeometrisk, mid-p"),
    Method.T: N_("t"),
    Method.T_POPULATION: N_("t, ändlig population"),
}
KIND_NAMES = {
    ComparisonKind.GENDER: N_("Kvinnor minus män"),
    ComparisonKind.WAVE: N_("Senare minus tidigare"),
    ComparisonKind.TREND: N_("Trend, sista minus första"),
    ComparisonKind.GENDER_OVER_TIME: N_("Kvinnor minus män, senare minus tidigare"),
}
#: Smaller p-values than this are told as being below it.
SMALLEST_P = 0.0001
NONE = "–"


class Definition(NamedTuple):
    """A term, what is meant by it and how it is made; `key` is its place on the page."""

    key: str
    term: str
    text: str


class NumberTable(NamedTuple):
    """A table for the statistician."""

    caption: str
    columns: list[dict[str, object]]
    rows: list[list[str]]


COUNTED = {
    Kind.SHARE: N_(
        "Andelen är de positiva svaren delat med alla giltiga svar. ”Vet inte”, ”vill inte svara” "
        "och överhoppade frågor är inte med. Talen är avrundade en gång, från de exakta antalen."
    ),
    Kind.MEAN: N_(
        "Medelvärdet är summan av svaren delat med antalet giltiga svar. ”Vet inte”, ”vill inte "
        "svara” och överhoppade frågor är inte med. Talen är avrundade en gång."
    ),
}
INTERVALS = {
    Kind.SHARE: N_(
        "Intervallet visar hur mycket slumpen kan ha flyttat siffran. Gör man så här många gånger "
        "rymmer 95 av 100 intervall det rätta värdet. Vi använder Wilsons intervall (1927). Kan "
        "varje klient bara svara en gång, och vet vi hur många klienterna är, räknar vi med det: "
        "n* = n(N−1)/(N−n), Cochran (1977). Har fler än 80 procent svarat är intervallet "
        "hypergeometriskt med mid-p."
    ),
    Kind.MEAN: N_(
        "Intervallet visar hur mycket slumpen kan ha flyttat siffran. Gör man så här många gånger "
        "rymmer 95 av 100 intervall det rätta värdet. Vi använder t-intervall. Kan varje klient "
        "bara svara en gång, och vet vi hur många klienterna är, räknar vi med det: s²/n·(1−n/N)."
    ),
}
TESTS = {
    Kind.SHARE: N_(
        "Skillnaden mellan två andelar har Newcombes intervall (1998, metod 10) och prövas med "
        "Fishers exakta test med mid-p. Här räknar vi aldrig med hur många klienterna är, för vi "
        "jämför grupper och år och beskriver inte bara dem som är klienter nu."
    ),
    Kind.MEAN: N_(
        "Skillnaden mellan två medelvärden prövas med Welchs t-test, när båda grupperna har minst "
        "tio svar. Här räknar vi aldrig med hur många klienterna är, för vi jämför grupper och år "
        "och beskriver inte bara dem som är klienter nu."
    ),
}
MANY = N_(
    "p är hur ofta slumpen ensam ger en minst så stor skillnad. Prövar man många frågor blir någon "
    "skillnad stor av en slump. Därför justerar vi p till q, med Benjamini och Hochbergs metod "
    "(1995), över alla frågor i enkäten, för ett mättillfälle och en sorts jämförelse i taget. "
    "En skillnad är säkerställd när q är högst 0,05 och intervallet inte rymmer 0. Intervallet är "
    "inte justerat, så det kan ligga på en sida om 0 fast q är större. Har färre än 60 procent "
    "svarat, eller vet vi inte hur många som fick frågan, säger vi bara att det troligen är en "
    "skillnad."
)
TREND = N_(
    "En trend prövas när minst tre mättillfällen i rad kan jämföras: andelar med Cochran–Armitages "
    "test, medelvärden med vägd linjär regression. Testet gäller alla mättillfällen, som om de låg "
    "lika långt från varandra. Siffran och intervallet är det sista minus det första, och kan säga "
    "något annat än testet. Går serien åt ett håll och ändarna åt det andra, säger vi ingen ändring. "
    "Om skillnaden mellan kvinnor och män har ändrats prövas för två mättillfällen med skillnaden "
    "mellan skillnaderna (MOVER), för fler med Breslow–Days test med Tarones korrektion. Det prövar "
    "oddskvoten, som kan ändras fast skillnaden i procentenheter är densamma."
)
SCALE = N_(
    "Hela skalan prövas med Mann–Whitneys test, med korrektion för lika svar. Måttet är hur "
    "sannolikt det är att en slumpvis vald kvinna svarar mer positivt än en slumpvis vald man, "
    "med lika svar räknade som hälften. 50 procent betyder att ingen av grupperna svarar mer "
    "positivt."
)
WEIGHTS = {
    Kind.SHARE: N_(
        "Kvinnor och män svarar olika ofta. Det vägda talet visar vad siffran för alla hade blivit "
        "om kvinnor och män hade svarat lika ofta, efter antalet klienter, och de nya svaren varit "
        "som de andras av samma kön. De som inte har uppgett kön behåller sin del av svaren. "
        "Intervallet är Wilsons med den effektiva storleken n = p(1−p)/v."
    ),
    Kind.MEAN: N_(
        "Kvinnor och män svarar olika ofta. Det vägda talet visar vad siffran för alla hade blivit "
        "om kvinnor och män hade svarat lika ofta, efter antalet klienter, och de nya svaren varit "
        "som de andras av samma kön. De som inte har uppgett kön behåller sin del av svaren. "
        "Intervallet är ett t-intervall med den vägda variansen."
    ),
}
MODES = N_(
    "Svarssättet kan ändra svaren. Har två mättillfällen ett gemensamt svarssätt och andra "
    "därtill, jämförs bara de gemensamma, vart för sig: andelar med Cochran–Mantel–Haenszels test, "
    "medelvärden med Welchs. Svarssätten väger lika vid båda mättillfällena, så procenttalen kan "
    "skilja sig från antalen. Hur skillnaden mellan kvinnor och män har ändrats prövas på svaren "
    "med de gemensamma svarssätten tillsammans. Har de inget gemensamt, jämförs de inte."
)
SMALL = N_(
    "En grupp med färre än %(limit)s svar visas inte, och inget som den kan räknas fram ur. "
    "Kvinnor och män visas alltid tillsammans eller inte alls. Dolt ser ut som tomt."
)


def definitions_of(result: VariableResult, limit: int) -> list[Definition]:
    """What the page's words mean and how its figures were made, as far as it has them."""
    kind = result.variable.kind
    found = [
        Definition("svar", _("Vilka svar som räknas"), _(COUNTED[kind])),
        Definition("osakerhet", _("Osäkerhet"), _(INTERVALS[kind])),
        Definition("skillnad", _("Skillnader"), _(TESTS[kind])),
        Definition("sakerhet", _("p, q och många frågor"), _(MANY)),
    ]
    if result.trends or result.interaction:
        found.append(Definition("trend", _("Hela serien"), _(TREND)))
    if result.scale_tests:
        found.append(Definition("skala", _("Hela skalan"), _(SCALE)))
    if any(cell.weighted for cell in result.cells):
        found.append(Definition("vagt", _("Vägt efter kön"), _(WEIGHTS[kind])))
    if any(one.modes for one in result.comparisons):
        found.append(Definition("svarssatt", _("Svarssätt"), _(MODES)))
    return [*found, Definition("sma", _("Små grupper"), _(SMALL, limit=limit))]


def number_tables(page: SurveyPage, result: VariableResult) -> list[NumberTable]:
    """Every figure, difference and test that is shown, with what it was made from."""
    tables = (_figures(page, result), _differences(page, result), _scale_tests(page, result))
    return [table for table in tables if table.rows]


def _figures(page: SurveyPage, result: VariableResult) -> NumberTable:
    names = {wave.label: wave_name(wave, _language()) for wave in page.result.waves}
    counts = [_("Positiva")] if result.variable.kind is Kind.SHARE else []
    columns = [*counts, "n", "N", _("Värde"), _("Lägst"), _("Högst"), _("Vägt värde")]
    rows = [
        [
            names[cell.wave],
            group_name(cell.group, _language()),
            *([_whole(cell.count)] if counts else []),
            *(_whole(cell.n), _whole(cell.population)),
            *(_figure(result, value) for value in (cell.value, cell.low, cell.high)),
            _figure(result, cell.weighted.value if cell.weighted else None),
            _(METHOD_NAMES[cell.method]) if cell.method else NONE,
        ]
        for cell in _shown(result)
    ]
    return NumberTable(_("Siffror"), _columns(columns, _("Metod för intervallet")), rows)


def _differences(page: SurveyPage, result: VariableResult) -> NumberTable:
    names = {wave.label: wave_name(wave, _language()) for wave in page.result.waves}
    rows = [
        [
            _(KIND_NAMES[one.kind]),
            _compared(one, names),
            *(_figure(result, value) for value in (one.difference, one.low, one.high)),
            *(_p(one.p), _p(one.q)),
            verdict_in_brief(one.verdict),
        ]
        for one in result.comparisons
        if one.difference is not None
    ]
    columns = [_("Skillnad"), _("Lägst"), _("Högst"), "p", "q"]
    return NumberTable(_("Jämförelser"), _columns(columns, _("Vad det ger"), _("Jämförelse")), rows)


def _scale_tests(page: SurveyPage, result: VariableResult) -> NumberTable:
    names = {wave.label: wave_name(wave, _language()) for wave in page.result.waves}
    columns = [_("Sannolikhet, procent"), "p", "q"]
    rows = [
        [
            names[one.wave],
            _("%(women)s kvinnor, %(men)s män", women=one.n[0], men=one.n[1]),
            *(_hundredths(100 * one.superiority), _p(one.p), _p(one.q)),
            verdict_in_brief(one.verdict),
        ]
        for one in result.scale_tests
    ]
    return NumberTable(_("Hela skalan, Mann–Whitney"), _columns(columns, _("Vad det ger")), rows)


def _shown(result: VariableResult) -> Iterator[ResultCell]:
    return (cell for cell in result.cells if cell.value is not None)


def _columns(numbers: list[str], last: str, first: str = "") -> list[dict[str, object]]:
    return [
        {"label": first or _("Mättillfälle")},
        {"label": _("Vilka")},
        *({"label": label, "number": True} for label in numbers),
        {"label": last},
    ]


def _compared(one: Comparison, names: dict[str, str]) -> str:
    """Such as "2019–2020, alla", with the modes that alone were compared."""
    waves = "–".join(dict.fromkeys(names[wave] for wave in (one.waves[0], one.waves[-1])))
    parts = [waves]
    if one.kind in (ComparisonKind.WAVE, ComparisonKind.TREND):
        parts.append(group_name(one.groups[0], _language()).lower())
    parts += [_(MODE_NAMES[mode]).lower() for mode in MODE_NAMES if mode in one.modes]
    return ", ".join(parts)


def _figure(result: VariableResult, value: float | None) -> str:
    """A share in per cent, a mean in its own unit; with two decimals."""
    times = 100 if result.variable.kind is Kind.SHARE else 1
    return NONE if value is None else _hundredths(times * value)


def _hundredths(value: float) -> str:
    return str(format_decimal(value, format="0.00"))


def _whole(value: int | None) -> str:
    return NONE if value is None else str(value)


def _p(value: float | None) -> str:
    if value is None:
        return NONE
    if value < SMALLEST_P:
        return f"<\u00a0{format_decimal(SMALLEST_P, format='0.0000')}"
    return str(format_decimal(value, format="0.0000"))


def _language() -> str:
    return str(get_locale())
