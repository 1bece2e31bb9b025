"""The orders of the desks of money: deposits, claims, service fees; amounts reckoned in SQL."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from marketplace.domain.deposits import RETURN_DAYS
from marketplace.domain.lives import (
    GONE_BACK,
    LIVE_CLAIMS,
    ClaimState,
    DepositState,
    FeeState,
)
from marketplace.domain.lives.fees import NO_CREDIT
from marketplace.domain.payments import RefundState
from marketplace.models import (
    Contract,
    Deposit,
    DepositClaim,
    DepositReturn,
    FeeCredit,
    GroupBuy,
    ServiceFee,
)
from marketplace.services.desk_orders import Orders, name_of, title_of
from marketplace.services.find_deposit_standing import BACK_AFTER_SIGNING

Column = sa.ColumnElement[Any]


def _sum(amount: Any, *where: Any) -> Column:
    return sa.select(sa.func.coalesce(sa.func.sum(amount), 0)).where(*where).scalar_subquery()


def _back_by() -> Column:
    """`DatedDeposit.back_by`."""
    since = sa.select(sa.func.coalesce(GroupBuy.locked_at, GroupBuy.locks_at))
    since = since.where(GroupBuy.id == Deposit.group_buy_id)
    days = sa.func.make_interval(0, 0, 0, Deposit.hold_days + RETURN_DAYS)
    latest = since.scalar_subquery() + days
    due_at = sa.func.greatest(sa.func.coalesce(BACK_AFTER_SIGNING, latest), _claims_back_by())
    return sa.func.coalesce(
        Deposit.return_due_at, sa.case((Deposit.state != DepositState.RELEASED, due_at))
    )


def _claims_back_by() -> Column:
    """`DepositClaim.next_due_at` of the one that takes longest, and the days of a return."""
    claim = DepositClaim
    proposed = claim.state == ClaimState.PROPOSED
    due_at = sa.case((proposed, claim.contest_due_at), else_=claim.decide_due_at)
    last = sa.select(sa.func.max(due_at) + sa.func.make_interval(0, 0, 0, RETURN_DAYS))
    live = claim.deposit_id == Deposit.id, claim.state.in_(LIVE_CLAIMS)
    return last.where(*live).scalar_subquery()


def _still_open() -> Column:
    """`ServiceFee.open_minor`."""
    fee, credit = ServiceFee, FeeCredit
    mine = credit.fee_id == fee.id
    credited = _sum(credit.net_minor + credit.vat_minor, mine, credit.state.not_in(NO_CREDIT))
    came = sa.func.coalesce(fee.stripe_paid_minor, 0)
    refunding = fee.stripe_refund_state.in_((RefundState.PENDING, RefundState.SUCCEEDED))
    had = sa.case((refunding, 0), else_=came) + sa.func.coalesce(fee.transferred_minor, 0)
    had -= fee.stripe_taken_minor
    back = _sum(credit.returned_minor, mine) + fee.returned_minor
    left = fee.net_minor + fee.vat_minor - credited - had + back
    nothing = sa.or_(fee.issued_at.is_(None), fee.state == FeeState.VOID)
    return sa.case((nothing, 0), else_=left)


DEPOSITS: Orders = {
    "group_buy": title_of(Deposit.group_buy_id),
    "company": name_of(Deposit.member_id),
    "asked": Deposit.amount_minor,
    "back": _sum(
        DepositReturn.amount_minor,
        DepositReturn.deposit_id == Deposit.id,
        DepositReturn.state.in_(GONE_BACK),
    ),
    "kept": _sum(DepositClaim.kept_minor, DepositClaim.deposit_id == Deposit.id),
    "state": Deposit.state,
    "latest": _back_by(),
}
CLAIMS: Orders = {
    "contract": sa.select(Contract.number)
    .where(Contract.id == DepositClaim.contract_id)
    .scalar_subquery(),
    "carrier": name_of(DepositClaim.carrier_id),
    "company": name_of(DepositClaim.member_id),
    "claimed": DepositClaim.cost_minor,
    "kept": sa.func.coalesce(DepositClaim.kept_minor, 0),
    "state": DepositClaim.state,
    "filed": DepositClaim.filed_at,
}
FEES: Orders = {
    "number": ServiceFee.number,
    "payer": name_of(ServiceFee.organisation_id),
    "state": ServiceFee.state,
    "total": ServiceFee.net_minor + ServiceFee.vat_minor,
    "open": _still_open(),
    "due": ServiceFee.due_on,
    "e_invoice": ServiceFee.e_invoice_number,
}
