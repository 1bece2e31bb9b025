"""Published savings: per group buy and park, without names, from three companies up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from marketplace.domain.lives import ContractState, GroupBuyState
from marketplace.domain.savings import (
    Cell,
    Claim,
    expected_percent,
    present_cost,
    published,
)
from marketplace.domain.working_days import local_day
from marketplace.errors import NotFound
from marketplace.models import Contract, ContractLine, GroupBuy, Line, Organisation
from marketplace.security.identity import Identity
from marketplace.services.find_group_buys import find_group_buy

SIGNED = (ContractState.IN_FORCE, ContractState.COMPLETED)
AFTER_AWARD = (GroupBuyState.AWARDED, GroupBuyState.CONCLUDED)


@dataclass(frozen=True)
class GroupBuySavings:
    """One group buy's figures; `as_of` is the last day counted."""

    group_buy: GroupBuy
    as_of: date
    list_price: Cell | None
    "realised: signed by both, against the list price frozen at the opening"
    present_contract: Cell | None
    "realised, against documented present contracts"
    expected_percent: int | None
    "drawn and not signed yet, against the list price"

    @property
    def list_prices_on(self) -> date | None:
        """The day on which the list prices were frozen: the opening."""
        return local_day(self.group_buy.opened_at) if self.group_buy.opened_at else None

    @property
    def shown(self) -> bool:
        return bool(self.list_price or self.expected_percent is not None)


@dataclass(frozen=True)
class ParkCell:
    """The published figures of a park's group buys added up; nothing else is in it."""

    group_buys: int
    lines: int
    baseline_minor: int
    agreed_minor: int
    saving_minor: int
    saving_bps: int


@dataclass(frozen=True)
class ParkSavings:
    """A park with its group buys that have a published figure."""

    park: Organisation
    list_price: ParkCell | None
    present_contract: ParkCell | None
    group_buys: list[GroupBuySavings]


def find_published_savings(session: Session, *, now: datetime) -> list[ParkSavings]:
    """Every park's figures, for anyone: directed group buys are nobody else's and stay out."""
    group_buys = session.scalars(
        sa.select(GroupBuy)
        .where(GroupBuy.mode == "park", GroupBuy.state.in_(AFTER_AWARD))
        .options(selectinload(GroupBuy.organiser))
        .order_by(GroupBuy.opened_at.desc(), GroupBuy.id)
    ).all()
    by_park: dict[UUID, list[GroupBuySavings]] = defaultdict(list)
    for found in savings_of(session, group_buys, now=now):
        if found.shown:
            by_park[found.group_buy.organiser_id].append(found)
    return [_park(found[0].group_buy.organiser, found) for found in by_park.values()]


def find_group_buy_savings(
    session: Session, group_buy_id: UUID, *, identity: Identity | None, now: datetime
) -> GroupBuySavings:
    """One group buy's figures: a park's for anyone after the award, else for those who see it."""
    group_buy = find_group_buy(session, group_buy_id, None)
    if group_buy.mode != "park" or group_buy.state not in AFTER_AWARD:
        group_buy = _seen(session, group_buy_id, identity)
    (found,) = savings_of(session, [group_buy], now=now)
    return found


def _seen(session: Session, group_buy_id: UUID, identity: Identity | None) -> GroupBuy:
    if identity is None:
        raise NotFound()
    return find_group_buy(session, group_buy_id, identity)


def savings_of(
    session: Session, group_buys: Sequence[GroupBuy], *, now: datetime
) -> list[GroupBuySavings]:
    """The figures of these group buys: one query, however many they are."""
    rows = defaultdict(list)
    for row in session.execute(_lines([one.id for one in group_buys])).mappings():
        rows[row["group_buy_id"]].append(row)
    return [_savings(one, rows[one.id], local_day(now)) for one in group_buys]


def _savings(group_buy: GroupBuy, rows: Collection[Any], today: date) -> GroupBuySavings:
    signed = [row for row in rows if row["state"] in SIGNED]
    waiting = [row for row in rows if row["state"] == ContractState.DRAWN]
    documented = [row for row in signed if row["documented_at"] is not None]
    shown = published(map(against_list, signed), map(against_present, documented), today=today)
    expected = expected_percent([against_list(row) for row in waiting])
    return GroupBuySavings(
        group_buy,
        date.fromordinal(today.toordinal() - 1),
        shown.list_price,
        shown.present_contract,
        expected,
    )


def against_list(row: Any) -> Claim:
    return Claim(
        row["member_id"],
        row["line_id"],
        row["list_minor"],
        row["price_minor"],
        row["signed_at"] or row["drawn_at"],
    )


def against_present(row: Any) -> Claim:
    """Holds from the later of the signatures and the document."""
    cost = present_cost(row["present_monthly_minor"], row["term_months"], row["present_exit_minor"])
    at = max(row["signed_at"], row["documented_at"])
    return Claim(row["member_id"], row["line_id"], cost, row["price_minor"], at)


def _lines(group_buy_ids: Sequence[UUID]) -> sa.Select[Any]:
    """Lines under contract with both baselines."""
    return (
        sa.select(
            ContractLine.group_buy_id,
            ContractLine.line_id,
            ContractLine.price_minor,
            Contract.member_id,
            Contract.state,
            Contract.drawn_at,
            sa.func.greatest(Contract.member_signed_at, Contract.carrier_signed_at).label(
                "signed_at"
            ),
            Line.list_minor,
            Line.term_months,
            Line.present_monthly_minor,
            Line.present_exit_minor,
            sa.case((Line.present_monthly_minor.is_not(None), Line.present_documented_at)).label(
                "documented_at"
            ),
        )
        .join(Contract, Contract.id == ContractLine.contract_id)
        .join(Line, Line.id == ContractLine.line_id)
        .where(
            ContractLine.group_buy_id.in_(group_buy_ids),
            ContractLine.ended_at.is_(None),
            Contract.state != ContractState.CANCELLED,
        )
    )


def _park(park: Organisation, found: list[GroupBuySavings]) -> ParkSavings:
    return ParkSavings(
        park,
        _added([one.list_price for one in found]),
        _added([one.present_contract for one in found]),
        found,
    )


def _added(cells: Sequence[Cell | None]) -> ParkCell | None:
    shown = [cell for cell in cells if cell is not None]
    if not shown:
        return None
    total = Cell(
        0,
        sum(cell.lines for cell in shown),
        sum(cell.baseline_minor for cell in shown),
        sum(cell.agreed_minor for cell in shown),
    )
    return ParkCell(
        len(shown),
        total.lines,
        total.baseline_minor,
        total.agreed_minor,
        total.saving_minor,
        total.saving_bps,
    )
