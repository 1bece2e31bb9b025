"""Sentences about the service fee: its table, its invoices and credit notes."""

from __future__ import annotations

FEES: dict[str, tuple[str, str]] = {
    "fees_off": (
        "平台服务费功能未启用：未配置 Stripe 密钥，平台信息中也未填写收款账户，费用无从支付。",
        "Service fees are off: no Stripe keys are set and the platform states no bank account, so "
        "nobody could pay one.",
    ),
    "fees_online_off": (
        "未配置 Stripe 密钥，不能在线开具账单。可改为对公转账。",
        "No Stripe keys are set, so it cannot be invoiced online. A bank transfer is possible.",
    ),
    "fees_no_account": (
        "平台信息中未填写收款账户，不能以对公转账收取。",
        "The platform states no bank account, so a transfer has nowhere to go.",
    ),
    "fee_row_twice": (
        "同一模式和产品已有一行。",
        "There is a row for this mode and product already.",
    ),
    "fee_cap_below_minimum": ("上限低于下限。", "The cap is below the minimum."),
    "fee_row_for_all_missing": (
        "须有一行适用于所有模式和产品；不收费也要写明。",
        "One row must hold for every mode and product; that nothing is charged is said too.",
    ),
    "fee_table_too_soon": (
        "最早可自 {first} 起施行：修改须提前公示，且不早于此前版本。",
        "It may hold from {first} at the earliest: a change is announced first, and is not before "
        "an earlier version.",
    ),
    "fee_not_invoiced": (
        "该项不在可开票或冲减的状态（{state}）。",
        "It is not invoiced, or nothing is left of it ({state}).",
    ),
    "fee_credit_on_its_way": (
        "已有一张冲减单正在办理，请稍后再试。",
        "A credit note is on its way; please try again in a moment.",
    ),
    "fee_void_on_its_way": (
        "该账单正在 Stripe 作废，作废后无需冲减。",
        "The invoice is being voided at Stripe; nothing will be left to credit.",
    ),
    "fee_paid_at_stripe": (
        "该账单在 Stripe 已标为已付。请登记收到的转账，或予以冲减。",
        "Stripe shows the invoice as paid. Please record the transfer, or credit it.",
    ),
    "payment_disputed": (
        "持卡人银行正就该笔付款提出争议，款项在银行处；有结果前不退款。",
        "The card holder's bank disputes this payment and has the money; nothing of it is given "
        "back before that is decided.",
    ),
    "fee_credit_too_much": (
        "冲减金额须大于零，且不超过尚未冲减的金额。",
        "A credit note is above zero, and over no more than is left.",
    ),
    "fee_credit_whole_yuan": (
        "部分冲减须为整数元，税额才能与全额相符。",
        "A part is credited in whole yuan, so that the VAT of the parts adds up.",
    ),
    "fee_e_invoiced": (
        "已开具数电票的账单不能作废，请改为冲减并开具红字发票。",
        "An invoice with an e-invoice is not voided: please credit it, with a red e-invoice.",
    ),
    "fee_nothing_to_return": (
        "没有需要以转账退回的款项。",
        "Nothing is to be sent back by transfer.",
    ),
    "fee_e_invoice_taken": (
        "该数电票号码已用于另一张账单或冲减单。",
        "Another invoice or credit note has this e-invoice number.",
    ),
}
