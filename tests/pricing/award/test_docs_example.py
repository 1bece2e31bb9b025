"""The example that docs/award.md works out by hand is what the command line says, today too."""

from __future__ import annotations

import json

import pytest

from pricing import award
from pricing.__main__ import main
from tests.pricing.award.docs_example import (
    CERTIFICATE,
    PAGE,
    PROBLEM,
    RESULT,
    ROWS,
    THOUSAND_YUAN,
    recomputed,
)


def test_solving_it_again_gives_the_same_result():
    solved = award.solve(PROBLEM)

    assert solved | {"seconds": 0} == RESULT | {"seconds": 0}


def test_the_printed_certificate_proves_the_printed_result():
    assert award.verify(PROBLEM, RESULT, CERTIFICATE) == []


def test_a_fresh_certificate_proves_it_too():
    """Its multipliers may be others: any that reach the bound are as good."""
    solved = award.solve_certified(PROBLEM)

    assert award.verify(PROBLEM, RESULT, solved.certificate) == []


def test_a_fen_more_is_not_proven():
    claimed = CERTIFICATE | {"bound_minor": CERTIFICATE["bound_minor"] + 1}

    assert award.verify(PROBLEM, RESULT, claimed)


def test_the_command_says_what_the_page_says(tmp_path, capsys):
    for name, document in (("p", PROBLEM), ("r", RESULT), ("c", CERTIFICATE)):
        (tmp_path / name).write_text(json.dumps(document))
    problem, result, certificate = (str(tmp_path / name) for name in "prc")

    status = main(["verify", problem, result, "--certificate", certificate])

    assert status == 0
    assert f"    {capsys.readouterr().out}" in PAGE


@pytest.mark.parametrize(("tier", "b_wins"), ROWS)
def test_each_bound_worked_out_by_hand_is_the_one_recomputed(tier, b_wins):
    *by_hand, better = ROWS[tier, b_wins]

    assert recomputed(tier, b_wins) == by_hand
    assert better == max(by_hand) >= RESULT["objective_minor"] / THOUSAND_YUAN


def test_all_six_combinations_are_worked_out():
    assert len(ROWS) == 6
