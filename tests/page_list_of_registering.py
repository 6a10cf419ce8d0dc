"""The pages of cases that staff write down; a part of tests/page_list.py."""

from collections.abc import Iterator

from tests.page_shape import Page


def registering_pages() -> Iterator[Page]:
    """All of them."""
    yield from ()
