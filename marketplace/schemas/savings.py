"""Savings by baseline, own and published."""

from __future__ import annotations

from marshmallow import fields

from marketplace.schemas.evidence_files import StoredFileSchema
from marketplace.schemas.fields import Amount, Flag, Schema, Text, Uuid, Whole
from marketplace.schemas.parties import PartySchema
from marketplace.schemas.time_fields import Day

SIGNED = {"low": None}
"a saving may be negative: the agreed price is then the higher one"


class SavingCellSchema(Schema):
    """Agreed prices beside their baseline for the same lines and terms; fen, without VAT."""

    members = Whole()
    lines = Whole()
    baseline_minor = Amount()
    agreed_minor = Amount()
    saving_minor = Whole(**SIGNED)
    saving_bps = Whole(**SIGNED)


class ParkSavingCellSchema(Schema):
    """The published figures of a park's group buys, added up."""

    group_buys = Whole()
    lines = Whole()
    baseline_minor = Amount()
    agreed_minor = Amount()
    saving_minor = Whole(**SIGNED)
    saving_bps = Whole(**SIGNED)


class GroupBuySavingsSchema(Schema):
    """Baselines: the list price frozen at the opening, and documented present contracts.

    Null where fewer than three companies stand behind a figure, or behind what two would tell.
    """

    group_buy_id = Uuid(attribute="group_buy.id")
    title_zh = Text(attribute="group_buy.title_zh")
    title_en = Text(attribute="group_buy.title_en")
    list_prices_on = Day(allow_none=True)
    as_of = Day()
    list_price = fields.Nested(SavingCellSchema, allow_none=True)
    present_contract = fields.Nested(SavingCellSchema, allow_none=True)
    expected_percent = Whole(None, allow_none=True)


class ParkSavingsSchema(Schema):
    park = fields.Nested(PartySchema)
    list_price = fields.Nested(ParkSavingCellSchema, allow_none=True)
    present_contract = fields.Nested(ParkSavingCellSchema, allow_none=True)
    group_buys = fields.List(fields.Nested(GroupBuySavingsSchema))


class OwnSavingSchema(Schema):
    """One line; the present contract counts only where it is documented."""

    line_id = Uuid(attribute="line.id")
    group_buy_id = Uuid(attribute="line.group_buy_id")
    label = Text(attribute="line.label")
    corridor = Text(attribute="line.corridor.code")
    mbps = Whole(attribute="line.mbps")
    term_months = Whole(attribute="line.term_months")
    realised = Flag()
    agreed_minor = Amount()
    list_minor = Amount()
    list_on = Day(allow_none=True)
    list_saving_minor = Whole(**SIGNED)
    present_minor = Amount(allow_none=True)
    documented = Flag()
    present_saving_minor = Whole(None, allow_none=True)


class OwnSavingsSchema(Schema):
    """Signed contracts are realised, awarded lines expected: never added together."""

    lines = fields.List(fields.Nested(OwnSavingSchema))
    realised_list = fields.Nested(SavingCellSchema, allow_none=True)
    realised_present = fields.Nested(SavingCellSchema, allow_none=True)
    expected_list = fields.Nested(SavingCellSchema, allow_none=True)
    expected_present = fields.Nested(SavingCellSchema, allow_none=True)


class PresentContractSchema(Schema):
    """What you state of the present contract of your line, and its document."""

    line_id = Uuid(attribute="line.id")
    present_monthly_minor = Amount(attribute="line.present_monthly_minor", allow_none=True)
    present_exit_minor = Amount(attribute="line.present_exit_minor", allow_none=True)
    present_ends_on = Day(attribute="line.present_ends_on", allow_none=True)
    evidence = fields.Nested(StoredFileSchema, allow_none=True)
    fixed = Flag()


class PresentEvidenceSchema(Schema):
    """Names a file uploaded to /files."""

    evidence_id = Uuid(required=True)
