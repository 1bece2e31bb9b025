"""The sheet of service fees, for the operator's own books and a payer's."""

from __future__ import annotations

from typing import Any

from marketplace.domain.fee_table import Payer
from marketplace.domain.fee_words import FeeWay
from marketplace.domain.lives import FeeState
from marketplace.schemas.fields import Choice, Schema, Text
from marketplace.schemas.sheet_fields import Yuan
from marketplace.schemas.sheets import Sheet
from marketplace.schemas.time_fields import Day, Instant

STATES_ZH = {
    "due": "待开具",
    "issuing": "开具中",
    "open": "待付款",
    "overdue": "已逾期",
    "paid": "已付（在线）",
    "transferred": "已付（转账）",
    "credited": "已全部冲减",
    "void": "已作废",
    "uncollectible": "无法收回",
}


class SignedYuan(Yuan):
    """May be below zero: what is to be given back."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        text = super()._serialize(abs(value), attr, obj, **kwargs)
        return f"-{text}" if value < 0 else text


class FeeRowSchema(Schema):
    number = Text()
    contract = Text(attribute="contract.number")
    payer = Choice(Payer)
    organisation_zh = Text(attribute="organisation.name_zh")
    organisation_en = Text(attribute="organisation.name_en")
    uscc = Text(attribute="organisation.uscc")
    state = Choice(FeeState)
    way = Choice(FeeWay)
    net = Yuan(attribute="net_minor")
    vat = Yuan(attribute="vat_minor")
    total = Yuan(attribute="total_minor")
    credited = Yuan(attribute="credited_minor")
    open = SignedYuan(attribute="open_minor")
    arisen_at = Instant()
    due_on = Day()
    paid_at = Instant()
    bank_reference = Text()
    e_invoice_number = Text()
    e_invoice_on = Day()


FEE_SHEET = Sheet(
    schema=FeeRowSchema,
    names_zh={
        "number": "账单号",
        "contract": "合同号",
        "payer": "付款方",
        "organisation_zh": "机构",
        "organisation_en": "机构英文名",
        "uscc": "统一社会信用代码",
        "state": "状态",
        "way": "付款方式",
        "net": "不含税金额",
        "vat": "增值税",
        "total": "含税金额",
        "credited": "已冲减（含税）",
        "open": "未结清",
        "arisen_at": "产生时间",
        "due_on": "到期日",
        "paid_at": "付款时间",
        "bank_reference": "银行流水号",
        "e_invoice_number": "数电票号码",
        "e_invoice_on": "数电票日期",
    },
    words_zh={
        "payer": {"member": "参团企业", "carrier": "基础电信企业"},
        "state": STATES_ZH,
        "way": {"stripe": "Stripe 在线", "transfer": "对公转账"},
    },
    title=("平台服务费", "Service fees"),
)
