"""Sentences for what can be wrong with invoices, remittances and payee accounts of lines."""

LINE_PAYMENTS: dict[str, tuple[str, str]] = {
    "e_invoice_number": (
        "数电票号码为 20 位数字（年份 2 位、省份 2 位、开具渠道 1 位、顺序号 15 位）。",
        "The number of an e-invoice has 20 digits: year 2, province 2, channel 1, serial 15.",
    ),
    "account_number": (
        "银行账号为 8 至 30 位数字。",
        "The number of a bank account has 8 to 30 digits.",
    ),
    "invoice_gross_differs": (
        "价税合计应为不含税金额与税额之和 {sum_yuan} 元。",
        "Gross must be net and VAT together: {sum_yuan} yuan.",
    ),
    "invoice_above_schedule": (
        "高于合同约定的应付额 {agreed_yuan} 元。合同未列明的费用不得收取（PAY-05）。",
        "This is more than the {agreed_yuan} yuan that the contract has. What it does not list may "
        "not be charged (PAY-05).",
    ),
    "invoice_below_schedule": (
        "低于合同约定的应付额 {agreed_yuan} 元。请写明差异原因。",
        "This is less than the {agreed_yuan} yuan that the contract has. Please give a reason.",
    ),
    "invoice_vat_differs": (
        "按税率 {rate}% 税额应为 {vat_yuan} 元。请更正，或写明差异原因。",
        "At {rate} % VAT comes to {vat_yuan} yuan. Please correct it or give a reason.",
    ),
    "invoice_number_used": (
        "该销售方已用过这个发票号码。",
        "The seller has used this invoice number already.",
    ),
    "invoice_below_paid": (
        "低于已付款项 {paid_yuan} 元。请先退款，并由企业撤回多付的汇款记录。",
        "This is less than the {paid_yuan} yuan that was paid. Pay the rest back first, and have "
        "the company take back the transfer.",
    ),
    "invoice_has_payments": (
        "该发票已有付款记录，不能直接作废。请用新发票替换。",
        "Payments are on record for this invoice: put another in its place instead.",
    ),
    "invoice_not_open": (
        "该发票当前不接受付款记录（状态：{state}）。",
        "This invoice takes no payment now (it is {state}).",
    ),
    "invoice_differs": (
        "该发票已在案，内容与此处不同。如需更正，请替换该发票。",
        "This invoice is on record with something else. To correct it, replace the invoice.",
    ),
    "item_invoiced": ("该期款项已开票。", "An invoice is over this item already."),
    "rows_disagree": (
        "与同一发票的第 {first} 行不一致。",
        "This is not as in row {first} of the same invoice.",
    ),
    "payee_account_missing": (
        "请选择收款账户；尚未填写的，请先填写。",
        "Please choose the account to be paid to; state one first if there is none.",
    ),
    "payee_account_unknown": (
        "不是该运营商的有效收款账户。",
        "This is no standing account of the carrier.",
    ),
    "payee_account_known": (
        "该账号已在案。",
        "This account is on record already.",
    ),
    "payee_account_in_use": (
        "尚有未结清的发票使用该账户，请改为变更账户。",
        "Open invoices name this account: put another in its place instead.",
    ),
    "remittance_above_invoice": (
        "超过该发票的未付金额 {open_yuan} 元。",
        "This is more than the {open_yuan} yuan that is open of the invoice.",
    ),
    "remittance_known": (
        "该回单号已记入本发票。",
        "This reference is on record for the invoice already.",
    ),
    "remittance_differs": (
        "该回单号已在案，日期或金额与此处不同。请先撤回原记录。",
        "This reference is on record with another day or amount. Take that one back first.",
    ),
    "too_many_rows": (
        "超过 {most} 行，请按合同导出。",
        "More than {most} rows: please export contract by contract.",
    ),
}
