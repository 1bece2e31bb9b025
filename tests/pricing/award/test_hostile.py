"""Whatever is asked is answered or refused clearly."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing import __main__ as command
from pricing.award import verify
from pricing.award.problem_file import parse_problem
from pricing.files import Refused
from pricing.money import MAX_MINOR
from tests.pricing.award.forging import mutated
from tests.pricing.award.problems import random_problem
from tests.pricing.award.proven import edit, to
from tests.pricing.award.solving import solve_here

HEAD = {"format": "award-problem/1", "currency": "CNY"}


def lines(count, **rest):
    return [{"id": f"L{at}", "lot": "x", "member": "M", "mbps": 1} | rest for at in range(count)]


def problem(some, prices, **rules):
    """Each carrier asks the same for every line."""
    quotes = [
        {"carrier": carrier, "prices_minor": dict.fromkeys((line["id"] for line in some), price)}
        for carrier, price in prices.items()
    ]
    return HEAD | {"lines": some, "quotes": quotes, "rules": rules}


def answered(asked):
    """The result, which its own check finds right."""
    answer = solve_here(asked)
    assert verify(asked, answer.result, answer.certificate) == []
    return answer.result


def test_nothing_to_award_is_an_empty_award():
    result = answered(problem([], {}))

    assert (result["status"], result["objective_minor"], result["assignments"]) == (
        "optimal",
        0,
        [],
    )


def test_nothing_to_award_to_at_least_one_winner_is_impossible():
    result = answered(problem([], {"a": 1}, winners={"at_least": 1}))

    assert (result["status"], result["conflicts"]) == ("infeasible", ["/rules/winners"])


def test_one_line_goes_to_the_cheapest():
    assert answered(problem(lines(1), {"a": 5, "b": 4}))["assignments"][0]["carrier"] == "b"


def test_a_line_that_must_be_served_without_quotes_is_impossible():
    assert answered(problem(lines(1), {}))["conflicts"] == ["/lines/0/outside_option_minor"]


def test_without_quotes_every_line_takes_its_outside_option():
    assert answered(problem(lines(3, outside_option_minor=7), {}))["objective_minor"] == 21


def test_ceilings_below_all_prices_are_named_with_what_they_clash_with():
    result = answered(problem(lines(2, ceiling_minor=3), {"a": 4, "b": 5}))

    path = result["conflicts"][0].removesuffix("/ceiling_minor")
    assert result["conflicts"] == [f"{path}/ceiling_minor", f"{path}/outside_option_minor"]


def test_ceilings_below_all_prices_leave_lines_outside():
    result = answered(problem(lines(2, ceiling_minor=3, outside_option_minor=9), {"a": 4}))

    assert [row["carrier"] for row in result["assignments"]] == [None, None]


def test_prices_of_nothing_cost_nothing():
    assert answered(problem(lines(4), {"a": 0, "b": 0}))["objective_minor"] == 0


@pytest.mark.parametrize("count", [1, 9])
def test_amounts_at_the_limit_are_decided_exactly_while_their_sum_fits(count):
    result = answered(problem(lines(count, mbps=MAX_MINOR), {"a": MAX_MINOR, "b": MAX_MINOR - 1}))

    assert (result["status"], result["objective_minor"]) == ("optimal", count * (MAX_MINOR - 1))


def test_amounts_beyond_what_a_proof_can_hold_have_an_award_and_an_honest_gap():
    result = answered(problem(lines(30), {"a": MAX_MINOR, "b": MAX_MINOR - 1}))

    assert (result["status"], result["ties"]) == ("feasible", "unbroken")
    assert result["lower_bound_minor"] <= result["objective_minor"] == 30 * (MAX_MINOR - 1)


def test_volumes_at_the_limit_reach_tiers_and_limits():
    asked = problem(lines(3, mbps=MAX_MINOR), {"a": 100, "b": 60})
    tiers = [{"from": 0, "discount_bps": 0}, {"from": MAX_MINOR, "discount_bps": 5000}]
    ladder = {"id": "T", "lots": "all", "measure": "mbps", "tiers": tiers}
    limit = {"lots": "all", "measure": "mbps", "at_most": MAX_MINOR}
    asked["quotes"][0] |= {"ladders": [ladder], "capacities": [limit]}

    assert answered(asked)["objective_minor"] == 50 + 60 + 60


REFUSED = {
    "a line twice": ("lines", lines(1) * 2, "/lines/1/id: must not be used twice"),
    "a carrier twice": (
        "quotes",
        [{"carrier": "a", "prices_minor": {}}] * 2,
        "/quotes/1/carrier: must not be used twice",
    ),
    "a lot that no line has": (
        "quotes/0/capacities",
        [{"lots": ["y"], "measure": "lines", "at_most": 1}],
        "/quotes/0/capacities/0/lots/0: must name a lot that a line has",
    ),
    "a price of no line": ("quotes/0/prices_minor/L9", 1, "/quotes/0/prices_minor/L9: must name"),
    "an amount above the limit": (
        "quotes/0/prices_minor/L0",
        MAX_MINOR + 1,
        "/quotes/0/prices_minor/L0: must be at most 900000000000000",
    ),
    "an amount below nothing": ("lines/0/mbps", -1, "/lines/0/mbps: must be at least 0"),
    "no lines key": ("lines", None, "/lines: must be a list"),
    "lines as text": ("lines", "L0", "/lines: must be a list"),
    "a line as text": ("lines/0", "L0", "/lines/0: must be an object"),
    "an amount as text": ("lines/0/mbps", "1", "/lines/0/mbps: must be an integer"),
    "an amount as true": ("lines/0/mbps", True, "/lines/0/mbps: must be an integer"),
    "an amount as a fraction": ("lines/0/mbps", 1.5, "/lines/0/mbps: must be an integer"),
    "an amount that is no number": (
        "lines/0/mbps",
        float("nan"),
        "/lines/0/mbps: must be an integer",
    ),
    "half of a letter": ("lines/0/id", "\ud800", "/lines/0/id: must be valid Unicode text"),
}


@pytest.fixture
def refusal(tmp_path, capsys):
    """What the command says of a text that it refuses with status 2."""

    def ask(text):
        file = tmp_path / "problem.json"
        file.write_text(text, encoding="utf-8")
        status = command.main(["award", str(file)])

        shown = capsys.readouterr()
        assert (status, shown.out) == (2, "")
        return shown.err

    return ask


@pytest.mark.parametrize("kind", REFUSED)
def test_what_breaks_the_format_is_refused_by_its_path(kind, refusal):
    path, value, message = REFUSED[kind]
    documents = {"problem": problem(lines(1), {"a": 1})}
    edit(documents, f"problem/{path}", to(value))

    assert message in refusal(json.dumps(documents["problem"]))


TEXTS = {
    "an amount of 5,000 digits": ("9" * 5000, "/lines/0/mbps: must be at most 900000000000000"),
    "an amount with an exponent": ("1e3", "/lines/0/mbps: must be an integer"),
    "something very deep": ("[" * 200_000, "/: must not be nested so deeply"),
    "an end too soon": ("", "/: must be JSON, is not at"),
}


@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_that_is_no_problem_is_refused(kind, refusal):
    instead, message = TEXTS[kind]
    before, after = json.dumps(problem(lines(1, mbps=77), {"a": 1})).split("77")

    assert message in refusal(before + instead + after * bool(instead))


@settings(max_examples=300)
@given(st.integers(0, 400), st.randoms(use_true_random=False))
def test_a_problem_with_any_values_changed_is_answered_or_refused(seed, chance):
    changed = mutated(random_problem(seed), chance)

    try:
        asked = parse_problem(changed)
    except Refused as refused:
        assert all(path.startswith("/") for path, _ in refused.faults)
        return
    assert solve_here(asked).result["status"] in ("optimal", "feasible", "infeasible")
