"""Every kind of tampering with a result is refused, each one named."""

import pytest

from pricing.award import verify
from pricing.award.outcome import Outcome
from pricing.award.problem_file import parse_problem
from pricing.award.result import result_document
from tests.pricing.award.docs_example import CERTIFICATE, PROBLEM
from tests.pricing.award.proven import NAMES, more, proven, swapped, to, twice, without
from tests.pricing.award.solving import solve_here

TREE = proven("tree")
ROW = "assignments/0"


def carriers_swapped(rows):
    """The first two lines go to each other's carrier; nothing else is changed."""
    first, second = rows[0]["carrier"], rows[1]["carrier"]
    return [rows[0] | {"carrier": second}, rows[1] | {"carrier": first}, *rows[2:]]


UNSERVED = dict.fromkeys(("carrier", "list_minor", "discount_bps", "price_minor"))

KINDS = {
    "a price a fen too low": [(f"{ROW}/price_minor", more(-1))],
    "a price a fen too high": [(f"{ROW}/price_minor", more(1))],
    "a list price a fen off": [(f"{ROW}/list_minor", more(1))],
    "a discount off": [(f"{ROW}/discount_bps", more(1))],
    "a price and the total a fen lower": [
        (f"{ROW}/price_minor", more(-1)),
        ("objective_minor", more(-1)),
        ("lower_bound_minor", more(-1)),
    ],
    "a total a fen too low": [("objective_minor", more(-1))],
    "a total a fen too high": [("objective_minor", more(1))],
    "total and bound a fen lower": [
        ("objective_minor", more(-1)),
        ("lower_bound_minor", more(-1)),
    ],
    "a bound a fen above the total": [("lower_bound_minor", more(1))],
    "a bound a fen below the total of an optimum": [("lower_bound_minor", more(-1))],
    "no bound": [("lower_bound_minor", to(None))],
    "a gap where there is none": [("gap_bps", to(1))],
    "no gap said": [("gap_bps", to(None))],
    "a proven award called stopped early": [("status", to("feasible"))],
    "an award called impossible": [("status", to("infeasible"))],
    "a status of its own": [("status", to("best"))],
    "ties wrongly said to be unbroken": [("", lambda result: result | {"ties": "unbroken"})],
    "conflicts beside an award": [("", lambda result: result | {"conflicts": ["/rules/shares"]})],
    "a carrier that does not quote": [(f"{ROW}/carrier", to("XX"))],
    "another carrier": [(f"{ROW}/carrier", to("C2"))],
    "two lines' carriers swapped": [("assignments", carriers_swapped)],
    "two rows swapped": [("assignments", swapped(0, 1))],
    "a line left out of the rows": [("assignments", without(3))],
    "a line twice": [("assignments", twice(3))],
    "a line twice in another's place": [
        ("assignments", lambda rows: [rows[0], rows[0], *rows[2:]])
    ],
    "a line of another problem": [(f"{ROW}/line", to("L99"))],
    "a line left unserved": [(ROW, lambda row: row | UNSERVED)],
    "an unserved line with a price": [(ROW, lambda row: row | UNSERVED | {"price_minor": 0})],
    "a tier off": [("ladders/0/tier_from", to(0))],
    "a tier's discount off": [("ladders/0/discount_bps", more(1))],
    "a ladder's volume off": [("ladders/1/volume", more(1))],
    "a ladder left out": [("ladders", without(1))],
    "a ladder twice": [("ladders", twice(1))],
    "a ladder of another carrier": [("ladders/0/carrier", to("C1"))],
    "a bundle not earned called earned": [("bundles/0/earned", to(True))],
    "a bundle left out": [("bundles", without(0))],
    "a bundle twice": [("bundles", twice(0))],
    "another format": [("format", to("award-result/2"))],
    "another currency": [("currency", to("USD"))],
    "a key left out": [("", without("gap_bps"))],
    "a key of its own": [("", lambda result: result | {"signed": True})],
    "a price that is no number": [(f"{ROW}/price_minor", to("9952"))],
    "a price that is no integer": [(f"{ROW}/price_minor", to(9952.0))],
    "a price that is true": [(f"{ROW}/price_minor", to(True))],
    "a total that is no number": [("objective_minor", to(float("nan")))],
    "a total beyond 64 bits": [("objective_minor", more(2**64))],
    "a gap below nothing": [("gap_bps", to(-1))],
    "rows that are no list": [("assignments", to({}))],
}


@pytest.mark.parametrize("name", NAMES)
def test_a_result_with_its_proof_is_accepted(name):
    assert proven(name).errors() == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_tampered_result_is_refused(kind):
    assert TREE.tampered("result", *KINDS[kind]).errors() != []


def example(*carriers):
    """The errors when the award of docs/award.md is this one, right in every figure."""
    outcome = Outcome("optimal", carriers, 28_000_000)
    document = result_document(parse_problem(PROBLEM), outcome, 0.5)
    total = document["objective_minor"]
    return verify(PROBLEM, document | {"lower_bound_minor": total, "gap_bps": 0}, CERTIFICATE)


def test_the_award_of_the_page_is_accepted():
    assert example("B", "A", "A", "A") == []


def test_a_dearer_award_right_in_every_figure_is_not_proven():
    assert example("A", "B", "A", "A") == [
        "/lower_bound_minor: must be at most 28000000, is 29000000"
    ]


def test_an_award_that_breaks_a_rule_is_refused_though_every_figure_is_right():
    assert example("B", "B", "A", "A") == ["/quotes/1/capacities/0: 2 is above 1"]


def test_an_award_of_more_than_200_lines_must_say_that_ties_are_unbroken():
    lines = [{"id": f"L{at}", "lot": "x", "member": "M", "mbps": 1} for at in range(201)]
    quotes = [{"carrier": "a", "prices_minor": dict.fromkeys((one["id"] for one in lines), 7)}]
    head = {"format": "award-problem/1", "currency": "CNY"}
    problem = head | {"lines": lines, "quotes": quotes}
    result = result_document(parse_problem(problem), Outcome("optimal", ("a",) * 201, 1407), 0.5)

    assert verify(problem, result) == []
    assert verify(problem, without("ties")(result)) != []


LINE = {"id": "L0", "lot": "x", "member": "M", "mbps": 1}
HEAD = {"format": "award-problem/1", "currency": "CNY"}


def small(price, at_least=1, **rest):
    quotes = [{"carrier": "a", "prices_minor": {"L0": price}}]
    rules = {"winners": {"at_least": at_least}}
    return HEAD | {"lines": [LINE | rest], "quotes": quotes, "rules": rules}


def impossible(*conflicts):
    return result_document(parse_problem(small(5)), Outcome("infeasible", conflicts=conflicts), 0.5)


def test_an_award_called_impossible_is_refused_where_one_is_found_at_once():
    assert verify(small(5), impossible("/rules/winners")) == [
        "/status: an award of 5 meets every rule"
    ]


def test_a_rule_may_clash_once_only():
    twice_named = impossible("/rules/winners", "/rules/winners")

    assert verify(small(5, at_least=2), twice_named) == [
        "/conflicts/1: /rules/winners must not be given twice"
    ]


def test_rules_that_can_hold_together_are_no_conflict():
    problem = small(5, at_least=2, ceiling_minor=4)

    assert verify(problem, impossible("/rules/winners")) == []
    assert verify(problem, impossible("/lines/0/ceiling_minor")) == [
        "/conflicts: these rules alone can hold together"
    ]


def test_a_proof_of_the_dearest_award_is_none_that_there_is_no_award():
    """One that no guess finds: each of two carriers must win one of two lines, at 9 fen each."""
    lines = [LINE | {"diverse_from": "L1"}, LINE | {"id": "L1"}]
    quotes = [{"carrier": name, "prices_minor": {"L0": 9, "L1": 9}} for name in "ab"]
    problem = HEAD | {"lines": lines, "quotes": quotes}
    proof = solve_here(problem).certificate
    clash = [f"/lines/{at}" for at in ("0/diverse_from", "0/outside_option_minor")]
    claimed = impossible(*clash, "/lines/1/outside_option_minor")

    assert verify(problem, claimed) == []
    assert verify(problem, claimed, proof) == [
        "certificate/bound_minor: must be at least 19, is 18"
    ]
    proof["bound_minor"] += 1
    proof["cases"][0]["parts"][0]["bound"] += proof["scale"]
    assert verify(problem, claimed, proof) != []


def test_that_there_is_no_award_is_proven_by_a_bound_above_the_dearest():
    problem = small(5, at_least=2)
    answer = solve_here(problem)

    assert answer.certificate["bound_minor"] == 6
    assert verify(problem, answer.result, answer.certificate) == []
    for change in ({"bound_minor": 5}, {"bound_minor": 7}, {"scale": 1}):
        assert verify(problem, answer.result, answer.certificate | change) != []
