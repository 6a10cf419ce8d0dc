"""The pages of many cases; a part of tests/page_list.py."""

from collections.abc import Iterator

from tests.page_shape import Page


def following_pages() -> Iterator[Page]:
    """All of them."""
    yield from ()
