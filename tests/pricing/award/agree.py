"""Engine against HiGHS, and against trying every award, on as many problems as one likes.

`make agree`, or `python -m tests.pricing.award.agree COUNT FIRST`: seeds from FIRST on, each a
mid-size problem for HiGHS on the plain model and five tiny ones to try every award of. The seeds
that differ are printed, and make it fail.
"""

import sys

from pricing.award import verify
from pricing.award.outcome import Outcome
from pricing.award.problem_file import parse_problem
from pricing.award.result import result_document
from pricing.award.solver import decide
from tests.bench.plain import plain_optimum
from tests.pricing.award.midsize import midsize_problem
from tests.pricing.award.oracle import best_award
from tests.pricing.award.problems import random_problem

TINY = 5
FAR = 1_000_000
"where the seeds of tiny problems begin: no test of the suite has them"


def differs_from_highs(document):
    """What is wrong with the answer by HiGHS or by its own proof; empty when nothing is."""
    problem = parse_problem(document)
    outcome, theirs = decide(problem), plain_optimum(problem)
    if theirs is None or outcome.status != "optimal":
        agreed = theirs is None and outcome.status == "infeasible"
        return [] if agreed else [f"{outcome.status}, by HiGHS {theirs and theirs.objective}"]
    if outcome.bound != theirs.objective:
        return [f"{outcome.bound}, by HiGHS {theirs.objective}"]
    return verify(problem, result_document(problem, outcome, 0.0), outcome.certificate)


def differs_from_every_award(document):
    """The same by trying every award, ties included."""
    outcome, best = decide(parse_problem(document)), best_award(document)
    if best is None:
        return [] if outcome.status == "infeasible" else [f"{outcome.status}, there is no award"]
    right = outcome == Outcome("optimal", best[1], best[0][0])
    return [] if right else [f"{outcome.status} {outcome.bound} {outcome.carriers}, is {best}"]


def main(count, first):
    """The number of problems on which they differ, each of which is printed."""
    found = {}
    for seed in range(first, first + count):
        found[f"midsize_problem({seed})"] = differs_from_highs(midsize_problem(seed))
        for at in range(FAR + TINY * seed, FAR + TINY * (seed + 1)):
            found[f"random_problem({at})"] = differs_from_every_award(random_problem(at))
    wrong = {name: errors for name, errors in found.items() if errors}
    for name, errors in wrong.items():
        print(name, *errors)
    print(f"{len(found)} problems, {len(wrong)} differ")
    return len(wrong)


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]), int(sys.argv[2]))))
