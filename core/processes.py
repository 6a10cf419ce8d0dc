"""Run several things as child processes of this one, and end together."""

import contextlib
import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable, Container, Iterable, Mapping
from types import FrameType
from typing import NoReturn

from core.quiet_log import describe

STOPPING = (signal.SIGINT, signal.SIGTERM)
#: Linux: ask for a signal when the parent dies (prctl.h).
PR_SET_PDEATHSIG = 1
#: Linux: become the parent of grandchildren whose parent died, so that none is lost.
PR_SET_CHILD_SUBREAPER = 36
STOP_SECONDS = 10
LOOK_SECONDS = 0.05


class _Stop(BaseException):
    """Somebody asked this process to end; not an error, so nothing else catches it."""


def run_together(
    works: Mapping[str, Callable[[], None]], after_start: Callable[[], None] | None = None
) -> int:
    """Fork one child per work and wait; gives the exit status.

    0 when SIGINT or SIGTERM ended it, 1 when a child ended unasked. No child is left running.
    """
    children: dict[int, str] = {}
    _prctl(PR_SET_CHILD_SUBREAPER, 1)
    for name in STOPPING:
        signal.signal(name, _stop)
    try:
        for title, work in works.items():
            children[_fork(work)] = title
        if after_start:
            after_start()
        title = children[_wait_for_one_of(children)]
        print(f"synpunkt: the {title} ended unexpectedly; stopping.", file=sys.stderr)
        return 1
    except _Stop:
        return 0
    finally:
        for name in STOPPING:
            signal.signal(name, signal.SIG_IGN)
        _end(children)


def _wait_for_one_of(children: Container[int]) -> int:
    while (pid := os.wait()[0]) not in children:
        pass
    return pid


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise _Stop


def _fork(work: Callable[[], None]) -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    parent = os.getpid()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        _become_child(parent)
        work()
        status = 0
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else 1
    except BaseException as error:  # A child never returns into the parent's code.
        print(f"synpunkt: {describe(error)}", file=sys.stderr)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _become_child(parent: int) -> None:
    """Hear Ctrl-C from the parent only, and end when the parent is killed."""
    for name in STOPPING:
        signal.signal(name, signal.SIG_DFL)
    os.setpgid(0, 0)
    _prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        raise SystemExit(1)


def _end(children: Iterable[int]) -> None:
    """Ask the children to end; then kill what is left of them and of all they started."""
    for pid in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    left = set(children)
    while left and time.monotonic() < deadline:
        left -= {pid for pid in left if _has_ended(pid)}
        time.sleep(LOOK_SECONDS)
    for pid in children:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()


def _has_ended(pid: int) -> bool:
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return True


def _prctl(option: int, value: int) -> None:
    ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
