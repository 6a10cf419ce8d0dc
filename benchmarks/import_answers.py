"""Import of 100,000 rows of twelve answers by the command, on both databases."""

import csv
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.installation import INSTRUMENT, installations
from core.settings import Settings, environment_name
from core.spreadsheets import Sheet, write_workbook
from surveys.questionnaires.file_format import INSTRUMENTS, load_instrument, read_questionnaire
from surveys.questionnaires.question_types import type_of

ROOT = Path(__file__).parents[1]
COMMAND = "from wsgi import main; main()"
FEW_ROWS, ROWS = 10_000, 100_000
HEAD = f"""format: 1
row_id: id
questionnaire: {INSTRUMENT}.yaml
unit: {{code: homeless, name: Hemlöshetsenheten}}
waves: [{{label: "2026", opens: 2026-01-01, closes: 2026-01-31}}]
then: sealed
mode: {{value: paper}}
gender: {{column: gender}}
questions:
"""


def measure_import(kind: str, say: Callable[[str], None]) -> dict[str, float]:
    """Seconds for 100,000 rows, counting at the end included, and the memory it takes at most.

    The same rows as CSV and as a workbook; a tenth of them first, for memory must not grow.
    """
    end = "" if kind == "sqlite" else f"_{kind}"
    run_once(kind, FEW_ROWS, ".csv", say)
    seconds, peak = run_once(kind, ROWS, ".csv", say)
    in_workbook, _peak = run_once(kind, ROWS, ".xlsx", say)
    return {
        f"import_100k_rows_s{end}": seconds,
        f"import_100k_rows_xlsx_s{end}": in_workbook,
        f"import_peak_mb{end}": peak,
    }


def run_once(kind: str, rows: int, ending: str, say: Callable[[str], None]) -> tuple[float, float]:
    """Seconds and millions of bytes for one import into an empty installation."""
    with installations(kind, "import") as (settings,):
        mapping, data = make_files(settings.data, rows)
        if ending == ".xlsx":
            data = as_workbook(data)
        seconds, peak = run(settings, mapping, data)
    say(f"{kind}: {rows} rows of {ending} imported in {seconds:.1f} s, at most {peak:.0f} MB")
    return seconds, peak


def make_files(folder: Path, rows: int) -> tuple[Path, Path]:
    """A mapping, with its questionnaire beside it, and invented answers to all its twelve choices."""
    questionnaire = read_questionnaire(load_instrument(INSTRUMENT))
    (folder / f"{INSTRUMENT}.yaml").write_text((INSTRUMENTS / f"{INSTRUMENT}.yaml").read_text())
    asked = [q for q in questionnaire.questions if q.choices and not type_of(q).background]
    mapping, data = folder / "mapping.yaml", folder / "answers.csv"
    mapping.write_text(HEAD + "".join(f"  {question.id}: {question.id}\n" for question in asked))
    chance = random.Random(26)
    codes = [[str(choice.code) for choice in question.choices] for question in asked]
    with data.open("w", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["id", "gender", *(question.id for question in asked)])
        for number in range(rows):
            gender = "woman" if chance.random() < 0.2 else "man"
            writer.writerow([number, gender, *(chance.choice(one) for one in codes)])
    return mapping, data


def as_workbook(data: Path) -> Path:
    """The same table as an .xlsx beside it, with numbers as numbers."""
    path = data.with_suffix(".xlsx")
    with data.open(newline="") as file:
        columns, *rows = csv.reader(file, delimiter=";")
        values = ([int(text) if text.isdigit() else text for text in row] for row in rows)
        write_workbook(path, [Sheet("Svar", columns, values)], data.parent)
    return path


def run(settings: Settings, mapping: Path, data: Path) -> tuple[float, float]:
    """Import in a process of its own; gives seconds and the most memory in millions of bytes."""
    given = settings.model_dump(mode="json", exclude_unset=True)
    environment = {key: value for key, value in os.environ.items() if "SYNPUNKT" not in key}
    environment |= {environment_name(key): str(value) for key, value in given.items()}
    command = [sys.executable, "-c", COMMAND, "answers", "import", str(mapping), str(data)]
    start = time.perf_counter()
    process = subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    errors = process.stderr.read() if process.stderr else b""
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the import ended with {process.returncode}: {errors.decode()[-500:]}")
    return time.perf_counter() - start, usage.ru_maxrss * 1024 / 1e6
