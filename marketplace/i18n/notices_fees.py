"""Words of the notices about the service fee. None tells an amount: the page does."""

from __future__ import annotations

FEES: dict[str, dict[str, tuple[str, str]]] = {
    "fee_table_published": {
        "zh": (
            "平台服务费标准第 {version} 版已公布",
            "平台服务费标准第 {version} 版已公布，自 {effective_on} 起开放的团购适用；"
            "此前已开放的团购仍按原标准。",
        ),
        "en": (
            "Service fee table, version {version}",
            "Version {version} of the service fee table is published. It holds for group buys that "
            "open from {effective_on} on; those opened before keep theirs.",
        ),
    },
    "fee_invoiced": {
        "zh": (
            "平台服务费账单：{number}",
            "合同 {contract} 的平台服务费账单 {number} 已开具，付款到期日为 {due_on}。"
            "金额、计算方法与付款方式见页面。",
        ),
        "en": (
            "Service fee invoiced: {number}",
            "The service fee of contract {contract} is invoiced as {number}, due on {due_on}. The "
            "page says how it is computed and how it is paid.",
        ),
    },
    "fee_due_soon": {
        "zh": ("平台服务费即将到期：{number}", "账单 {number} 的付款到期日为 {due_on}，尚未付款。"),
        "en": (
            "Service fee due: {number}",
            "Invoice {number} falls due on {due_on} and is not paid yet.",
        ),
    },
    "fee_overdue": {
        "zh": (
            "平台服务费已逾期：{number}",
            "账单 {number} 已于 {due_on} 到期，尚未付款。如有异议，请联系平台运营。",
        ),
        "en": (
            "Service fee overdue: {number}",
            "Invoice {number} was due on {due_on} and is not paid. If you object to it, please "
            "tell the operator.",
        ),
    },
    "fee_paid": {
        "zh": ("平台服务费已付：{number}", "账单 {number} 的款项已收到。数电票号码稍后登记。"),
        "en": (
            "Service fee paid: {number}",
            "What invoice {number} asked for has come. The number of the e-invoice follows.",
        ),
    },
    "fee_voided": {
        "zh": (
            "平台服务费作废：{number}",
            "合同 {contract} 的平台服务费 {number} 已作废，无需付款。",
        ),
        "en": (
            "Service fee void: {number}",
            "The service fee {number} of contract {contract} is void; nothing is to be paid.",
        ),
    },
    "fee_credited": {
        "zh": (
            "平台服务费冲减：{note}",
            "账单 {number} 已由 {note} 冲减。已付的款项如何退回见页面。",
        ),
        "en": (
            "Service fee credited: {note}",
            "Invoice {number} was credited by {note}. The page says how what was paid comes back.",
        ),
    },
    "fee_sent_back": {
        "zh": ("平台服务费已退回：{note}", "{note} 冲减的款项已以银行转账退回。"),
        "en": (
            "Service fee sent back: {note}",
            "What {note} took back was sent to you by bank transfer.",
        ),
    },
    "fee_e_invoiced": {
        "zh": ("数电票已登记：{number}", "账单 {number} 的数电票号码为 {e_invoice}。"),
        "en": (
            "E-invoice recorded: {number}",
            "The e-invoice of {number} has the number {e_invoice}.",
        ),
    },
}
