"""Amounts that no sensible award uses keep nothing from being proven."""

import pytest

from pricing import award
from pricing.award import GaveUp, solve_certified, solver, verify
from pricing.award.problem_file import parse_problem
from pricing.award.proof.certificate_file import parse_certificate
from pricing.award.proof.check import find_gaps
from pricing.award.proof.exact import TooWide
from pricing.award.proof.reading import market_of
from pricing.award.proof.width import without_dear
from pricing.award.solver import decide
from tests.pricing.award.crossed import crossed
from tests.pricing.award.oracle import best_award

HUGE = 9 * 10**14
SIX = [{"lots": "all", "measure": "lines", "at_most": 6}]


def problem(count=12, *, outside=None, prices=None, capacities=None, **rules):
    """Lines of one lot for A, from 100 fen up, and for B, from 200 fen up."""
    lines = [
        {"id": f"L{at}", "lot": "K", "member": "M", "mbps": 1, "outside_option_minor": outside}
        for at in range(count)
    ]
    quotes = [
        {
            "carrier": carrier,
            "prices_minor": {f"L{at}": prices or first + at for at in range(count)},
            "capacities": (capacities or {}).get(carrier),
        }
        for carrier, first in (("A", 100), ("B", 200))
    ]
    head = {"format": "award-problem/1", "currency": "CNY"}
    return head | {"lines": lines, "quotes": quotes, "rules": rules}


CASES = {
    "two capacities": problem(outside=HUGE, capacities={"A": SIX, "B": SIX}),
    "one, two winners": problem(
        outside=HUGE, capacities={"A": SIX}, winners={"at_least": 2, "at_most": 2}
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_outside_options_beyond_all_prices_do_not_stop_the_proof(case):
    found = solve_certified(CASES[case], time_limit=20)

    assert (found.result["status"], found.result["objective_minor"]) == ("optimal", 1866)
    assert verify(CASES[case], found.result, found.certificate) == []


def test_a_price_beyond_all_others_does_not_stop_the_proof():
    document = crossed(5, lots=6, per_lot=2)
    for quote in document["quotes"][1:]:
        quote["prices_minor"] |= dict.fromkeys(list(quote["prices_minor"])[::3], HUGE)
    for line in document["lines"]:
        line["outside_option_minor"] = HUGE
    with pytest.raises(TooWide):
        market_of(parse_problem(document))

    outcome = decide(parse_problem(document))

    assert outcome.status == "optimal"
    assert find_gaps(parse_problem(document), parse_certificate(outcome.certificate)) == []


def test_what_is_left_out_is_in_no_award_below_the_total():
    small = problem(4, outside=500, capacities={"A": [SIX[0] | {"at_most": 2}]})
    least = best_award(small)[0][0]
    known = parse_problem(small)

    assert without_dear(known, 10**6) == known
    assert all(line.outside_option_minor is None for line in without_dear(known, least + 1).lines)


def test_a_total_below_the_bound_to_leave_choices_out_by_is_refused():
    known = parse_problem(CASES["two capacities"])
    certificate = decide(known).certificate
    assert find_gaps(known, parse_certificate(certificate)) == []

    for below in (certificate["bound_minor"] - 1, None):
        changed = parse_certificate(certificate | {"below_minor": below})
        assert find_gaps(known, changed)


def test_what_is_too_wide_all_the_same_says_so():
    document = problem(prices=HUGE, capacities={"A": SIX, "B": SIX})

    found = solve_certified(document)

    assert (found.result["status"], found.result["stopped"]) == ("feasible", "too_wide")
    assert found.certificate is None
    assert verify(document, found.result) == []


def test_an_impossible_problem_of_wide_amounts_names_its_conflicts():
    document = problem(prices=HUGE, capacities={"A": SIX, "B": [SIX[0] | {"at_most": 5}]})

    result = solve_certified(document).result

    assert result["status"] == "infeasible"
    assert "/quotes/0/capacities/0" in result["conflicts"]


def test_giving_up_is_not_called_a_time_limit(monkeypatch):
    monkeypatch.setattr(solver, "try_plain_model", lambda *_: False)
    wide = parse_problem(problem(prices=HUGE, capacities={"A": SIX, "B": SIX}))
    outcome = decide(wide)

    assert (outcome.status, outcome.stopped) == ("undecided", "too_wide")
    error = award._undecided(outcome)
    assert isinstance(error, GaveUp) and "time limit" not in str(error)
