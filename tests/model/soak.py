"""Many more lives with seeds of their own: `make soak`, or `python -m tests.model.soak SECONDS`.

Each round has another seed, printed before it starts; `python -m tests.model.soak SECONDS SEED`
begins with that one, and the same code lives the same lives again.
"""

from __future__ import annotations

import secrets
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from marketplace.adapters.throw_away_postgres import throw_away
from marketplace.app import create_app
from marketplace.config import Config
from marketplace.services.check_invariants import check_invariants
from tests.factories.scratch import migrate
from tests.model.ending import EndingLives
from tests.model.world import World

ROUND = settings(
    database=None,
    deadline=None,
    max_examples=5,
    stateful_step_count=100,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)


def soak(seconds: float, first: int) -> World:
    """Live until the time is over; raises what the first broken invariant raises."""
    until = time.monotonic() + seconds
    with throw_away() as cluster, TemporaryDirectory() as var:
        migrate(cluster.url)
        config = Config(Path(var), cluster.url, "soak", "5e" * 32, "7d" * 32, testing=True)
        app = create_app(config)
        database = app.extensions["marketplace"].database
        EndingLives.world = World(app, database)
        while time.monotonic() < until:
            print(f"seed {first}", flush=True)
            run_state_machine_as_test(seed(first)(EndingLives), settings=ROUND)
            print(f"  {EndingLives.world.done['step']} steps so far", flush=True)
            first = secrets.randbelow(2**32)
        with database.unit_of_work() as session:
            assert check_invariants(session) == []
        database.close()
    return EndingLives.world


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    world = soak(given[0] if given else 600, given[1] if given[1:] else secrets.randbelow(2**32))
    for name, times in world.done.most_common():
        print(f"{times:8} {name}")
    for (name, code), times in sorted(world.refused.items()):
        print(f"{times:8} {name} refused: {code}")
