"""axe-core in the browser: which rules are asked, and which open questions a person has answered."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
TAGS = (
    *("wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"),
    *("best-practice", "EN-301-549"),
)
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}, "color-contrast-enhanced": {"enabled": True}},
    "resultTypes": ["violations", "incomplete"],
}


@dataclass(frozen=True)
class Triaged:
    """A question that axe cannot answer itself, answered by a person once.

    `pattern` is a regular expression over axe's selector and words; `when` is a script that says
    whether the answer holds on the page.
    """

    rule: str
    pattern: str
    when: str
    reason: str


TRIAGED: tuple[Triaged, ...] = (
    Triaged(
        "color-contrast",
        "overlapped by another element|partially overlaps other elements",
        "document.querySelector('.menu[open]')",
        "An open menu has a ground of its own (--card) and lies over the page, which is tried "
        "without it too.",
    ),
    Triaged(
        "color-contrast",
        "Element has a 1:1 contrast ratio with the background",
        "matchMedia('(forced-colors: active)').matches",
        "The browser draws ButtonText on ButtonFace; axe sees the word in its own colour.",
    ),
)


def faults(page: Page) -> list[str]:
    """Every violation, and every open question that nobody has answered, in words."""
    found: Mapping[str, Any] = page.evaluate("options => axe.run(document, options)", OPTIONS)
    open_questions = [
        line
        for line in _in_words(found["incomplete"])
        if not any(_answers(one, line) and page.evaluate(f"!!{one.when}") for one in TRIAGED)
    ]
    return [*_in_words(found["violations"]), *(f"unanswered: {line}" for line in open_questions)]


def _answers(one: Triaged, line: str) -> bool:
    return line.startswith(f"{one.rule}: ") and re.search(one.pattern, line) is not None


def _in_words(results: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for result in results:
        for node in result["nodes"]:
            selector = " ".join(str(part) for part in node["target"])
            checks = (*node["any"], *node["all"], *node["none"])
            why = "; ".join(check["message"] for check in checks)
            yield f"{result['id']}: {selector}: {why}"
