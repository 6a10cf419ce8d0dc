"""Import of 100,000 and of a million answers by the command, on both databases."""

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
from surveys.questionnaires.file_format import INSTRUMENTS, load_instrument, read_questionnaire
from surveys.questionnaires.question_types import type_of

ROOT = Path(__file__).parents[1]
COMMAND = "from wsgi import main; main()"
SMALL, LARGE = 100_000, 1_000_000
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
    """Seconds for a million answers, counting at the end included, and the memory it takes at most."""
    peaks, seconds = [], 0.0
    for answers in (SMALL, LARGE):
        with installations(kind, "import") as (settings,):
            mapping, data = make_files(settings.data, answers)
            seconds, peak = run(settings, mapping, data)
            peaks.append(peak)
            say(f"{kind}: {answers} answers imported in {seconds:.1f} s, at most {peak:.0f} MB")
    end = "" if kind == "sqlite" else f"_{kind}"
    return {f"import_1m_s{end}": seconds, f"import_peak_mb{end}": peaks[1]}


def make_files(folder: Path, answers: int) -> tuple[Path, Path]:
    """A mapping, with its questionnaire beside it, and invented answers to all its choices."""
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
        for number in range(answers // len(asked)):
            gender = "woman" if chance.random() < 0.2 else "man"
            writer.writerow([number, gender, *(chance.choice(one) for one in codes)])
    return mapping, data


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
