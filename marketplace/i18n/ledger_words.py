"""What causes and purposes of ledger entries are called, (zh, en) by code."""

from __future__ import annotations

CAUSES: dict[str, tuple[str, str]] = {
    "deposit": ("诚意金", "Deposit"),
    "service_fee": ("平台服务费", "Service fee"),
    "credit_note": ("服务费红字冲减", "Credit note"),
    "payout": ("Stripe 结算", "Settlement by Stripe"),
    "dispute": ("持卡人争议", "Dispute"),
    "correction": ("更正", "Correction"),
}
ENTRY_PURPOSES: dict[str, tuple[str, str]] = {
    "charged": ("收取", "Charged"),
    "returned": ("退还", "Returned"),
    "kept": ("扣留", "Kept"),
    "paid_on": ("转付运营商", "Paid on to the carrier"),
    "interest": ("计息", "Interest"),
    "invoiced": ("开票", "Invoiced"),
    "paid": ("付款", "Paid"),
    "credited": ("冲减", "Credited"),
    "settled": ("结算", "Settled"),
    "cost": ("手续费", "Charges"),
    "reversed": ("冲销", "Reversed"),
}
