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
    """A question that axe cannot answer itself, answered by a person once."""

    rule: str
    selector: str
    reason: str


#: The selector is a regular expression over axe's own.
TRIAGED: tuple[Triaged, ...] = (
    Triaged("color-contrast", r"^\.help >", "The open menu has a ground of its own (--card)."),
    Triaged("color-contrast", r"^#q-welcome", "Lies behind an open menu; tried without it too."),
    Triaged(
        "color-contrast", r'^span\[lang="sv"\]', "Lies behind an open menu; tried without it too."
    ),
)


def faults(page: Page) -> list[str]:
    """Every violation, and every open question that nobody has answered, in words."""
    found: Mapping[str, Any] = page.evaluate("options => axe.run(document, options)", OPTIONS)
    violations = list(_in_words(found["violations"]))
    return violations + [
        f"unanswered: {line}" for line in _in_words(found["incomplete"], triaged=TRIAGED)
    ]


def _in_words(
    results: Sequence[Mapping[str, Any]], triaged: Sequence[Triaged] = ()
) -> Iterator[str]:
    for result in results:
        for node in result["nodes"]:
            selector = " ".join(str(part) for part in node["target"])
            answered = any(
                one.rule == result["id"] and re.search(one.selector, selector) for one in triaged
            )
            if not answered:
                checks = (*node["any"], *node["all"], *node["none"])
                why = "; ".join(check["message"] for check in checks)
                yield f"{result['id']}: {selector}: {why}"
