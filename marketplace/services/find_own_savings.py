"""A member's own savings: per line and in all, signed and expected, by each baseline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session, contains_eager
from sqlalchemy.orm.interfaces import ORMOption

from marketplace.domain.lives import AcceptanceState, AwardState, ContractState
from marketplace.domain.savings import Cell, Claim, added_up, present_cost
from marketplace.domain.working_days import local_day
from marketplace.models import Award, AwardLine, Contract, ContractLine, Line
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission

OPEN_ANSWERS = [
    state for state in AcceptanceState if state not in ("declined", "lapsed", "unserved")
]


@dataclass(frozen=True)
class OwnSaving:
    """One line with what was agreed and both baselines for the same term."""

    line: Line
    realised: bool
    "signed by both; else awarded, and expected"
    agreed_minor: int
    agreed_at: datetime
    documented_at: datetime | None

    @property
    def list_minor(self) -> int:
        return self.line.list_minor

    @property
    def list_on(self) -> date | None:
        """The day on which the list price was frozen: the group buy's opening."""
        opened_at = self.line.group_buy.opened_at
        return local_day(opened_at) if opened_at else None

    @property
    def list_saving_minor(self) -> int:
        return self.list_minor - self.agreed_minor

    @property
    def present_minor(self) -> int | None:
        """What the present contract costs over the term; None unless it is stated."""
        if self.line.present_monthly_minor is None:
            return None
        line = self.line
        return present_cost(
            self.line.present_monthly_minor, line.term_months, line.present_exit_minor
        )

    @property
    def documented(self) -> bool:
        return self.present_minor is not None and self.documented_at is not None

    @property
    def present_saving_minor(self) -> int | None:
        """Claimed only where the present contract is documented (COMP-11)."""
        if self.present_minor is None or not self.documented:
            return None
        return self.present_minor - self.agreed_minor


@dataclass(frozen=True)
class OwnSavings:
    """All of a member's lines, and their sums kept apart."""

    lines: list[OwnSaving]

    def total(self, *, realised: bool, present: bool) -> Cell | None:
        """The sum of those lines that the figure may claim; None for none."""
        of_kind = (one for one in self.lines if one.realised is realised)
        claims = list(_claims(of_kind, present=present))
        return added_up(claims) if claims else None

    @property
    def realised_list(self) -> Cell | None:
        return self.total(realised=True, present=False)

    @property
    def realised_present(self) -> Cell | None:
        return self.total(realised=True, present=True)

    @property
    def expected_list(self) -> Cell | None:
        return self.total(realised=False, present=False)

    @property
    def expected_present(self) -> Cell | None:
        return self.total(realised=False, present=True)


def find_own_savings(session: Session, *, identity: Identity) -> OwnSavings:
    """The caller's lines under contract, and those awarded to it; raises Forbidden."""
    require(Permission.SAVINGS_READ_OWN, identity)
    contracted = _contracted(session, identity.organisation_id)
    known = {one.line.id for one in contracted}
    awarded = [
        one for one in _awarded(session, identity.organisation_id) if one.line.id not in known
    ]
    return OwnSavings(contracted + awarded)


def is_current(member_id: UUID) -> sa.ColumnElement[bool]:
    """SQL, of a contract and its line: the company's, not cancelled, not ended."""
    return sa.and_(
        Contract.member_id == member_id,
        Contract.state != ContractState.CANCELLED,
        ContractLine.ended_at.is_(None),
    )


def of_open_award(member_id: UUID) -> sa.ColumnElement[bool]:
    """SQL, of an award and its line: the company's, standing, not settled, not given up."""
    return sa.and_(
        Line.member_id == member_id,
        Award.state == AwardState.STANDING,
        Award.settled_at.is_(None),
        AwardLine.acceptance.in_(OPEN_ANSWERS),
    )


def _claims(savings: Iterable[OwnSaving], *, present: bool) -> Iterable[Claim]:
    for one in savings:
        if not present:
            baseline = one.list_minor
        elif one.documented and one.present_minor is not None:
            baseline = one.present_minor
        else:
            continue
        yield Claim(one.line.member_id, one.line.id, baseline, one.agreed_minor, one.agreed_at)


def _contracted(session: Session, member_id: UUID) -> list[OwnSaving]:
    rows = session.execute(
        sa.select(ContractLine, Line.present_documented_at)
        .join(Contract, Contract.id == ContractLine.contract_id)
        .join(Line, Line.id == ContractLine.line_id)
        .where(is_current(member_id))
        .options(contains_eager(ContractLine.contract), contains_eager(ContractLine.line))
        .options(*_of_line(ContractLine.line))
        .order_by(Contract.drawn_at.desc(), Contract.number, ContractLine.reference)
    )
    return [
        OwnSaving(
            row.line,
            row.contract.state != ContractState.DRAWN,
            row.price_minor,
            row.contract.drawn_at,
            documented_at,
        )
        for row, documented_at in rows
    ]


def _awarded(session: Session, member_id: UUID) -> list[OwnSaving]:
    """Lines of standing awards whose acceptance is not settled yet."""
    rows = session.execute(
        sa.select(AwardLine, Award.awarded_at, Line.present_documented_at)
        .join(Award, Award.id == AwardLine.award_id)
        .join(Line, Line.id == AwardLine.line_id)
        .where(of_open_award(member_id))
        .options(contains_eager(AwardLine.line), *_of_line(AwardLine.line))
        .order_by(Award.awarded_at.desc(), Line.number)
    )
    return [
        OwnSaving(row.line, False, row.agreed_price_minor, awarded_at, documented_at)
        for row, awarded_at, documented_at in rows
        if row.agreed_price_minor is not None
    ]


def _of_line(path: InstrumentedAttribute[Line]) -> tuple[ORMOption, ...]:
    return (
        contains_eager(path).joinedload(Line.corridor),
        contains_eager(path).joinedload(Line.group_buy),
    )
