"""Deposits (诚意金): terms, where one stands, claims; amounts in fen of CNY."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields

from marketplace.domain.deposits import (
    LEAST_HOLD_DAYS,
    LEAST_MINOR,
    MOST_CONFIRM_DAYS,
    MOST_HOLD_DAYS,
    MOST_INTEREST_BPS,
    MOST_MINOR,
    USUAL_CONFIRM_DAYS,
    USUAL_HOLD_DAYS,
    DepositWay,
)
from marketplace.domain.lives import ClaimState, DepositState, ReturnState
from marketplace.i18n.deposit_texts import RULES
from marketplace.schemas.disputes import DisputeSchema
from marketplace.schemas.fields import (
    Amount,
    Bps,
    Choice,
    Flag,
    Schema,
    Text,
    Uuid,
    Whole,
    listed,
    refuse,
)
from marketplace.schemas.lines import OPTIONAL
from marketplace.schemas.order_fields import order_field
from marketplace.schemas.parties import PartySchema
from marketplace.schemas.time_fields import Instant
from marketplace.services.date_deposits import PartKind
from marketplace.services.desk_money_orders import DEPOSITS

MOST_TEXT = 4_000


class DepositQuerySchema(Schema):
    """`to_do`: those of which the operator has to transfer something, or is late."""

    state = Choice(DepositState, load_default=None)
    group_buy_id = Uuid(load_default=None)
    to_do = Flag(load_default=False)
    sort = order_field(*DEPOSITS)


class NewDepositTermsSchema(Schema):
    """Give `fixed_minor` for each member, or `rate_bps` of its estimate (at most 200: BID-11)."""

    way = Choice(DepositWay, required=True)
    fixed_minor = Amount(LEAST_MINOR, **OPTIONAL)
    rate_bps = Bps(1, 10_000, **OPTIONAL)
    interest_bps = Bps(0, MOST_INTEREST_BPS, load_default=0)
    hold_days = Whole(LEAST_HOLD_DAYS, MOST_HOLD_DAYS, load_default=USUAL_HOLD_DAYS)
    confirm_days = Whole(1, MOST_CONFIRM_DAYS, load_default=USUAL_CONFIRM_DAYS)

    @ma.validates_schema
    def one_amount(self, data: dict[str, Any], **_: object) -> None:
        if (data.get("fixed_minor") is None) == (data.get("rate_bps") is None):
            raise refuse("deposit_one_amount")
        if (data.get("fixed_minor") or 0) > MOST_MINOR:
            raise refuse("too_much", most=MOST_MINOR)


class RuleSchema(Schema):
    """The published rule, paragraph by paragraph."""

    zh = listed(fields.String())
    en = listed(fields.String())


class DepositTermsSchema(Schema):
    way = Choice(DepositWay)
    fixed_minor = Amount(allow_none=True)
    rate_bps = Bps(allow_none=True)
    interest_bps = Bps()
    hold_days = Whole()
    confirm_days = Whole()
    rule_version = Text()
    rule = fields.Method("rule_of", metadata={"type": "object"})

    def rule_of(self, terms: Any) -> dict[str, tuple[str, ...]]:
        return RULES[terms.rule_version]


class DepositPaymentSchema(Schema):
    amount_minor = Amount()
    label = Text()
    paid_at = Instant()
    stands = Flag()


class DepositReturnSchema(Schema):
    id = Uuid()
    reason = Text()
    amount_minor = Amount()
    state = Choice(ReturnState)
    asked_at = Instant()
    due_at = Instant()
    done_at = Instant(allow_none=True)
    interest_minor = Amount(allow_none=True)
    interest_reference = Text(allow_none=True)
    interest_paid_at = Instant(allow_none=True)
    bank_reference = Text(allow_none=True)


class DepositClaimSchema(Schema):
    """A carrier's claim; the proof is at `/deposit-claims/{id}/evidence`."""

    id = Uuid()
    deposit_id = Uuid()
    group_buy_id = Uuid()
    contract_id = Uuid()
    carrier = fields.Nested(PartySchema)
    member = fields.Nested(PartySchema)
    state = Choice(ClaimState)
    cost_minor = Amount()
    reserved_minor = Amount()
    text = Text()
    filed_at = Instant()
    decide_due_at = Instant()
    decided_minor = Amount(allow_none=True)
    decision = Text(allow_none=True)
    decided_at = Instant(allow_none=True)
    contest_due_at = Instant(allow_none=True)
    contest = Text(allow_none=True)
    contested_at = Instant(allow_none=True)
    answer = Text(allow_none=True)
    answered_at = Instant(allow_none=True)
    kept_minor = Amount(allow_none=True)
    kept_at = Instant(allow_none=True)
    bank_reference = Text(allow_none=True)
    paid_on_at = Instant(allow_none=True)


class NextSchema(Schema):
    """What comes next, by when, and where the member goes for it (a page of Stripe)."""

    step = Text()
    due_at = Instant(allow_none=True)
    url = fields.String(allow_none=True)


class TurnSchema(Schema):
    at = Instant()
    what = Text()
    reason = Text(allow_none=True)
    amount_minor = Amount(allow_none=True)


class DepositPartSchema(Schema):
    """Fen that lie with the platform: held, on their way back, or waiting for claims' decision.

    `due_at`: back by then; of what is claimed, decided by then and back within five days of it.
    """

    kind = Choice(PartKind)
    amount_minor = Amount()
    due_at = Instant()


class DepositSchema(Schema):
    id = Uuid(attribute="deposit.id")
    group_buy_id = Uuid(attribute="deposit.group_buy_id")
    member = fields.Nested(PartySchema, attribute="deposit.member")
    state = Choice(DepositState, attribute="deposit.state")
    way = Choice(DepositWay, attribute="deposit.way")
    amount_minor = Amount(attribute="deposit.amount_minor")
    held_minor = Amount()
    back_minor = Amount(attribute="deposit.back_minor")
    kept_minor = Amount(attribute="deposit.kept_minor")
    interest_minor = Amount()
    interest_bps = Bps(attribute="deposit.interest_bps")
    rule_version = Text(attribute="deposit.rule_version")
    method_label = Text(attribute="deposit.method_label", allow_none=True)
    asked_at = Instant(attribute="deposit.asked_at")
    ended_at = Instant(attribute="deposit.ended_at", allow_none=True)
    ended_reason = Text(attribute="deposit.ended_reason", allow_none=True)
    next = fields.Nested(NextSchema)
    back_by = Instant(allow_none=True)
    parts = listed(fields.Nested(DepositPartSchema))
    payments = listed(fields.Nested(DepositPaymentSchema), attribute="deposit.payments")
    returns = listed(fields.Nested(DepositReturnSchema), attribute="deposit.returns")
    disputes = listed(fields.Nested(DisputeSchema), attribute="deposit.disputes")
    claims = listed(fields.Nested(DepositClaimSchema), attribute="deposit.claims")
    turns = listed(fields.Nested(TurnSchema))


class DepositListedSchema(Schema):
    """One deposit of a list; in full at `/deposits/{id}`."""

    id = Uuid(attribute="deposit.id")
    group_buy_id = Uuid(attribute="deposit.group_buy_id")
    member = fields.Nested(PartySchema, attribute="deposit.member")
    state = Choice(DepositState, attribute="deposit.state")
    amount_minor = Amount(attribute="deposit.amount_minor")
    back_minor = Amount(attribute="deposit.back_minor")
    kept_minor = Amount(attribute="deposit.kept_minor")
    asked_at = Instant(attribute="deposit.asked_at")
    return_due_at = Instant(attribute="deposit.return_due_at", allow_none=True)
    back_by = Instant(allow_none=True)
    parts = listed(fields.Nested(DepositPartSchema))


class MemberPaidSchema(Schema):
    member = fields.Nested(PartySchema)
    state = Choice(DepositState)
    secured = Flag()


class NewClaimSchema(Schema):
    cost_minor = Amount(1, required=True)
    text = Text(1, MOST_TEXT, lines=True, required=True)
    evidence_id = Uuid(**OPTIONAL)


class ClaimDecisionSchema(Schema):
    """Fen to be kept; 0 keeps nothing."""

    amount_minor = Amount(0, required=True)
    reason = Text(1, MOST_TEXT, lines=True, required=True)


class ContestSchema(Schema):
    text = Text(1, MOST_TEXT, lines=True, required=True)


class TransferSchema(Schema):
    """The reference of the bank transfer that was made."""

    reference = Text(1, 100, required=True)


class ClaimableSchema(Schema):
    """A contract that can be claimed of now."""

    id = Uuid()
    number = Text()
    member = fields.Nested(PartySchema)
