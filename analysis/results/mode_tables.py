"""The counts of waves cut by mode, as far as they may be shown, for waves with several modes. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from analysis.methods.disclosure import Disclosed, disclose_siblings
from analysis.results.measured import Measured, valid_counts
from analysis.results.part_tables import Parts, settled


class Labelled(Protocol):
    """A wave as far as its tables need it."""

    @property
    def label(self) -> str:
        """The wave's label."""

    @property
    def version_number(self) -> int:
        """The number of the version it was asked with."""


#: What each sealing of a wave changed, in order: {item: {mode: table}}.
Sealings = Sequence[Mapping[str, Parts]]


def mode_tables(
    measured: Iterable[Measured],
    waves: Sequence[tuple[Labelled, Sealings]],
    limits: tuple[int, int, int],
) -> dict[str, dict[str, dict[str, Disclosed]]]:
    """By variable, wave and mode, what may be shown; `limits` are the reader's, inside and public.

    They are the same tables as where modes stand beside each other: a comparison made from them
    gives nothing away that is not shown there.
    """
    k, inside, public = limits
    found: dict[str, dict[str, dict[str, Disclosed]]] = {}
    for one in measured:
        code = one.series.code
        for wave, sealings in waves:
            steps = [_valid(one, items.get(code, {}), wave) for items in sealings]
            tables = settled(steps, public, (inside, public))
            if tables:
                shown = disclose_siblings(tables, k, inside, public)
                found.setdefault(code, {})[wave.label] = shown
    return found


def _valid(measured: Measured, parts: Parts, wave: Labelled) -> Parts:
    return {
        mode: valid_counts(measured, table, wave.version_number) for mode, table in parts.items()
    }
