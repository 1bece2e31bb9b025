"""The marketplace's own PostgreSQL: programs from a wheel, data in `var`, a private Unix socket."""

from __future__ import annotations

import atexit
import logging
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

from marketplace.adapters import embedded_postgres_processes as processes
from marketplace.adapters.embedded_postgres_cluster import Cluster
from marketplace.adapters.embedded_postgres_instance import instance_id, socket_folder
from marketplace.adapters.embedded_postgres_owner import OUTSIDE, data_folder, settle
from marketplace.adapters.file_lock import exclusive, share, take_alone

log = logging.getLogger(__name__)

NAME = "marketplace"
"the database, and the role that owns it and is no superuser"
MISSING = (
    ("SELECT FROM pg_roles WHERE rolname = %s", f"CREATE ROLE {NAME} LOGIN CREATEDB"),
    ("SELECT FROM pg_database WHERE datname = %s", f"CREATE DATABASE {NAME} OWNER {NAME}"),
)
"how to see whether a thing is there, and how to make it"


class EmbeddedPostgres:
    """One server per `var` folder, started by whoever needs it first and shared by all."""

    def __init__(
        self,
        var: Path,
        *,
        durable: bool = True,
        outside: Path = OUTSIDE,
        say: Callable[[str], object] = log.warning,
    ) -> None:
        """`durable=False` is for throw-away clusters: a crash of the machine ruins them."""
        self.var = var.resolve()
        self.var.mkdir(parents=True, exist_ok=True)
        self._durable, self._outside, self._say = durable, outside, say
        self._instance = instance_id(self.var)
        self._sockets = socket_folder(self._instance)
        self._lock = self.var / "postgres.lock"

    @property
    def url(self) -> str:
        """Where the database answers, for SQLAlchemy, psycopg and libpq alike."""
        return self._url(NAME, NAME)

    @property
    def data(self) -> Path:
        """The folder of the cluster: in `var`, or outside when root's project is closed."""
        return data_folder(self.var, self._instance, self._outside)

    def is_running(self) -> bool:
        """Whether the server process lives; it may be too early for it to answer."""
        return processes.postmaster(self.data) is not None

    def ensure_running(self) -> str:
        """Start the server unless it answers, making cluster and database at first; its URL."""
        with exclusive(self._lock):
            return self._ensure()

    def stop(self) -> None:
        """End the server, and every connection to it, cleanly."""
        with exclusive(self._lock):
            self._stop()

    def remove(self) -> None:
        """Stop the server and delete its data: for throw-away clusters."""
        with exclusive(self._lock):
            self._stop()
            data = self.data
            shutil.rmtree(self._sockets, ignore_errors=True)
            shutil.rmtree(data if data.parent == self.var else data.parent, ignore_errors=True)

    @contextmanager
    def leased(self) -> Iterator[EmbeddedPostgres]:
        """Keep the server up for the block; the last holder of any process stops it."""
        with (self.var / "postgres.lease").open("a") as held:
            with exclusive(self._lock):
                share(held)
                self._ensure()
            try:
                yield self
            finally:
                with exclusive(self._lock):
                    if take_alone(held):
                        self._stop()

    def _url(self, user: str, database: str) -> str:
        return f"postgresql://{user}@/{database}?host={quote(str(self._sockets), '')}&port=5432"

    def _ensure(self) -> str:
        if not (self.is_running() and self._answers(within=60)):
            cluster = self._cluster()
            cluster.stop()
            cluster.start()
        self._ensure_database()
        return self.url

    def _stop(self) -> None:
        if self.is_running():
            self._cluster().stop()

    def _cluster(self) -> Cluster:
        running = self.is_running()
        place = settle(self.var, self._instance, running, self._outside, self._say)
        return Cluster(place, self._sockets, self.var / "postgres.log", self._durable)

    def _answers(self, *, within: float) -> bool:
        """Whether the server takes a connection in so many seconds; without a socket, never."""
        until = time.monotonic() + within
        while self.is_running() and (self._sockets / ".s.PGSQL.5432").exists():
            try:
                psycopg.connect(self._url("postgres", "postgres")).close()
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    return False
                time.sleep(0.1)
            else:
                return True
        return False

    def _ensure_database(self) -> None:
        with psycopg.connect(self._url("postgres", "postgres"), autocommit=True) as connection:
            for query, command in MISSING:
                if connection.execute(query, [NAME]).fetchone() is None:
                    connection.execute(command)


@contextmanager
def lease(
    var: Path,
    *,
    durable: bool = True,
    outside: Path = OUTSIDE,
    say: Callable[[str], object] = log.warning,
) -> Iterator[EmbeddedPostgres]:
    """A server that stays up while any process holds a lease; the last one out stops it."""
    with EmbeddedPostgres(var, durable=durable, outside=outside, say=say).leased() as server:
        yield server


def hold_until_exit(var: Path) -> EmbeddedPostgres:
    """A lease that ends with this process, for those who have no block to put around."""
    held = ExitStack()
    server = held.enter_context(lease(var))
    atexit.register(held.close)
    return server
