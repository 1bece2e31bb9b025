"""Facts of a service contract between carrier and enterprise (SELL-10, PLAT-12, COMP-12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from marketplace.domain.compliance.facts.fact import Facts, fact


@dataclass(frozen=True, kw_only=True)
class ContractFacts(Facts):
    seller_uscc: str | None = fact(
        "合同售方统一社会信用代码", "credit code of the contract's seller"
    )
    carrier_uscc: str | None = fact(
        "成交运营商统一社会信用代码", "credit code of the awarded carrier"
    )
    customer_uscc: str | None = fact("合同用户统一社会信用代码", "credit code of the customer")
    member_uscc: str | None = fact("参团企业统一社会信用代码", "credit code of the member")
    retrievable: bool | None = fact("合同可随时调取", "whether the contract can be retrieved")
    intact: bool | None = fact("合同内容完整未改", "whether its content is intact")
    parties_and_time_known: bool | None = fact(
        "收发方与时间可识别", "whether sender, receiver and time are known"
    )
    reliable_signature: bool | None = fact("可靠电子签名", "reliable electronic signature")
    click_acceptance_agreed: bool | None = fact(
        "双方约定以点击确认签约", "whether the parties agreed to sign by a click"
    )
    payer_large: bool | None = fact("付款方是否大型企业", "whether the payer is a large firm")
    payer_public: bool | None = fact("付款方是否机关事业单位", "whether the payer is a public body")
    seller_sme: bool | None = fact("收款方是否中小企业", "whether the payee is a small firm")
    payment_days: int | None = fact("付款期限（天）", "days to payment")
    pay_when_paid: bool | None = fact(
        "是否以第三方付款为条件", "whether payment depends on a third party's"
    )


@dataclass(frozen=True, kw_only=True)
class DepositFacts(Facts):
    """A bidder's deposit (BID-05, BID-12)."""

    withdrawn_on: date | None = fact("撤回报价日期", "day the quote was withdrawn")
    contract_signed_on: date | None = fact("签约日期", "day the contract was signed")
    returned_on: date | None = fact("保证金退还日期", "day the deposit was returned")
    interest_returned: bool | None = fact(
        "同期存款利息是否退还", "whether bank interest was returned"
    )
