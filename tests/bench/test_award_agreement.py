import pytest

from bench.award_engine import time_engine
from bench.award_peers import available_peers, time_peer
from tests.bench.plain import SCALES, small, small_optimum

UNPROVEN = {"10x200", "national-cap"}


@pytest.mark.parametrize("name", SCALES)
def test_cp_sat_agrees_with_highs_to_the_fen(name):
    if "CP-SAT" not in available_peers():
        pytest.skip("OR-tools is not installed")

    theirs = time_peer("CP-SAT", small(name), 60)

    assert (theirs.status, theirs.objective_minor) == ("optimal", small_optimum(name).objective)


@pytest.mark.parametrize("name", SCALES)
def test_the_engine_agrees_with_highs_to_the_fen(name):
    if name in UNPROVEN:
        pytest.skip("the engine does not prove it in seconds yet")

    ours = time_engine(small(name), limit=60)

    assert (ours.gap_bps, ours.objective_minor) == (0, small_optimum(name).objective)


def test_highs_in_a_child_says_the_same():
    theirs = time_peer("HiGHS", small("3x60"), 60)

    assert (theirs.status, theirs.objective_minor) == ("optimal", small_optimum("3x60").objective)


def test_a_peer_is_stopped_at_its_limit_with_what_it_knows():
    theirs = time_peer("HiGHS", small("3x2000"), 0)

    assert theirs.status == "stopped"
    assert theirs.solve < 2
