"""The production server with one of the two applications, as a process tree of its own.

`python -m benchmarks.server ours|bare` serves what the environment's settings say.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.bare import make_bare_app
from core.jobs import jobs
from core.server import serve
from core.settings import Settings, environment_name, read_settings
from wsgi import create_app

ROOT = Path(__file__).parents[1]
APPS = {"ours": create_app, "bare": make_bare_app}
READY = "ready"
STOP_SECONDS = 20


@contextmanager
def running(name: str, settings: Settings) -> Iterator[int]:
    """Serve an application until the block ends; gives the parent's process id."""
    given = settings.model_dump(mode="json", exclude_unset=True)
    environment = {key: value for key, value in os.environ.items() if "SYNPUNKT" not in key}
    environment |= {environment_name(key): str(value) for key, value in given.items()}
    command = [sys.executable, "-m", "benchmarks.server", name]
    process = subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        if process.stdout is None or process.stdout.readline().strip() != READY:
            raise RuntimeError(f"the server of {name} did not start")
        yield process.pid
    finally:
        process.terminate()
        process.wait(STOP_SECONDS)


def memory_mb(pid: int) -> float:
    """The proportional set size of a process and all below it, in millions of bytes."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    kibibytes = next(int(line.split()[1]) for line in rollup.splitlines() if line[:4] == "Pss:")
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return kibibytes * 1024 / 1e6 + sum(memory_mb(int(child)) for child in children)


def main() -> int:
    """Serve until a signal; says when requests are taken."""
    settings, name = read_settings(os.environ), sys.argv[1]
    if name == "bare":
        # Our periodic work is none of its business, and needs what it does not have.
        jobs.read_periodic = lambda _now: []
    return serve(settings, APPS[name], lambda: print(READY, flush=True))


if __name__ == "__main__":
    sys.exit(main())
