"""A report as a printed document: tagged PDF on A4."""

import json
from collections.abc import Mapping
from typing import Any

from analysis.reports.pictures import picture_name
from core.documents import make_pdf

TEMPLATE = "report"
#: The level of sections that are a picture beside its words.
BESIDE = 3
#: So many characters, with those of the alternative text, surely fit on a page.
MOST_TOGETHER = 3500


def report_pdf(content: Mapping[str, Any], pictures: Mapping[str, bytes]) -> bytes:
    """The kept content with its pictures, which are given by the names of their files."""
    return make_pdf(TEMPLATE, content["language"], printed(content, pictures))


def printed(content: Mapping[str, Any], pictures: Mapping[str, bytes]) -> dict[str, Any]:
    """What the template is given."""
    return {**content, "sections": [_section(one, pictures) for one in content["sections"]]}


def _section(section: Mapping[str, Any], pictures: Mapping[str, bytes]) -> dict[str, Any]:
    """What only repeats, for copying, what the section says is not printed.

    A picture that stands beside its words is as narrow as on a phone, so that it can be read.
    """
    blocks = [one for one in section["blocks"] if not one.get("on_screen")]
    beside = section["level"] == BESIDE
    return {
        **section,
        "blocks": [_printed(one, pictures, narrow=beside) for one in blocks],
        # The table and what leads to it stay together, unless they are longer than a page.
        "short": len(json.dumps(blocks)) < MOST_TOGETHER,
    }


def _printed(
    block: Mapping[str, Any], pictures: Mapping[str, bytes], *, narrow: bool
) -> Mapping[str, Any]:
    if block["kind"] != "picture":
        return block
    return {**block, "picture": pictures[picture_name(block["name"], narrow=narrow)]}
