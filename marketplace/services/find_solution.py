"""A solved award as the organiser weighs it: totals, shares, every line with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.award_reading import Reading, Why, read_award
from marketplace.models import Line, Organisation, Quote, RfqLine, Solve
from marketplace.security.identity import Identity
from marketplace.services.find_awards import find_solve


@dataclass(frozen=True)
class SolvedLine:
    """One line of the solution; `why` says why nobody serves it."""

    reference: str
    lot: str
    line: Line
    ceiling_minor: int
    outside_option_minor: int
    carrier: str | None
    quoted_minor: int | None
    discount_bps: int | None
    price_minor: int | None
    why: Why | None

    @property
    def saving_minor(self) -> int | None:
        return None if self.price_minor is None else self.line.list_minor - self.price_minor


@dataclass(frozen=True)
class Solution:
    """A solve with its reading; amounts in fen. `list_minor` is of the served lines alone."""

    solve: Solve
    reading: Reading
    carriers: dict[str, Organisation]
    "by the code that the documents name them with"
    served: int
    unserved: int
    list_minor: int
    price_minor: int

    @property
    def saving_minor(self) -> int:
        return self.list_minor - self.price_minor

    @property
    def saving_bps(self) -> int:
        return self.saving_minor * 10_000 // self.list_minor if self.list_minor else 0


def find_solution(session: Session, *, solve_id: UUID, identity: Identity) -> Solution | None:
    """The solution of a solve, None while there is none. Raises NotFound, Forbidden."""
    solve = find_solve(session, solve_id=solve_id, identity=identity)
    if solve.result is None or solve.result["status"] == "infeasible":
        return None
    assigned = solve.result["assignments"]
    won = [row["line"] for row in assigned if row["carrier"] is not None]
    list_minor = session.scalar(
        sa.select(sa.func.coalesce(sa.func.sum(Line.list_minor), 0))
        .join(RfqLine, RfqLine.line_id == Line.id)
        .where(RfqLine.rfq_id == solve.rfq_id, RfqLine.reference.in_(won))
    )
    return Solution(
        solve=solve,
        reading=read_award(solve.problem, solve.result),
        carriers=quoting_carriers(session, solve.rfq_id),
        served=len(won),
        unserved=len(assigned) - len(won),
        list_minor=int(list_minor or 0),
        price_minor=sum(row["price_minor"] for row in assigned if row["carrier"] is not None),
    )


NOBODY = "nobody"
"Asked for as a carrier: the lines that are left out"


def solution_lines(
    solution: Solution, *, lot: str = "", carrier: str = "", text: str = ""
) -> sa.Select[RfqLine]:
    """The solve's lines, those left out first; turn each page into views with `solved`.

    Only those of a lot and of a carrier, by their codes, and with `text` in the line's reference
    or its company's name, where these are given.
    """
    left_out = RfqLine.reference.in_(list(solution.reading.left_out))
    asked = [line["id"] for line in solution.solve.problem["lines"]]
    if carrier:
        asked = _won_by(solution, carrier)
    query = (
        sa.select(RfqLine)
        .where(RfqLine.rfq_id == solution.solve.rfq_id, RfqLine.reference.in_(asked))
        .options(
            joinedload(RfqLine.lot),
            joinedload(RfqLine.line).joinedload(Line.member),
            joinedload(RfqLine.line).joinedload(Line.corridor),
        )
        .order_by(left_out.desc(), RfqLine.reference)
    )
    if lot:
        query = query.where(RfqLine.lot.has(code=lot))
    return query.where(_spoken_of(text)) if text else query


def _won_by(solution: Solution, carrier: str) -> list[str]:
    result: dict[str, Any] = solution.solve.result or {}
    return [row["line"] for row in result["assignments"] if (row["carrier"] or NOBODY) == carrier]


def _spoken_of(text: str) -> sa.ColumnElement[bool]:
    """A line whose reference or company has the text in it."""
    named = [
        column.icontains(text, autoescape=True)
        for column in (Organisation.name_zh, Organisation.name_en)
    ]
    company = RfqLine.line.has(Line.member.has(sa.or_(*named)))
    return sa.or_(RfqLine.reference.icontains(text, autoescape=True), company)


def solved(solution: Solution, rows: list[RfqLine]) -> list[SolvedLine]:
    result: dict[str, Any] = solution.solve.result or {}
    assigned = {row["line"]: row for row in result["assignments"]}
    return [_solved(solution, row, assigned[row.reference]) for row in rows]


def _solved(solution: Solution, row: RfqLine, assigned: dict[str, Any]) -> SolvedLine:
    return SolvedLine(
        reference=row.reference,
        lot=row.lot.code,
        line=row.line,
        ceiling_minor=row.ceiling_minor,
        outside_option_minor=row.outside_option_minor,
        carrier=assigned["carrier"],
        quoted_minor=assigned["list_minor"],
        discount_bps=assigned["discount_bps"],
        price_minor=assigned["price_minor"],
        why=solution.reading.left_out.get(row.reference),
    )


def quoting_carriers(session: Session, rfq_id: UUID) -> dict[str, Organisation]:
    """Everyone who quoted, by the code that the documents name them with."""
    found = session.scalars(
        sa.select(Organisation)
        .join(Quote, Quote.carrier_id == Organisation.id)
        .where(Quote.rfq_id == rfq_id)
    )
    return {carrier.uscc: carrier for carrier in found}
