"""The pages of one case; a part of tests/page_list.py."""

from collections.abc import Iterator

from tests.page_shape import Page


def handling_pages() -> Iterator[Page]:
    """All of them."""
    yield from ()
