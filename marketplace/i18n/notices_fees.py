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
    "fee_overpaid_back": {
        "zh": ("重复付款已退回：{number}", "账单 {number} 重复支付的款项已以银行转账退回。"),
        "en": (
            "Paid twice, sent back: {number}",
            "What was paid twice for invoice {number} was sent back by bank transfer.",
        ),
    },
    "fee_credit_voided": {
        "zh": (
            "冲减单作废：{note}",
            "账单 {number} 的冲减单 {note} 已在 Stripe 作废，冲减的金额须再支付。见页面。",
        ),
        "en": (
            "Credit note void: {note}",
            "Credit note {note} of invoice {number} was made void at Stripe; what it took back is "
            "owed again. The page says what is open.",
        ),
    },
    "fee_paid_elsewhere": {
        "zh": (
            "账单在 Stripe 标为已付：{number}",
            "Stripe 显示账单 {number} 已付，但没有款项经其支付。请登记收到的转账，或予以冲减。",
        ),
        "en": (
            "Marked as paid at Stripe: {number}",
            "Stripe shows invoice {number} as paid, but no money came by it. Please record the "
            "transfer that came, or credit the invoice.",
        ),
    },
    "fee_disputed": {
        "zh": (
            "付款有争议：{number}",
            "账单 {number} 的付款被持卡人银行提出争议，款项已由银行收回。"
            "有结果前不退款，也不催款。",
        ),
        "en": (
            "Payment disputed: {number}",
            "The card holder's bank disputes the payment of invoice {number} and has taken it "
            "back. Until that is decided nothing is given back, and nothing asked for.",
        ),
    },
    "fee_dispute_won": {
        "zh": (
            "争议已了结：{number}",
            "账单 {number} 的付款争议已了结，付款有效。",
        ),
        "en": (
            "Dispute ended: {number}",
            "The dispute of the payment of invoice {number} has ended; the payment stands.",
        ),
    },
    "fee_charged_back": {
        "zh": (
            "付款被银行收回：{number}",
            "账单 {number} 的付款已被持卡人银行收回，该费用重新待付。请以对公转账支付，见页面。",
        ),
        "en": (
            "Payment taken back by the bank: {number}",
            "The card holder's bank keeps the payment of invoice {number}, so the fee is owed "
            "again. Please pay it by bank transfer; the page says how.",
        ),
    },
    "fee_payment_disputed": {
        "zh": (
            "付款争议待回应：{number}",
            "账单 {number} 的付款被持卡人银行查询或提出争议。请在 {due} 前在 Stripe 回应。",
        ),
        "en": (
            "Dispute to answer: {number}",
            "A card holder's bank asks about the payment of invoice {number}, or disputes it. "
            "Please answer at Stripe before {due}.",
        ),
    },
    "fee_dispute_lost": {
        "zh": (
            "付款争议败诉：{number}",
            "账单 {number} 的付款被银行收回，已入账，费用重新待付。",
        ),
        "en": (
            "Dispute lost: {number}",
            "The bank keeps the payment of invoice {number}. It is booked, and the fee is owed "
            "again.",
        ),
    },
    "fee_to_settle": {
        "zh": (
            "重复付款须以银行转账退回：{number}",
            "账单 {number} 重复付款的原路退款未成功。请以银行转账退回并登记流水号。",
        ),
        "en": (
            "Paid twice, to return by bank transfer: {number}",
            "The refund of what was paid twice for invoice {number} did not get through. Please "
            "return it by bank transfer and record the reference.",
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
