"""A result that says no award is possible: what shows it wrong, and what proves it.

The proof is a certificate as any other: its bound is above what even the dearest award would cost.
"""

from collections.abc import Iterator

from pricing.award.guesses import guessed_award
from pricing.award.named_rules import rule_paths, with_rules
from pricing.award.problem import Problem
from pricing.award.proof.certificate import Certificate
from pricing.award.result_file import Result
from pricing.reader import below


def infeasible_errors(problem: Problem, result: Result) -> Iterator[str]:
    """What is wrong with such a result, as far as it shows without a search."""
    for name in ("objective_minor", "lower_bound_minor", "gap_bps"):
        if getattr(result, name) is not None:
            yield f"/{name}: must be null when infeasible"
    for name in ("assignments", "ladders", "bundles"):
        if getattr(result, name):
            yield f"/{name}: must be empty when infeasible"
    misnamed = list(_misnamed(problem, result.conflicts or []))
    yield from misnamed
    if award := guessed_award(problem):
        yield f"/status: an award of {award.objective} meets every rule"
    elif not misnamed and guessed_award(with_rules(problem, frozenset(result.conflicts or ()))):
        yield "/conflicts: these rules alone can hold together"


def _misnamed(problem: Problem, conflicts: list[str]) -> Iterator[str]:
    """Conflicts that are no rules of the problem, or given twice, or not at all."""
    if not conflicts:
        yield "/conflicts: must name the rules that cannot hold together"
    known, seen = set(rule_paths(problem)), set[str]()
    for at, path in enumerate(conflicts):
        if path not in known:
            yield f"{below('/conflicts', at)}: {path} is not a rule of the problem"
        if path in seen:
            yield f"{below('/conflicts', at)}: {path} must not be given twice"
        seen.add(path)


def proves_impossible(problem: Problem, certificate: Certificate) -> bool:
    """Whether no award can cost as much as the certificate says that each of them does."""
    return certificate.bound_minor > dearest_minor(problem)


def dearest_minor(problem: Problem) -> int:
    """What no award costs more than: each line at its outside option or dearest price, in fen."""
    dearest = [line.outside_option_minor or 0 for line in problem.lines]
    for quote in problem.quotes:
        for name, price in quote.prices_minor.items():
            at = problem.position[name]
            dearest[at] = max(dearest[at], price)
    return sum(dearest)
