"""A closed loop of keep-alive clients in a process of its own, and what they saw."""

from __future__ import annotations

import http.client
import json
import multiprocessing
import time
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Thread


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None = None


@dataclass(frozen=True)
class Seen:
    """Latencies in seconds, and how often each status came."""

    latencies: list[float]
    statuses: dict[int, int]

    @property
    def requests(self) -> int:
        return len(self.latencies)

    def quantile(self, q: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(q * len(ordered)))]


def send(port: int, requests: Sequence[Request], clients: int) -> Seen:
    """Send every request once, `clients` at a time, from another process."""
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe()
    process = context.Process(target=_clients, args=(theirs, port, list(requests), clients))
    process.start()
    latencies, statuses = mine.recv()
    process.join()
    return Seen(latencies, statuses)


def _clients(pipe, port: int, requests: list[Request], clients: int) -> None:  # type: ignore[no-untyped-def]
    latencies: list[float] = []
    statuses: dict[int, int] = {}
    shares = [requests[i::clients] for i in range(clients)]
    threads = [Thread(target=_one, args=(port, s, latencies, statuses)) for s in shares]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pipe.send((latencies, statuses))


def _one(port: int, requests: list[Request], latencies: list[float], statuses: dict) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for request in requests:
        start = time.perf_counter()
        connection.request(request.method, request.path, request.body, request.headers)
        answer = connection.getresponse()
        answer.read()
        latencies.append(time.perf_counter() - start)
        statuses[answer.status] = statuses.get(answer.status, 0) + 1


def as_json(document: object) -> bytes:
    return json.dumps(document).encode()
