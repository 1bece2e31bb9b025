import random
from dataclasses import replace

import pytest

from pricing.award import Certified, verify
from pricing.award.problem import Problem
from pricing.award.problem_file import parse_problem
from pricing.award.restriction import allows, restricts
from pricing.award.scenarios import Asked, Rule, fallbacks_of, under, usual
from pricing.award.sharing import known_of, solve_sharing
from tests.pricing.award.oracle import every_award
from tests.pricing.award.problems import random_problem
from tests.pricing.award.solving import CountingSolver, solve_here

SEEDS = range(0, 40, 10)


def asked_of(document, seed):
    """Usual scenarios and a next best one, in a random order: sharing must never depend on it."""
    carriers = [quote["carrier"] for quote in document["quotes"]]
    asked = [*usual(carriers, [4000, 6000]), *fallbacks_of(Asked(), carriers, carriers)]
    asked += fallbacks_of(Asked(Rule.WINNERS_AT_MOST, 2), carriers, carriers)
    random.Random(seed).shuffle(asked)
    return asked


def totals(document):
    return {carriers: rank[0] for carriers, rank in every_award(document).items()}


def settled(result):
    return result["status"], result["objective_minor"], result["assignments"]


@pytest.mark.parametrize("first", SEEDS)
def test_sharing_changes_no_award(first):
    for seed in range(first, first + 10):
        document, known = random_problem(seed), []
        for asked in asked_of(document, seed):
            problem = parse_problem(under(document, asked))

            shared = solve_sharing(problem, known, solve_here)

            assert settled(shared.result) == settled(solve_here(problem).result), (seed, asked)
            assert verify(problem, shared.result) == []
            known += filter(None, [known_of(problem, shared.result, asked)])


@pytest.mark.parametrize("first", SEEDS)
def test_an_award_of_a_stricter_problem_is_one_of_the_looser_at_the_same_total(first):
    for seed in range(first, first + 10):
        document = random_problem(seed)
        stricter = under(document, asked_of(document, seed)[0])

        assert restricts(parse_problem(stricter), parse_problem(document)), seed
        assert totals(stricter).items() <= totals(document).items(), seed


def test_what_is_looser_in_any_way_restricts_nothing(problem):
    strict = parse_problem(problem)
    line, quote = strict.lines[0], strict.quotes[0]

    def with_line(**changes):
        return replace(strict, lines=(replace(line, **changes), *strict.lines[1:]))

    capped = with_line(ceiling_minor=5)
    dearer = replace(quote, prices_minor={**quote.prices_minor, line.id: 1})
    assert restricts(capped, strict) and not restricts(strict, capped)
    assert not restricts(with_line(mbps=1), strict)
    assert not restricts(with_line(outside_option_minor=7), strict)
    assert not restricts(replace(strict, quotes=(dearer, *strict.quotes[1:])), strict)
    assert not restricts(strict, replace(strict, quotes=strict.quotes[1:]))
    assert not restricts(replace(strict, lines=strict.lines[1:]), strict)


def test_a_carrier_that_does_not_quote_cannot_be_in_an_award(problem):
    known = parse_problem(problem)

    assert not allows(known, ("nobody",) * len(known.lines))


def test_the_cheapest_is_taken_over_wherever_its_rules_are_met(document):
    solver, known = CountingSolver(), []
    cheapest = shared_of(document, Asked(), solver, known)

    loose = shared_of(document, Asked(Rule.WINNERS_AT_MOST, 3), solver, known)
    loser = shared_of(document, Asked(without=("C",)), solver, known)

    assert len(solver.problems) == 1
    assert loose.taken_over and loser.taken_over
    assert settled(loser.result) == settled(cheapest.result)
    assert loser.proof_of.key == Asked()


def test_without_a_winner_it_is_computed_from_the_bound_of_the_cheapest(document):
    known, asked = [], []
    shared_of(document, Asked(), solve_here, known)

    def solver(problem, *, guesses, bound):
        asked.append((guesses, bound))
        return solve_here(problem, guesses=guesses)

    shared = shared_of(document, Asked(without=("A",)), solver, known)

    ((guesses, bound),) = asked
    assert bound == known[0].objective <= shared.result["objective_minor"]
    assert guesses == [("B", "B")]  # A's line went to the cheapest that is left
    assert not shared.taken_over


def test_an_unproven_award_lends_its_bound_but_is_not_taken_over(document):
    known = []
    shared_of(document, Asked(), solve_here, known)
    known[0] = replace(known[0], optimal=False, bound=known[0].bound - 10)
    solver = CountingSolver()

    shared = shared_of(document, Asked(Rule.WINNERS_AT_MOST, 3), solver, known)

    assert len(solver.problems) == 1 and not shared.taken_over


def test_a_bound_that_was_lent_names_whose_proof_it_is(document):
    known = []
    shared_of(document, Asked(), solve_here, known)

    def stopped_early(problem, *, guesses, bound):
        result = solve_here(problem).result
        return Certified(result | {"status": "feasible", "lower_bound_minor": bound})

    shared = shared_of(document, Asked(without=("A",)), stopped_early, known)

    assert shared.proof_of is not None and shared.proof_of.key == Asked()


@pytest.fixture
def document():
    """A is cheaper for one line, B for the other; C for none."""
    lines = [{"id": name, "lot": "X", "member": name, "mbps": 10} for name in ("L1", "L2")]
    prices = {"A": (10, 20), "B": (12, 15), "C": (30, 30)}
    quotes = [
        {"carrier": name, "prices_minor": {"L1": first, "L2": second}}
        for name, (first, second) in prices.items()
    ]
    head = {"format": "award-problem/1", "currency": "CNY"}
    return head | {"lines": lines, "quotes": quotes}


def shared_of(document, asked, solver, known):
    problem: Problem = parse_problem(under(document, asked))
    shared = solve_sharing(problem, known, solver)
    known.append(known_of(problem, shared.result, asked))
    return shared
