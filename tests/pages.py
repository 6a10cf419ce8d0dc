"""Check that what a test fetched is a good page (every HTML page a test client fetches)."""

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as PARSE_ERRORS
from werkzeug.test import TestResponse

LABELLED = ("input", "select", "textarea")
NEEDS_NO_LABEL = ("hidden", "submit", "button", "image", "reset")
#: Submission ids, visit tokens, signed tokens, codes of waves and addresses of stations.
RANDOM = re.compile(r"(?<=value=\")[\w.-]{22,}(?=\")|(?<=/enkat/)[\w-]+|(?<=/kiosk/)[\w-]+")
HEADERS = ("Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options")


def check_page(response: TestResponse) -> None:
    """Raise AssertionError with every fault when the response is an HTML page; pass others."""
    if response.mimetype != "text/html" or not response.data or response.is_streamed:
        return
    if 300 <= response.status_code < 400:
        return
    zipped = response.headers.get("Content-Encoding") == "gzip"
    text = gzip.decompress(response.data).decode() if zipped else response.text
    faults = list(_known_faults(RANDOM.sub("", text)))
    faults += [f"the header {name} is missing" for name in HEADERS if name not in response.headers]
    if "unsafe" in response.headers.get("Content-Security-Policy", ""):
        faults.append("the content security policy allows something unsafe")
    assert not faults, f"{response.request.path} is not a good page:\n" + "\n".join(faults)


@cache
def _known_faults(text: str) -> tuple[str, ...]:
    """Many tests fetch the same page; only its random parts differ."""
    return tuple(find_faults(text))


def find_faults(text: str) -> Iterator[str]:
    """Say in words what is wrong with the text of an HTML page."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    page: Element = parser.parse(text)
    for (line, _column), code, values in parser.errors:
        yield f"line {line}: {PARSE_ERRORS.get(code, code) % values}"
    yield from _frame_faults(page)
    yield from _identity_faults(page)
    yield from _label_faults(page)
    yield from _inline_faults(page)


def _frame_faults(page: Element) -> Iterator[str]:
    titles = [title for title in page.iter("title") if title.text and title.text.strip()]
    if len(titles) != 1:
        yield f"there should be one title, and there are {len(titles)}"
    if not page.get("lang"):
        yield "<html> says no lang"
    if len(list(page.iter("h1"))) != 1:
        yield f"there should be one h1, and there are {len(list(page.iter('h1')))}"
    if len(list(page.iter("main"))) != 1:
        yield "there should be one <main>"


def _identity_faults(page: Element) -> Iterator[str]:
    ids = Counter(found for element in page.iter() if (found := element.get("id")))
    yield from (f"the id {name} is there {count} times" for name, count in ids.items() if count > 1)
    for element in page.iter():
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            for name in (element.get(attribute) or "").split():
                if name not in ids:
                    yield f"{attribute}={name} points at nothing"


def _label_faults(page: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in page.iter("label")}
    inside = {id(field) for label in page.iter("label") for field in label.iter()}
    for field in (element for name in LABELLED for element in page.iter(name)):
        by_attribute = field.get("aria-label") or field.get("aria-labelledby")
        if field.get("type") in NEEDS_NO_LABEL or field.get("id") in labelled - {None}:
            continue
        if not by_attribute and id(field) not in inside:
            yield f"<{field.tag} name={field.get('name')}> has no label"
    for button in page.iter("button"):
        images = " ".join(image.get("alt") or "" for image in button.iter("img"))
        if not ("".join(button.itertext()) + images + (button.get("aria-label") or "")).strip():
            yield "a button has no words"
    for image in page.iter("img"):
        if image.get("alt") is None:
            yield f"the image {image.get('src')} has no alt"


def _inline_faults(page: Element) -> Iterator[str]:
    for element in page.iter():
        if element.tag == "style" or element.get("style") is not None:
            yield f"<{element.tag}> has inline style; the content security policy stops it"
        if element.tag == "script" and not element.get("src"):
            yield "a script is inline; the content security policy stops it"
        for name in dict(element.attrib):
            if re.fullmatch(r"on[a-z]+", str(name)):
                yield f"<{element.tag} {name}> is an inline script"
