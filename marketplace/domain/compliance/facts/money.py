"""Facts of an invoice and of a payment for a line (PAY-01 to 07, SELL-10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from marketplace.domain.compliance.facts.fact import Facts, fact


class Supply(StrEnum):
    BASIC_TELECOM = "basic_telecom"
    "line rental"
    OTHER_SERVICE = "other_service"
    "the platform's fee, information services"


@dataclass(frozen=True, kw_only=True)
class InvoiceFacts(Facts):
    number: str | None = fact("数电票号码", "number of the e-invoice")
    seller_uscc: str | None = fact("销售方统一社会信用代码", "seller's credit code")
    carrier_uscc: str | None = fact("运营商统一社会信用代码", "carrier's credit code")
    buyer_uscc: str | None = fact("购买方统一社会信用代码", "buyer's credit code")
    member_uscc: str | None = fact("参团企业统一社会信用代码", "member's credit code")
    supply: Supply | None = fact("应税项目", "what was supplied")
    vat_bps: int | None = fact("增值税税率（万分比）", "VAT rate, basis points")
    issued_on: date | None = fact("开票日期", "day of issue")
    tax_due_on: date | None = fact("纳税义务发生日期", "day the tax fell due")
    claimed_on: date | None = fact("收款或取得收款凭据日期", "day of payment or of the claim to it")


@dataclass(frozen=True, kw_only=True)
class PaymentFacts(Facts):
    payee_uscc: str | None = fact("收款方统一社会信用代码", "payee's credit code")
    carrier_uscc: str | None = fact("运营商统一社会信用代码", "carrier's credit code")
    payee_named: bool | None = fact(
        "户名是否为签约运营商或其分公司",
        "whether the account is in the name of the carrier or of a branch of it",
    )
    payee_licensed_split: bool | None = fact(
        "收款是否经持牌机构分账", "whether a licensed institution splits the payment"
    )
    currency: str | None = fact("币种", "currency")
    abroad: bool | None = fact("是否向境外付汇", "whether it is paid abroad")
    usd_cents: int | None = fact("付汇金额（美分）", "amount paid abroad, US cents")
    basis_documents: bool | None = fact("真实交易凭证", "documents of the true transaction")
    tax_filing: str | None = fact("服务贸易对外付汇税务备案号", "tax filing of the payment abroad")
