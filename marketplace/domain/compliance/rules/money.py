"""Who is paid, in what, with which fees (PAY-01, 02, 03, 05)."""

from __future__ import annotations

from collections.abc import Iterator

from marketplace.domain.compliance.facts import PaymentFacts, QuoteFacts
from marketplace.domain.compliance.finding import REJECT, WARN, Answer, reject, warn
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.instruments.commerce import (
    FOREIGN_EXCHANGE,
    PAYMENT_ABROAD,
    PAYMENT_INSTITUTIONS,
)
from marketplace.domain.compliance.instruments.purchase import PRICE_LAW
from marketplace.domain.compliance.instruments.telecom import ACTION_PLAN
from marketplace.domain.compliance.rule import Asking, known, rule
from marketplace.domain.compliance.source import S
from marketplace.domain.compliance.words import Text

TAX_FILING_ABOVE_USD_CENTS = 5_000_000


@rule(
    "PAY-01",
    "款项直接付给运营商，平台不代收",
    "The carrier is paid directly, the platform collects nothing",
    PaymentFacts,
    sources=(PAYMENT_INSTITUTIONS.at("6(2)", "47"),),
    gates=(Gate.INVOICE,),
    fails=(REJECT,),
    needs=("payee_uscc", "carrier_uscc", "payee_named"),
    reads=("payee_licensed_split",),
)
def carrier_is_paid(facts: PaymentFacts, asking: Asking) -> Iterator[Answer]:
    if facts.payee_licensed_split:
        return
    if facts.payee_named is False:
        yield reject(
            "账户户名不是签约运营商或其分公司。请填写运营商自己的账户。",
            "The account is not in the name of the contracting carrier or of a branch of it. Please state the carrier's own account.",
            "payee_named",
        )
    if known(facts.payee_uscc) != known(facts.carrier_uscc):
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


RULES = (
    carrier_is_paid,
    priced_in_cny,
    settled_in_cny,
    paid_abroad,
    fees_stated,
)
