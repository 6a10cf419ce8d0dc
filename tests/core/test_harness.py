"""The fixtures themselves: both databases answer, pages are checked, a browser opens the server."""

from playwright.sync_api import Page
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.pages import find_faults

GOOD = (
    '<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Enkät</title></head>'
    "<body><main><h1>Enkät</h1>{}</main></body></html>"
)


def test_a_session_answers_on_both_databases(session: Session, database_kind: str) -> None:
    assert session.get_bind().dialect.name == database_kind
    assert session.execute(text("SELECT count(*) FROM unit")).scalar_one() == 0


def test_the_page_check_finds_faults() -> None:
    assert list(find_faults(GOOD.format("<p>Hej</p>"))) == []
    for fault in (
        "<b><i>Hej</b>",
        '<input name="a">',
        '<p id="a"></p><p id="a"></p>',
        '<p style="color: red"></p>',
        "<script>1</script>",
        '<button onclick="a()">Nästa</button>',
        '<img src="a.svg">',
        '<label for="b">B</label>',
        "<button></button>",
    ):
        assert list(find_faults(GOOD.format(fault))), fault
    assert list(find_faults("<p>"))


def test_a_browser_opens_the_served_application(page: Page) -> None:
    answer = page.goto("/static/")
    assert answer is not None
    assert answer.status == 404
