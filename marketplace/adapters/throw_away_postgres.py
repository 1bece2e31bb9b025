"""Clusters for one test run or one measurement: fast, not durable, gone afterwards."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from marketplace.adapters.embedded_postgres import EmbeddedPostgres
from marketplace.adapters.file_lock import take_alone

PREFIX = "marketplace-throw-away-"


@contextmanager
def throw_away(*, durable: bool = False) -> Iterator[EmbeddedPostgres]:
    """A fresh server for the block; `durable=True` to measure what commits cost in earnest.

    A commit that is not durable may be lost when the server is killed, not when it is stopped.
    """
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    folder.chmod(0o755)  # root's server runs as an account that has to pass through
    server = EmbeddedPostgres(folder / "var", durable=durable)
    try:
        with server.leased():
            yield server
    finally:
        server.remove()
        # The sweep of another run may be removing it too, now that nobody holds the lease.
        shutil.rmtree(folder, ignore_errors=True)


def _sweep() -> None:
    """Remove what killed runs of ours have left behind: data that nobody holds a lease on."""
    for var in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/var"):
        lease = var / "postgres.lease"
        if lease.exists() and lease.stat().st_uid == os.geteuid():
            left = EmbeddedPostgres(var, durable=False)
            if left.data.exists() and _nobody_holds(lease):
                left.remove()
                shutil.rmtree(var.parent, ignore_errors=True)


def _nobody_holds(lease: Path) -> bool:
    with lease.open("a") as file:
        return take_alone(file)
