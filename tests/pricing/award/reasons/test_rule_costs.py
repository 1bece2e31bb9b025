import copy
from dataclasses import replace

import pytest

from pricing.award import Certified, Undecided
from pricing.award.problem_file import parse_problem
from pricing.award.reasons import rule_costs as module
from pricing.award.reasons.never_binds import never_binds
from pricing.award.reasons.rule_costs import How, priced_rules, rule_costs
from pricing.award.sharing import known_of
from tests.pricing.award.oracle import best_award
from tests.pricing.award.problems import random_problem
from tests.pricing.award.solving import CountingSolver, solve_here

SEEDS = range(0, 100, 10)


def without(document, path):
    """The problem without the rule at this path, as formats.md says: absent or null, no limit."""
    changed = copy.deepcopy(document)
    *way, last = path.strip("/").split("/")
    thing = changed
    for key in way:
        thing = thing[int(key)] if isinstance(thing, list) else thing[key]
    if isinstance(thing, list):
        thing.pop(int(last))
    else:
        thing[last] = None
    return changed


def award_of(document):
    problem = parse_problem(document)
    return known_of(problem, solve_here(problem).result)


def costs_of(document, solver=solve_here, **rest):
    award = award_of(document)
    return {cost.path: cost for cost in rule_costs(award, [], solver, **rest)}


@pytest.mark.parametrize("first", SEEDS)
def test_each_rule_costs_what_trying_every_award_without_it_saves(first):
    for seed in range(first, first + 10):
        document = random_problem(seed)
        best = best_award(document)
        if best is None:
            continue
        for path, cost in costs_of(document).items():
            saved = best[0][0] - best_award(without(document, path))[0][0]

            assert (cost.least_minor, cost.most_minor) == (saved, saved), (seed, path)
            assert cost.how != How.OPEN


@pytest.mark.parametrize("first", SEEDS)
def test_what_never_binds_allows_no_award_more_when_it_is_dropped(first):
    for seed in range(first, first + 10):
        document = random_problem(seed)
        problem = parse_problem(document)
        for path in priced_rules(problem):
            if never_binds(problem, path):
                assert best_award(document) == best_award(without(document, path)), (seed, path)


@pytest.fixture
def document():
    """B wins both by its price; A may not be above 12, which costs; the cap on B costs more."""
    line = {"lot": "X", "mbps": 10, "outside_option_minor": 60}
    lines = [{"id": name, "member": name, **line} for name in ("L1", "L2", "L3")]
    lines[0]["ceiling_minor"] = 19
    lines[1]["ceiling_minor"] = 99
    prices = {"A": (20, 30, 30), "B": (25, 10, 10)}
    quotes = [
        {"carrier": name, "prices_minor": dict(zip(("L1", "L2", "L3"), row, strict=True))}
        for name, row in prices.items()
    ]
    cap = {"carrier": "any", "lots": "all", "measure": "lines", "at_most_bps": 3400}
    head = {"format": "award-problem/1", "currency": "CNY"}
    return head | {"lines": lines, "quotes": quotes, "rules": {"shares": [cap]}}


def test_the_cost_of_a_rule_is_what_the_total_falls_without_it(document):
    costs = costs_of(document)

    assert (costs["/lines/0/ceiling_minor"].least_minor, costs["/rules/shares"].least_minor) == (
        10,
        20,
    )
    assert costs["/lines/0/ceiling_minor"].how == How.COMPUTED
    assert costs["/rules/shares"].without_minor == 80


def test_a_ceiling_above_every_price_costs_nothing_at_sight(document):
    assert costs_of(document)["/lines/1/ceiling_minor"].how == How.NEVER_BINDS


def test_when_all_rules_together_cost_nothing_one_look_is_enough(document):
    for line in document["lines"]:
        line["ceiling_minor"] = 29
    document["rules"] = {"winners": {"at_most": 1}}
    document["quotes"][0]["prices_minor"]["L1"] = 28
    solver = CountingSolver()

    costs = costs_of(document, solver)

    assert {cost.how for cost in costs.values()} <= {How.PROVEN_FREE, How.NEVER_BINDS}
    assert len(solver.problems) == 1


def test_many_free_ceilings_take_few_looks(document):
    base = document["lines"][2]
    more = [base | {"id": f"M{at}", "ceiling_minor": 15} for at in range(40)]
    document["lines"] += more
    for quote in document["quotes"]:
        price = quote["prices_minor"]["L3"]
        quote["prices_minor"] |= {line["id"]: price for line in more}
    document["rules"] = {}
    solver = CountingSolver()

    costs = costs_of(document, solver)

    assert costs["/lines/0/ceiling_minor"].least_minor > 0
    assert sum(cost.most_minor == 0 for cost in costs.values()) == 41
    assert len(solver.problems) <= 4


def test_what_is_known_of_looser_problems_is_not_computed_again(document):
    loose = without(document, "/rules/shares")
    known = award_of(loose)
    solver = CountingSolver()

    costs = {cost.path: cost for cost in rule_costs(award_of(document), [known], solver)}

    assert costs["/rules/shares"].least_minor == 20
    assert all(
        problem.rules.shares or problem.lines[0].ceiling_minor is None
        for problem in solver.problems
    )


def test_without_time_a_cost_stays_between_nothing_and_what_all_cost(document, monkeypatch):
    monkeypatch.setattr(module, "LEAST_SECONDS", 10**9)

    costs = costs_of(document, seconds=1)

    assert {cost.how for cost in costs.values()} == {How.OPEN, How.NEVER_BINDS}
    assert costs["/rules/shares"].least_minor == 0 < costs["/rules/shares"].most_minor


def test_a_search_that_finds_nothing_leaves_the_cost_open(document):
    def solver(problem, **rest):
        raise Undecided

    assert costs_of(document, solver)["/rules/shares"].how == How.OPEN


def test_an_unproven_relaxation_gives_an_interval(document):
    def solver(problem, **rest):
        result = solve_here(problem).result
        lower = result["lower_bound_minor"] - 3
        return Certified(result | {"status": "feasible", "lower_bound_minor": lower})

    cost = costs_of(document, solver)["/rules/shares"]

    assert (cost.least_minor, cost.most_minor, cost.how) == (20, 23, How.OPEN)


def test_of_an_unproven_award_no_more_is_claimed_than_is_known(document):
    award = award_of(document)
    open_award = replace(award, optimal=False, bound=award.bound - 5)

    costs = {cost.path: cost for cost in rule_costs(open_award, [], solve_here)}

    assert (costs["/rules/shares"].least_minor, costs["/rules/shares"].most_minor) == (15, 20)


def test_costs_are_told_as_they_come(document):
    told = []

    costs_of(document, told=told.append)

    assert [len(costs) for costs in told] == sorted(len(costs) for costs in told)
    assert len(told) >= 3
