"""Reports in the database: kept with all their files, found, deleted; never changed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from analysis.reports.kinds import ReportKind
from analysis.reports.models import KeptReport, ReportFile
from core.database import random_key
from core.errors import NotFound

PDF, DOCX = "rapport.pdf", "rapport.docx"
LONGEST_TITLE = 300


@dataclass(frozen=True)
class About:
    """What a report is of, who made it and when."""

    kind: ReportKind
    unit_id: int
    survey_id: int | None
    period: str
    for_others: bool
    staff_id: int | None
    day: date


def keep_report(
    session: Session, about: About, content: Mapping[str, Any], files: Mapping[str, bytes]
) -> bytes:
    """Store a report with its files by name; gives its key."""
    key = random_key()
    kept = KeptReport(
        key=key,
        kind=about.kind.value,
        unit_id=about.unit_id,
        survey_id=about.survey_id,
        period=about.period,
        language=content["language"],
        for_others=about.for_others,
        title=content["title"][:LONGEST_TITLE],
        day=about.day,
        staff_id=about.staff_id,
        content=dict(content),
    )
    session.add(kept)
    session.flush()
    session.add_all(
        ReportFile(report_key=key, name=name, content=file) for name, file in files.items()
    )
    session.flush()
    return key


def find_report(session: Session, key: str, unit_ids: Collection[int]) -> KeptReport:
    """The report with a key in hex. Raises NotFound for one of other units."""
    try:
        found = session.get(KeptReport, bytes.fromhex(key))
    except ValueError:
        found = None
    if found is None or found.unit_id not in unit_ids:
        raise NotFound
    return found


def find_file(session: Session, report: KeptReport, name: str) -> bytes:
    """One of a report's files. Raises NotFound."""
    found = session.get(ReportFile, (report.key, name))
    if found is None:
        raise NotFound
    return found.content


def delete_report(session: Session, report: KeptReport) -> None:
    """Delete a report; its files go with it."""
    session.delete(report)
    session.flush()
