"""What files of answers may hold, so that nobody can be picked out. Pure.

Whoever has two files of one wave can put their rows together, for the answers to ten questions are
nearly a fingerprint; a random order and no key do not stop that. So the rule looks at everything
that has been given out of a wave at once: people who stand in the same files, and of whom these
files together say the same, must be none or at least the limit.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

from core.codes import Group, group_of


class Background(StrEnum):
    """What a file can say of a person besides the answers."""

    GENDER = "gender"
    AGE_GROUP = "age_group"
    SECTION = "section"
    MODE = "mode"
    LANGUAGE = "language"
    WHO_ANSWERED = "who_answered"
    MONTH = "month"


@dataclass(frozen=True)
class Alike:
    """How many counted responses of a wave are alike, and the counting that took them in."""

    counted_in: int
    gender: int
    values: Mapping[Background, object]
    persons: int


@dataclass(frozen=True)
class Release:
    """A wave as it stands in one file.

    `whole` is false when only women and men are in it, as in the totals of the result pages.
    """

    sealing: int
    shown: frozenset[Background]
    whole: bool = True

    def holds(self, alike: Alike) -> bool:
        """Whether the responses stand in the file."""
        counted = alike.counted_in <= self.sealing
        return counted and (self.whole or group_of(alike.gender) is not Group.OTHER)


@dataclass(frozen=True)
class WaveToExport:
    """A wave's responses, what has been given out of it, and what is asked for now."""

    responses: Sequence[Alike]
    earlier: Sequence[Release]
    wanted: Release

    def showing(self, shown: Iterable[Background]) -> "WaveToExport":
        """The same with other columns."""
        return replace(self, wanted=replace(self.wanted, shown=frozenset(shown)))


def is_whole(responses: Iterable[Alike], limit: int) -> bool:
    """Whether everyone is in the file, or women and men only.

    As in the totals of the result pages: were the third group in the file and not in the total, a
    reader of both would have its answers as their difference.
    """
    sizes: Counter[Group] = Counter()
    for alike in responses:
        sizes[group_of(alike.gender)] += alike.persons
    return not sizes[Group.OTHER] < limit <= min(sizes[Group.WOMAN], sizes[Group.MAN])


def may_leave(waves: Iterable[WaveToExport], limit: int) -> bool:
    """Whether in every wave each group that can be told apart is none or at least the limit."""
    return all(smallest_group(wave) >= limit for wave in waves)


def smallest_group(wave: WaveToExport) -> int:
    """The size of the smallest group that a reader of all the files could tell apart."""
    groups: Counter[tuple[object, ...]] = Counter()
    releases = (*wave.earlier, wave.wanted)
    for alike in wave.responses:
        held = tuple(release.holds(alike) for release in releases)
        known = _known(releases, held)
        if any(held):
            groups[(held, *(alike.values.get(one) for one in known))] += alike.persons
    return min(groups.values(), default=0)


def what_is_wrong(waves: Sequence[WaveToExport], limit: int) -> frozenset[Background]:
    """The fewest columns that together make a group too small; none when it is not the columns."""
    for shown in _choices(waves, largest_first=False):
        if not may_leave([wave.showing(shown) for wave in waves], limit):
            return frozenset(shown)
    return frozenset()


def what_helps(waves: Sequence[WaveToExport], limit: int) -> list[frozenset[Background]]:
    """What can be left out so that the file may leave: the fewest columns, every way to do it."""
    wanted = waves[0].wanted.shown
    found: list[frozenset[Background]] = []
    for shown in _choices(waves, largest_first=True):
        left_out = wanted - frozenset(shown)
        if found and len(left_out) > len(found[0]):
            break
        if may_leave([wave.showing(shown) for wave in waves], limit):
            found.append(left_out)
    return found


def _known(releases: Sequence[Release], held: Sequence[bool]) -> list[Background]:
    shown = (release.shown for release, holds in zip(releases, held, strict=True) if holds)
    return sorted(frozenset[Background]().union(*shown))


def _choices(
    waves: Sequence[WaveToExport], *, largest_first: bool
) -> Iterator[tuple[Background, ...]]:
    wanted = sorted(waves[0].wanted.shown)
    sizes = range(len(wanted) + 1)
    for size in reversed(sizes) if largest_first else sizes:
        yield from combinations(wanted, size)
