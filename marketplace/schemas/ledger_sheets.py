"""The sheets of the ledger: the trial balance by account, and the postings of one account."""

from __future__ import annotations

from typing import Any

from marketplace.domain.decimal_text import to_text
from marketplace.domain.ledger import CHART, CURRENCIES, AccountPurpose
from marketplace.domain.ledger_entries import CauseKind, EntryPurpose
from marketplace.i18n.ledger_words import CAUSES, ENTRY_PURPOSES
from marketplace.schemas.fields import Choice, Schema, Text, Uuid, Whole
from marketplace.schemas.sheets import Sheet
from marketplace.schemas.time_fields import Instant


class Money(Whole):
    """An amount as a decimal number of its row's currency, from minor units."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        places = CURRENCIES[obj.account.currency]
        return ("-" if value < 0 else "") + to_text(abs(value), places)


class BalanceRowSchema(Schema):
    purpose = Choice(AccountPurpose, attribute="account.purpose")
    organisation_zh = Text(attribute="account.organisation.name_zh")
    organisation_en = Text(attribute="account.organisation.name_en")
    uscc = Text(attribute="account.organisation.uscc")
    currency = Text(attribute="account.currency")
    opening = Money(attribute="turnover.opening_minor")
    debit = Money(attribute="turnover.debit_minor")
    credit = Money(attribute="turnover.credit_minor")
    closing_debit = Money(attribute="turnover.closing_debit_minor")
    closing_credit = Money(attribute="turnover.closing_credit_minor")
    account_id = Uuid(attribute="account.id")


class PostingRowSchema(Schema):
    number = Whole(attribute="entry.number")
    at = Instant(attribute="entry.at")
    cause_kind = Choice(CauseKind, attribute="entry.cause_kind")
    purpose = Choice(EntryPurpose, attribute="entry.purpose")
    cause_id = Uuid(attribute="entry.cause_id")
    debit = Money(attribute="debit_minor")
    credit = Money(attribute="credit_minor")
    balance = Money(attribute="balance_minor")
    currency = Text(attribute="account.currency")


AMOUNTS_ZH = {"currency": "币种", "debit": "借方", "credit": "贷方"}
BALANCE_SHEET = Sheet(
    schema=BalanceRowSchema,
    names_zh=AMOUNTS_ZH
    | {
        "purpose": "科目",
        "organisation_zh": "机构",
        "organisation_en": "机构英文名",
        "uscc": "统一社会信用代码",
        "opening": "期初余额",
        "closing_debit": "期末借方余额",
        "closing_credit": "期末贷方余额",
        "account_id": "账户编号",
    },
    words_zh={"purpose": {str(one): row.title.zh for one, row in CHART.items()}},
    title=("试算平衡表", "Trial balance"),
)
POSTING_SHEET = Sheet(
    schema=PostingRowSchema,
    names_zh=AMOUNTS_ZH
    | {
        "number": "分录号",
        "at": "记账时间",
        "cause_kind": "事由",
        "purpose": "用途",
        "cause_id": "事由编号",
        "balance": "余额",
    },
    words_zh={
        "cause_kind": {code: zh for code, (zh, _en) in CAUSES.items()},
        "purpose": {code: zh for code, (zh, _en) in ENTRY_PURPOSES.items()},
    },
    title=("账户明细", "Postings"),
)
