"""The server as a real process tree: it starts, answers, shares its threads and ends whole."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgresql import free_port

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("small_server.py")
PATIENCE = 60
pytestmark = pytest.mark.server


class Tree:
    """A running server and the processes under it."""

    def __init__(self, port: int, data: Path) -> None:
        self.port = port
        self.connections: list[http.client.HTTPConnection] = []
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        self.parent = subprocess.Popen(
            [sys.executable, str(PROGRAM), str(port), str(data)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=ROOT,
        )  # fmt: skip
        assert self.parent.stdout is not None
        assert self.parent.stdout.readline() == "ready\n", self.parent.communicate()
        assert self.get("/hello") == b"hello"
        # The parent, gunicorn and its two workers, the job runner.
        self.pids = [self.parent.pid]
        while len(self.pids) < 5:
            self.pids = [self.parent.pid, *below(self.parent.pid)]

    def connect(self) -> http.client.HTTPConnection:
        """A connection that is kept alive."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        self.connections.append(connection)
        return connection

    def get(self, path: str, connection: http.client.HTTPConnection | None = None) -> bytes:
        """Fetch and give the body."""
        connection = connection or self.connect()
        connection.request("GET", path)
        return connection.getresponse().read()

    def close(self) -> None:
        """Close the connections, and kill what is left running."""
        for connection in self.connections:
            connection.close()
        for pid in self.pids:
            if is_running(pid):
                os.kill(pid, signal.SIGKILL)
        self.parent.communicate()

    def end(self) -> tuple[int, str, list[int]]:
        """Wait for the end; gives the exit status, stderr and the processes left running."""
        _out, errors = self.parent.communicate(timeout=PATIENCE)
        return self.parent.returncode, errors, [pid for pid in self.pids if is_running(pid)]


def below(pid: int) -> list[int]:
    """The processes under a process."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [one for child in children for one in (int(child), *below(int(child)))]


def is_running(pid: int) -> bool:
    """Whether the process exists and is no mere entry that waits for its parent."""
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def parent_of(pid: int) -> int:
    """The parent's pid (proc(5): the second field after the name)."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


@pytest.fixture
def tree(tmp_path: Path) -> Iterator[Tree]:
    """A started server; whatever is left of it is killed at the end."""
    tree = Tree(free_port(), tmp_path)
    yield tree
    tree.close()


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tree]:
    """A server for the tests that leave it running."""
    tree = Tree(free_port(), tmp_path_factory.mktemp("lasting"))
    yield tree
    tree.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_tree_and_frees_the_port(tree: Tree, number: signal.Signals) -> None:
    tree.parent.send_signal(number)
    assert tree.end() == (0, "", [])
    socket.create_server(("127.0.0.1", tree.port)).close()


def test_a_request_that_is_being_answered_is_finished_first(tree: Tree) -> None:
    connection = tree.connect()
    connection.request("GET", "/slow")
    time.sleep(0.3)
    tree.parent.send_signal(signal.SIGINT)
    assert connection.getresponse().read() == b"slow"
    assert tree.end() == (0, "", [])


def test_a_job_runner_that_dies_ends_the_tree_with_an_error(tree: Tree) -> None:
    runner = next(pid for pid in tree.pids if parent_of(pid) == tree.parent.pid and not below(pid))
    os.kill(runner, signal.SIGKILL)
    status, errors, left = tree.end()
    assert (status, left) == (1, [])
    assert errors == "synpunkt: the job runner ended unexpectedly; stopping.\n"


def test_when_the_parent_is_killed_nothing_is_left(tree: Tree) -> None:
    tree.parent.kill()
    for _ in range(100):
        if not any(map(is_running, tree.pids)):
            break
        time.sleep(0.1)
    assert tree.end() == (-signal.SIGKILL, "", [])


def test_eight_kept_connections_share_two_workers_of_one_thread(lasting: Tree) -> None:
    connections = [lasting.connect() for _ in range(8)]
    sockets = []
    for _ in range(5):
        assert [lasting.get("/hello", connection) for connection in connections] == [b"hello"] * 8
        sockets.append([connection.sock for connection in connections])
    assert all(some == sockets[0] and None not in some for some in sockets)


def test_connections_that_say_nothing_stop_nobody(lasting: Tree) -> None:
    silent = [socket.create_connection(("127.0.0.1", lasting.port)) for _ in range(8)]
    started = time.monotonic()
    assert lasting.get("/hello") == b"hello"
    assert time.monotonic() - started < 2
    for connection in silent:
        connection.close()


def test_a_taken_port_is_said_in_one_line(lasting: Tree, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(lasting.port), str(tmp_path)],
        capture_output=True, text=True, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 2
    place = f"HOST 127.0.0.1, PORT {lasting.port}"
    assert done.stderr == f"{place}: cannot be used: Address already in use\n"


def test_nothing_of_a_request_is_written(tree: Tree) -> None:
    with socket.create_connection(("127.0.0.1", tree.port)) as connection:
        connection.sendall(b"GET /secret-path HTTP/1.1\r\nbad header\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 400")
    assert tree.get("/fails?name=secret") != b"hello"
    tree.parent.send_signal(signal.SIGINT)
    _status, errors, _left = tree.end()
    assert "secret" not in errors
    assert "127.0.0.1" not in errors


def test_static_files_are_kept_for_a_year(lasting: Tree) -> None:
    connection = lasting.connect()
    name = next((ROOT / "static").rglob("*.css")).relative_to(ROOT)
    connection.request("GET", f"/{name}?v=1")
    answer = connection.getresponse()
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
