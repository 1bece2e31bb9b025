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


@cache
def ours(name):
    """The engine's answer."""
    return time_engine(family(name, 1, SMALL[name]))


@pytest.mark.parametrize("peer", ["HiGHS", "CP-SAT"])
@pytest.mark.parametrize("name", SMALL)
def test_the_engine_and_its_peers_agree_to_the_fen(name, peer):
    if peer not in available_peers():
        pytest.skip(f"{peer} is not installed")

    theirs = time_peer(peer, family(name, 1, SMALL[name]), 60)

    assert (ours(name).status, theirs.status) == ("optimal", "optimal")
    assert ours(name).objective_minor == theirs.objective_minor
