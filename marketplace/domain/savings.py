"""Savings against a baseline, and what of them may be published without naming anybody.

Two baselines are kept apart: the list price of the same line and term, and the member's present
contract where it is documented (COMP-11). A published figure always covers at least LEAST
companies, and so does the difference between any two published figures, of one day or of two.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from marketplace.domain.working_days import local_day

LEAST = 3
"Companies in a published figure (design.md: fewer than three say nothing)"


@dataclass(frozen=True)
class Claim:
    """One line's agreed price beside its baseline for the same term; fen, tax-exclusive."""

    member_id: UUID
    line_id: UUID
    baseline_minor: int
    agreed_minor: int
    at: datetime
    "since when it holds: signed by both, and documented where the baseline must be"


@dataclass(frozen=True)
class Cell:
    """Claims added up."""

    members: int
    lines: int
    baseline_minor: int
    agreed_minor: int

    @property
    def saving_minor(self) -> int:
        """Negative when the agreed prices are the higher ones."""
        return self.baseline_minor - self.agreed_minor

    @property
    def saving_bps(self) -> int:
        """Of the baseline, rounded toward zero: never more than was saved."""
        if self.baseline_minor == 0:
            return 0
        share = abs(self.saving_minor) * 10_000 // self.baseline_minor
        return share if self.saving_minor >= 0 else -share


def present_cost(monthly_minor: int, months: int, exit_minor: int | None) -> int:
    """What the present contract would cost over the same term, its exit fee included."""
    return monthly_minor * months + (exit_minor or 0)


def added_up(claims: Collection[Claim]) -> Cell:
    return Cell(
        len({claim.member_id for claim in claims}),
        len(claims),
        sum(claim.baseline_minor for claim in claims),
        sum(claim.agreed_minor for claim in claims),
    )


def released(claims: Iterable[Claim], *, today: date) -> list[Claim]:
    """The claims that may enter a published figure: whole days, at least LEAST companies a time.

    A figure thus never moves by what one or two companies signed, however often it is looked at.
    """
    done = sorted(
        (claim for claim in claims if local_day(claim.at) < today),
        key=lambda claim: (local_day(claim.at), claim.line_id),
    )
    out: list[Claim] = []
    waiting: list[Claim] = []
    for _day, of_day in groupby(done, key=lambda claim: local_day(claim.at)):
        waiting += of_day
        if len({claim.member_id for claim in waiting}) >= LEAST:
            out += waiting
            waiting = []
    return out


@dataclass(frozen=True)
class Published:
    """The figures of one group buy that anybody may read; None: fewer than LEAST companies."""

    list_price: Cell | None
    present_contract: Cell | None


def published(
    against_list: Iterable[Claim], against_present: Iterable[Claim], *, today: date
) -> Published:
    """Both figures; the second only where the lines in one and not the other tell nothing.

    Each names the agreed total of its lines, so their difference is that of the lines left over.
    """
    first = released(against_list, today=today)
    second = released(against_present, today=today)
    documented = {claim.line_id for claim in second}
    left_over = {claim.member_id for claim in first if claim.line_id not in documented}
    counted = {claim.line_id for claim in first}
    shown = second and documented <= counted and (not left_over or len(left_over) >= LEAST)
    return Published(
        added_up(first) if first else None,
        added_up(second) if shown else None,
    )


def expected_percent(claims: Collection[Claim]) -> int | None:
    """The saving of lines awarded and not signed, in whole percent; None for too few companies.

    Only the rounded share: amounts would tell, once the others have signed, what one has not.
    """
    cell = added_up(claims)
    if cell.members < LEAST:
        return None
    share = abs(cell.saving_bps) // 100
    return share if cell.saving_bps >= 0 else -share
