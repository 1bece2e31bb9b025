"""Notices of invoices and payments of lines; none carries an amount."""

from __future__ import annotations

LINE_PAYMENTS: dict[str, dict[str, tuple[str, str]]] = {
    "invoice_recorded": {
        "zh": (
            "收到新发票：{invoice}",
            "运营商已就合同 {number} 登记数电票 {invoice}。请核对发票与收款账户后对公转账，"
            "并登记汇款；如有异议，可在发票页面提出。",
        ),
        "en": (
            "New invoice: {invoice}",
            "The carrier has recorded e-invoice {invoice} under contract {number}. Please check "
            "invoice and account, pay by bank transfer and record it; you may dispute it there.",
        ),
    },
    "invoice_void": {
        "zh": (
            "发票已作废：{invoice}",
            "合同 {number} 的发票 {invoice} 已由运营商作废，请勿付款。原因见发票页面。",
        ),
        "en": (
            "Invoice taken back: {invoice}",
            "The carrier took back invoice {invoice} of contract {number}: do not pay it. The "
            "reason stands on its page.",
        ),
    },
    "invoice_replaced": {
        "zh": (
            "发票已替换：{invoice}",
            "合同 {number} 的发票 {old_invoice} 已作废，由 {invoice} 替换；已付款项转入新发票。",
        ),
        "en": (
            "Invoice replaced: {invoice}",
            "Invoice {old_invoice} of contract {number} was taken back; {invoice} stands in its "
            "place, and what was paid is carried over.",
        ),
    },
    "remittance_recorded": {
        "zh": (
            "企业已登记汇款：{invoice}",
            "企业已就合同 {number} 的发票 {invoice} 登记汇款 {reference}。请核对到账并确认。",
        ),
        "en": (
            "Transfer recorded: {invoice}",
            "The company has recorded transfer {reference} for invoice {invoice} of contract "
            "{number}. Please check your account and confirm it.",
        ),
    },
    "remittance_denied": {
        "zh": (
            "运营商未收到汇款：{invoice}",
            "运营商表示未收到合同 {number} 发票 {invoice} 的汇款 {reference}。"
            "请核对收款账户与回单。",
        ),
        "en": (
            "Transfer not found: {invoice}",
            "The carrier has not found transfer {reference} for invoice {invoice} of contract "
            "{number}. Please check account and receipt.",
        ),
    },
    "invoice_received": {
        "zh": (
            "发票已结清：{invoice}",
            "运营商确认收到合同 {number} 发票 {invoice} 的全部款项。",
        ),
        "en": (
            "Invoice settled: {invoice}",
            "The carrier confirms that it has all of invoice {invoice} of contract {number}.",
        ),
    },
    "invoice_disputed": {
        "zh": (
            "发票有争议：{invoice}",
            "对方就合同 {number} 的发票 {invoice} 提出异议。请阅读理由并答复。",
        ),
        "en": (
            "Invoice disputed: {invoice}",
            "The other party disputes invoice {invoice} of contract {number}. Please read why and "
            "answer.",
        ),
    },
    "invoice_answered": {
        "zh": (
            "异议已答复：{invoice}",
            "对方已答复贵方就合同 {number} 发票 {invoice} 提出的异议。",
        ),
        "en": (
            "Dispute answered: {invoice}",
            "The other party has answered your dispute of invoice {invoice} of contract {number}.",
        ),
    },
    "invoice_settled": {
        "zh": (
            "争议已解决：{invoice}",
            "对方已撤回就合同 {number} 发票 {invoice} 提出的异议，发票继续有效。",
        ),
        "en": (
            "Dispute ended: {invoice}",
            "The other party has ended its dispute of invoice {invoice} of contract {number}: the "
            "invoice stands.",
        ),
    },
    "invoice_overdue": {
        "zh": (
            "发票逾期：{invoice}",
            "合同 {number} 的发票 {invoice} 应于 {due_on} 前付款，现已逾期。适用规则见发票页面。",
        ),
        "en": (
            "Invoice overdue: {invoice}",
            "Invoice {invoice} of contract {number} was due by {due_on}. The rule that says so "
            "stands on its page.",
        ),
    },
    "payee_account_changed": {
        "zh": (
            "收款账户变更：{carrier}",
            "{carrier}变更了收款账户。原账户：{old_bank} {old_account}；新账户：{new_bank} "
            "{new_account}。付款前请通过合同所列联系方式（而非邮件）向运营商核实。",
        ),
        "en": (
            "Account changed: {carrier}",
            "{carrier} has changed the account it is paid to. Before: {old_bank} {old_account}; "
            "now: {new_bank} {new_account}. Before you pay, ask the carrier by a way of contact "
            "that you know from the contract, not from a mail.",
        ),
    },
}
