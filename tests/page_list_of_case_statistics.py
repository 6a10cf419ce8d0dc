"""The pages of the statistics and reports of cases; a part of tests/page_list.py."""

from collections.abc import Iterator

from tests.page_shape import Page


def case_statistics_pages() -> Iterator[Page]:
    """All of them."""
    yield from ()
