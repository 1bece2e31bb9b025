"""Random lives against the real database: legal acts succeed, others are refused, all holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from marketplace.services.check_invariants import check_invariants
from tests.factories.scratch import scratch
from tests.model.lives import Lives
from tests.model.stages import PLAIN
from tests.model.world import World

SUITE = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=56,
    stateful_step_count=50,
    phases=[Phase.generate],  # a failure is told as it was found: making it small takes minutes
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)


WAY = (
    *("draft", "open", "invite", "join", "change", "lock", "issue", "seal", "open_envelopes"),
    *("compute", "award", "accept", "settle", "approve", "sign", "test", "finish", "go_live"),
)
"acts that lead from a draft to lines in service: none may be missing"


@pytest.fixture(scope="module")
def world(config, database_url) -> Iterator[World]:
    """A database of their own: elsewhere every carrier of every test would be invited."""
    with scratch(config, database_url) as app:
        Lives.world = World(app, app.extensions["marketplace"].database)
        yield Lives.world
        Lives.world.eyes.close()


def test_the_lawful_steps_alone_lead_from_a_draft_to_the_conclusion(world):
    life = Lives()
    life.begin("in_force", PLAIN)
    buy = life.buys[0]

    for number in range(200):
        life.press_on(0, number)

    life.check()
    assert world.row("SELECT state FROM group_buys WHERE id = :id", id=buy).state == "concluded"


@pytest.fixture(scope="module")
def lived(world) -> World:
    Lives.checked_every = 8  # and at the end of each life; a soak looks twice as often
    run_state_machine_as_test(Lives, settings=SUITE)
    return world


def test_thousands_of_steps_keep_every_invariant(lived):
    """`make soak` takes as many more as one likes."""
    assert lived.done["step"] >= 2_000


def test_most_acts_were_carried_out_and_most_were_refused(lived):
    done = set(lived.done) - {"life", "step"}
    refused = {name for name, _ in lived.refused}
    codes = {code for _, code in lived.refused}

    assert set(WAY) <= done
    assert len(done) >= 28
    assert len(refused) >= 23
    assert len(codes) >= 20
    assert {"too_early", "too_late", "illegal_move", "not_found", "forbidden"} <= codes


def test_all_lives_together_keep_every_invariant_and_every_hash(lived):
    with lived.database.unit_of_work() as session:
        assert check_invariants(session) == []
