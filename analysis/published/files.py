"""Files of figures that people send: read before the database is asked, kept until stored.

The file itself is deleted when it has been read; what was read lies in a folder of its own under
the data folder, for the person who sent it, and goes with it after a day.
"""

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from werkzeug.datastructures import FileStorage

from analysis.published.columns import FigureRow
from analysis.published.importing import read_rows
from core.background import kept_file, new_work, private_file, work_folder
from core.tables import read_table
from core.tables_refusal import TableRefused
from core.tables_workbook import LITTLE_ROOM


def receive(sent: FileStorage, staff_id: int) -> str:
    """Read a file and keep what it says; gives the key to it. Raises TableRefused, keeping nothing."""
    key = new_work()
    folder = work_folder(key)
    path = folder / "sent"
    try:
        with private_file(path) as file:
            sent.save(file)
        rows, problems = read_rows(read_table(path, room=LITTLE_ROOM))
    except BaseException:
        shutil.rmtree(folder)
        raise
    path.unlink()
    with private_file(_kept(key, staff_id)) as file:
        file.write(_as_json(rows, problems).encode())
    return key.hex()


def read_again(key: str, staff_id: int) -> tuple[list[FigureRow], list[TableRefused]]:
    """The rows and problems of a file. Raises NotFound for anybody but the person who sent it."""
    kept = json.loads(_find(key, staff_id).read_bytes())
    rows = [FigureRow(**{**row, "day": date.fromisoformat(row["day"])}) for row in kept["rows"]]
    problems = [
        TableRefused(message, row, column, **params)
        for message, row, column, params in kept["problems"]
    ]
    return rows, problems


def forget(key: str, staff_id: int) -> None:
    """Delete what was kept of a file. Raises NotFound."""
    _find(key, staff_id).unlink()


def _kept(key: bytes, staff_id: int) -> Path:
    return work_folder(key) / f"figures-{staff_id}"


def _find(key: str, staff_id: int) -> Path:
    return kept_file(key, f"figures-{staff_id}")


def _as_json(rows: Sequence[FigureRow], problems: Sequence[TableRefused]) -> str:
    told = [[one.message, one.row, one.column, one.params] for one in problems]
    return json.dumps({"rows": [asdict(row) for row in rows], "problems": told}, default=str)
