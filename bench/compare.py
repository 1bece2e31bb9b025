"""Rounds of peer and candidate in turn: CPU per request, p99, and the ratio round by round."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from bench.load import Request, send
from bench.server import Served


@dataclass(frozen=True)
class Round:
    """One side's figures in one round. Milliseconds."""

    cpu_ms: float
    p50_ms: float
    p99_ms: float


def measure(server: Served, requests: Sequence[Request], clients: int, expected: int) -> Round:
    before = server.cpu()
    seen = send(server.port, requests, clients)
    spent = server.cpu() - before
    if set(seen.statuses) != {expected}:
        raise SystemExit(f"expected only {expected}, got {seen.statuses}")
    return Round(
        1000 * spent / seen.requests, 1000 * seen.quantile(0.5), 1000 * seen.quantile(0.99)
    )


def compare(
    title: str,
    server: Served,
    peer: Callable[[int], Sequence[Request]],
    candidate: Callable[[int], Sequence[Request]],
    *,
    rounds: int,
    clients: int,
    expected: int,
    most: float,
) -> bool:
    """Print the figures of each round and the median ratio; whether it is at most `most`."""
    print(f"\n{title}: {rounds} rounds, {clients} clients, gunicorn + PostgreSQL CPU")
    ratios, tails = [], []
    for number in range(rounds + 1):
        bare = measure(server, peer(number), clients, 200)
        ours = measure(server, candidate(number), clients, expected)
        if number == 0:
            continue  # warm-up
        ratios.append(ours.cpu_ms / bare.cpu_ms)
        tails.append(ours.p99_ms / bare.p99_ms)
        print(
            f"  round {number}: bare {bare.cpu_ms:.2f} ms CPU, p99 {bare.p99_ms:.1f} ms · "
            f"ours {ours.cpu_ms:.2f} ms CPU, p99 {ours.p99_ms:.1f} ms · "
            f"ratio CPU {ratios[-1]:.2f}, p99 {tails[-1]:.2f}"
        )
    ratio = median(ratios)
    verdict = "within" if ratio <= most else "ABOVE"
    print(f"  median ratio: CPU {ratio:.2f} ({verdict} {most}), p99 {median(tails):.2f}")
    return ratio <= most
