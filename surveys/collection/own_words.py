"""Whose own words may be read: the same rule on pages and in files, so that no difference is left. Pure."""

from collections.abc import Mapping

from core.codes import Group


def whose_words(writers: Mapping[Group, int], limit: int) -> frozenset[Group]:
    """The groups whose words to one question of one wave may be read.

    `writers` is how many wrote something, by group. Fewer than `limit` words are not read. A third
    group of fewer is left out, for files leave it out where the results do, and what stands on the
    page and not in the file would be theirs.
    """
    third = writers.get(Group.OTHER, 0)
    groups = {Group.WOMAN, Group.MAN}
    if third == 0 or third >= limit:
        groups.add(Group.OTHER)
    enough = sum(writers.get(group, 0) for group in groups) >= limit
    return frozenset(groups) if enough else frozenset()
