"""What holds of every problem: how the least total moves, and what it does not depend on."""

import copy
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pricing.award.problem_file import parse_problem
from pricing.award.solver import decide
from tests.pricing.award import renaming
from tests.pricing.award.oracle import every_award
from tests.pricing.award.problems import MEASURES, random_problem
from tests.pricing.award.solving import solve_here

ROOT = Path(__file__).parents[3]
IMPOSSIBLE = float("inf")
SEEDS = st.integers(0, 10**6)
EXAMPLES = settings(max_examples=40)


def least(problem):
    """The proven least total in fen, infinite where there is no award."""
    outcome = decide(parse_problem(problem))
    if outcome.status == "infeasible":
        return IMPOSSIBLE
    assert outcome.status == "optimal"
    return outcome.bound


def without_quote(problem, carrier):
    """The problem without a carrier, and without what is demanded of it by name."""
    rules = problem["rules"]
    shares = [share for share in rules.get("shares", ()) if share["carrier"] != carrier]
    quotes = [quote for quote in problem["quotes"] if quote["carrier"] != carrier]
    return problem | {"quotes": quotes, "rules": rules | {"shares": shares}}


@EXAMPLES
@given(SEEDS)
def test_removing_a_quote_never_lowers_the_cost(seed):
    problem = random_problem(seed)
    carrier = random.Random(seed).choice(problem["quotes"])["carrier"]

    assert least(without_quote(problem, carrier)) >= least(problem)


def add_rule(problem, kind, chance):
    """One rule more, of this kind; False where it has its place taken."""
    lines, quotes, rules = problem["lines"], problem["quotes"], problem["rules"]
    line, quote = chance.choice(lines), chance.choice(quotes)
    limit = {"measure": chance.choice(MEASURES)}
    added = {
        "ceiling": (line, "ceiling_minor", chance.choice([5, 10, 20])),
        "pair": (line, "diverse_from", chance.choice(lines)["id"]),
        "must": (line, "outside_option_minor", None),
        "least award": (quote, "minimum_award", limit | {"at_least": chance.randint(1, 40)}),
        "capacity": (quote, "capacities", [limit | {"lots": "all", "at_most": 30}]),
        "winners": (rules, "winners", {"at_least": chance.randint(0, 2), "at_most": 2}),
        "winners per lot": (rules, "winners_per_lot_at_most", 1),
        "share": (rules, "shares", [_share(chance)]),
    }
    place, key, value = added[kind]
    if place.get(key) is not None and kind != "must":
        return False
    place[key] = value
    return line.get("diverse_from") != line["id"]


def _share(chance):
    least_bps, most_bps = chance.choice([0, 2000]), chance.choice([5000, 7000])
    bounds = {"at_least_bps": least_bps, "at_most_bps": most_bps}
    return {"carrier": "any", "lots": "all", "measure": chance.choice(["lines", "mbps"])} | bounds


RULES = "ceiling", "pair", "must", "least award", "capacity", "winners", "winners per lot", "share"


@settings(max_examples=10)
@pytest.mark.parametrize("kind", RULES)
@given(seed=SEEDS)
def test_adding_a_rule_never_lowers_the_cost(kind, seed):
    problem = random_problem(seed)
    stricter = copy.deepcopy(problem)
    assume(add_rule(stricter, kind, random.Random(seed)))

    assert least(stricter) >= least(problem)


def measured_by_spend(problem):
    """Everything in which what a carrier wins is measured by its prices."""
    for quote in problem["quotes"]:
        limits = [quote.get("minimum_award"), *quote.get("capacities", ()), *quote["ladders"]]
        yield from (one for one in limits if one and one["measure"] == "spend")


@EXAMPLES
@given(SEEDS, st.integers(1, 20))
def test_lowering_a_price_never_raises_the_cost_where_nothing_measures_spend(seed, less):
    problem = random_problem(seed)
    for one in measured_by_spend(problem):
        one["measure"] = "mbps"
    cheaper = copy.deepcopy(problem)
    prices = random.Random(seed).choice(cheaper["quotes"])["prices_minor"]
    assume(prices)
    line = random.Random(seed).choice(sorted(prices))
    prices[line] = max(0, prices[line] - less)

    assert least(cheaper) <= least(problem)


def test_lowering_a_price_may_raise_the_cost_where_a_ladder_measures_spend():
    tiers = [{"from": 0, "discount_bps": 0}, {"from": 100, "discount_bps": 5000}]
    ladder = {"id": "T", "lots": "all", "measure": "spend", "tiers": tiers}
    lines = [{"id": "L", "lot": "x", "member": "M", "mbps": 1}]

    def asked(price):
        quote = {"carrier": "a", "prices_minor": {"L": price}, "ladders": [ladder]}
        head = {"format": "award-problem/1", "currency": "CNY"}
        return least(head | {"lines": lines, "quotes": [quote]})

    assert (asked(100), asked(99)) == (50, 99)


def only_best(problem):
    """The award of the least total, None where it is not alone."""
    totals = {carriers: rank[0] for carriers, rank in every_award(problem).items()}
    best = [one for one, total in totals.items() if total == min(totals.values())]
    return best[0] if len(best) == 1 else None


@EXAMPLES
@given(SEEDS, st.randoms(use_true_random=False))
def test_renaming_and_reordering_change_no_cost_and_no_award_that_is_alone(seed, chance):
    problem = random_problem(seed)
    other, names = renaming.renamed(problem, chance)
    renaming.reorder(other, chance)
    before, after = decide(parse_problem(problem)), decide(parse_problem(other))

    assert (after.status, after.bound) == (before.status, before.bound)
    if before.carriers is not None and only_best(problem):
        won = renaming.by_line(problem, before.carriers)
        assert renaming.by_line(other, after.carriers) == {
            names[line]: names.get(carrier) for line, carrier in won.items()
        }


def answers(seeds):
    """What is answered to these problems, times aside."""
    found = [solve_here(random_problem(seed)) for seed in seeds]
    return [[one.result | {"seconds": 0}, one.certificate] for one in found]


def test_the_same_input_has_the_same_answer_and_the_same_proof():
    assert answers(range(30)) == answers(range(30))


@pytest.mark.parametrize("salt", ["1", "2"])
def test_another_process_with_other_hashes_gives_the_same_answer_and_proof(salt):
    code = (
        "import json; from tests.pricing.award.test_properties import answers;"
        "print(json.dumps(answers(range(30))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": salt},
        capture_output=True,
        check=True,
    )

    assert json.loads(done.stdout) == json.loads(json.dumps(answers(range(30))))
