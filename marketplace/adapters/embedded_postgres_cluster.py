"""One PostgreSQL cluster on disk: made by initdb, started and stopped by pg_ctl, as its account."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from marketplace.adapters import embedded_postgres_processes as processes
from marketplace.adapters.embedded_postgres_instance import make_private
from marketplace.adapters.embedded_postgres_owner import Place

START_SECONDS = 90
INITDB = (
    *("--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-instructions"),
    *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
)
SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}
"given on the command line: root never writes into a folder that belongs to another account"
SAFETY = ("fsync", "synchronous_commit", "full_page_writes")


class EmbeddedPostgresError(RuntimeError):
    """The server cannot be made to run; the words are the end of its log."""


@dataclass(frozen=True)
class Cluster:
    """A data folder with everything needed to serve it."""

    place: Place
    sockets: Path
    journal: Path
    "where the server and its tools write their log"
    durable: bool

    def start(self) -> None:
        """Make what is missing, then start until it stands.

        What a killed postmaster left behind ends by itself or is ended: until then PostgreSQL
        refuses to start, rightly, and is asked again.
        """
        self._prepare()
        until = time.monotonic() + START_SECONDS
        argv = ("start", "-w", "-t", str(START_SECONDS), "-o", self._settings())
        while (failure := self._call("pg_ctl", *argv, "-D", str(self.place.data))) is not None:
            left_behind = "shared memory block" in failure or "lock file" in failure
            if not left_behind or time.monotonic() > until:
                raise EmbeddedPostgresError(failure)
            processes.quit_orphans(self.place.data)
            time.sleep(0.2)

    def stop(self) -> None:
        """Stop cleanly; if that takes too long, as in a crash, which loses no commit either.

        The socket's folder goes too: the next start may be as another account.
        """
        for mode in ("fast", "immediate"):
            if processes.postmaster(self.place.data) is not None:
                argv = ("stop", "-w", "-t", "30", "-m", mode)
                self._call("pg_ctl", *argv, "-D", str(self.place.data))
        shutil.rmtree(self.sockets, ignore_errors=True)

    def _prepare(self) -> None:
        account, data = self.place.account, self.place.data
        make_private(self.sockets, account.uid, account.gid)
        if not data.exists():
            self._make()
        account.take(data)
        processes.forget_stranger(data)

    def _make(self) -> None:
        """initdb beside the final place, then one rename: a half-made cluster is never used."""
        fresh = self.place.data.with_name("postgres.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        self.place.account.take(fresh)
        sync = () if self.durable else ("--no-sync",)
        failure = self._call("initdb", *INITDB, *sync, "-D", str(fresh))
        if failure is not None:
            raise EmbeddedPostgresError(failure)
        fresh.rename(self.place.data)

    def _settings(self) -> str:
        """The options of `postgres`; pg_ctl hands them to a shell."""
        safe = dict.fromkeys(SAFETY, "on" if self.durable else "off")
        settings = SETTINGS | safe | {"unix_socket_directories": str(self.sockets)}
        return shlex.join(part for item in settings.items() for part in ("-c", "=".join(item)))

    def _call(self, program: str, *argv: str) -> str | None:
        """Run a program as the server's account; what it wrote to the log if it failed."""
        with self.journal.open("ab") as journal:
            begin = journal.tell()
            done = subprocess.run(
                [self.place.programs / "bin" / program, *argv],
                check=False,
                cwd="/",
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=journal,
                stderr=journal,
                **self.place.account.options(),
            )
        if done.returncode == 0:
            return None
        written = self.journal.read_bytes()[begin:].decode(errors="replace")
        return written[-4000:] or f"{program} failed without a word"


def _environment() -> dict[str, str]:
    """Nothing of ours: variables like PGPORT or PGDATA would change what the server does."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return {"LC_ALL": "C", "TZ": "UTC", **kept}
