"""Waits for a web server of this machine to say that it is ready."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable

from marketplace.adapters.run_lock import LOOPBACK


class NeverReady(RuntimeError):
    """The web server did not come up in time."""


class Readiness:
    """Asks `/readyz` each time it is called; at the first 200 it calls `then`, once."""

    def __init__(self, port: int, then: Callable[[], object], *, seconds: float = 90.0) -> None:
        """Raises NeverReady when called after so many seconds without an answer."""
        self._port, self._then, self._seconds = port, then, seconds
        self._until = time.monotonic() + seconds
        self._done = False

    def __call__(self) -> None:
        """Ask, unless it was ready before."""
        if self._done:
            return
        if self._is_ready():
            self._done = True
            self._then()
        elif time.monotonic() > self._until:
            raise NeverReady(f"no answer on port {self._port} in {self._seconds:g} s")

    def _is_ready(self) -> bool:
        """No proxy is asked, whatever the environment says."""
        connection = http.client.HTTPConnection(LOOPBACK, self._port, timeout=2)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
