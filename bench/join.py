"""Joining one group buy from 32 clients at once against a bare one-row read: at most 4 times."""

from __future__ import annotations

import sys
from tempfile import TemporaryDirectory
from uuid import uuid4

from bench.compare import compare
from bench.load import Request, as_json
from bench.server import served
from bench.world import World, add_members, build
from tests.factories.demand import a_line

JOINS, CLIENTS, ROUNDS, MOST = 600, 32, 5, 4.0
LIST = 100_000 + 12 * 2_000_000


def main() -> bool:
    """Print the figures; whether the ratio is within bounds."""
    with served() as server, TemporaryDirectory() as var:
        world = build(server.url, var)
        bare = [Request("GET", f"/bare/rows/{world.row_id}", {})] * (JOINS * 3)
        return compare(
            "Join, one statement",
            server,
            lambda _: bare,
            lambda _: joins(world),
            rounds=ROUNDS,
            clients=CLIENTS,
            expected=201,
            most=MOST,
        )


def joins(world: World) -> list[Request]:
    """One join each by members that are new to the group buy."""
    body = as_json({"lines": [a_line(price_shown_minor=LIST)]})
    path = f"/api/v1{world.market.path}/participation"
    return [
        Request(
            "POST",
            path,
            {
                "Authorization": f"Bearer {token}",
                "Content-Type": "application/json",
                "Idempotency-Key": str(uuid4()),
            },
            body,
        )
        for token in add_members(world, JOINS)
    ]


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
