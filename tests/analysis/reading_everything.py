"""A reader who follows every link, picture and file, and keeps all that comes back."""

import html
import io
import re
import zipfile
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

LINK = re.compile(r'\b(?:href|src|srcset|action|data-[a-z-]+)="([^"]+)"')
#: What differs between two readings of the same: form tokens, and keys of reports and of work.
TOKEN = re.compile(r'name="csrf_token" value="[^"]+"|/static/[^"]+')
KEY = re.compile(r"\b[0-9a-f]{32}\b")
#: What a cache or a curious reader looks at besides the content.
HEADERS = ("Content-Type", "ETag", "Cache-Control", "Last-Modified", "Content-Disposition")
#: What is followed: pages that show anything of answers, in the language that one has.
ABOUT_ANSWERS = re.compile(
    r"(?!.*[?&]lang=)/(resultat|styrkort|rapporter|enkater|mattillfallen|atgarder)?($|[/?])"
)
#: The same figures once more: another size or colour of a picture, a picture or table as a file.
AGAIN = re.compile(r"[?&](smal|mork)=|/hamta/.*(png|xlsx|svg)")
MOST = 5000


@dataclass(frozen=True)
class Answer:
    """What came back from one address, without what differs between any two readings."""

    status: int
    headers: tuple[str, ...]
    body: bytes


def read_everything(
    client: FlaskClient, starts: Iterable[str], about: Sequence[str] = ("",)
) -> dict[str, list[Answer]]:
    """Everything that can be reached by address, with its keys made alike.

    Only addresses that begin as one of `about` are followed.
    """
    waiting = deque(starts)
    seen = set(waiting)
    found: dict[str, list[Answer]] = {}
    while waiting:
        address = waiting.popleft()
        response = client.get(address)
        found.setdefault(KEY.sub("key", address), []).append(_answer(response))
        if response.mimetype != "text/html":
            continue
        for link in sorted(_links(address, response.text)):
            if link not in seen and link.startswith(tuple(about)) and not AGAIN.search(link):
                seen.add(link)
                waiting.append(link)
        assert len(seen) < MOST
    return {address: sorted(some, key=lambda one: one.body) for address, some in found.items()}


def differences(one: dict[str, list[Answer]], other: dict[str, list[Answer]]) -> list[str]:
    """The addresses that only one of them has, or that gave something else."""
    return sorted(
        address for address in one.keys() | other.keys() if one.get(address) != other.get(address)
    )


def _links(address: str, page: str) -> set[str]:
    found = set()
    for written in LINK.findall(page):
        for part in html.unescape(written).split(","):
            to = urlsplit(urljoin(f"http://town{address}", part.strip().split(" ")[0]))
            path = to.path + (f"?{to.query}" if to.query else "")
            if to.netloc == "town" and part.startswith(("/", "?")) and ABOUT_ANSWERS.match(path):
                found.add(path)
    return found


def _answer(response: TestResponse) -> Answer:
    headers = tuple(f"{name}: {response.headers.get(name)}" for name in HEADERS)
    return Answer(response.status_code, headers, _plain(response))


def _plain(response: TestResponse) -> bytes:
    body: bytes = response.data
    if (response.mimetype or "").endswith(("sheet", "document")) and response.status_code == 200:
        # A file of files, which hold the hour they were made.
        with zipfile.ZipFile(io.BytesIO(body)) as whole:
            return b"".join(
                whole.read(name) for name in sorted(whole.namelist()) if "core.xml" not in name
            )
    if response.mimetype == "text/html":
        return KEY.sub("key", TOKEN.sub("", response.text)).encode()
    return body
