"""The bank accounts to which carriers are paid for their lines."""

from __future__ import annotations

import re
from typing import Any

from marshmallow import fields

from marketplace.domain.lives import PayeeAccountState
from marketplace.schemas.fields import Choice, Flag, Schema, Text, Uuid, refuse
from marketplace.schemas.lines import OPTIONAL
from marketplace.schemas.parties import PartySchema
from marketplace.schemas.time_fields import Instant


class AccountNumber(Text):
    """8 to 30 digits; blanks and hyphens between them are left out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(8, 60, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        number = re.sub(r"[ -]", "", super()._deserialize(value, attr, data, **kwargs))
        if not re.fullmatch(r"\d{8,30}", number, re.ASCII):
            raise refuse("account_number")
        return number


class NewPayeeAccountSchema(Schema):
    """Your own account: `account_name` is your legal name or that of a branch of yours (PAY-01)."""

    account_name = Text(1, 200, required=True)
    uscc = Text(18, 18, required=True)
    bank = Text(1, 200, required=True)
    account_number = AccountNumber(required=True)


class AccountQuerySchema(Schema):
    carrier_id = Uuid(**OPTIONAL)
    standing = Flag(load_default=False)


class PayeeAccountSchema(Schema):
    """An account as lists show it: its number masked."""

    id = Uuid()
    carrier = fields.Nested(PartySchema)
    account_name = Text()
    uscc = Text()
    bank = Text()
    masked_number = Text()
    state = Choice(PayeeAccountState)
    replaces_id = Uuid(allow_none=True)
    stated_at = Instant()
    ended_at = Instant(allow_none=True)


class EarlierAccountSchema(Schema):
    """An account with as much of its number as you are shown: whole for carrier and customers."""

    id = Uuid(attribute="account.id")
    account_name = Text(attribute="account.account_name")
    uscc = Text(attribute="account.uscc")
    bank = Text(attribute="account.bank")
    number = Text()
    state = Choice(PayeeAccountState, attribute="account.state")
    stated_at = Instant(attribute="account.stated_at")
    ended_at = Instant(attribute="account.ended_at", allow_none=True)


class SeenAccountSchema(EarlierAccountSchema):
    """The same with the account in whose place it stands."""

    before = fields.Nested(EarlierAccountSchema, allow_none=True)
