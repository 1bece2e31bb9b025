"""Markets where every carrier groups the lots its own way are proven, and the proof checks."""

import copy
import json

import pytest

from pricing.award import solver, verify
from pricing.award.outcome import Outcome
from pricing.award.problem_file import parse_problem
from pricing.award.proof import tree_file
from pricing.award.proof.certificate_file import certificate_document, parse_certificate
from pricing.award.proof.check import find_gaps
from pricing.award.result import result_document
from pricing.award.rules import settle
from pricing.award.search import branch, range_tree, search
from pricing.award.search.branch import Unproven
from pricing.award.search.range_tree import RangeTree
from pricing.award.solver import decide
from tests.bench.plain import plain_optimum
from tests.pricing.award.agree import differs_from_highs
from tests.pricing.award.crossed import crossed, tiny_crossed
from tests.pricing.award.oracle import best_award
from tests.pricing.award.problems import random_problem


def solved(document):
    """The outcome, whose document verifies with its proof."""
    problem = parse_problem(document)
    outcome = decide(problem)
    assert verify(problem, result_document(problem, outcome, 0.0), outcome.certificate) == []
    return outcome


@pytest.fixture
def only_ranges(monkeypatch):
    """Every problem is searched by ranges of tiers, however few its combinations."""
    monkeypatch.setattr(search, "ranges_first", lambda _: True)


def test_crossed_ladders_are_proven():
    outcome = solved(crossed(5))

    assert outcome.status == "optimal"
    assert "ranges" in outcome.certificate["cases"][0]["parts"][0]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("measure", ["lines", "mbps", "spend"])
def test_crossed_ladders_agree_with_highs_to_the_fen(seed, measure, no_ties):
    assert differs_from_highs(crossed(seed, lots=6, per_lot=2, measure=measure)) == []


SHARES = {"carrier": "any", "lots": "all", "measure": "mbps", "at_most_bps": 4500}
RULES = {
    "a share at most": {"shares": [SHARES]},
    "a share at least": {"shares": [SHARES | {"at_least_bps": 2500}]},
    "two winners": {"winners": {"at_most": 2}},
    "three winners": {"winners": {"at_least": 3}},
    "one carrier per lot": {"winners_per_lot_at_most": 1},
}


@pytest.mark.parametrize("rule", RULES)
def test_crossed_ladders_agree_with_highs_under_rules(rule, no_ties):
    assert differs_from_highs(crossed(3, lots=6, per_lot=2, **RULES[rule])) == []


def test_crossed_ladders_without_any_award_name_their_conflicts():
    share = {"carrier": "any", "lots": "all", "measure": "lines", "at_most_bps": 1000}
    outcome = decide(parse_problem(crossed(4, lots=6, per_lot=2, shares=[share])))

    assert outcome.status == "infeasible"
    assert "/rules/shares" in outcome.conflicts


def wrong(document):
    """The outcome where trying every award says otherwise, or where it has no proof."""
    outcome, best = decide(parse_problem(document)), best_award(document)
    expected = Outcome("infeasible", conflicts=("/rules",))
    if best is not None:
        expected = Outcome("optimal", best[1], best[0][0])
    right = outcome == expected and outcome.certificate is not None
    return None if right else outcome


@pytest.mark.parametrize("first", range(0, 60, 15))
def test_tiny_crossed_ladders_are_as_trying_every_award_finds(first, only_ranges):
    assert [seed for seed in range(first, first + 15) if wrong(tiny_crossed(seed))] == []


@pytest.mark.parametrize("first", range(40_000, 40_200, 20))
def test_ranges_find_what_trying_every_award_finds(first, only_ranges, monkeypatch):
    monkeypatch.setattr(solver, "find_conflicts", lambda *_: (("/rules",), True))

    assert [seed for seed in range(first, first + 20) if wrong(random_problem(seed))] == []


def test_a_search_cut_short_has_a_bound_that_checks(monkeypatch, no_ties):
    document, step = crossed(7, carriers=4, lots=8, per_lot=4), RangeTree.step

    def thrice(tree):
        if tree.looked == 3:
            raise Unproven
        step(tree)

    monkeypatch.setattr(RangeTree, "step", thrice)
    monkeypatch.setattr(RangeTree, "_try", lambda *_: None)  # no award is found on the way
    monkeypatch.setattr(solver, "try_plain_model", lambda *_: False)
    outcome = solved(document)

    assert (outcome.status, outcome.stopped) == ("feasible", "gave_up")
    floor = decide(parse_problem(document), deadline=0).bound
    assert outcome.certificate is not None and outcome.bound > floor


def test_a_search_that_never_looked_has_what_lines_cost_at_the_least_for_its_bound(
    monkeypatch, no_ties
):
    document = crossed(7, carriers=4, lots=8, per_lot=4)
    monkeypatch.setattr(RangeTree, "step", never)
    monkeypatch.setattr(solver, "try_plain_model", lambda *_: False)
    outcome = solved(document)

    assert outcome.certificate is not None
    assert outcome.bound == decide(parse_problem(document), deadline=0).bound


def test_where_the_search_gives_up_the_plain_model_finds_the_award(monkeypatch, no_ties):
    monkeypatch.setattr(RangeTree, "step", never)
    outcome, proven = decide(parse_problem(crossed(5))), plain_optimum(parse_problem(crossed(5)))

    assert (outcome.status, outcome.stopped) == ("feasible", "gave_up")
    assert settle(parse_problem(crossed(5)), outcome.carriers).objective == proven.objective


@pytest.fixture(scope="module")
def proof():
    document = crossed(2, lots=6, per_lot=3, shares=[SHARES | {"at_most_bps": 4000}])
    outcome = decide(parse_problem(document))
    return parse_problem(document), outcome.certificate


def never(_):
    raise Unproven


def ranges_of(certificate):
    """Every range of the proof that is split, and every one that has prices."""
    waiting = [certificate["cases"][0]["parts"][0]["ranges"]]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += [one[key] for key in ("yes", "no") if key in one]


def tampered(certificate):
    """Certificates that prove nothing, by what was done to them."""

    def changed(change):
        copied = copy.deepcopy(certificate)
        change(copied, list(ranges_of(copied)))
        return copied

    def claim(one, _):
        one["bound_minor"] += 1
        one["cases"][0]["parts"][0]["bound"] += one["scale"]

    def cheaper(_, ranges):
        for one in ranges:
            one["prices"] = [[line, price // 2] for line, price in one.get("prices", [])]

    def cut(_, ranges):
        for key in ("split", "yes", "no"):
            ranges[0].pop(key)

    def free(_, ranges):
        for one in ranges:
            one.pop("demands", None)

    return {
        "a bound a fen too high": changed(claim),
        "prices of half": changed(cheaper),
        "a split undone": changed(cut),
        "multipliers gone": changed(free),
        "no prices": changed(lambda _, ranges: [one.pop("prices", 0) for one in ranges]),
        "a line unknown": changed(lambda _, ranges: ranges[0]["prices"].append(["none", 1])),
        "a ladder unknown": changed(
            lambda _, ranges: ranges[0].update(split={"carrier": "C0", "ladder": "none", "from": 1})
        ),
        "a tier unknown": changed(
            lambda _, ranges: ranges[0].update(
                split={"carrier": "C0", "ladder": "K00-K01", "from": 7}
            )
        ),
        "prices beyond reason": changed(
            lambda _, ranges: ranges[0].update(prices=[["L0-0", 2**58]])
        ),
    }


def test_a_tampered_proof_of_ranges_is_refused(proof):
    problem, certificate = proof
    assert find_gaps(problem, parse_certificate(certificate)) == []
    assert "split" in certificate["cases"][0]["parts"][0]["ranges"]

    for what, changed in tampered(certificate).items():
        assert find_gaps(problem, parse_certificate(_plain(changed))), what


def _plain(document):
    """Without what a change left that is no certificate any more."""
    for one in ranges_of(document):
        if "prices" not in one:
            one.pop("demands", None)
    return json.loads(json.dumps(document))


def test_what_is_read_of_ranges_is_written_and_read_the_same(proof):
    certificate = parse_certificate(proof[1])

    assert parse_certificate(certificate_document(certificate)) == certificate


@pytest.mark.parametrize("depth", [0, 2, 4])
def test_a_range_is_not_divided_deeper_than_a_reader_follows(depth, monkeypatch):
    for room in (branch, range_tree, tree_file):
        monkeypatch.setattr(room, "MAX_DEPTH", depth)

    outcome = solved(crossed(2))

    (part,) = outcome.certificate["cases"][0]["parts"]
    assert (outcome.status, levels(part["ranges"])) == ("feasible", depth)


def levels(ranges):
    """How often a range of the certificate is divided again."""
    return max((1 + levels(ranges[key]) for key in ("yes", "no") if key in ranges), default=0)
