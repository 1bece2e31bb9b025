"""Checks a result against the problem alone: no solver, no trust."""

from collections.abc import Iterator
from typing import Any

from pricing.award.named_rules import rule_paths
from pricing.award.problem import Problem
from pricing.award.proof.certificate import Certificate
from pricing.award.proof.check import find_gaps
from pricing.award.result import MAX_TIED_LINES, award_parts, gap_bps
from pricing.award.result_file import Record, Result
from pricing.award.rules import Settlement, breaches, settle
from pricing.reader import below


def find_errors(problem: Problem, result: Result) -> list[str]:
    """Each thing that is wrong, as `path: message`; none when the result is right."""
    if result.status == "infeasible":
        return list(_infeasible_errors(problem, result))
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
    """Where the certificate fails to prove the result's bound; none when it does."""
    if result.status == "infeasible":
        return ["/status: an award that is impossible has no certificate"]
    proven, claimed = certificate.bound_minor, result.lower_bound_minor
    found = [f"certificate{gap}" for gap in find_gaps(problem, certificate)]
    if result.objective_minor is not None and proven > result.objective_minor:
        found.append(f"certificate/bound_minor: {proven} is above an award that exists")
    if claimed is None or proven < claimed:
        found.append(f"/lower_bound_minor: must be at most {proven}, is {_shown(claimed)}")
    return found


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
        right = sorted(parts[name], key=_owner)
        keys, known = [_owner(row) for row in rows], [_owner(row) for row in right]
        if sorted(keys) != known:
            yield f"/{name}: must be {_names(known)}, are {_names(keys)}"
        else:
            matching = [right[known.index(key)] for key in keys]
            yield from _differences(f"/{name}", matching, rows)


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


def _infeasible_errors(problem: Problem, result: Result) -> Iterator[str]:
    for name in ("objective_minor", "lower_bound_minor", "gap_bps"):
        if getattr(result, name) is not None:
            yield f"/{name}: must be null when infeasible"
    for name in ("assignments", "ladders", "bundles"):
        if getattr(result, name):
            yield f"/{name}: must be empty when infeasible"
    if not result.conflicts:
        yield "/conflicts: must name the rules that cannot hold together"
    known = set(rule_paths(problem))
    for at, path in enumerate(result.conflicts or ()):
        if path not in known:
            yield f"{below('/conflicts', at)}: {path} is not a rule of the problem"


def _shown(value: Any) -> str:
    return (
        "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    )
