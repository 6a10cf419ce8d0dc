"""Workbooks that are read by a mapping, while it is chosen: the file, its sheets as grids, the draft.

All of it lies in the folder of a key, for the person who sent the file, and is gone after a day.
"""

import json
import shutil
from dataclasses import asdict, dataclass, replace
from typing import Any

from werkzeug.datastructures import FileStorage

from analysis.published.files import write_anew
from analysis.published.mapping import SheetMapping
from core.background import kept_file, new_work, private_file, work_folder
from core.errors import NotFound
from core.tables_grid import Grid, read_grid
from core.tables_workbook import LITTLE_ROOM, MergedCells

MOST_ROWS = 6000


@dataclass(frozen=True)
class Draft:
    """A mapping as far as it has been chosen for a file; `mapping_id` and `revision` of one that is kept."""

    mapping_id: int | None = None
    revision: int = 0
    name: str = ""
    survey: str = ""
    content: dict[str, Any] | None = None

    def mapping(self) -> SheetMapping:
        """What has been chosen. Raises NotFound before the columns are."""
        if self.content is None:
            raise NotFound
        return SheetMapping.model_validate(self.content)

    def with_mapping(self, mapping: SheetMapping) -> "Draft":
        """The draft with another choice."""
        return replace(self, content=mapping.model_dump(mode="json"))


def receive_workbook(sent: FileStorage, staff_id: int) -> str:
    """Keep a file and read its first sheet; gives the key to it. Raises TableRefused, keeping nothing."""
    key = new_work()
    try:
        with private_file(work_folder(key) / f"workbook-{staff_id}") as file:
            sent.save(file)
        grid_of(key.hex(), staff_id)
    except BaseException:
        shutil.rmtree(work_folder(key))
        raise
    return key.hex()


def grid_of(key: str, staff_id: int, sheet: str = "") -> Grid:
    """A sheet of the file, the first when none is named; read once.

    Raises NotFound for anybody but the person who sent it and for no such sheet, and TableRefused.
    """
    workbook = kept_file(key, f"workbook-{staff_id}")
    number = 0
    if sheet:
        sheets = grid_of(key, staff_id).sheets
        if sheet not in sheets:
            raise NotFound
        number = sheets.index(sheet)
    cached = workbook.with_name(f"grid-{staff_id}-{number}")
    if not cached.is_file():
        grid = read_grid(workbook, sheet or None, MOST_ROWS, LITTLE_ROOM)
        write_anew(cached, json.dumps(asdict(grid)))
    kept = json.loads(cached.read_bytes())
    rows = {int(row): values for row, values in kept["rows"].items()}
    merged = tuple(MergedCells(*one) for one in kept["merged"])
    return Grid(kept["sheet"], tuple(kept["sheets"]), rows, merged)


def keep_draft(key: str, staff_id: int, draft: Draft) -> None:
    """Keep what has been chosen. Raises NotFound."""
    folder = kept_file(key, f"workbook-{staff_id}").parent
    write_anew(folder / f"draft-{staff_id}", json.dumps(asdict(draft)))


def draft_of(key: str, staff_id: int) -> Draft:
    """What has been chosen so far. Raises NotFound."""
    return Draft(**json.loads(kept_file(key, f"draft-{staff_id}").read_bytes()))
