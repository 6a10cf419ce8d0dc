"""SPSS files, made by a process of their own: pandas would double the memory of every web worker.

The two processes share a folder that only this user can open, below the data folder. No answer
stands in an argument, in the environment or in a log.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from flask_babel import gettext as _

from core.codes import Missing
from core.errors import DomainError
from surveys.collection.answer_export_columns import MISSING_NAMES, Column, Kind
from surveys.collection.answer_export_rows import ResponseRow

ROOT = Path(__file__).parents[2]
PROGRAM = "surveys.collection.spss_file"
ROWS, DESCRIPTION, RESULT = "rows.csv", "description.json", "result.sav"
MOST_SECONDS = 1800
#: Words that SPSS keeps for itself.
KEPT_WORDS = frozenset(
    {"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"}
)
#: Bytes of a variable's label and of a value's label; SPSS cuts what is longer.
LONGEST_LABEL, LONGEST_VALUE_LABEL = 255, 120


class SpssFailed(DomainError):
    """The process that makes SPSS files did not end well."""

    status = 500


def write_spss(
    columns: Sequence[Column],
    rows: Iterable[ResponseRow],
    title: str,
    file: IO[bytes],
    folder: Path,
) -> None:
    """Write the columns to an open file; what is half done lies in `folder` meanwhile.

    Raises SpssFailed.
    """
    with TemporaryDirectory(dir=folder, prefix="spss-") as name:
        shared = Path(name)
        description = {"title": title[:60], "columns": [_described(column) for column in columns]}
        with _private(shared / DESCRIPTION) as out:
            json.dump(description, out, ensure_ascii=False)
        with _private(shared / ROWS) as out:
            lines = csv.writer(out, lineterminator="\n")
            lines.writerows([column.value(row) for column in columns] for row in rows)
        _run(shared)
        with (shared / RESULT).open("rb") as made:
            shutil.copyfileobj(made, file)


def spss_name(name: str) -> str:
    """The name of a column as SPSS takes it."""
    return f"{name}_" if name in KEPT_WORDS else name


def _described(column: Column) -> dict[str, Any]:
    labels = {} if column.is_text else {str(code): _cut(word, LONGEST_VALUE_LABEL)
                                        for code, word in column.labels.items()}  # fmt: skip
    missing = {str(int(kind)): str(_(name)) for kind, name in MISSING_NAMES.items()}
    numbers = (Kind.NUMBER, Kind.INDEX, Kind.DAY)
    return {
        "name": spss_name(column.name),
        "label": _cut(column.title, LONGEST_LABEL),
        "is_text": column.is_text,
        "labels": {} if column.is_text else labels | missing,
        "missing": [] if column.is_text else [int(min(Missing)), int(max(Missing))],
        "measure": "scale"
        if column.kind in numbers
        else "ordinal"
        if column.ordered
        else "nominal",
        "decimals": 2 if column.kind is Kind.INDEX else 0,
    }


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore")


def _private(path: Path) -> IO[str]:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    return os.fdopen(descriptor, "w", encoding="utf-8", newline="")


def _run(shared: Path) -> None:
    try:
        subprocess.run(  # noqa: S603 -- our own module, and a folder that we have just named.
            [sys.executable, "-m", PROGRAM, str(shared)],
            cwd=ROOT,
            # One thread, and none of the addresses and keys that the server may have been given.
            env={"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
            stdin=subprocess.DEVNULL,
            # An error of pandas may quote a cell.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=MOST_SECONDS,
            check=True,
        )
    except subprocess.SubprocessError:
        raise SpssFailed(
            _("SPSS-filen gick inte att göra. Prova igen, eller välj Excel.")
        ) from None
