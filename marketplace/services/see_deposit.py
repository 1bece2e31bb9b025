"""A deposit as its reader needs it: what was paid, why, when and how it comes back, what next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.deposit_ends import Standing, ending
from marketplace.domain.lives import (
    ClaimState,
    DepositState,
    GroupBuyState,
    ReturnState,
    TryState,
)
from marketplace.models import AuditEntry, Deposit, TryKind
from marketplace.services.ask_deposit_page import page_kind, payable_until
from marketplace.services.date_deposits import Part, date_deposit
from marketplace.services.find_deposit_standing import find_standings


@dataclass(frozen=True)
class Turn:
    """One thing that happened: `what` is subject and event; fen where money moved."""

    at: datetime
    what: str
    reason: str | None
    amount_minor: int | None
    label: str | None = None


@dataclass(frozen=True)
class Next:
    """What comes next: a code, and by when; `url` where the member goes for it."""

    step: str
    due_at: datetime | None
    url: str | None = None


@dataclass(frozen=True)
class DepositSeen:
    deposit: Deposit
    next: Next
    parts: list[Part]
    back_by: datetime | None
    turns: list[Turn]

    @property
    def held_minor(self) -> int:
        """What lies with the platform now."""
        paid = sum(one.amount_minor for one in self.deposit.payments)
        return paid - self.deposit.back_minor - self.deposit.kept_minor

    @property
    def interest_minor(self) -> int:
        return sum(one.interest_minor or 0 for one in self.deposit.returns)


def see_deposit(
    session: Session, deposit: Deposit, *, payments_on: bool, now: datetime
) -> DepositSeen:
    """With its timeline and its next step."""
    session.flush()
    standing = find_standings(session, [deposit.id])[deposit.id]
    dated = date_deposit(deposit, standing, now)
    return DepositSeen(
        deposit,
        next_step(deposit, standing, payments_on=payments_on, now=now),
        dated.parts,
        dated.back_by,
        sorted(_turns(session, deposit), key=lambda turn: turn.at),
    )


def next_step(deposit: Deposit, standing: Standing, *, payments_on: bool, now: datetime) -> Next:
    """One code of what the page says is next."""
    if any(one.holds for one in deposit.disputes):
        return Next("disputed", None)
    due_at = payable_until(deposit)
    if due_at is not None and now < due_at and deposit.state != DepositState.SAVED:
        return _to_pay(deposit, due_at, payments_on)
    if deposit.state == DepositState.CLAIMED:
        return _claimed(deposit)
    if deposit.state == DepositState.RETURNING:
        closed = any(one.state == ReturnState.FAILED for one in deposit.returns)
        step = "bank_transfer" if closed else "returning"
        return Next(step, deposit.return_due_at)
    if deposit.state in (DepositState.SAVED, DepositState.HELD):
        waits = standing.group_buy == GroupBuyState.OPEN
        end = ending(standing, now=now)
        if end is not None:
            return Next("returning_soon", end.due_at)
        return Next("wait_lock", standing.locks_at) if waits else Next("wait_contract", None)
    if deposit.state == DepositState.CHARGING and not deposit.is_charged:
        return Next("calling_off", None)
    return Next(str(deposit.state), None)


def _to_pay(deposit: Deposit, due_at: datetime, payments_on: bool) -> Next:
    live = deposit.live_try
    if not payments_on:
        return Next("off", due_at)
    if live is not None and live.state == TryState.ASKED:
        return Next("page_preparing", due_at)
    if live is not None and live.page_url:
        return Next("page_open", due_at, live.page_url)
    if live is not None:
        return Next("page_paid", due_at)
    if deposit.state == DepositState.CONFIRMING:
        charged = any(one.kind == TryKind.CHARGE for one in deposit.tries)
        return Next("confirm" if charged else "confirm_unread", due_at)
    kind = page_kind(deposit)
    return Next(str(kind), due_at)


def _claimed(deposit: Deposit) -> Next:
    first = min(deposit.live_claims, key=lambda one: one.next_due_at)
    proposed = first.state == ClaimState.PROPOSED
    return Next("contest" if proposed else "claim_open", first.next_due_at)


def _turns(session: Session, deposit: Deposit) -> Iterator[Turn]:
    """From the audit log, with the amounts of the things that it names."""
    amounts: dict[UUID, int | None] = {one.id: one.amount_minor for one in deposit.returns}
    amounts |= {one.id: one.decided_minor or one.cost_minor for one in deposit.claims}
    amounts |= {one.id: one.amount_minor for one in deposit.disputes}
    things = [deposit.id, *amounts, *(one.id for one in deposit.tries)]
    ours = AuditEntry.subject.like("deposit%") | (AuditEntry.subject == "payment_dispute")
    query = sa.select(AuditEntry).where(ours, AuditEntry.subject_id.in_(things))
    for entry in session.scalars(query.order_by(AuditEntry.chain, AuditEntry.seq)):
        yield Turn(
            entry.at,
            f"{entry.subject}_{entry.event}",
            entry.reason,
            amounts.get(entry.subject_id) or _amount(entry.facts),
        )


def _amount(facts: dict[str, Any]) -> int | None:
    found = facts.get("amount_minor")
    return found if isinstance(found, int) else None
