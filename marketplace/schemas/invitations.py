"""Invitations to directed group buys in requests and answers."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields

from marketplace.domain.lives import InvitationState
from marketplace.schemas.code_fields import Email, Uscc
from marketplace.schemas.fields import Choice, Flag, Schema, Text, Uuid, Whole, refuse
from marketplace.schemas.lines import OPTIONAL
from marketplace.schemas.parties import PartySchema
from marketplace.schemas.time_fields import Instant

MOST_USES = 200


class NewInvitationSchema(Schema):
    """One enterprise, by its credit code or by an e-mail address of it: one of the two."""

    uscc = Uscc(**OPTIONAL)
    email = Email(**OPTIONAL)

    @ma.validates_schema
    def one_of_the_two(self, data: Any, **_: Any) -> None:
        if (data.get("uscc") is None) == (data.get("email") is None):
            raise ma.ValidationError({"uscc": refuse("invitation_one_way").messages})


class NewLinkSchema(Schema):
    """A link that so many enterprises may use."""

    uses_at_most = Whole(1, MOST_USES, load_default=1)


class InvitationSchema(Schema):
    """An invitation as its organiser sees it; the secret of its link is kept nowhere."""

    id = Uuid()
    group_buy_id = Uuid()
    kind = Text()
    state = Choice(InvitationState)
    uscc = Text(allow_none=True)
    email = Text(allow_none=True)
    uses_at_most = Whole()
    uses = Whole()
    created_at = Instant()
    claimed_at = Instant(allow_none=True)
    claimed_by = fields.Nested(PartySchema, allow_none=True)
    version = Whole()


class InvitationLinkSchema(InvitationSchema):
    """The same with the link and its secret, shown this once."""

    link = Text()
    token = Text()


class InvitedCompanySchema(Schema):
    """A company on the list of a directed group buy."""

    company = fields.Nested(PartySchema)
    takes_part = Flag()


class ClaimSchema(Schema):
    """The secret of an invitation's link."""

    token = Text(1, 100, required=True)
