"""Checks a result against the problem alone: no solver, no trust."""

from collections.abc import Iterator
from typing import Any

from pricing.award.impossible import dearest_minor, infeasible_errors, proves_impossible
from pricing.award.problem import Problem
from pricing.award.proof.certificate import Certificate
from pricing.award.proof.check import find_gaps
from pricing.award.result import MAX_TIED_LINES, award_parts, gap_bps
from pricing.award.result_file import Record, Result
from pricing.award.rules import Settlement, breaches, settle


def find_errors(problem: Problem, result: Result) -> list[str]:
    """Each thing that is wrong, as `path: message`; none when the result is right."""
    if result.status == "infeasible":
        return list(infeasible_errors(problem, result))
    misplaced = list(_misplaced(problem, result.assignments))
    if misplaced:
        return misplaced
    settlement = settle(problem, [row["carrier"] for row in result.assignments])
    return [
        *(f"{path}: {message}" for path, message in breaches(settlement)),
        *_part_errors(settlement, result),
        *_figure_errors(settlement, result),
    ]


def find_unproven(problem: Problem, result: Result, certificate: Certificate) -> list[str]:
    """Where the certificate fails to prove the result's bound, or that there is no award; none when
    it does."""
    proven, claimed = certificate.bound_minor, result.lower_bound_minor
    found = [f"certificate{gap}" for gap in find_gaps(problem, certificate)]
    if result.status == "infeasible":
        if not proves_impossible(problem, certificate):
            least = dearest_minor(problem) + 1
            found.append(f"certificate/bound_minor: must be at least {least}, is {proven}")
        return found
    if result.objective_minor is not None and proven > result.objective_minor:
        found.append(f"certificate/bound_minor: {proven} is above an award that exists")
    if claimed is None or proven < claimed:
        found.append(f"/lower_bound_minor: must be at most {proven}, is {_shown(claimed)}")
    return found


def find_stated(result: Result, *, proven: bool) -> list[str]:
    """What a result without errors says that was not shown; `proven`: its certificate holds."""
    if result.status == "infeasible":
        clash = "the rules under /conflicts clash by themselves"
        if result.conflicts_minimal:
            clash += ", and none can be dropped"
        return [clash] if proven else ["no award meets the rules", clash]
    return [] if proven else [f"no award costs less than {result.lower_bound_minor}"]


def _misplaced(problem: Problem, rows: list[Record]) -> Iterator[str]:
    """Lines missing, unknown or out of order, and carriers that do not price their line."""
    if len(rows) != len(problem.lines):
        yield f"/assignments: must be {len(problem.lines)} lines, are {len(rows)}"
    for at, (line, row) in enumerate(zip(problem.lines, rows, strict=False)):
        if row["line"] != line.id:
            yield f"/assignments/{at}/line: must be {line.id}, is {row['line']}"
        carrier = row["carrier"]
        quote = None if carrier is None else problem.quote_of.get(carrier)
        if carrier is not None and (quote is None or line.id not in quote.prices_minor):
            yield f"/assignments/{at}/carrier: {carrier} does not price {line.id}"


def _part_errors(settlement: Settlement, result: Result) -> Iterator[str]:
    parts = award_parts(settlement)
    yield from _differences("/assignments", parts["assignments"], result.assignments)
    for name, rows in (("ladders", result.ladders), ("bundles", result.bundles)):
        right = {_owner(row): row for row in parts[name]}
        keys = [_owner(row) for row in rows]
        if sorted(keys) != sorted(right):
            yield f"/{name}: must be {_names(sorted(right))}, are {_names(keys)}"
        else:
            yield from _differences(f"/{name}", [right[key] for key in keys], rows)


def _owner(row: Record) -> tuple[str, str]:
    return row["carrier"], row["id"]


def _names(keys: list[tuple[str, str]]) -> str:
    return ", ".join(f"{carrier} {name}" for carrier, name in keys) or "none"


def _differences(path: str, right: list[Record], given: list[Record]) -> Iterator[str]:
    for at, (correct, row) in enumerate(zip(right, given, strict=True)):
        for key, value in correct.items():
            if row[key] != value:
                yield f"{path}/{at}/{key}: must be {_shown(value)}, is {_shown(row[key])}"


def _figure_errors(settlement: Settlement, result: Result) -> Iterator[str]:
    objective, bound = settlement.objective, result.lower_bound_minor
    if result.objective_minor != objective:
        yield f"/objective_minor: must be {objective}, is {_shown(result.objective_minor)}"
    if bound is None or bound > objective:
        yield f"/lower_bound_minor: must be at most {objective}, is {_shown(bound)}"
    elif result.status == "optimal" and bound != objective:
        yield f"/lower_bound_minor: must be {objective} when optimal, is {bound}"
    elif result.gap_bps != gap_bps(objective, bound):
        yield f"/gap_bps: must be {gap_bps(objective, bound)}, is {_shown(result.gap_bps)}"
    if result.conflicts:
        yield "/conflicts: must not be given when there is an award"
    many = len(settlement.carriers) > MAX_TIED_LINES
    if result.status == "optimal" and (result.ties == "unbroken") != many:
        yield '/ties: must be "unbroken" above 200 lines and absent up to there'
    if result.status == "feasible" and bound == objective and result.ties is None:
        yield "/status: must be optimal where the total is proven and no ties are unbroken"


def _shown(value: Any) -> str:
    return (
        "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    )
