"""Service contracts (服务合同): archives, documents, signatures, price schedule and VAT."""

from __future__ import annotations

from marshmallow import fields

from marketplace.domain.lives import (
    ArchiveState,
    ContractEndState,
    ContractSide,
    ContractState,
)
from marketplace.schemas.fields import Amount, Bps, Choice, Mbps, Schema, Text, Uuid, Whole
from marketplace.schemas.order_fields import order_field
from marketplace.schemas.parties import PartySchema
from marketplace.schemas.time_fields import Day, Instant
from marketplace.services.desk_orders import CONTRACTS


class ContractQuerySchema(Schema):
    group_buy_id = Uuid(load_default=None)
    state = Choice(ContractState, load_default=None)
    sort = order_field(*CONTRACTS)


class ContractSchema(Schema):
    """A contract without its lines."""

    id = Uuid()
    number = Text()
    group_buy_id = Uuid()
    award_id = Uuid()
    sequence = Whole()
    member = fields.Nested(PartySchema)
    carrier = fields.Nested(PartySchema)
    state = Choice(ContractState)
    total_minor = Amount()
    vat_bps = Bps()
    drawn_at = Instant()
    archive_due_at = Instant(allow_none=True)
    sign_due_at = Instant(allow_none=True)
    document_sha256 = Text(
        allow_none=True,
        metadata={
            "description": "Over the Chinese document followed by the English one; null until "
            "every line's archive is decided and they are made. Signing names it."
        },
    )
    rendered_at = Instant(allow_none=True)
    commitment_version = Text(allow_none=True)
    member_signed_at = Instant(allow_none=True)
    carrier_signed_at = Instant(allow_none=True)
    ended_reason = Text(allow_none=True)


class ContractLineSchema(Schema):
    """One line: one-off, first month, then `months - 1` equal months; VAT of each invoice."""

    id = Uuid()
    line_id = Uuid()
    reference = Text()
    corridor = Text(attribute="line.corridor.code")
    product = Text(attribute="line.product")
    mbps = Mbps(attribute="line.mbps")
    a_address = Text(attribute="line.a_address")
    z_city = Text(attribute="line.z_city")
    z_address = Text(attribute="line.z_address")
    months = Whole()
    one_off_minor = Amount()
    first_month_minor = Amount()
    monthly_minor = Amount()
    price_minor = Amount()
    one_off_vat_minor = Amount(attribute="vat.one_off_vat_minor")
    first_month_vat_minor = Amount(attribute="vat.first_month_vat_minor")
    monthly_vat_minor = Amount(attribute="vat.monthly_vat_minor")
    vat_minor = Amount(attribute="vat.vat_minor")
    archive_state = Choice(ArchiveState)
    archive_reason = Text(allow_none=True)
    archive_decided_at = Instant(allow_none=True)
    ended_at = Instant(allow_none=True)
    rtt_us = Whole(allow_none=True)
    availability_bps = Bps(allow_none=True)
    mttr_hours = Whole(allow_none=True)
    delivery_days = Whole(allow_none=True)
    due_on = Day(allow_none=True)
    live_on = Day(allow_none=True)
    ends_on = Day(allow_none=True)
    reported_live_at = Instant(allow_none=True)
    vpn_filing = Text(allow_none=True)


class ContractWithLinesSchema(ContractSchema):
    """A contract with its lines and what is paid in all, VAT included, without denied lines."""

    vat_minor = Amount()
    gross_minor = Amount()
    member_scan = fields.Boolean(metadata={"description": "Whether its stamped scan is there"})
    carrier_scan = fields.Boolean()
    lines = fields.List(fields.Nested(ContractLineSchema))


class ArchiveSchema(Schema):
    """A user archive that waits for the carrier's decision."""

    contract_line_id = Uuid(attribute="id")
    contract_id = Uuid()
    number = Text(attribute="contract.number")
    member = fields.Nested(PartySchema, attribute="contract.member")
    archive_due_at = Instant(attribute="contract.archive_due_at", allow_none=True)
    reference = Text()
    corridor = Text(attribute="line.corridor.code")
    product = Text(attribute="line.product")
    mbps = Mbps(attribute="line.mbps")
    a_address = Text(attribute="line.a_address")
    z_city = Text(attribute="line.z_city")
    z_address = Text(attribute="line.z_address")
    z_occupant = Text(attribute="line.z_occupant")
    z_relation = Text(attribute="line.z_relation")


class WayOnSchema(Schema):
    """Where a denied line has gone: to another carrier's contract, or released."""

    contract_line_id = Uuid()
    contract_id = Uuid(allow_none=True)
    number = Text(allow_none=True)
    carrier = fields.Nested(PartySchema, allow_none=True)
    released = fields.Boolean()


class SignContractSchema(Schema):
    """The `document_sha256` of the documents that the signer read."""

    document_sha256 = Text(64, 64, required=True)


class DenyArchiveSchema(Schema):
    """Why the user archive is denied; the member reads it."""

    reason = Text(10, 1000, lines=True, required=True)


class RefuseContractSchema(Schema):
    """Why the member refuses the contract; the carrier reads it."""

    reason = Text(1, 1000, lines=True, required=True)


class ContractEndSchema(Schema):
    """One side's proposal that a contract in force ends before activation, and the answer."""

    id = Uuid()
    contract_id = Uuid()
    side = Choice(ContractSide, metadata={"description": "Which of the two proposes"})
    state = Choice(ContractEndState)
    reason = Text()
    proposed_at = Instant()
    answer = Text(allow_none=True, metadata={"description": "Why the other side refused"})
    answered_at = Instant(allow_none=True)


class ProposeEndSchema(Schema):
    """Why the contract should end; the other side reads it."""

    reason = Text(1, 1000, lines=True, required=True)


class RefuseEndSchema(Schema):
    """Why the contract should stay in force; the side that proposed reads it."""

    answer = Text(1, 1000, lines=True, required=True)


class ReportLiveSchema(Schema):
    """`vpn_filing`: under which reference you filed it, for an international VPN product."""

    live_on = Day(required=True)
    vpn_filing = Text(1, 100, load_default=None, allow_none=True)
