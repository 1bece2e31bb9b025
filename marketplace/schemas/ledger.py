"""The ledger of the platform's own money: trial balance, accounts, postings, entries."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields

from marketplace.domain.ledger import AccountPurpose, Kind
from marketplace.domain.ledger_entries import CauseKind, EntryPurpose
from marketplace.schemas.fields import Amount, Choice, Schema, Text, Uuid, Whole
from marketplace.schemas.parties import PartySchema
from marketplace.schemas.time_fields import Day, Instant
from marketplace.services.correct_ledger import Side


class PeriodQuerySchema(Schema):
    """Days in Shanghai, both counted; this month up to today unless given."""

    since = Day(load_default=None)
    until = Day(load_default=None)


class AccountQuerySchema(Schema):
    purpose = Choice(AccountPurpose, load_default=None)
    organisation_id = Uuid(load_default=None)


class PeriodSchema(Schema):
    """A period, and the entries booked in it: numbers above `after`, up to `last`."""

    since = Day()
    until = Day()
    after = Whole()
    last = Whole()


class MovedSchema(Schema):
    """What stood and moved, in minor units; balances as the account's kind has them."""

    opening_minor = Whole(None, attribute="turnover.opening_minor")
    debit_minor = Whole(attribute="turnover.debit_minor")
    credit_minor = Whole(attribute="turnover.credit_minor")
    closing_minor = Whole(None, attribute="turnover.closing_minor")


class PurposeTurnoverSchema(MovedSchema):
    """All accounts of one purpose and currency; the closing balance is on one of two sides."""

    purpose = Choice(AccountPurpose)
    kind = Choice(Kind, attribute="chart.kind")
    title_zh = Text(attribute="chart.title.zh")
    title_en = Text(attribute="chart.title.en")
    currency = Text()
    accounts = Whole()
    closing_debit_minor = Whole(attribute="turnover.closing_debit_minor")
    closing_credit_minor = Whole(attribute="turnover.closing_credit_minor")


class SumsSchema(Schema):
    """Of one currency: debits equal credits, and so do the two sides of closing balances."""

    currency = Text()
    debit_minor = Whole()
    credit_minor = Whole()
    closing_debit_minor = Whole()
    closing_credit_minor = Whole()


class TrialBalanceSchema(Schema):
    period = fields.Nested(PeriodSchema)
    rows = fields.List(fields.Nested(PurposeTurnoverSchema))
    sums = fields.List(fields.Nested(SumsSchema))


class LedgerAccountSchema(Schema):
    """`organisation` null: the platform's own."""

    id = Uuid()
    purpose = Choice(AccountPurpose)
    kind = Choice(Kind, attribute="chart.kind")
    title_zh = Text(attribute="chart.title.zh")
    title_en = Text(attribute="chart.title.en")
    organisation = fields.Nested(PartySchema, allow_none=True)
    currency = Text()


class AccountTurnoverSchema(MovedSchema):
    account = fields.Nested(LedgerAccountSchema)


class EntryCauseSchema(Schema):
    """One entry with why it was made: which thing, and what was done for it."""

    number = Whole()
    at = Instant()
    cause_kind = Choice(CauseKind)
    cause_id = Uuid()
    purpose = Choice(EntryPurpose)


class PostingSeenSchema(Schema):
    """A posting of one account, with the balance after it."""

    entry = fields.Nested(EntryCauseSchema)
    debit_minor = Whole()
    credit_minor = Whole()
    balance_minor = Whole(None)


class CauseNamedSchema(Schema):
    """The cause as its organisation knows it: a number, and the page about it."""

    number = Text()
    path = Text()


class OwnPostingSchema(Schema):
    """A posting of one's own account; `cause` null where there is nothing to look up."""

    posting = fields.Nested(PostingSeenSchema)
    cause = fields.Nested(CauseNamedSchema, allow_none=True)


class LedgerCorrectionSchema(Schema):
    """An amount on one side of the account, and on the other side of one of the platform's.

    `stripe_id`: the movement at Stripe (`txn_...`) that it books; null: none.
    """

    side = Choice(Side, required=True)
    amount_minor = Amount(1, required=True)
    against = Choice(AccountPurpose, required=True)
    reason = Text(1, 1000, lines=True, required=True)
    stripe_id = Text(0, 255, load_default=None, allow_none=True)

    @ma.post_load
    def no_blank(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """A form's empty field names no movement."""
        return data | {"stripe_id": data["stripe_id"] or None}


class LegSchema(Schema):
    account = fields.Nested(LedgerAccountSchema)
    debit_minor = Whole()
    credit_minor = Whole()


class LedgerEntrySchema(EntryCauseSchema):
    """An entry with its postings: they come to zero in each currency."""

    postings = fields.List(fields.Nested(LegSchema))
