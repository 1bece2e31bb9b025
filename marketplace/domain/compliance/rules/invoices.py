"""With which tax and invoice (PAY-04, 06, 07, SELL-10)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from marketplace.domain.compliance.facts import InvoiceFacts
from marketplace.domain.compliance.facts.money import Supply
from marketplace.domain.compliance.finding import HOLD, REJECT, WARN, Answer, hold, reject, warn
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.instruments.commerce import (
    E_INVOICES,
    VAT_LAW,
    VAT_NOTE,
    VAT_SCOPE,
)
from marketplace.domain.compliance.instruments.telecom import TELECOM
from marketplace.domain.compliance.rule import Asking, known, rule
from marketplace.domain.compliance.source import K, S
from marketplace.domain.compliance.words import Text
from marketplace.domain.e_invoice import read_number

VAT_RATES = {Supply.BASIC_TELECOM: (900,), Supply.OTHER_SERVICE: (600, 300, 100)}
"basis points, from 2026-01-01"


@rule(
    "PAY-04",
    "增值税税率须与应税项目相符",
    "The VAT rate fits what was supplied",
    InvoiceFacts,
    sources=(
        VAT_LAW.at("10(2)(3)", "11"),
        VAT_SCOPE.at(mark=S),
        VAT_NOTE.at(
            mark=K, part=Text("带宽出租属基础电信服务", "leasing bandwidth is basic telecom")
        ),
    ),
    gates=(Gate.INVOICE,),
    fails=(WARN,),
    needs=("supply", "vat_bps"),
    since=date(2026, 1, 1),
)
def vat_rate_fits(facts: InvoiceFacts, asking: Asking) -> Iterator[Answer]:
    rates = VAT_RATES[known(facts.supply)]
    if known(facts.vat_bps) not in rates:
        words = "、".join(f"{rate / 100:g}%" for rate in rates)
        yield warn(
            f"税率 {known(facts.vat_bps) / 100:g}% 与应税项目不符，应为 {words}。请与开票方核对。",
            f"A VAT rate of {known(facts.vat_bps) / 100:g} % does not fit: {words.replace('、', ', ')} would. Please check with the issuer.",
            "vat_bps",
        )


@rule(
    "PAY-06",
    "纳税义务发生时间",
    "When the tax falls due",
    InvoiceFacts,
    sources=(VAT_LAW.at("28", "34"),),
    gates=(Gate.INVOICE,),
    fails=(WARN,),
    reads=("issued_on", "tax_due_on", "claimed_on"),
    since=date(2026, 1, 1),
)
def tax_time(facts: InvoiceFacts, asking: Asking) -> Iterator[Answer]:
    if facts.issued_on is None or facts.tax_due_on is None:
        return
    first = min(facts.issued_on, facts.claimed_on or facts.issued_on)
    if facts.tax_due_on != first:
        yield warn(
            f"纳税义务发生时间应为收款或取得凭据之日，先开票的为开票之日，即 {first.isoformat()}。请更正。",
            f"Tax falls due on payment or the claim to it, or on the earlier invoice: {first.isoformat()}. Please correct it.",
            "tax_due_on",
        )


@rule(
    "PAY-07",
    "数电票号码与双方须正确",
    "Number and parties of the e-invoice are right",
    InvoiceFacts,
    sources=(E_INVOICES.at(mark=S),),
    gates=(Gate.INVOICE,),
    fails=(HOLD,),
    needs=("number", "seller_uscc", "carrier_uscc", "buyer_uscc", "member_uscc"),
    reads=("issued_on",),
    since=date(2024, 12, 1),
)
def e_invoice_right(facts: InvoiceFacts, asking: Asking) -> Iterator[Answer]:
    yield from _number_right(facts)
    if facts.seller_uscc != facts.carrier_uscc and None not in (
        facts.seller_uscc,
        facts.carrier_uscc,
    ):
        yield hold(
            "发票销售方与签约运营商不一致。请退回重开。",
            "The invoice's seller is not the contracting carrier. Please send it back.",
            "seller_uscc",
        )
    if facts.buyer_uscc != facts.member_uscc and None not in (facts.buyer_uscc, facts.member_uscc):
        yield hold(
            "发票购买方与参团企业不一致。请退回重开。",
            "The invoice's buyer is not the member. Please send it back.",
            "buyer_uscc",
        )


def _number_right(facts: InvoiceFacts) -> Iterator[Answer]:
    if facts.number is None:
        return
    number = read_number(facts.number)
    if number is None:
        yield hold(
            "数电票号码应为 20 位数字。请按发票更正。",
            "The number of an e-invoice has 20 digits. Please correct it from the invoice.",
            "number",
        )
    elif facts.issued_on is not None and not number.is_of(facts.issued_on):
        yield hold(
            f"数电票号码前两位为 {number.year}，与开票年份不符。请按发票更正号码或开票日期。",
            f"The number begins with {number.year}, which is not the year of issue. Please correct number or day from the invoice.",
            "number",
        )


@rule(
    "SELL-10c",
    "专线费用由运营商自己开票",
    "The carrier itself bills the line",
    InvoiceFacts,
    sources=(TELECOM.at("58(1)"),),
    gates=(Gate.INVOICE,),
    fails=(REJECT,),
    needs=("supply", "seller_uscc", "carrier_uscc"),
)
def carrier_bills(facts: InvoiceFacts, asking: Asking) -> Iterator[Answer]:
    if facts.supply == Supply.BASIC_TELECOM and known(facts.seller_uscc) != known(
        facts.carrier_uscc
    ):
        yield reject(
            "专线费用由第三方开票，属于转售。请由签约运营商开票。",
            "A third party bills the line, which is resale. The contracting carrier must issue the invoice.",
            "seller_uscc",
        )


RULES = (
    vat_rate_fits,
    tax_time,
    e_invoice_right,
    carrier_bills,
)
