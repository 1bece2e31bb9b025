"""What causes and purposes of ledger entries are called."""

from __future__ import annotations

from marketplace.domain.compliance.words import Text
from marketplace.domain.ledger_entries import CauseKind, EntryPurpose

CAUSES: dict[str, Text] = {
    CauseKind.DEPOSIT: Text("诚意金", "Deposit"),
    CauseKind.SERVICE_FEE: Text("平台服务费", "Service fee"),
    CauseKind.CREDIT_NOTE: Text("服务费红字冲减", "Credit note"),
    CauseKind.PAYOUT: Text("结算到账", "Payout to the bank"),
    CauseKind.CORRECTION: Text("更正", "Correction"),
}
ENTRY_PURPOSES: dict[str, Text] = {
    EntryPurpose.CHARGED: Text("收取", "Charged"),
    EntryPurpose.RETURNED: Text("退还", "Returned"),
    EntryPurpose.KEPT: Text("扣留", "Kept"),
    EntryPurpose.PAID_ON: Text("转付运营商", "Paid on to the carrier"),
    EntryPurpose.INTEREST: Text("计息", "Interest"),
    EntryPurpose.INVOICED: Text("开票", "Invoiced"),
    EntryPurpose.PAID: Text("付款", "Paid"),
    EntryPurpose.CREDITED: Text("冲减", "Credited"),
    EntryPurpose.SETTLED: Text("结算", "Settled"),
    EntryPurpose.COST: Text("手续费", "Charges"),
    EntryPurpose.REVERSED: Text("冲销", "Reversed"),
}
