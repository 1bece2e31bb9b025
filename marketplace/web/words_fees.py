"""What the codes of service fees are called."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

FEE_WORDS: dict[str, dict[str, object]] = {
    "fee": {
        "due": _("To be invoiced"),
        "issuing": _("Being invoiced"),
        "open": _("To be paid"),
        "overdue": _("Overdue"),
        "paid": _("Paid online"),
        "transferred": _("Paid by transfer"),
        "credited": _("Credited in full"),
        "void": _("Void"),
        "uncollectible": _("Not collected"),
    },
    "fee_credit": {
        "wanted": _("On its way"),
        "issued": _("Made"),
        "refused": _("Refused by Stripe"),
        "voided": _("Void"),
    },
    "fee_way": {"stripe": _("Online, by Stripe"), "transfer": _("Bank transfer")},
    "payer": {"member": _("Company"), "carrier": _("Carrier")},
    "fee_basis": {"fixed": _("Fixed for each contract"), "share": _("Share of the value")},
    "credit_why": {
        "contract_ended": _("The contract ended before it was completed"),
        "agreed": _("Agreed with the payer"),
        "mistake": _("A mistake in the invoice"),
        "at_stripe": _("Made at Stripe"),
    },
    "refund": {
        "pending": _("Refund on its way"),
        "succeeded": _("Refunded"),
        "failed": _("Refund failed"),
        "cancelled": _("Refund failed"),
    },
}
