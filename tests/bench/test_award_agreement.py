from functools import cache

import pytest

from bench.award_engine import time_engine
from bench.award_families import family
from bench.award_peers import available_peers, time_peer

SMALL = {
    "3x60": 1 / 5,
    "3x500": 1 / 20,
    "3x2000": 1 / 40,
    "10x200": 1 / 20,
    "6x2000": 1 / 20,
    "6x2000-cap": 1 / 20,
    "national": 1 / 4000,
    "national-cap": 1 / 8000,
}
UNPROVEN = {"10x200", "national-cap"}


@cache
def theirs(name, peer):
    """The peer's answer."""
    return time_peer(peer, family(name, 1, SMALL[name]), 60)


@pytest.mark.parametrize("name", SMALL)
def test_the_peers_agree_to_the_fen(name):
    if "CP-SAT" not in available_peers():
        pytest.skip("OR-tools is not installed")
    answers = [theirs(name, peer) for peer in available_peers()]

    assert {answer.status for answer in answers} == {"optimal"}
    assert len({answer.objective_minor for answer in answers}) == 1


@pytest.mark.parametrize("name", SMALL)
def test_the_engine_agrees_with_highs_to_the_fen(name):
    if name in UNPROVEN:
        pytest.skip("the engine does not prove it in seconds yet")

    ours = time_engine(family(name, 1, SMALL[name]), limit=60)

    assert ours.gap_bps == 0
    assert ours.objective_minor == theirs(name, "HiGHS").objective_minor
