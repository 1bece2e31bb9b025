"""The sheets of lines' payments: invoices to fill in and bring back, remittances, and lists."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from marketplace.domain.lives import InvoiceState
from marketplace.schemas.e_invoice import EInvoiceNumber
from marketplace.schemas.fields import Choice, Schema, Text, Whole, refuse
from marketplace.schemas.payee_accounts import AccountNumber
from marketplace.schemas.sheet_fields import Percent, SheetDay, Yuan
from marketplace.schemas.sheets import Sheet

EMPTY: dict[str, Any] = {"load_default": None}
ITEM_ZH = {
    "contract_number": "合同编号",
    "line": "专线",
    "item": "期次",
    "from_on": "起始日",
    "to_on": "截止日",
}
PARTIES_ZH = {"member": "企业", "carrier": "运营商"}
INVOICE_ZH = {"invoice_number": "数电票号码", "issued_on": "开票日期"}
STATES_ZH = {
    "invoiced": "已开票",
    "paid": "已付款",
    "received": "已收款",
    "disputed": "有争议",
    "void": "已作废",
}
RULES_NOTE = ("只供参考，导入时不读取。", "For reading only; not looked at when it comes back.")


class InvoiceRowSchema(Schema):
    """One due item; rows of one invoice number make one invoice, rows without one are left out."""

    contract_number = Text(1, 40, required=True)
    line = Text(1, 40, required=True)
    item = Whole(0, 600, required=True)
    from_on = SheetDay(**EMPTY)
    to_on = SheetDay(**EMPTY)
    net_minor = Yuan(1, data_key="net_yuan", **EMPTY)
    vat_minor = Yuan(data_key="vat_yuan", **EMPTY)
    vat_bps = Percent(0, 10_000, data_key="vat_percent", **EMPTY)
    seller_uscc = Text(18, 18, **EMPTY)
    buyer_uscc = Text(18, 18, **EMPTY)
    number = EInvoiceNumber(data_key="invoice_number", **EMPTY)
    issued_on = SheetDay(**EMPTY)
    payee_account = AccountNumber(**EMPTY)
    difference_reason = Text(0, 500, load_default="")

    @ma.validates_schema(skip_on_field_errors=True)
    def whole_when_numbered(self, data: Any, **_: Any) -> None:
        """A row with an invoice number is an invoice: what must be on one is there."""
        needed = ("net_minor", "vat_minor", "vat_bps", "seller_uscc", "buyer_uscc", "issued_on")
        if data["number"] is None:
            return
        keys = {name: self.fields[name].data_key or name for name in needed}
        missing = [keys[name] for name in needed if data[name] is None]
        if missing:
            said = refuse("field_required").messages
            raise ma.ValidationError(dict.fromkeys(missing, said))


INVOICE_SHEET = Sheet(
    schema=InvoiceRowSchema,
    names_zh=ITEM_ZH
    | INVOICE_ZH
    | {
        "net_yuan": "不含税金额（元）",
        "vat_yuan": "税额（元）",
        "vat_percent": "税率（%）",
        "seller_uscc": "销售方信用代码",
        "buyer_uscc": "购买方信用代码",
        "payee_account": "收款账号",
        "difference_reason": "差异原因",
    },
    notes={
        "contract_number": ("合同编号，勿改。", "Number of the contract; leave as it is."),
        "line": ("专线编号，勿改。", "Reference of the line; leave as it is."),
        "item": ("0 为一次性费用，其余为第几个月。", "0: the one-off; else which month."),
        "from_on": RULES_NOTE,
        "to_on": RULES_NOTE,
        "net_yuan": (
            "本期不含税金额，元；少于应付额须写明差异原因，不得多于应付额。",
            "Without VAT, yuan; less than is due needs a reason, more is refused.",
        ),
        "vat_yuan": ("本期税额，元。", "VAT of the item, yuan."),
        "vat_percent": ("税率，如 9。", "VAT rate, such as 9."),
        "seller_uscc": ("发票上的销售方。", "The seller as printed on the invoice."),
        "buyer_uscc": ("发票上的购买方。", "The buyer as printed on the invoice."),
        "invoice_number": (
            "20 位；同一号码的各行合为一张发票；留空的行不导入。",
            "20 digits; rows with the same number are one invoice; without one a row is left out.",
        ),
        "issued_on": ("开票日期，如 2026-12-01。", "Day of issue, such as 2026-12-01."),
        "payee_account": (
            "收款账号；只有一个账户时可留空。",
            "Number of your account; may be empty while you have but one.",
        ),
        "difference_reason": ("与应付额不同的原因。", "Why it is not as the schedule has it."),
    },
    title=("待开票明细", "To invoice"),
)


class RemittanceRowSchema(Schema):
    """One transfer for one invoice; a row without a reference is left out."""

    contract_number = Text(0, 40, **EMPTY)
    carrier = Text(0, 200, **EMPTY)
    number = EInvoiceNumber(data_key="invoice_number", required=True)
    issued_on = SheetDay(**EMPTY)
    open_minor = Yuan(data_key="open_yuan", **EMPTY)
    due_on = SheetDay(**EMPTY)
    reference = Text(0, 100, **EMPTY)
    paid_on = SheetDay(**EMPTY)
    amount_minor = Yuan(1, data_key="amount_yuan", **EMPTY)
    payee_account = AccountNumber(**EMPTY)

    @ma.validates_schema(skip_on_field_errors=True)
    def whole_when_paid(self, data: Any, **_: Any) -> None:
        """A row with a reference is a transfer: its day and amount are there."""
        names = {"paid_on": "paid_on", "amount_minor": "amount_yuan"}
        missing = [key for name, key in names.items() if data["reference"] and data[name] is None]
        if missing:
            said = refuse("field_required").messages
            raise ma.ValidationError(dict.fromkeys(missing, said))


REMITTANCE_SHEET = Sheet(
    schema=RemittanceRowSchema,
    names_zh=INVOICE_ZH
    | {
        "contract_number": "合同编号",
        "carrier": "运营商",
        "open_yuan": "未付金额（元）",
        "due_on": "应付日",
        "reference": "汇款回单号",
        "paid_on": "付款日期",
        "amount_yuan": "付款金额（元）",
        "payee_account": "收款账号",
    },
    notes={
        "contract_number": RULES_NOTE,
        "carrier": RULES_NOTE,
        "invoice_number": ("20 位，勿改。", "20 digits; leave as it is."),
        "issued_on": RULES_NOTE,
        "open_yuan": RULES_NOTE,
        "due_on": RULES_NOTE,
        "reference": (
            "银行回单号；留空的行不导入。",
            "The bank's reference; without one a row is left out.",
        ),
        "paid_on": ("付款日期，如 2026-12-01。", "Day of payment, such as 2026-12-01."),
        "amount_yuan": ("含税金额，元，可分次付款。", "With VAT, yuan; may be a part."),
        "payee_account": (
            "实际收款账号；留空即为发票所列账户。",
            "The account you paid to; empty: the one that the invoice names.",
        ),
    },
    title=("待付款发票", "To pay"),
)


class InvoiceListSchema(Schema):
    """One invoice as a row of a list."""

    invoice_number = Text()
    contract_number = Text()
    member = Text()
    carrier = Text()
    issued_on = SheetDay()
    net_yuan = Yuan()
    vat_yuan = Yuan()
    gross_yuan = Yuan()
    remitted_yuan = Yuan()
    received_yuan = Yuan()
    open_yuan = Yuan()
    state = Choice(InvoiceState)
    due_on = SheetDay()
    days_late = Whole()
    difference_reason = Text()


INVOICE_LIST = Sheet(
    schema=InvoiceListSchema,
    names_zh=INVOICE_ZH
    | PARTIES_ZH
    | {
        "contract_number": "合同编号",
        "net_yuan": "不含税金额（元）",
        "vat_yuan": "税额（元）",
        "gross_yuan": "价税合计（元）",
        "remitted_yuan": "已付（元）",
        "received_yuan": "已收（元）",
        "open_yuan": "未付（元）",
        "state": "状态",
        "due_on": "应付日",
        "days_late": "逾期天数",
        "difference_reason": "差异原因",
    },
    words_zh={"state": STATES_ZH},
    title=("发票与付款", "Invoices and payments"),
)


class DueItemListSchema(Schema):
    """One payment of a line's schedule as a row of a list."""

    contract_number = Text()
    member = Text()
    carrier = Text()
    line = Text()
    item = Whole()
    from_on = SheetDay()
    to_on = SheetDay()
    net_yuan = Yuan()
    vat_yuan = Yuan()
    invoice_number = Text()
    state = Choice(InvoiceState)


DUE_ITEM_LIST = Sheet(
    schema=DueItemListSchema,
    names_zh=ITEM_ZH
    | PARTIES_ZH
    | {
        "net_yuan": "不含税金额（元）",
        "vat_yuan": "税额（元）",
        "invoice_number": "数电票号码",
        "state": "发票状态",
    },
    words_zh={"state": STATES_ZH},
    title=("应付明细", "Schedule"),
)
