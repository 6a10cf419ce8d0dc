"""Files of figures that people send: read before the database is asked, kept until stored.

The file itself is deleted when it has been read; what was read lies in a folder of its own under
the data folder, for the person who sent it, and goes with it after a day. A workbook that is read
by a mapping stays beside it until its figures are stored, for its sheets are chosen one by one.
"""

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from werkzeug.datastructures import FileStorage

from analysis.published.columns import FigureRow
from analysis.published.importing import read_rows
from core.background import kept_file, new_work, private_file, work_folder
from core.database import random_key
from core.tables import read_table
from core.tables_refusal import TableRefused
from core.tables_workbook import LITTLE_ROOM


@dataclass(frozen=True)
class Kept:
    """What a file says: its figures, what is wrong with it, and how much a mapping left out, by why."""

    rows: list[FigureRow]
    problems: list[TableRefused]
    left: Mapping[str, int] = field(default_factory=dict)
    #: Whether it was read by a mapping, which can be changed.
    mapped: bool = False


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
    keep(key, staff_id, Kept(rows, problems))
    return key.hex()


def keep(key: bytes, staff_id: int, kept: Kept) -> None:
    """Keep what a file says, in place of what was kept of it before."""
    write_anew(work_folder(key) / f"figures-{staff_id}", _as_json(kept))


def write_anew(path: Path, text: str) -> None:
    """Write a file of the program's own, in place of one that is there; never half of it."""
    draft = path.with_name(f"{path.name}.{random_key().hex()}")
    with private_file(draft) as file:
        file.write(text.encode())
    draft.replace(path)


def read_again(key: str, staff_id: int) -> Kept:
    """What a file says. Raises NotFound for anybody but the person who sent it."""
    kept = json.loads(_find(key, staff_id).read_bytes())
    rows = [FigureRow(**{**row, "day": date.fromisoformat(row["day"])}) for row in kept["rows"]]
    problems = [
        TableRefused(message, row, column, **params)
        for message, row, column, params in kept["problems"]
    ]
    return Kept(rows, problems, kept["left"], kept["mapped"])


def forget(key: str, staff_id: int) -> None:
    """Delete a file and what was kept of it. Raises NotFound."""
    shutil.rmtree(_find(key, staff_id).parent)


def _find(key: str, staff_id: int) -> Path:
    return kept_file(key, f"figures-{staff_id}")


def _as_json(kept: Kept) -> str:
    told = [[one.message, one.row, one.column, one.params] for one in kept.problems]
    rows = [asdict(row) for row in kept.rows]
    also = {"left": kept.left, "mapped": kept.mapped}
    return json.dumps({"rows": rows, "problems": told, **also}, default=str)
