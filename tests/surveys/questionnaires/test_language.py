"""The language check over whole questionnaires, and what `synpunkt questionnaire check` says."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from core.language_check import Remark, Severity
from core.language_sentences import Rule
from core.language_words import vocabulary
from surveys.questionnaires.commands import questionnaire as command
from surveys.questionnaires.comparability import structure_hash
from surveys.questionnaires.file_format import INSTRUMENTS, read_questionnaire
from surveys.questionnaires.language import language_remarks
from surveys.questionnaires.questionnaire import Questionnaire
from tests.surveys.questionnaires.samples import EVERYTHING, SMALL, changed, small

SHIPPED = sorted(INSTRUMENTS.glob("*.yaml"))
HOW_ARE_WE = "text: {sv: Hur är vi?}"
TWO_QUESTIONS = "text: {sv: Är vi bra och snabba?}"
STAFF = ("survey: small", "survey: small\naudience: staff")


def remarks(questionnaire: Questionnaire) -> list[Remark]:
    """All remarks, without their places."""
    return [remark for _, remark in language_remarks(questionnaire, vocabulary())]


def asking(text: str, *changes: tuple[str, str]) -> list[Remark]:
    """The remarks on the small questionnaire with this first question."""
    return remarks(small((HOW_ARE_WE, f"text: {{sv: {text}}}"), *changes))


def check(file: Path, text: str) -> Result:
    """What the command says of a file with this text."""
    file.write_text(text, "utf-8")
    return CliRunner().invoke(command, ["check", str(file)])


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_every_shipped_instrument_is_in_easy_swedish(file: Path) -> None:
    text = file.read_text("utf-8")
    found = [
        f"{file.name}: {path}: {remark.sentence('en')}"
        for path, remark in language_remarks(read_questionnaire(text), vocabulary())
        if remark.severity == Severity.ERROR
    ]
    assert not found, "\n".join(found)


def test_the_samples_are_easy_too() -> None:
    assert not remarks(small())
    assert not remarks(read_questionnaire(EVERYTHING))


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (Rule.DOUBLE, "Är vi bra och snabba?"),
        (Rule.NEGATION, "Är vi inte bra?"),
        (Rule.FREQUENCY, "Är vi ofta bra?"),
        (Rule.AGREE, "Instämmer du i det?"),
    ],
)
def test_a_staff_survey_is_only_warned_by_four_rules(rule: Rule, text: str) -> None:
    [for_clients] = asking(text)
    [for_staff] = asking(text, STAFF)
    assert (for_clients.rule, for_clients.severity) == (rule, Severity.ERROR)
    assert (for_staff.rule, for_staff.severity) == (rule, Severity.WARNING)


def test_the_other_rules_hold_for_staff_too() -> None:
    [remark] = asking("Hur är ditt biståndsbeslut?", STAFF)
    assert (remark.rule, remark.severity) == (Rule.COMPOUND, Severity.ERROR)


def test_locked_words_of_another_owner_are_only_warned_about() -> None:
    locked = ("survey: small", "survey: small\nsource: En myndighet\nwording_locked: true")
    [remark] = asking("Är vi inte bra?", locked)
    assert remark.severity == Severity.WARNING


def test_help_explains_a_word_and_is_judged_itself() -> None:
    rare = (HOW_ARE_WE, "text: {sv: Hur är ditt biståndsbeslut?}")
    told = (
        rare[0],
        rare[1] + "\n    help: {sv: Biståndsbeslutet säger t.ex. vad du får av oss.}",
    )
    assert [remark.rule for remark in remarks(small(rare))] == [Rule.COMPOUND]
    assert [remark.rule for remark in remarks(small(told))] == [Rule.ABBREVIATION]


def test_choices_are_judged_where_they_are_written() -> None:
    often = small(("label: {sv: Bra}", "label: {sv: Ofta}"))
    [(path, remark)] = language_remarks(often, vocabulary())
    assert path == ("scales", "good", "choices", 0, "label", "sv")
    assert remark.rule == Rule.FREQUENCY


def test_the_name_of_the_unit_is_not_judged() -> None:
    intro = ("languages:", 'intro:\n  - {sv: "Vi är {unit}."}\nlanguages:')
    assert not remarks(small(intro))


def test_lix_is_of_the_whole_survey() -> None:
    hard = "Våra besökare svarar tillsammans under hela veckan på frågorna i receptionen."
    intro = ("languages:", f"intro: [{{sv: {hard}}}, {{sv: {hard}}}, {{sv: {hard}}}]\nlanguages:")
    found = remarks(small(intro))
    assert Rule.LIX in {remark.rule for remark in found}
    assert Rule.LIX not in {remark.rule for remark in remarks(small())}


def test_the_command_tells_line_place_and_what_to_try_and_fails(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    said = check(file, changed((HOW_ARE_WE, TWO_QUESTIONS)))
    line = changed((HOW_ARE_WE, TWO_QUESTIONS)).splitlines().index(f"    {TWO_QUESTIONS}") + 1
    assert said.exit_code == 1
    assert f"{file}:{line}: questions[0].text.sv: error: This looks like two" in said.output
    assert "“bra och snabba”. Try one question for each." in said.output


def test_the_command_shows_warnings_and_succeeds(tmp_path: Path) -> None:
    said = check(tmp_path / "small.yaml", changed((HOW_ARE_WE, TWO_QUESTIONS), STAFF))
    assert said.exit_code == 0
    assert "questions[0].text.sv: warning: This looks like two questions" in said.output
    assert said.output.endswith("no faults, 1 warning\n")


def test_the_command_tells_faults_of_the_file_before_those_of_the_words(tmp_path: Path) -> None:
    said = check(
        tmp_path / "small.yaml", changed((HOW_ARE_WE, TWO_QUESTIONS), ("type: faces", "type: x"))
    )
    assert said.exit_code == 1
    assert "two questions" not in said.output


def test_an_easy_file_has_no_remarks(tmp_path: Path) -> None:
    said = check(tmp_path / "small.yaml", SMALL)
    assert said.exit_code == 0
    assert said.output.count("\n") == 1


def test_who_answers_is_one_of_three_and_clients_when_not_said(tmp_path: Path) -> None:
    assert small().audience == "clients"
    said = check(tmp_path / "small.yaml", changed((STAFF[0], "survey: small\naudience: everybody")))
    assert "audience" in said.output
    assert "staff" in said.output
    said_so = small((STAFF[0], "survey: small\naudience: clients"))
    assert structure_hash(said_so) == structure_hash(small())
