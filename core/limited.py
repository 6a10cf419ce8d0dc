"""Programs of our own that read what strangers send, each in a process with limits.

A damaged or hostile file can exhaust memory or end the process that reads it; here that is only
the child. The programs are files that import nothing of this project:

    with started(READER, str(path), limits=Limits(seconds=5), encoding="utf-8") as process:
        process.stdout.readline()
"""

import resource
import runpy
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Limits:
    """Seconds of computing, and bytes of memory."""

    seconds: int
    memory: int = 1 << 30


@contextmanager
def started(
    program: Path, *arguments: str, limits: Limits, **options: Any
) -> Iterator[subprocess.Popen[Any]]:
    """The running program, ended after the block; `options` are those of Popen.

    It ends by a signal, with a negative code, when its time is over.
    """
    process = subprocess.Popen(  # noqa: S603 -- our own program, and what it is to read.
        [sys.executable, "-I", "-X", "utf8", __file__, *_texts(limits), str(program), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        **options,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def _texts(limits: Limits) -> tuple[str, str]:
    return str(limits.seconds), str(limits.memory)


def _run(seconds: int, memory: int, program: str) -> None:
    """In the child: take the limits, then become the program."""
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        # Each by itself: where one is tighter already, the other is still to be set.
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))
    del sys.argv[:3]
    runpy.run_path(program, run_name="__main__")


if __name__ == "__main__":
    _run(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
