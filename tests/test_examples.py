"""The worked examples: one command each, and figures that others computed."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner
from flask import Flask
from scipy import stats

from analysis.results.commands import results
from surveys.collection.answer_import_commands import answers
from tests.analysis.reference import golden

pytestmark = pytest.mark.thorough

EXAMPLES = Path(__file__).parents[1] / "docs/examples"
EXACT = 1e-9
#: The years without a kiosk, where the same person could answer twice.
ONCE_PER_PERSON = frozenset({"2023"})


def import_example(app: Flask, name: str) -> str:
    """The one command of an example; gives what it says."""
    command = ["import", str(EXAMPLES / name / "mapping.yaml")]
    with app.app_context():
        done = CliRunner().invoke(answers, command)
    assert done.exit_code == 0, done.output
    return done.output


def cells_of(app: Flask, survey: str) -> dict[tuple[str, str, str], Mapping[str, Any]]:
    """What `synpunkt results` shows, by variable, wave and group."""
    with app.app_context():
        shown = CliRunner().invoke(results, [survey, "--format", "json"])
    assert shown.exit_code == 0, shown.output
    return {
        (variable["variable"], cell["wave"], cell["group"]): cell
        for variable in json.loads(shown.output)["variables"]
        for cell in variable["cells"]
    }


def check_mean(cell: Mapping[str, Any], values: "pd.Series[float]") -> None:
    """Count, mean and t interval, from pandas and scipy."""
    known = values.dropna()
    low, high = stats.t.interval(0.95, len(known) - 1, known.mean(), stats.sem(known))
    check(cell, [known.mean(), low, high], len(known))


def test_vocabulary_in_eleven_waves(app: Flask) -> None:
    assert "921 rows hold no answer" in import_example(app, "vocabulary")
    data = pd.read_csv(EXAMPLES / "vocabulary/gss_vocabulary_1978_1996.csv")
    cells = cells_of(app, "vocabulary")
    years = sorted(data.year.unique())
    assert len(years) == 11
    for year in years:
        wave = data[data.year == year]
        check_mean(cells["vocabulary", str(year), "all"], wave.vocab)
        for gender in ("woman", "man"):
            values = wave.vocab[wave.gender == gender]
            check_mean(cells["vocabulary", str(year), gender], values)
    assert "0 new, 1486 there already" in import_example(app, "vocabulary")


def test_personality_with_gaps(app: Flask) -> None:
    import_example(app, "personality")
    data = pd.read_csv(EXAMPLES / "personality/bfi_25_items.csv")
    cells = cells_of(app, "personality")
    names = {"A": "agreeableness", "C": "conscientiousness", "E": "extraversion",
             "N": "neuroticism", "O": "openness"}  # fmt: skip
    for column in data.columns[4:]:
        variable = f"{names[column[0]]}_{column[1]}"
        check_mean(cells[variable, "2010", "all"], data[column])
        for gender in ("woman", "man"):
            check_mean(cells[variable, "2010", gender], data[column][data.gender == gender])


def test_clients_agree_with_the_reference(app: Flask) -> None:
    import_example(app, "clients")
    cells, reference = cells_of(app, "clients"), golden()["textbook"]
    names = {"treatment": "q1_top2", "listening": "q2_top2", "understanding": "q3_top2",
             "accessibility": "q4_top2", "help_came": "q5_top2"}  # fmt: skip
    for variable, column in names.items():
        for year in ("2021", "2022", "2023"):
            # In 2021 too few are neither women nor men, so they are in no figure.
            for group in ("woman", "man") if year == "2021" else ("woman", "man", "all"):
                known = reference[f"{year}:{column}"][group]
                limits = known["wilson_fpc" if year in ONCE_PER_PERSON else "wilson"]
                check(cells[variable, year, group], [known["p"], *limits], known["n"])
    for year in ("2022", "2023"):
        grade = golden()["grade"]["textbook"][year]
        limits = grade["ci_fpc" if year in ONCE_PER_PERSON else "ci"]
        check(cells["grade", year, "all"], [grade["mean"], *limits], grade["n"])


def check(cell: Mapping[str, Any], expected: list[float], n: int) -> None:
    """Count, value and interval."""
    assert cell["n"] == n
    assert [cell["value"], cell["low"], cell["high"]] == pytest.approx(expected, abs=EXACT)
