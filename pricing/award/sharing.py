"""Problems that differ by a rule or a quote share their work: awards, bounds and proofs."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pricing.award import Certified
from pricing.award.outcome import Outcome
from pricing.award.problem import Problem
from pricing.award.restriction import allows, priced, restricts
from pricing.award.result import result_document
from pricing.award.rules import Carriers

Solver = Callable[..., Certified]
"takes a problem, `guesses` and a `bound`, like pricing.award.solve_certified"
MAX_GUESSES = 20


@dataclass(frozen=True)
class Known:
    """An award found for a problem; `key` is the caller's own name for where its proof lies."""

    problem: Problem
    carriers: Carriers
    objective: int
    bound: int
    optimal: bool
    key: Any = None


@dataclass(frozen=True)
class Shared:
    """An award-result/1; what proves its bound is `certificate`, else that of `proof_of`."""

    result: dict[str, Any]
    certificate: dict[str, Any] | None = None
    proof_of: Known | None = None
    taken_over: bool = False
    "nothing was computed: the award is that of `proof_of`"


def known_of(
    problem: Problem, result: dict[str, Any], key: Any = None, *, proven: bool = True
) -> Known | None:
    """What an award-result/1 teaches about other problems; None when it holds no award.

    `proven`: whether a proof of its bound is kept; without one the bound is nothing to build on.
    """
    if result["status"] == "infeasible":
        return None
    carriers = tuple(row["carrier"] for row in result["assignments"])
    objective, bound = result["objective_minor"], result["lower_bound_minor"]
    optimal = proven and result["status"] == "optimal"
    return Known(problem, carriers, objective, bound if proven else 0, optimal, key)


def solve_sharing(problem: Problem, known: Sequence[Known], solver: Solver) -> Shared:
    """The result, taken over from a looser problem where that is exact, else solved from there.

    Raises what the solver raises.
    """
    looser = [one for one in known if restricts(problem, one.problem)]
    for one in looser:
        if one.optimal and allows(problem, one.carriers):
            return _taken_over(problem, one)
    nearest = max(looser, key=lambda one: one.bound, default=None)
    bound = nearest.bound if nearest else 0
    found = solver(problem, guesses=_guesses(problem, known), bound=bound)
    rests = found.certificate is None and found.result["lower_bound_minor"] == bound
    return Shared(found.result, found.certificate, nearest if rests else None)


def _taken_over(problem: Problem, known: Known) -> Shared:
    started = time.monotonic()
    outcome = Outcome("optimal", known.carriers, known.bound)
    result = result_document(problem, outcome, time.monotonic() - started)
    return Shared(result, proof_of=known, taken_over=True)


def _guesses(problem: Problem, known: Iterable[Known]) -> list[Carriers]:
    """The awards known of the same lines, the cheapest first, made to fit the quotes there are."""
    names = [line.id for line in problem.lines]
    same = (one for one in known if [line.id for line in one.problem.lines] == names)
    awards = sorted(same, key=lambda one: one.objective)
    return list(dict.fromkeys(priced(problem, one.carriers) for one in awards))[:MAX_GUESSES]
