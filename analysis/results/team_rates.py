"""How many of each team answered, of how many: the teams for which that may be shown.

A team of few answers is hidden as its figures are. And since the whole, the other teams, the
numbers asked and the answers behind other figures are known too, no hidden team is left with one
number only that its answers can be.
Pure: counts in, counts out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.methods.disclosure import PARTS, Disclosed, Table, answered, disclose_siblings
from analysis.methods.response_rates import rr2
from core.codes import Group


@dataclass(frozen=True)
class TeamRate:
    """How many answered and were asked; None is hidden (answered) or not known (asked)."""

    team: str
    answered: int | None
    asked: int | None

    @property
    def value(self) -> float | None:
        """Answered of asked, 0–1; None where it cannot be said."""
        if self.answered is None or not self.asked or self.answered > self.asked:
            return None
        return rr2(self.answered, self.asked).value


@dataclass(frozen=True)
class Known:
    """What is known of a team besides: how many were asked, and how many answered at least."""

    asked: int | None = None
    at_least: int = 0


def team_rates(
    tables: Mapping[str, Table], known: Mapping[str, Known], limits: Sequence[int], public: int
) -> list[TeamRate]:
    """Every team, in the order given; `tables` are the responses of all teams of a unit.

    `limits` are those of the reader and inside the organisation, `public` is the strictest.
    """
    hidden: frozenset[str] = frozenset()
    shown: Mapping[str, Disclosed] = {}
    # First as inside: were others hidden there than here, who reads both would see everything.
    for limit in sorted(set(limits)):
        shown = disclose_siblings(tables, limit, min(limits), public)
        closed = {name for name, one in shown.items() if one.cells[Group.ALL] is None}
        parts = next((shown[name].parts for name in shown if name not in closed), PARTS)
        sizes = {
            name: sum(answered(table.get(group, {})) for group in parts)
            for name, table in tables.items()
        }
        hidden = _safe(sizes, known, hidden | closed)
    return [
        TeamRate(
            name,
            None if name in hidden else answered(shown[name].cells[Group.ALL] or {}),
            known.get(name, Known()).asked,
        )
        for name in tables
    ]


def _safe(
    sizes: Mapping[str, int], known: Mapping[str, Known], hidden: frozenset[str]
) -> frozenset[str]:
    """The hidden teams, and the smallest others until no hidden number is left alone."""
    for name in sorted(sizes.keys() - hidden, key=lambda one: (sizes[one], one)):
        if not _is_told(sizes, known, hidden):
            break
        hidden |= {name}
    return hidden


def _is_told(sizes: Mapping[str, int], known: Mapping[str, Known], hidden: frozenset[str]) -> bool:
    """Whether the sum of the hidden leaves any of them one number only.

    Each lies between its least and its most; so does the sum of the others, which is the rest.
    """
    total = sum(sizes[name] for name in hidden)
    least, most = {}, {}
    for name in hidden:
        of = known.get(name, Known())
        least[name] = min(of.at_least, sizes[name])
        most[name] = total if of.asked is None else min(total, max(of.asked, sizes[name]))
    lowest, highest = sum(least.values()), sum(most.values())
    return any(
        max(least[name], total - (highest - most[name]))
        == min(most[name], total - (lowest - least[name]))
        for name in hidden
    )
