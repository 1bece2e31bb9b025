import math

import pytest

from bench.award_families import FAMILIES
from bench.award_table import TableRow
from bench.award_targets import TARGETS, Target
from bench.award_timing import Marks, Timing


def timing(seconds, status="optimal", reached=None, megabytes=100.0):
    objective, bound = 1_000_000, 1_000_000 if status == "optimal" else 990_000
    return Timing(status, objective, bound, seconds, seconds, reached or {}, 0, megabytes)


def row(*runs, peer=(), **limits):
    target = Target("3x60", limits.pop("gap_bps", None), limits.pop("seconds", 1.0), **limits)
    return TableRow(target, {"engine": list(runs)} | ({"HiGHS": list(peer)} if peer else {}))


def test_every_family_has_a_target():
    assert {target.family for target in TARGETS} == set(FAMILIES)


@pytest.mark.parametrize(("seconds", "met"), [((0.5, 0.9, 30), True), ((0.5, 1.1, 30), False)])
def test_the_median_of_the_seeds_must_keep_the_target(seconds, met):
    assert row(*map(timing, seconds)).met is met


def test_the_worst_seed_must_keep_its_own_bound():
    assert not row(timing(0.5), timing(0.5), timing(3.1), worst=3).met


def test_memory_over_the_bound_misses_the_target():
    assert not row(timing(0.5, megabytes=701), megabytes=700).met


def test_a_proof_that_never_came_misses_the_target():
    assert row(timing(0.5, "feasible")).seconds == [math.inf]


def test_a_gap_counts_from_when_it_was_first_reached():
    assert row(timing(9, "feasible", {"10": 0.3}), gap_bps=10).seconds == [0.3]


def test_a_peer_that_never_got_there_counts_with_its_limit():
    assert row(timing(0.5), peer=[timing(58, "TimeLimit")]).ratio("HiGHS") == 120


def test_a_ratio_below_the_one_asked_for_misses_the_target():
    assert row(timing(0.5), peer=[timing(5)], ratio=10).met
    assert not row(timing(0.5), peer=[timing(4.9)], ratio=10).met


def test_a_gap_is_marked_once_with_all_wider_ones():
    marks = Marks()
    marks.note(1_000_000, 999_950, 1.0)
    marks.note(1_000_000, 1_000_000, 2.0)

    assert marks.reached == {"100": 1.0, "10": 1.0, "5": 1.0, "1": 1.0, "0.1": 2.0}
