"""What is periodic or takes long: done by the job runner, beside the web server.

A package registers its work when it is imported: `@jobs.periodic_task(crontab(hour="3"))`.
The work runs inside the application, so `core.database.own_transaction()` and
`core.clock.clock()` are there.
"""

from typing import Any

from flask import Flask
from huey.api import Huey
from huey.exceptions import ConfigurationError
from huey.storage import MemoryStorage, RedisStorage, SqliteStorage

from core.errors import SettingsError
from core.settings import Settings

FILE_NAME = "jobs.sqlite"


class Jobs(Huey):  # type: ignore[misc]  # huey carries no types.
    """The queue; it waits in memory until an application is bound to it."""

    app: Flask | None = None

    def bind(self, app: Flask, settings: Settings) -> None:
        """Keep the queue in a file of the data folder, or in Redis when several machines share it.

        Its work is run in `app`.
        """
        self.app = app
        if settings.redis_url:
            self.storage = _redis(self.name, settings.redis_url)
            return
        self.storage = SqliteStorage(self.name, filename=str(settings.data / FILE_NAME))
        # The processes to be forked must not share a connection.
        self.storage.close()

    def _execute(self, task: Any, timestamp: Any) -> Any:
        if self.app is None:
            raise RuntimeError("no application is bound to the jobs")
        with self.app.app_context():
            return super()._execute(task, timestamp)


def _redis(name: str, address: str) -> RedisStorage:
    try:
        return RedisStorage(name, url=address)
    except ConfigurationError:
        raise SettingsError("SYNPUNKT_REDIS_URL: install synpunkt[redis] first") from None


jobs = Jobs("synpunkt", results=False, storage_class=MemoryStorage)


def run_jobs() -> None:
    """Do jobs until SIGTERM; the one that runs is finished first."""
    # Somebody may be waiting for the work, so the queue is looked at every second.
    consumer = jobs.create_consumer(workers=1, max_delay=1.0, graceful_signal="TERM")
    consumer.run()
