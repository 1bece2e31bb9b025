"""All the scenarios of a problem in one go, each beginning from what the others have shown."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pricing.award import Undecided
from pricing.award.changes import affected, extra_bps
from pricing.award.problem import Problem
from pricing.award.problem_file import parse_problem
from pricing.award.scenarios import Asked, fallbacks_of, under
from pricing.award.sharing import Known, Shared, Solver, known_of, solve_sharing

Document = dict[str, Any]
Told = Callable[[Asked, Shared | None], None]


@dataclass
class Comparison:
    """The scenarios solved so far, by what was asked; None where the time limit left nothing."""

    document: Document
    solver: Solver
    told: Told | None = None
    solved: dict[Asked, Shared | None] = field(default_factory=dict)
    known: list[Known] = field(default_factory=list)

    def solve(self, asked: Asked) -> Shared | None:
        """The scenario's result, computed once."""
        if asked not in self.solved:
            self.solved[asked] = self._solve(asked)
            if self.told is not None:
                self.told(asked, self.solved[asked])
        return self.solved[asked]

    def _solve(self, asked: Asked) -> Shared | None:
        problem: Problem = parse_problem(under(self.document, asked))
        try:
            shared = solve_sharing(problem, self.known, self.solver)
        except Undecided:
            return None
        key = asked if shared.proof_of is None else shared.proof_of.key
        if (known := known_of(problem, shared.result, key)) is not None:
            self.known.append(known)
        return shared


def scenarios_document(
    problem: Document,
    asked: Iterable[Asked],
    *,
    solver: Solver,
    chosen: Iterable[Asked] = (Asked(),),
    told: Told | None = None,
) -> Document:
    """An award-scenarios/1 document: each scenario with its extra cost over the least total.

    The `chosen` ones come with the next best awards for when their winners drop out. Raises
    Refused on a faulty problem, and what the solver raises but Undecided.
    """
    parse_problem(problem)
    work = Comparison(problem, solver, told)
    wanted = sorted({Asked(), *asked}, key=lambda one: one.looseness)
    for one in wanted:
        work.solve(one)
    picked = set(chosen)
    head = {"format": "award-scenarios/1", "currency": "CNY"}
    return head | {"scenarios": [_scenario(work, one, with_next=one in picked) for one in wanted]}


def winners_of(result: Document) -> list[str]:
    """The carriers that win lines, most lines first."""
    won: dict[str, int] = {}
    for row in result["assignments"]:
        if row["carrier"] is not None:
            won[row["carrier"]] = won.get(row["carrier"], 0) + 1
    return sorted(won, key=lambda carrier: (-won[carrier], carrier))


def _scenario(work: Comparison, asked: Asked, *, with_next: bool) -> Document:
    shared, base = work.solved[asked], work.solved[Asked()]
    least = None if base is None or not base.result["assignments"] else base.result
    return (
        _named(asked)
        | _solved(work, shared)
        | _against(work, least, shared)
        | ({"next_best": _next_best(work, asked, shared)} if with_next else {})
    )


def _named(asked: Asked) -> Document:
    return {"scenario": str(asked.rule), "amount": asked.amount, "without": list(asked.without)}


def _solved(work: Comparison, shared: Shared | None) -> Document:
    """The result, and which scenario's problem the proof of its bound belongs to."""
    if shared is None:
        return {"result": None, "proof_of": None}
    proof = shared.proof_of
    return {"result": shared.result, "proof_of": None if proof is None else _named(proof.key)}


def _against(work: Comparison, base: Document | None, shared: Shared | None) -> Document:
    """Extra cost and affected lines and members against an award; null without both awards."""
    names = ("extra_minor", "extra_bps", "affected_lines", "affected_members")
    if base is None or shared is None or not shared.result["assignments"]:
        return dict.fromkeys(names)
    extra = shared.result["objective_minor"] - base["objective_minor"]
    members = {line["id"]: line["member"] for line in work.document["lines"]}
    changed = affected(base, shared.result, members)
    lines = {str(change): found for change, found in changed.lines.items() if found}
    bps = extra_bps(base["objective_minor"], extra)
    return dict(zip(names, (extra, bps, lines, sorted(changed.members)), strict=True))


def _next_best(work: Comparison, asked: Asked, shared: Shared | None) -> list[Document]:
    """Without each winner, then without the two largest, the three largest ..., same rules."""
    if shared is None:
        return []
    carriers: Sequence[str] = [quote["carrier"] for quote in work.document["quotes"]]
    found = []
    for one in fallbacks_of(asked, winners_of(shared.result), carriers):
        then = work.solve(one)
        found.append(_named(one) | _solved(work, then) | _against(work, shared.result, then))
    return found
