"""`python -m surveys.collection.spss_file FOLDER`: rows and their description become an SPSS file.

Never imported by the application: pandas takes a second and 60 MB. See answer_export_spss.py.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat

ROWS, DESCRIPTION, RESULT = "rows.csv", "description.json", "result.sav"


def main(folder: Path) -> None:
    """Read rows.csv and description.json in the folder; write result.sav beside them."""
    os.umask(0o077)
    description = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
    columns = description["columns"]
    pyreadstat.write_sav(
        _rows(folder / ROWS, columns),
        str(folder / RESULT),
        file_label=description["title"],
        column_labels={one["name"]: one["label"] for one in columns},
        variable_value_labels={
            one["name"]: {int(code): word for code, word in one["labels"].items()}
            for one in columns
            if one["labels"]
        },
        missing_ranges={
            one["name"]: [{"lo": one["missing"][0], "hi": one["missing"][1]}]
            for one in columns
            if one["missing"]
        },
        variable_measure={one["name"]: one["measure"] for one in columns},
        variable_format={
            one["name"]: f"F10.{one['decimals']}" for one in columns if not one["is_text"]
        },
        row_compress=True,
    )


def _rows(file: Path, columns: list[dict[str, Any]]) -> pd.DataFrame:
    """Texts as they are; an empty number is SPSS's own missing value."""
    return pd.read_csv(
        file,
        header=None,
        names=[one["name"] for one in columns],
        dtype={one["name"]: "str" if one["is_text"] else "float64" for one in columns},
        keep_default_na=False,
        na_values={one["name"]: [""] for one in columns if not one["is_text"]},
        encoding="utf-8",
        float_precision="round_trip",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
