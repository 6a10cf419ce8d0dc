"""The pages of absences, measures, notices, the log; a part of tests/page_list.py."""

from collections.abc import Iterator

from tests.page_shape import Page


def work_around_pages() -> Iterator[Page]:
    """All of them."""
    yield from ()
