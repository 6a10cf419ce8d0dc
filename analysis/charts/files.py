"""Drawn charts, kept as files in the data folder: drawn once, then only read.

A file's name holds who may see it, the unit, the survey, the variable and a fingerprint of
everything in the picture, so a name can never give a picture to another audience.
"""

import hashlib
import os
import re
import secrets
from datetime import timedelta
from pathlib import Path

from flask import current_app
from huey import crontab

from core.clock import clock
from core.jobs import jobs
from core.settings import Settings

FOLDER = "charts"
KEPT = timedelta(days=30)
FINGERPRINT = re.compile(r"[0-9a-f]{16}")


@jobs.periodic_task(crontab(minute="15", hour="3"))  # type: ignore[untyped-decorator]  # huey has no types.
def forget_old_charts() -> None:
    """Delete pictures that were drawn long ago; those still asked for are drawn again."""
    settings: Settings = current_app.config["SETTINGS"]
    oldest = (clock().now() - KEPT).timestamp()
    for picture in (settings.data / FOLDER).glob("*.[sp][vn]g"):
        if picture.stat().st_mtime < oldest:
            picture.unlink(missing_ok=True)


def fingerprint(chart: object) -> str:
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


def keep(path: Path, picture: bytes) -> bytes:
    """Keep a drawn picture and give it back; several processes may do so at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}-{secrets.token_hex(4)}.part")
    part.write_bytes(picture)
    part.replace(path)
    return picture
