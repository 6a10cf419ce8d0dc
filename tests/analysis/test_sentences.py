"""Each sentence, letter for letter, in both languages."""

from analysis.methods.comparisons import Difference
from analysis.methods.verdicts import Verdict
from analysis.results.phrases import Text
from analysis.results.refusals import HIDDEN, break_text, say_mode, say_wording
from analysis.results.sentences import Side, Subject, say
from core.codes import Group

SATISFIED = Text("var nöjda", "were satisfied")
PAPER, TELEPHONE = frozenset({"paper"}), frozenset({"telephone"})
KIOSK_AND_LINK = frozenset({"link", "kiosk"})
FEW = (Side(Group.WOMAN, 14, 10), Side(Group.MAN, 72, 57))
MANY = (Side(Group.WOMAN, 46, 28), Side(Group.MAN, 210, 179))
APART = Difference(28 / 46 - 179 / 210, -0.39, -0.10, 0.001)


def about(sides: tuple[Side, Side], found: Difference, rate: float | None = 0.9) -> Subject:
    return Subject(sides, found, SATISFIED, rate)


def test_hidden() -> None:
    assert HIDDEN.sv == "Visas inte, för att ingen ska kunna kännas igen."
    assert HIDDEN.en == "Not shown, so that nobody can be recognised."


def test_mode_and_year_cannot_be_told_apart() -> None:
    said = say_mode(("2019", "2020"), (PAPER, TELEPHONE))
    assert said.sv == (
        "Går inte att jämföra. 2019 fyllde klienterna i enkäten själva. "
        "2020 svarade de på telefon. Bara det kan ge hela skillnaden."
    )
    assert said.en == (
        "Cannot be compared. In 2019 the clients filled in the form themselves. "
        "In 2020 they answered by telephone. That alone may be the whole difference."
    )


def test_several_modes_and_unknown_modes_are_said_too() -> None:
    said = say_mode(("2020", "2026"), (frozenset(), KIOSK_AND_LINK))
    assert said.sv == (
        "Går inte att jämföra. 2020 vet vi inte hur klienterna svarade. "
        "2026 svarade de på olika sätt (skärm i receptionen och nätet). "
        "Bara det kan ge hela skillnaden."
    )


def test_the_wording_changed() -> None:
    assert say_wording("2017").sv == (
        "Frågan ställdes på ett annat sätt före 2017. Åren före och efter kan inte jämföras."
    )


def test_too_few_have_answered() -> None:
    said = say(Verdict.TOO_FEW, about(FEW, Difference(-0.08, -0.34, 0.12, 0.5)))
    assert said.sv == (
        "Vi kan inte säga om kvinnor och män tycker olika. "
        "För få har svarat: 10 av 14 kvinnor och 57 av 72 män var nöjda."
    )
    assert said.en == (
        "We cannot say whether women and men think differently. "
        "Too few have answered: 10 of 14 women and 57 of 72 men were satisfied."
    )


def test_a_certain_difference() -> None:
    said = say(Verdict.DIFFERENCE, about(MANY, APART))
    assert said.sv == (
        "Statistiskt säkerställd skillnad: 85 % av männen och 61 % av kvinnorna var nöjda. "
        "Skillnaden är 24 procentenheter (osäkerhet 10–39). "
        "28 av 46 kvinnor och 179 av 210 män var nöjda."
    )
    assert said.en == (
        "Statistically certain difference: 85% of the men and 61% of the women were satisfied. "
        "The difference is 24 percentage points (uncertainty 10–39). "
        "28 of 46 women and 179 of 210 men were satisfied."
    )


def test_a_likely_difference_says_how_few_answered() -> None:
    low = say(Verdict.LIKELY_DIFFERENCE, about(MANY, APART, 0.40))
    assert low.sv.startswith("Troligen en skillnad: 85 % av männen och 61 % av kvinnorna")
    assert low.sv.endswith("28 av 46 kvinnor och 179 av 210 män var nöjda. Bara 40 % svarade.")
    unknown = say(Verdict.LIKELY_DIFFERENCE, about(MANY, APART, None))
    assert unknown.sv.endswith("Vi vet inte hur många som fick frågan.")
    assert unknown.en.endswith("We do not know how many were asked.")


def test_much_the_same() -> None:
    said = say(Verdict.SIMILAR, about(MANY, Difference(0.0, -0.05, 0.05, 1.0)))
    assert said.sv == (
        "Kvinnor och män svarade ungefär lika. 28 av 46 kvinnor och 179 av 210 män var nöjda."
    )


def test_no_certain_difference() -> None:
    said = say(Verdict.NO_CERTAIN_DIFFERENCE, about(MANY, Difference(0.0, -0.12, 0.05, 1.0)))
    assert said.sv == (
        "Vi ser ingen säker skillnad. Det kan ändå finnas en. "
        "28 av 46 kvinnor och 179 av 210 män var nöjda."
    )


def test_one_group_over_time() -> None:
    sides = (Side(Group.WOMAN, 46, 28, "2019"), Side(Group.WOMAN, 50, 45, "2020"))
    found = Difference(45 / 50 - 28 / 46, -0.01, 0.45, 0.01)
    said = say(Verdict.DIFFERENCE, about(sides, found))
    assert said.sv == (
        "Statistiskt säkerställd skillnad: "
        "90 % av kvinnorna 2020 och 61 % av kvinnorna 2019 var nöjda. "
        "Skillnaden är 29 procentenheter (osäkerhet −1 till 45). "
        "28 av 46 kvinnor 2019 och 45 av 50 kvinnor 2020 var nöjda."
    )
    assert "90% of the women in 2020 and 61% of the women in 2019" in said.en
    few = say(Verdict.TOO_FEW, about(sides, found))
    assert few.sv.startswith("Vi kan inte säga om kvinnorna tyckte olika 2019 och 2020. För få")
    alike = say(Verdict.SIMILAR, about(sides, found))
    assert alike.sv.startswith("Kvinnorna svarade ungefär lika 2019 och 2020. 28 av 46 kvinnor")


def test_means_have_the_same_ladder() -> None:
    sides = (Side(Group.WOMAN, 46, 295), Side(Group.MAN, 210, 1490))
    subject = Subject(sides, Difference(295 / 46 - 1490 / 210, -1.24, -0.16, 0.01), None, 0.9)
    assert say(Verdict.DIFFERENCE, subject).sv == (
        "Statistiskt säkerställd skillnad: männen gav i snitt 7,1 och kvinnorna gav i snitt 6,4. "
        "Skillnaden är 0,7 (osäkerhet 0,2–1,2). "
        "46 kvinnor gav i snitt 6,4 och 210 män gav i snitt 7,1."
    )
    assert say(Verdict.SIMILAR, subject).en == (
        "Women and men answered much the same. "
        "46 women gave 6.4 on average and 210 men gave 7.1 on average."
    )


def test_one_point_is_singular() -> None:
    sides = (Side(Group.WOMAN, 100, 51), Side(Group.MAN, 100, 50))
    said = say(Verdict.DIFFERENCE, about(sides, Difference(0.01, 0.005, 0.015, 0.01)))
    assert "Skillnaden är 1 procentenhet (osäkerhet 1–2)." in said.sv


def test_a_break_in_a_chart_says_what_changed() -> None:
    assert break_text(Verdict.MODE_CONFOUNDED, "2020", (PAPER, TELEPHONE)) == Text(
        "2020: telefon i stället för papper. Före och efter kan inte jämföras.",
        "2020: telephone instead of paper. Before and after cannot be compared.",
    )
    assert break_text(Verdict.WORDING_CHANGED, "2017", (PAPER, PAPER)).sv == (
        "2017: frågan ändrades. Före och efter kan inte jämföras."
    )
