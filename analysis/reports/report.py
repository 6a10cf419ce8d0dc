"""What a report is made of, whatever it is of and however it is printed: sections of blocks.

Plain values, past the disclosure rule and worded in the report's language. `as_json` is what is kept;
the page, the PDF and the document are all made from that.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from analysis.charts.pictures import Chart
from organisation.names import running_text

PERCENT = re.compile(r"(?<=\d) %")


@dataclass(frozen=True)
class Words:
    """A paragraph; `tone` is "", "strong" (what is said first) or "muted" (what must be known)."""

    text: str
    tone: str = ""
    kind: str = "words"


@dataclass(frozen=True)
class Points:
    """A list."""

    items: tuple[str, ...]
    kind: str = "points"


@dataclass(frozen=True)
class Table:
    """A table; its first column heads the rows. `prose` says that cells are words, not figures."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    prose: bool = False
    kind: str = "table"


@dataclass(frozen=True)
class Picture:
    """A chart by its name among the report's, and the same in words."""

    name: str
    alt: str
    kind: str = "picture"


@dataclass(frozen=True)
class Parts:
    """Headed texts to be copied together, in the order of the city's planning system.

    `on_screen` are those that only repeat, for copying, what the section says.
    """

    parts: tuple[tuple[str, tuple[str, ...]], ...]
    on_screen: bool = False
    kind: str = "parts"


Block = Words | Points | Table | Picture | Parts


@dataclass(frozen=True)
class Section:
    """A heading of level 2 or 3, and what stands below it. `name` is its own in the report."""

    name: str
    heading: str
    blocks: tuple[Block, ...]
    level: int = 2


@dataclass(frozen=True)
class ReportDocument:
    """A report: its finding, what it is of, for whom, its sections, and its charts by name.

    `one_page` is laid out as one sheet, with the room that is left for its picture.
    """

    title: str
    lead: str
    marking: str
    language: str
    sections: tuple[Section, ...]
    pictures: Mapping[str, Chart] = field(default_factory=dict)
    one_page: bool = False

    def as_json(self) -> dict[str, Any]:
        """Everything but the drawings; without signs that can be neither printed nor stored."""
        made = {
            "title": self.title,
            "lead": self.lead,
            "marking": self.marking,
            "language": self.language,
            "one_page": self.one_page,
            "sections": [asdict(section) for section in self.sections],
        }
        found: dict[str, Any] = _clean(made)
        return found


def _clean(value: Any) -> Any:
    """The value as JSON knows it, every text of it cleaned."""
    if isinstance(value, str):
        # A sign for per cent never stands first on a line.
        return PERCENT.sub("\u00a0%", running_text(value))
    if isinstance(value, Mapping):
        return {key: _clean(inner) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [_clean(inner) for inner in value]
    return value
