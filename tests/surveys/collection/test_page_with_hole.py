"""The kept page is the same page, plain and gzipped, whatever fills its hole."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.collection.page_with_hole import PageWithHole

HOLE = "\x00hole\x00"
text = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))


@given(before=text, after=text, filling=st.binary(max_size=65_535))
def test_gunzipped_page_is_the_plain_page(before: str, after: str, filling: bytes) -> None:
    page = PageWithHole(before + HOLE + after, HOLE)
    assert gzip.decompress(page.gzipped(filling)) == page.plain(filling)
    assert page.plain(filling) == before.encode() + filling + after.encode()


def test_a_page_without_its_hole_is_refused() -> None:
    with pytest.raises(ValueError, match="unpack"):
        PageWithHole("no hole here", HOLE)
