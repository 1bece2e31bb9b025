"""Random lives against the real database: legal acts succeed, others are refused, all holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from marketplace.services.check_invariants import check_invariants
from tests.model.lives import Lives
from tests.model.scratch import scratch
from tests.model.world import World

SUITE = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=40,
    stateful_step_count=60,
    phases=[Phase.generate],  # a failure is told as it was found: making it small takes minutes
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def world(config, database_url) -> Iterator[World]:
    """A database of their own: elsewhere every carrier of every test would be invited."""
    with scratch(config, database_url) as app:
        yield World(app, app.extensions["marketplace"].database)


@pytest.fixture(scope="module")
def lived(world) -> World:
    Lives.world = world
    run_state_machine_as_test(Lives, settings=SUITE)
    return world


def test_thousands_of_steps_keep_every_invariant(lived):
    assert lived.done["step"] >= 2_000


def test_everything_together_keeps_every_invariant(lived):
    with lived.database.unit_of_work() as session:
        assert check_invariants(session) == []


def test_every_act_was_carried_out_and_refused(lived):
    refused = {name for name, _ in lived.refused}
    acts = set(lived.done) - {"life", "step"}
    print(lived.done, lived.refused)

    assert acts == refused
