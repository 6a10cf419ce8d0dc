"""Easy Swedish: what each rule lets through, what it stops, and what it says."""

from string import Formatter
from time import process_time

import pytest
import textstat  # type: ignore[import-untyped]  # It carries no types.
from hypothesis import given, settings
from hypothesis import strategies as st

from core.language_check import (
    HIGHEST_LIX,
    LEAST_WORDS_FOR_LIX,
    Remark,
    Severity,
    check_answer,
    check_choice,
    check_lix,
    check_question,
    check_text,
)
from core.language_patterns import abbreviations, two_questions
from core.language_sentences import SENTENCES, Rule
from core.language_text import lix, sentences
from core.language_words import vocabulary

TEXT = st.text(max_size=300) | st.lists(
    st.sampled_from(
        ["och", "eller", "inte", "t.ex.", "LSS", "?", ".", "\n", "{found}", "%s", "mellan", "-", "/",
         "handläggarens", "biståndsbeslut", "håller", "du", "med", "ofta", "1", "ſ", "İ", "ß"]
    ),
    max_size=40,
).map(" ".join)  # fmt: skip


def rules(remarks: list[Remark]) -> set[Rule]:
    """The rules that were broken."""
    return {remark.rule for remark in remarks}


def question(text: str, explanation: str = "", *labels: str) -> set[Rule]:
    """The rules that a question breaks."""
    return rules(check_question(text, vocabulary(), explanation=explanation, labels=labels))


EASY = """
Hur är vi mot dig?
Hur bra lyssnar vi på dig?
Hur lätt är det att få tag i oss?
Har ditt liv blivit bättre med vår hjälp?
Hur var ditt besök i dag?
Vet du vad som händer nu?
Vad kan vi göra bättre?
Vill du säga något mer?
Varför sa du nej till hjälp?
Hur länge har du bott på härbärge?
Vad tyckte du om mötet med handläggarna?
Hur bra är samarbetet med socialtjänsten?
Har Stadsmissionen hjälpt dig?
Hur bra är din arbetsmiljö?
""".strip().splitlines()


@pytest.mark.parametrize("text", EASY)
def test_an_easy_question_gets_no_remark(text: str) -> None:
    assert not question(text)


ONE_QUESTION = """
Hur mycket får du vara med och bestämma?
Fick du sitta och vänta?
Hur länge fick du gå och vänta på svar?
Hur fungerar det mellan dig och oss?
Fick du hjälp av en vän eller någon annan?
Hur bra är vår vård och omsorg?
Fick du råd och stöd av oss?
Var du mer eller mindre nöjd?
Hur bra är individ- och familjeomsorgen?
Ska vi ringa klockan 9 eller 10?
Tänk på mötet och det ni sa. Hur var vi mot dig?
""".strip().splitlines()


@pytest.mark.parametrize("text", ONE_QUESTION)
def test_joined_words_that_are_one_thing_are_one_question(text: str) -> None:
    assert Rule.DOUBLE not in question(text)


def test_a_question_may_name_its_choices() -> None:
    assert Rule.DOUBLE not in question("Är du kvinna eller man?", "", "Kvinna", "Man")
    assert Rule.DOUBLE in question("Vill du ha kaffe eller te?", "", "Ja", "Nej")
    assert Rule.DOUBLE in question("Är kvinnan och mannen nöjda?", "", "Kvinnan", "Mannen")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hur bra och snabb är vår hjälp?", "bra och snabb"),
        ("Var vi bra, snälla och snabba?", "snälla och snabba"),
        ("Fick du mat eller pengar?", "mat eller pengar"),
        ("Var chefen samt personalen bra?", "chefen samt personalen"),
        ("Fick du hjälp med hem/jobb?", "hem/jobb"),
        ("Fick du hjälp? Var den bra?", "Fick du hjälp? Var den bra?"),
        ("Fick du vara med och bestämma och välja?", "bestämma och välja"),
        ("Var vi bra, t.ex. snälla och snabba?", "snälla och snabba"),
        ("Skriv vad som var bra och dåligt.", "bra och dåligt"),
    ],
)  # fmt: skip
def test_two_things_asked_at_once_are_told_by_the_words_that_join_them(
    text: str, words: str
) -> None:
    assert two_questions(text, vocabulary().phrases).endswith(words)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (Rule.NEGATION, "Vad tycker du inte om?"),
        (Rule.NEGATION, "Har du aldrig fått hjälp?"),
        (Rule.NEGATION, "Får du ingen hjälp?"),
        (Rule.FREQUENCY, "Får du ofta hjälp?"),
        (Rule.FREQUENCY, "Är vi sällan sena?"),
        (Rule.FREQUENCY, "Kommer vi då och då?"),
        (Rule.AGREE, "Instämmer du i det?"),
        (Rule.AGREE, "Håller du med om att vi är bra?"),
        (Rule.AGREE, "Hur väl stämmer det för dig?"),
        (Rule.ABBREVIATION, "Får du t.ex. mat?"),
        (Rule.ABBREVIATION, "Får du bl a mat?"),
        (Rule.ABBREVIATION, "Har du fått hjälp enligt SoL?"),
        (Rule.ABBREVIATION, "Får du vänta 10 min?"),
        (Rule.RARE_WORD, "Är du ojämlik?"),
        (Rule.COMPOUND, "Hur är ditt biståndsbeslut?"),
        (Rule.LONG_WORDS, "Upplever du tillgänglighet?"),
    ],
)
def test_each_rule_stops_a_question(rule: Rule, text: str) -> None:
    assert rule in question(text)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (Rule.FREQUENCY, "Hur ofta träffar du oss?"),
        (Rule.AGREE, "Stämmer din adress?"),
        (Rule.AGREE, "Håller du kontakt med din familj?"),
        (Rule.ABBREVIATION, "Var maten bra. Ja. Den är min. Tack."),
        (Rule.ABBREVIATION, "FICK DU HJÄLP I DAG?"),
        (Rule.ABBREVIATION, "Fick du ett SMS från oss?"),
        (Rule.ABBREVIATION, "Har du läst www.stad.se?"),
        (Rule.RARE_WORD, "Var mötena med handläggarens chef bra?"),
    ],
)
def test_what_only_looks_like_a_breach_is_let_through(rule: Rule, text: str) -> None:
    assert rule not in question(text)


@pytest.mark.parametrize("count", range(8, 19))
def test_ten_words_are_good_and_more_than_fifteen_are_refused(count: int) -> None:
    text = " ".join(["ja"] * count) + "?"
    found = {remark.severity for remark in check_question(text, vocabulary())}
    expected = {Severity.ERROR} if count > 15 else {Severity.WARNING} if count > 10 else set()
    assert found == expected


def test_one_long_word_is_allowed_and_words_of_the_field_are_not_counted() -> None:
    assert Rule.LONG_WORDS not in question("Var personalen hjälpsam hos handläggaren?")
    assert Rule.LONG_WORDS in question("Upplever du hjälpsam personal?")


def test_a_rare_word_is_allowed_when_the_help_explains_it() -> None:
    text = "Vad står i din överenskommelse?"
    assert not question(text) & {Rule.RARE_WORD, Rule.COMPOUND}
    rare = "Hur är ditt biståndsbeslut?"
    assert Rule.COMPOUND in question(rare, "Det är vad vi har sagt.")
    assert Rule.COMPOUND not in question(rare, "Biståndsbeslutet säger vilken hjälp du får.")


def test_a_choice_may_say_no_but_not_how_often_or_how_far_people_agree() -> None:
    def found(label: str) -> set[Rule]:
        return rules(check_choice(label, vocabulary()))

    assert not found("Inte alls nöjd")
    assert found("Ibland") == {Rule.FREQUENCY}
    assert found("Instämmer helt") == {Rule.AGREE}
    assert found("Stämmer ganska bra") == {Rule.AGREE}
    assert found("Håller inte med") == {Rule.AGREE}


HARD_ANSWER = (
    "Verksamheten har med anledning av inkomna synpunkter initierat en översyn av befintliga"
    " handläggningsrutiner, bl.a. avseende tillgänglighet, kommunikation och delaktighet i"
    " utredningsprocessen. Återkoppling sker efter genomförd analys av förutsättningarna."
    " Vi återkommer i ärendet."
)
EASY_ANSWER = (
    "Tack för att du skrev till oss. Du fick vänta för länge på svar. Det var fel av oss."
    " Nu har vi fler som svarar i telefon. Ring oss gärna igen. Vi hjälper dig så fort vi kan."
)


def test_a_hard_answer_gets_warnings_only() -> None:
    remarks = check_answer(HARD_ANSWER, vocabulary())
    assert {remark.severity for remark in remarks} == {Severity.WARNING}
    expected = {Rule.LIX, Rule.LONG_SENTENCE, Rule.LONG_WORDS, Rule.ABBREVIATION, Rule.RARE_WORD}
    assert expected <= rules(remarks)


def test_an_easy_answer_gets_none() -> None:
    assert not check_answer(EASY_ANSWER, vocabulary())


def test_an_answer_may_say_no_and_join_things() -> None:
    assert not check_answer("Vi hade inte tid och inte plats. Ibland blir det fel.", vocabulary())


def test_lines_broken_by_a_mail_program_are_not_sentences() -> None:
    assert sentences("Vi har läst\nditt brev.\nTack!") == ["Vi har läst\nditt brev.", "Tack!"]
    assert len(sentences("Om oss\n\nvi är bra")) == 2
    assert len(sentences("Vi ger t.ex. mat. Du får sängar m.m. Vi kan.")) == 3
    assert len(sentences("Vi ger\n- mat\n- hjälp")) == 3


def test_lix_is_not_judged_on_a_short_text() -> None:
    short = "Verksamhetsutveckling " * (LEAST_WORDS_FOR_LIX - 1)
    assert lix(short) > HIGHEST_LIX
    assert not check_lix(short)
    assert check_lix(short + "Verksamhet")[0].rule == Rule.LIX


#: Words with more than two to a sentence, for textstat leaves shorter sentences out.
SENTENCE = st.lists(
    st.text("abcdefghijåäö", min_size=1, max_size=12), min_size=3, max_size=20
).map(lambda words: " ".join(words).capitalize() + ".")  # fmt: skip
TEXTSTAT = textstat.textstat
TEXTSTAT.set_lang("sv")


@given(st.lists(SENTENCE, min_size=1, max_size=8).map(" ".join))
def test_lix_is_that_of_textstat(text: str) -> None:
    assert lix(text) == pytest.approx(TEXTSTAT.lix(text))


@pytest.mark.parametrize("text", [HARD_ANSWER.replace("bl.a.", "bland annat"), EASY_ANSWER])
def test_lix_of_real_texts_is_that_of_textstat(text: str) -> None:
    assert lix(text) == pytest.approx(TEXTSTAT.lix(text))


def test_lix_by_hand() -> None:
    # Ten words, two sentences, three long words: 10 / 2 + 100 · 3 / 10.
    assert lix("Vi lyssnar på dig här. Personalen hjälper alla så fort.") == 35
    assert lix("") == 0


@given(TEXT, TEXT)
@settings(max_examples=60)
def test_any_text_gives_remarks_and_never_an_exception(text: str, other: str) -> None:
    words = vocabulary()
    remarks = [
        *check_question(text, words, explanation=other, labels=[other]),
        *check_choice(text, words),
        *check_text(text, words),
        *check_answer(text, words),
    ]
    for remark in remarks:
        assert remark.sentence("sv")
        assert remark.sentence("en")


def test_a_text_made_to_be_slow_is_judged_in_seconds() -> None:
    started = process_time()
    for piece in ("a", "och/", "mellan ", "t.", "A", "a-", "åt. ", "!", '."', "hur ofta "):
        check_question(piece * 1000, vocabulary())
        check_answer(piece * 10_000, vocabulary())
    assert process_time() - started < 20


def test_braces_in_a_text_stay_braces() -> None:
    assert "{count} och snäll" in Remark(Rule.DOUBLE, "{count} och snäll").sentence()


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_says_the_same_things_in_swedish_and_english(rule: Rule) -> None:
    swedish, english = (
        {name for _, name, _, _ in Formatter().parse(text) if name} for text in SENTENCES[rule]
    )
    assert swedish == english


def test_an_abbreviation_is_told_once_and_not_as_a_rare_word() -> None:
    remarks = check_text("Det gäller LSS, FUB och LSS. Det gäller t.ex. mat.", vocabulary())
    assert rules(remarks) == {Rule.ABBREVIATION}
    assert sorted(remark.found for remark in remarks) == ["FUB", "LSS", "t.ex."]
    assert abbreviations("Vi hjälper dig.") == []
