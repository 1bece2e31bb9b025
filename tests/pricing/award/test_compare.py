import argparse

import pytest

from pricing.award import Undecided, scenarios_command, verify
from pricing.award.compare import scenarios_document, winners_of
from pricing.award.scenarios import Asked, Rule, fallbacks_of, under, usual
from pricing.award.scenarios_command import add_scenarios, main_scenarios
from pricing.files import Refused
from tests.pricing.award.solving import CountingSolver, solve_here


def line(name, member, lot="X", **changes):
    return {"id": name, "lot": lot, "member": member, "mbps": 10} | changes


@pytest.fixture
def document():
    """A wins two lines and B one; C is the next best; D too dear for anything."""
    lines = [line("L1", "M1"), line("L2", "M2"), line("L3", "M2", "Y", outside_option_minor=90)]
    prices = {"A": (10, 10, 30), "B": (20, 20, 20), "C": (25, 14, 40), "D": (70, 70, 99)}
    quotes = [
        {"carrier": name, "prices_minor": dict(zip(("L1", "L2", "L3"), row, strict=True))}
        for name, row in prices.items()
    ]
    head = {"format": "award-problem/1", "currency": "CNY"}
    return head | {"lines": lines, "quotes": quotes}


def compared(document, *asked, solver=solve_here, **rest):
    found = scenarios_document(document, asked, solver=solver, **rest)
    return {(s["scenario"], s["amount"], *s["without"]): s for s in found["scenarios"]}


def test_the_cheapest_is_always_there_and_costs_nothing_extra(document):
    cheapest = compared(document)["cheapest", None]

    assert (cheapest["extra_minor"], cheapest["extra_bps"]) == (0, 0)
    assert (cheapest["affected_lines"], cheapest["affected_members"]) == ({}, [])


def test_each_scenario_says_its_extra_cost_and_whom_it_concerns(document):
    single = compared(document, Asked(Rule.WINNERS_AT_MOST, 1))["winners_at_most", 1]

    assert (single["extra_minor"], single["extra_bps"]) == (10, 2500)
    assert single["affected_lines"] == {"other_carrier": ["L3"]}
    assert single["affected_members"] == ["M2"]


def test_the_next_best_awards_go_without_each_winner_and_then_without_all_of_them(document):
    chain = compared(document)["cheapest", None]["next_best"]

    assert [one["without"] for one in chain] == [["A"], ["B"], ["A", "B"]]
    assert [one["extra_minor"] for one in chain] == [14, 10, 39]
    assert chain[2]["affected_members"] == ["M1", "M2"]


def test_the_next_best_awards_obey_the_same_rule(document):
    asked = Asked(Rule.WINNERS_AT_MOST, 1)

    chain = compared(document, asked, chosen=[asked])["winners_at_most", 1]["next_best"]

    assert [winners_of(one["result"]) for one in chain] == [["B"]]


def test_every_result_is_right_for_its_own_problem(document):
    asked = usual(["A", "B", "C", "D"], [5000])

    for one, seen in zip(asked, compared(document, *asked).values(), strict=True):
        assert verify(under(document, one), seen["result"]) == [], one


def test_what_the_cheapest_answers_is_not_computed(document):
    solver = CountingSolver()

    found = compared(document, *usual(["A", "B", "C", "D"], [8000]), solver=solver)

    # Least cost; at most one winner; without A, without B; and without both. The rest is known.
    assert len(solver.problems) == 5
    assert found["cheapest", None, "D"]["proof_of"] == {
        "scenario": "cheapest",
        "amount": None,
        "without": [],
    }


def test_a_scenario_that_the_time_limit_left_without_an_award_has_no_result(document):
    def solver(problem, **rest):
        if problem.rules.winners:
            raise Undecided
        return solve_here(problem, **rest)

    single = compared(document, Asked(Rule.WINNERS_AT_MOST, 1), solver=solver)["winners_at_most", 1]

    assert single["result"] is single["extra_minor"] is single["affected_members"] is None


def test_an_impossible_scenario_names_its_conflicts(document):
    document["lines"][0]["ceiling_minor"] = 9

    cheapest = compared(document)["cheapest", None]

    assert cheapest["result"]["conflicts"] == [
        "/lines/0/ceiling_minor",
        "/lines/0/outside_option_minor",
    ]
    assert cheapest["extra_minor"] is None and cheapest["next_best"] == []


def test_a_rule_comes_on_top_of_the_problems_own(document):
    share = {"carrier": "A", "lots": "all", "measure": "lines", "at_least_bps": 1}
    document["rules"] = {"winners": {"at_least": 2, "at_most": 3}, "shares": [share]}

    assert under(document, Asked(Rule.WINNERS_AT_MOST, 4))["rules"]["winners"] == {
        "at_least": 2,
        "at_most": 3,
    }
    shares = under(document, Asked(Rule.SHARE_CAP, 6000))["rules"]["shares"]
    assert shares[0] == share and shares[1]["at_most_bps"] == 6000
    assert under(document, Asked(without=("A",)))["rules"]["shares"] is None


def test_there_is_no_next_best_award_without_everybody():
    assert fallbacks_of(Asked(), ["A", "B"], ["A", "B"]) == [
        Asked(without=("A",)),
        Asked(without=("B",)),
    ]


def test_the_command_compares_the_usual_scenarios(document, monkeypatch):
    here = lambda problem, time_limit, **rest: solve_here(problem, **rest)  # noqa: E731
    monkeypatch.setattr(scenarios_command, "solve_certified", here)
    written = []
    options = parsed("problem.json", "-o", "out.json", "--share-cap-bps", "5000")

    status = main_scenarios(
        options, read=lambda _: document, write=lambda *given: written.append(given)
    )

    ((found, name),) = written
    assert (status, name, found["format"]) == (0, "out.json", "award-scenarios/1")
    assert len(found["scenarios"]) == 1 + 4 + 1 + 1 + 4
    assert "next_best" in found["scenarios"][0] and "next_best" not in found["scenarios"][1]


def test_the_command_refuses_a_faulty_problem_and_a_cap_that_is_none(document):
    with pytest.raises(Refused):
        main_scenarios(parsed("p"), read=lambda _: {}, write=print)
    for cap in ("0", "10000", "x"):
        with pytest.raises(SystemExit):
            parsed("p", "--share-cap-bps", cap)


def parsed(*arguments):
    parser = argparse.ArgumentParser()
    add_scenarios(parser.add_subparsers(), float)
    return parser.parse_args(["scenarios", *arguments])
