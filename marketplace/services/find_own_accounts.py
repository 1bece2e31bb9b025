"""An organisation's own accounts with the platform: what is held, owed and paid, and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.ledger_entries import CauseKind
from marketplace.domain.payments import AboutKind
from marketplace.errors import NotFound
from marketplace.models import (
    Contract,
    DepositClaim,
    DepositPayment,
    DepositReturn,
    FeeCredit,
    LedgerAccount,
    LedgerPosting,
    PaymentDispute,
    ServiceFee,
)
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_ledger_accounts import AccountTurnover, accounts_where, turnovers
from marketplace.services.find_ledger_postings import PostingSeen, every_posting, postings_in
from marketplace.services.find_trial_balance import Period, period_of


@dataclass(frozen=True)
class CauseNamed:
    """What a posting came from, as its organisation knows it: a number, and the page about it."""

    number: str
    path: str


Namer = Callable[[Session, Collection[UUID]], Mapping[UUID, CauseNamed]]


def find_own_period(
    session: Session,
    *,
    identity: Identity,
    now: datetime,
    since: date | None = None,
    until: date | None = None,
) -> Period:
    """As of the trial balance. Raises Forbidden, Invalid."""
    require(Permission.LEDGER_READ_OWN, identity)
    return period_of(session, now=now, since=since, until=until)


def find_own_accounts(
    session: Session, period: Period, *, identity: Identity
) -> list[AccountTurnover]:
    """The accounts of the caller's organisation, each with what moved. Raises Forbidden."""
    return turnovers(session, session.scalars(_own(identity)).all(), period)


def find_own_account(session: Session, account_id: UUID, *, identity: Identity) -> LedgerAccount:
    """One of them. Raises Forbidden; NotFound for another organisation's."""
    found = session.scalars(_own(identity).where(LedgerAccount.id == account_id)).one_or_none()
    if found is None:
        raise NotFound()
    return found


def _own(identity: Identity) -> sa.Select[LedgerAccount]:
    require(Permission.LEDGER_READ_OWN, identity)
    return accounts_where(organisation_id=identity.organisation_id)


def own_postings(
    account: LedgerAccount, period: Period, *, identity: Identity
) -> sa.Select[LedgerPosting]:
    """What was posted to an account of the caller's own, newest first. Raises Forbidden."""
    require(Permission.LEDGER_READ_OWN, identity)
    return postings_in(account, period)


def all_own_postings(
    session: Session, account: LedgerAccount, period: Period, *, identity: Identity
) -> list[PostingSeen]:
    """The same for a sheet: oldest first. Raises Forbidden, Invalid."""
    return every_posting(session, account, own_postings(account, period, identity=identity))


def find_cause_names(session: Session, postings: Iterable[PostingSeen]) -> dict[UUID, CauseNamed]:
    """By id of the cause: its number and page; a query for each kind of cause that occurs."""
    by_kind: dict[CauseKind, set[UUID]] = {}
    for one in postings:
        by_kind.setdefault(one.entry.cause_kind, set()).add(one.entry.cause_id)
    named: dict[UUID, CauseNamed] = {}
    for kind, ids in by_kind.items():
        if kind in CAUSE_NAMERS:
            named.update(CAUSE_NAMERS[kind](session, ids))
    return named


def _fees(session: Session, ids: Collection[UUID]) -> dict[UUID, CauseNamed]:
    query = sa.select(ServiceFee.id, ServiceFee.number).where(ServiceFee.id.in_(ids))
    return {id_: CauseNamed(number, f"/fees/{id_}") for id_, number in session.execute(query)}


def _notes(session: Session, ids: Collection[UUID]) -> dict[UUID, CauseNamed]:
    note = FeeCredit
    query = sa.select(note.id, note.number, note.fee_id).where(note.id.in_(ids))
    return {
        id_: CauseNamed(number, f"/fees/{fee_id}") for id_, number, fee_id in session.execute(query)
    }


def _deposits(session: Session, ids: Collection[UUID]) -> dict[UUID, CauseNamed]:
    """Payments and returns by Stripe's number, as the receipts name them; claims by contract."""
    paid, back, claim = DepositPayment, DepositReturn, DepositClaim
    queries = (
        sa.select(paid.id, paid.payment_id, paid.deposit_id),
        sa.select(back.id, sa.func.coalesce(back.refund_id, ""), back.deposit_id),
        sa.select(claim.id, Contract.number, claim.deposit_id).join(
            Contract, Contract.id == claim.contract_id
        ),
    )
    rows = (session.execute(query.where(query.selected_columns[0].in_(ids))) for query in queries)
    return {
        id_: CauseNamed(number, f"/deposits/{deposit_id}")
        for found in rows
        for id_, number, deposit_id in found
    }


def _payouts(session: Session, ids: Collection[UUID]) -> dict[UUID, CauseNamed]:
    """By bank transfer: of a deposit's return or claim, or of a fee that was paid twice."""
    return _deposits(session, ids) | _fees(session, ids)


def _disputes(session: Session, ids: Collection[UUID]) -> dict[UUID, CauseNamed]:
    """By Stripe's number, on the page of the deposit or the fee."""
    one = PaymentDispute
    query = sa.select(one.id, one.stripe_id, one.about_kind, one.about_id).where(one.id.in_(ids))
    pages = {AboutKind.DEPOSIT: "deposits", AboutKind.SERVICE_FEE: "fees"}
    return {
        id_: CauseNamed(number, f"/{pages[kind]}/{about_id}")
        for id_, number, kind, about_id in session.execute(query)
    }


CAUSE_NAMERS: dict[CauseKind, Namer] = {
    CauseKind.DEPOSIT: _deposits,
    CauseKind.SERVICE_FEE: _fees,
    CauseKind.CREDIT_NOTE: _notes,
    CauseKind.PAYOUT: _payouts,
    CauseKind.DISPUTE: _disputes,
}
"By kind of cause, how its number and page are found; a kind that is not here has neither"
