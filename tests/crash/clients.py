"""HTTP clients that give up on nothing: each sends again, under the same key, until answered."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

GONE = 599
"the status of an answer that never came: whether the request was carried out is unknown"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    json: Any
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def lost(self) -> bool:
        """Whether the server crashed instead of answering."""
        return self.status >= 500


@dataclass
class Client:
    """One API user on a connection per request."""

    port: int
    token: str
    losses: list[Answer] = field(default_factory=list)
    "every attempt that was not answered"

    def send(
        self, method: str, path: str, body: Any = None, *, key: str | None = None, **headers: str
    ) -> Answer:
        """Send once."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        given |= {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        if method == "POST":
            given["Idempotency-Key"] = key or str(uuid4())
        try:
            connection.request(method, f"/api/v1{path}", json.dumps(body or {}), given)
            answer = connection.getresponse()
            return Answer(answer.status, json.loads(answer.read()), dict(answer.getheaders()))
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Answer(GONE, repr(error))
        finally:
            connection.close()

    def insist(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: str | None = None,
        seconds: float = 120.0,
        **headers: str,
    ) -> Answer:
        """Send the very same request until it is answered."""
        key, until = key or str(uuid4()), time.monotonic() + seconds
        while (answer := self.send(method, path, body, key=key, **headers)).lost:
            assert time.monotonic() < until, f"never answered: {answer}"
            self.losses.append(answer)
            time.sleep(0.05)
        return answer


def at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """Do all at the same time; what each returned, in order. The first error goes up."""
    started = start_at_once(acts)
    return started()


def start_at_once(acts: Sequence[Callable[[], Any]]) -> Callable[[], list[Any]]:
    """Begin all at the same time; the returned function waits for their results."""
    barrier, results, errors = Barrier(len(acts)), [None] * len(acts), []

    def run(index: int, act: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            results[index] = act()
        except BaseException as error:
            errors.append(error)

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()

    def finish() -> list[Any]:
        for thread in threads:
            thread.join()
        if errors:
            raise errors[0]
        return results

    return finish
