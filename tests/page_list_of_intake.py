"""The pages of leaving a case, and reading its answer; a part of tests/page_list.py."""

from collections.abc import Iterator

from tests.page_list_of_answers import answer_pages
from tests.page_list_of_views import view_pages
from tests.page_shape import Page


def intake_pages() -> Iterator[Page]:
    """All of them."""
    yield from view_pages()
    yield from answer_pages()
