"""Respondents in a closed loop: each waits for its answer before it asks again.

One process and raw sockets, so that the load takes as little as possible of the machine that
it shares with the server. A visit is a generator that gives requests and is sent the replies.
"""

import re
import selectors
import socket
import time
import zlib
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlencode

RESPONDENTS = 8
PATIENCE = 30
HEAD_END = b"\r\n\r\n"
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
COOKIE = re.compile(rb"\r\nset-cookie: *([^;\r]+)", re.IGNORECASE)
LOCATION = re.compile(rb"\r\nlocation: *([^\r]+)", re.IGNORECASE)
HIDDEN = re.compile(rb'<input type="hidden" name="([^"]+)" value="([^"]*)"')
#: What a browser sends.
HEADERS = (
    "Host: 127.0.0.1\r\n"
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36\r\n"
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
    "Accept-Encoding: gzip, deflate, br\r\n"
    "Accept-Language: sv-SE,sv;q=0.9,en;q=0.8\r\n"
    "Sec-Fetch-Site: same-origin\r\n"
)
#: Answers that respondents choose among, as a form sends them.
QUESTIONS = (
    "treatment", "listening", "understanding", "next_steps", "spoken_words", "letters",
    "contact", "replies", "influence", "wishes", "change", "overall",
)  # fmt: skip


@dataclass(frozen=True)
class Reply:
    """What came back; `body` is unpacked."""

    status: int
    head: bytes
    body: bytes


Visit = Generator[bytes, Reply, None]


@dataclass
class Measured:
    """What a round gave: whole visits, how long it took, and each POST; all in seconds."""

    visits: int = 0
    seconds: float = 0.0
    posts: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        """Whole visits per second."""
        return self.visits / self.seconds


def look(path: str) -> Iterator[Visit]:
    """Visits that only open the form, for ever."""
    while True:
        yield _look(path)


def answer(path: str) -> Iterator[Visit]:
    """Visits that answer everything, for ever; the same answers in the same order every time."""
    random = Random(1)
    while True:
        chosen = {f"q-{name}": random.choice(("4", "4", "3", "2", "1", "dk")) for name in QUESTIONS}
        background = {f"q-{name}": random.choice("12") for name in ("gender", "age_group")}
        yield _answer(path, chosen | background | {"q-who_answered": "1", "do": "send"})


def load(port: int, visits: Iterator[Visit], seconds: float) -> Measured:
    """Keep all respondents busy for some seconds; a visit that was begun is also ended."""
    measured = Measured()
    start = time.perf_counter()
    with ExitStack() as stack:
        selector = stack.enter_context(selectors.DefaultSelector())
        for _ in range(RESPONDENTS):
            respondent = _Respondent(port, visits, measured)
            stack.callback(respondent.socket.close)
            selector.register(respondent.socket, selectors.EVENT_READ, respondent)
            respondent.begin()
        while selector.get_map():
            if not (ready := selector.select(PATIENCE)):
                raise RuntimeError("the server does not answer")
            for key, _events in ready:
                if key.data.receive():
                    measured.visits += 1
                    if time.perf_counter() - start < seconds:
                        key.data.begin()
                    else:
                        selector.unregister(key.fileobj)
    measured.seconds = time.perf_counter() - start
    return measured


class _Respondent:
    """A connection that is kept alive, and the visit that goes on over it."""

    def __init__(self, port: int, visits: Iterator[Visit], measured: Measured) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.visits, self.measured = visits, measured

    def begin(self) -> None:
        """Begin the next visit."""
        self.visit = next(self.visits)
        self._ask(next(self.visit))

    def receive(self) -> bool:
        """Take what has come and go on; says whether the visit has ended."""
        came = self.socket.recv(1 << 18)
        if not came:
            raise RuntimeError("the server closed the connection")
        self.buffer += came
        reply = read_reply(self.buffer)
        if reply is None:
            return False
        if self.is_post:
            self.measured.posts.append(time.perf_counter() - self.asked)
        try:
            self._ask(self.visit.send(reply))
        except StopIteration:
            return True
        return False

    def _ask(self, request: bytes) -> None:
        self.buffer = b""
        self.is_post = request.startswith(b"POST")
        self.asked = time.perf_counter()
        self.socket.sendall(request)


def read_reply(received: bytes) -> Reply | None:
    """The reply when all of it has come."""
    head, end, body = received.partition(HEAD_END)
    length = LENGTH.search(head)
    if not end or (length and len(body) < int(length[1])):
        return None
    if b"gzip" in head and body:
        body = zlib.decompress(body, wbits=31)
    return Reply(int(head[9:12]), head, body)


def _look(path: str) -> Visit:
    form = yield _get(path, "")
    _expect(form, 200, b'name="submission"')


def _answer(path: str, answers: dict[str, str]) -> Visit:
    form = yield _get(path, "")
    _expect(form, 200, b'name="submission"')
    fields = {name.decode(): value.decode() for name, value in HIDDEN.findall(form.body)}
    sent = yield _post(path, _cookie(form), urlencode(fields | answers))
    _expect(sent, 303)
    found = LOCATION.search(sent.head)
    thanks = yield _get(found[1].decode() if found else "", _cookie(sent))
    _expect(thanks, 200, b"Tack!")


def _expect(reply: Reply, status: int, part: bytes = b"") -> None:
    if reply.status != status or part not in reply.body:
        raise RuntimeError(f"unexpected answer {reply.status}: {reply.head!r}")


def _cookie(reply: Reply) -> str:
    found = COOKIE.search(reply.head)
    return f"Cookie: {found[1].decode()}\r\n" if found else ""


def _get(path: str, cookie: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\n{HEADERS}{cookie}\r\n".encode()


def _post(path: str, cookie: str, body: str) -> bytes:
    form = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
    return f"POST {path} HTTP/1.1\r\n{HEADERS}{cookie}{form}\r\n{body}".encode()
