"""The job runner: work is done inside the application, and its queue is a file."""

from pathlib import Path

import pytest
from flask import Flask, current_app
from huey.storage import MemoryStorage

from core.jobs import FILE_NAME, Jobs
from core.settings import Settings


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
