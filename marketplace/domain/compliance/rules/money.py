"""Who is paid, in what, with which tax and invoice (PAY-01 to 07, SELL-10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from marketplace.domain.compliance.facts import InvoiceFacts, PaymentFacts, QuoteFacts
from marketplace.domain.compliance.facts.money import Supply
from marketplace.domain.compliance.finding import HOLD, REJECT, WARN, Answer, hold, reject, warn
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.instruments.commerce import (
    E_INVOICES,
    FOREIGN_EXCHANGE,
    PAYMENT_ABROAD,
    PAYMENT_INSTITUTIONS,
    VAT_LAW,
    VAT_NOTE,
    VAT_SCOPE,
)
from marketplace.domain.compliance.instruments.purchase import PRICE_LAW
from marketplace.domain.compliance.instruments.telecom import ACTION_PLAN, TELECOM
from marketplace.domain.compliance.rule import Asking, known, rule
from marketplace.domain.compliance.source import K, S
from marketplace.domain.compliance.words import Text

TAX_FILING_ABOVE_USD_CENTS = 5_000_000
E_INVOICE_NUMBER = re.compile(r"[0-9]{20}")
VAT_RATES = {Supply.BASIC_TELECOM: (900,), Supply.OTHER_SERVICE: (600, 300, 100)}
"basis points, from 2026-01-01"


@rule(
    "PAY-01",
    "款项直接付给运营商，平台不代收",
    "The carrier is paid directly, the platform collects nothing",
    PaymentFacts,
    sources=(PAYMENT_INSTITUTIONS.at("6(2)", "47"),),
    gates=(Gate.INVOICE,),
    fails=(REJECT,),
    needs=("payee_uscc", "carrier_uscc"),
    reads=("payee_licensed_split",),
)
def carrier_is_paid(facts: PaymentFacts, asking: Asking) -> Iterator[Answer]:
    if known(facts.payee_uscc) != known(facts.carrier_uscc) and not facts.payee_licensed_split:
        yield reject(
            "收款方不是签约运营商。未经许可不得代收、归集款项，请改为对公转账给运营商。",
            "The payee is not the contracting carrier. Collecting money without a licence is forbidden: please transfer it to the carrier.",
            "payee_uscc",
        )


@rule(
    "PAY-02",
    "境内合同以人民币计价",
    "Contracts inside China are priced in CNY",
    QuoteFacts,
    sources=(FOREIGN_EXCHANGE.at("8"),),
    gates=(Gate.QUOTE,),
    fails=(REJECT,),
    needs=("currency",),
)
def priced_in_cny(facts: QuoteFacts, asking: Asking) -> Iterator[Answer]:
    if known(facts.currency) != "CNY":
        yield reject(
            "境内合同须以人民币计价。请改为 CNY；境外段由境外公司另行计费的，单列说明。",
            "A contract inside China is priced in CNY. Please change it; a leg billed abroad by an overseas affiliate is listed apart.",
            "currency",
        )


@rule(
    "PAY-02b",
    "境内以人民币结算",
    "Payments inside China are in CNY",
    PaymentFacts,
    sources=(FOREIGN_EXCHANGE.at("8"),),
    gates=(Gate.INVOICE,),
    fails=(REJECT,),
    needs=("currency", "abroad"),
)
def settled_in_cny(facts: PaymentFacts, asking: Asking) -> Iterator[Answer]:
    if facts.abroad is False and known(facts.currency) != "CNY":
        yield reject(
            "境内款项须以人民币结算。请更正币种。",
            "Payments inside China are settled in CNY. Please correct the currency.",
            "currency",
        )


@rule(
    "PAY-03",
    "对外付汇须有真实交易并按规定备案",
    "Payments abroad have a true basis and are filed",
    PaymentFacts,
    sources=(
        FOREIGN_EXCHANGE.at("12", "14"),
        PAYMENT_ABROAD.at(mark=S, part=Text("单笔等值5万美元以上", "above USD 50,000 at a time")),
    ),
    gates=(Gate.INVOICE,),
    fails=(WARN,),
    needs=("abroad",),
    reads=("basis_documents", "usd_cents", "tax_filing"),
)
def paid_abroad(facts: PaymentFacts, asking: Asking) -> Iterator[Answer]:
    if not facts.abroad:
        return
    if not facts.basis_documents:
        yield warn(
            "对外付汇须有真实合法的交易基础。请上传合同与发票，并核对代扣增值税、所得税。",
            "A payment abroad needs a true and lawful basis. Please upload contract and invoice, and check VAT and income tax to be withheld.",
            "basis_documents",
        )
    if (
        facts.usd_cents is None or facts.usd_cents > TAX_FILING_ABOVE_USD_CENTS
    ) and not facts.tax_filing:
        yield warn(
            "单笔对外支付超过等值 5 万美元的，须先办理税务备案。请备案并填写编号。",
            "A single payment abroad above USD 50,000 is filed with the tax authority first. Please file and enter the number.",
            "tax_filing" if facts.usd_cents is not None else "usd_cents",
        )


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
    "PAY-05",
    "报价注明含税与否并列明全部费用",
    "A quote says whether tax is included and lists all fees",
    QuoteFacts,
    sources=(
        PRICE_LAW.at("13"),
        ACTION_PLAN.at(part=Text("第（八）项：信息公示", "item 8: publication")),
    ),
    gates=(Gate.QUOTE,),
    fails=(REJECT,),
    reads=("tax_basis_stated", "all_fees_listed"),
)
def fees_stated(facts: QuoteFacts, asking: Asking) -> Iterator[Answer]:
    if not facts.tax_basis_stated:
        yield reject(
            "报价未注明含税或不含税。请注明。",
            "The quote does not say whether tax is included. Please state it.",
            "tax_basis_stated",
        )
    if not facts.all_fees_listed:
        yield reject(
            "报价未列明全部费用，未列明的费用不得收取。请补充。",
            "The quote does not list all fees; a fee not listed may not be charged. Please add them.",
            "all_fees_listed",
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
    since=date(2024, 12, 1),
)
def e_invoice_right(facts: InvoiceFacts, asking: Asking) -> Iterator[Answer]:
    if facts.number is not None and E_INVOICE_NUMBER.fullmatch(facts.number) is None:
        yield hold(
            "数电票号码应为 20 位数字。请按发票更正。",
            "The number of an e-invoice has 20 digits. Please correct it from the invoice.",
            "number",
        )
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
    carrier_is_paid,
    priced_in_cny,
    settled_in_cny,
    paid_abroad,
    vat_rate_fits,
    fees_stated,
    tax_time,
    e_invoice_right,
    carrier_bills,
)
