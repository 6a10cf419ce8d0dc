"""What was typed beside what is stored, for who saves later than somebody else."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

#: Longer texts are shown beside each other without marks.
MOST_COMPARED_WORDS = 4000


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
