"""Live price of a group buy with 10,000 lines against a bare one-row view: at most 2 times."""

from __future__ import annotations

import sys
from tempfile import TemporaryDirectory

from bench.compare import compare
from bench.load import Request
from bench.server import served
from bench.world import add_members, build, pool_lines

LINES, REQUESTS, CLIENTS, ROUNDS, MOST = 10_000, 3000, 16, 5, 2.0


def main() -> bool:
    """Print the figures; whether the ratio is within bounds."""
    with served() as server, TemporaryDirectory() as var:
        world = build(server.url, var)
        pool_lines(world, LINES)
        tokens = add_members(world, 16)
        bare = [Request("GET", f"/bare/rows/{world.row_id}", {})] * REQUESTS
        path = f"/api/v1{world.market.path}/live-price"
        ours = [
            Request("GET", path, {"Authorization": f"Bearer {tokens[i % 16]}"})
            for i in range(REQUESTS)
        ]
        return compare(
            f"Live price, {LINES:,} lines pooled",
            server,
            lambda _: bare,
            lambda _: ours,
            rounds=ROUNDS,
            clients=CLIENTS,
            expected=200,
            most=MOST,
        )


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
