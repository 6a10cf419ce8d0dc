"""The production server: one parent, and under it the web workers and the job runner.

The parent migrates, makes the application once and forks, so that the children share its
memory. It passes signals on, and ends with an error when a child ends unasked.
"""

import gc
import os
import socket
import struct
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.workers import gthread
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from core.database import forget_connections
from core.errors import SettingsError
from core.jobs import jobs, run_jobs
from core.processes import run_together
from core.quiet_log import QuietLog
from core.running import running
from core.schema import bring_up_to_date
from core.settings import Settings
from core.web import STATIC

YEAR = 365 * 24 * 60 * 60
BACKLOG = 512
#: How long a worker waits for the rest of a request that came in part.
READ_SECONDS = 10
STOP_SECONDS = 5
KEEP_ALIVE_SECONDS = 30
#: How long a worker lets others go first, for each connection that it holds.
STEP_SECONDS, MOST_STEPS = 0.0005, 10


class WebWorker(gthread.ThreadWorker):  # type: ignore[misc]  # gunicorn carries no types.
    """gunicorn's worker, with its one thread kept free of connections that say nothing.

    A browser opens connections ahead of need. Waiting for their first byte (5 s in gunicorn)
    would stop everybody else, so they go to the poller at once.
    """

    def accept(self, listener: socket.socket) -> None:
        """Take a connection, after any worker that holds fewer.

        Connections are kept alive, and whoever takes one keeps it: without the wait one worker
        often took all of them and the other had nothing to do.
        """
        time.sleep(min(self.nr_conns, MOST_STEPS) * STEP_SECONDS)
        super().accept(listener)

    def handle(self, conn: Any) -> Any:
        """Answer one request, or give the connection back when there is none yet."""
        if not conn.initialized and not conn.data_ready and not conn.wait_for_data(0):
            return gthread._DEFER
        return super().handle(conn)

    def _cap_keepalive(self, deadline: float) -> None:
        """When stopping, do not wait for connections that never said anything."""
        super()._cap_keepalive(deadline)
        for conn in self.pending_conns:
            conn.timeout = 0.0
        self.murder_pending()


class WebServer(BaseApplication):  # type: ignore[misc]  # gunicorn carries no types.
    """gunicorn with our settings, on a socket that is open already."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self.app, self.options = app, options
        super().__init__()

    def load_config(self) -> None:
        """Set our options; gunicorn's own files and environment are not read."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Give the application that the parent made."""
        return self.app


def serve(
    settings: Settings,
    app_factory: Callable[[Settings], Flask],
    after_start: Callable[[], None] | None = None,
) -> int:
    """Serve until SIGINT or SIGTERM; gives the exit status.

    `app_factory` is called once, on a migrated database; `after_start` when requests are taken.
    Raises SettingsError when the port cannot be used.
    """
    with open_socket(settings) as listener, running(settings):
        bring_up_to_date(settings)
        app = app_factory(settings)
        add_middleware(app, settings)
        jobs.bind(app, settings)
        # The processes to be forked must not share a connection.
        forget_connections(app)
        # Not collected first: that leaves holes, whose pages the children would soon have to copy.
        gc.freeze()
        web = WebServer(
            app, web_options(settings, listener, lambda: forget_connections(app, close=False))
        )
        return run_together({"web server": web.run, "job runner": run_jobs}, after_start)


def open_socket(settings: Settings) -> socket.socket:
    """Take the port before anything else is done; workers inherit it.

    Raises SettingsError with one line when the port is taken or the host is not ours.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        address = (settings.host, settings.port)
        listener = socket.create_server(address, family=family, backlog=BACKLOG)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise SettingsError(
            f"HOST {settings.host}, PORT {settings.port}: cannot be used: {reason}"
        ) from None
    # Connections inherit this: half a request does not hold a worker for ever.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", READ_SECONDS, 0))
    return listener


def add_middleware(app: Flask, settings: Settings) -> None:
    """Serve static files without the application, and believe the proxies in front."""
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # Flask's documented way.
        app.wsgi_app,
        root=STATIC,
        prefix="static",
        max_age=YEAR,
        allow_all_origins=False,
        add_headers_function=_set_static_headers,
    )
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's documented way.
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )


def web_options(
    settings: Settings, listener: socket.socket, forget: Callable[[], None]
) -> dict[str, Any]:
    """gunicorn's options. One thread per worker: more threads make SQLite's slowest posts slower."""
    memory = Path("/dev/shm")  # noqa: S108 -- gunicorn makes a private file there, off the disk.
    return {
        "bind": f"fd://{listener.fileno()}",
        "workers": settings.workers,
        "worker_class": WebWorker,
        "threads": 1,
        "preload_app": True,
        "keepalive": KEEP_ALIVE_SECONDS,
        "graceful_timeout": STOP_SECONDS,
        "worker_tmp_dir": str(memory) if memory.is_dir() else None,
        "control_socket_disable": True,
        "forwarded_allow_ips": "",
        "limit_request_line": 4096,
        "limit_request_fields": 64,
        "limit_request_field_size": 8190,
        "loglevel": "error",
        "logger_class": QuietLog,
        "post_fork": lambda _arbiter, _worker: forget(),
    }


def _set_static_headers(headers: Any, _path: str, _url: str) -> None:
    # The address of a file carries its fingerprint, so a browser need never ask again.
    headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
