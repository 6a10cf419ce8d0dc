"""What was typed beside what is stored, for who saves later than somebody else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

#: Longer texts are shown beside each other without marks.
MOST_COMPARED_WORDS = 4000


@dataclass(frozen=True)
class Typed:
    """What stands in the fields, what is wrong, and whether somebody else saved meanwhile."""

    fields: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    behind: bool = False


@dataclass(frozen=True)
class Difference:
    """What was typed beside what is stored now; the label is a msgid."""

    label: str
    typed: str
    stored: str

    @property
    def parts(self) -> list[tuple[str, str]]:
        """From the stored text to the typed one: ("same" | "gone" | "new", text)."""
        return compared(self.stored, self.typed)


def differences(
    labels: Mapping[str, str],
    stored: Mapping[str, str],
    typed: Mapping[str, str],
    words: Mapping[str, Mapping[str, str]] | None = None,
) -> list[Difference]:
    """The fields that were typed otherwise than they are stored now, in the order of their labels.

    `words` are, by field, what the page calls codes such as those of a list of choices.
    """
    told = words or {}
    return [
        Difference(label, told.get(name, {}).get(given, given), told.get(name, {}).get(now, now))
        for name, label in labels.items()
        if (given := typed.get(name, "")) != (now := stored[name])
    ]


def compared(stored: str, typed: str) -> list[tuple[str, str]]:
    """What is the same, gone and new between two texts, word by word. Pure."""
    old, new = (re.findall(r"\s+|\S+", text) for text in (stored, typed))
    if not old or max(len(old), len(new)) > MOST_COMPARED_WORDS:
        return [("gone", stored), ("new", typed)] if stored else [("new", typed)]
    parts = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(("same", "".join(old[a:b])))
            continue
        parts.extend([("gone", "".join(old[a:b])), ("new", "".join(new[c:d]))])
    return [part for part in parts if part[1]]
