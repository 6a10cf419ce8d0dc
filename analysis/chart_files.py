"""Drawn charts, kept as files in the data folder: drawn once, then only read.

A file's name holds who may see it, the unit, the survey, the variable and a fingerprint of
everything in the picture, so a name can never give a picture to another audience.
"""

import hashlib
import os
import re
import secrets
from pathlib import Path

from analysis.chart_parts import GenderChart
from analysis.charts import draw

FOLDER = "charts"
FINGERPRINT = re.compile(r"[0-9a-f]{16}")


def fingerprint(chart: GenderChart) -> str:
    """16 hexadecimal digits that stand for everything in the chart."""
    return hashlib.sha256(repr(chart).encode()).hexdigest()[:16]


def chart_path(data: Path, owner: tuple[str, int, str, str], mark: str) -> Path:
    """Where the chart of an owner (audience, unit id, survey, variable) is kept."""
    audience, unit, survey, variable = owner
    return data / FOLDER / f"{audience}-{unit}-{survey}-{variable}-{mark}.svg"


def kept_chart(path: Path) -> bytes | None:
    """The chart, if it has been drawn."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def draw_and_keep(path: Path, chart: GenderChart) -> bytes:
    """Draw the chart and keep it; several processes may do so at once."""
    picture = draw(chart)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}-{secrets.token_hex(4)}.part")
    part.write_bytes(picture)
    part.replace(path)
    return picture
