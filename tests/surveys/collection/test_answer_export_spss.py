"""SPSS files: labels, kinds of missing and words, made by a process that keeps to itself."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyreadstat
import pytest

from core.codes import Missing
from surveys.collection.answer_export_columns import Column, Kind
from surveys.collection.answer_export_rows import ResponseRow
from surveys.collection.answer_export_spss import KEPT_WORDS, SpssFailed, spss_name, write_spss

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).parents[3]
WORDS = ("=1+1", "rad ett\nrad två", "'citat'", 'å;ä"ö,', "NA", "", "x" * 2000)
LABELS: dict[int | str, str] = {4: "Mycket bra", 1: "Dåligt " + "å" * 100}
COLUMNS = (
    Column("treatment", Kind.CODE, lambda row: row.codes.get(1), {"sv": "Hur är vi mot dig?"}, LABELS,
           ordered=True),
    Column("all", Kind.NUMBER, lambda row: row.codes.get(2), {"sv": "Hur många gånger?"}),
    Column("ami", Kind.INDEX, lambda row: 100 / 3, {"sv": "AMI"}),
    Column("better_text", Kind.TEXT, lambda row: row.texts.get(3), {"sv": "Vad kan bli bättre?"}),
)  # fmt: skip


def response(treatment: int, number: int, text: str) -> ResponseRow:
    """A response to three questions."""
    return ResponseRow(1, 1, {}, {1: treatment, 2: number}, {3: text} if text else {})


def test_an_spss_file_knows_its_labels_its_kinds_of_missing_and_its_words(tmp_path: Path) -> None:
    codes = [4, 1, *(int(kind) for kind in Missing), 4]
    rows = [response(code, 7, text) for code, text in zip(codes, WORDS, strict=True)]
    path = tmp_path / "made.sav"
    with path.open("wb") as file:
        write_spss(COLUMNS, rows, "Brukarundersökning", file, tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["made.sav"], "nothing is left beside it"
    found, about = pyreadstat.read_sav(path, user_missing=True)
    assert found["treatment"].tolist() == codes
    assert found["ami"].tolist() == [100 / 3] * len(rows)
    assert Counter(found["better_text"]) == Counter(WORDS)
    assert about.column_names_to_labels["treatment"] == "Hur är vi mot dig?"
    assert about.variable_value_labels["treatment"][4] == "Mycket bra"
    assert about.variable_value_labels["treatment"][-3] == "Vet inte"
    assert about.missing_ranges["treatment"] == [{"lo": -4.0, "hi": -1.0}]
    assert about.variable_measure == {"treatment": "ordinal", "all_": "scale", "ami": "scale",
                                      "better_text": "nominal"}  # fmt: skip
    as_spss_counts, _ = pyreadstat.read_sav(path)
    assert as_spss_counts["treatment"].count() == 3, "kinds of missing count as missing"


def test_a_file_that_cannot_be_made_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    twice = (COLUMNS[0], COLUMNS[0])
    path = tmp_path / "made.sav"
    with path.open("wb") as file, pytest.raises(SpssFailed):
        write_spss(twice, [response(4, 1, "")], "", file, tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["made.sav"]
    assert path.stat().st_size == 0


def test_a_column_never_has_a_name_that_spss_keeps_for_itself() -> None:
    assert not {spss_name(word) for word in KEPT_WORDS} & KEPT_WORDS


def test_the_server_does_not_load_pandas() -> None:
    program = "import sys, wsgi; print('pandas' in sys.modules or 'pyreadstat' in sys.modules)"
    started = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert started.stdout.strip() == "False"
