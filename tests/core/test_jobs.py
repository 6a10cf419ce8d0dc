"""The job runner: work is done inside the application; its queue is a file, or in Redis."""

import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, current_app
from huey.storage import MemoryStorage

from core.jobs import FILE_NAME, Jobs
from core.settings import Settings
from tests.postgresql import free_port


@pytest.fixture
def queue() -> Jobs:
    """A queue of our own."""
    return Jobs("test", results=False, storage_class=MemoryStorage)


def test_work_is_done_inside_the_application(queue: Jobs, tmp_path: Path) -> None:
    seen: list[str] = []
    work = queue.task()(lambda: seen.append(current_app.name))
    queue.bind(Flask("bound"), Settings(data=tmp_path))
    work()
    assert (tmp_path / FILE_NAME).exists()
    queue.execute(queue.dequeue())
    assert seen == ["bound"]


def test_work_without_an_application_is_refused(queue: Jobs) -> None:
    work = queue.task()(lambda: None)
    work()
    with pytest.raises(RuntimeError, match="no application"):
        queue.execute(queue.dequeue())


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    """Debian's Redis on a port of its own; nothing of it stays."""
    port = free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    server = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)
    try:
        _until_it_listens(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait()


def _until_it_listens(port: int) -> None:
    for _ in range(100):
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("redis-server does not start")


@pytest.mark.server
def test_two_machines_share_a_queue_in_redis_and_work_is_done_once(
    redis_url: str, tmp_path: Path
) -> None:
    done: list[str] = []
    machines = [Jobs("test", results=False, storage_class=MemoryStorage) for _ in range(2)]
    for name, jobs in zip(("first", "second"), machines, strict=True):
        work = jobs.task(name="work")(lambda text: done.append(f"{current_app.name}: {text}"))
        jobs.bind(Flask(name), Settings(data=tmp_path, redis_url=redis_url))
    work("hello")
    first, second = machines
    assert not (tmp_path / FILE_NAME).exists()
    first.execute(first.dequeue())
    assert done == ["first: hello"]
    assert second.dequeue() is None
    assert first.pending_count() == second.pending_count() == 0
    for jobs in machines:
        jobs.storage.conn.close()
