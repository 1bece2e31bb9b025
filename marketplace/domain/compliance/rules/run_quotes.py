"""How quotes are handed in and deposits returned (BID-05, 06, 07, 10, 12, 20, 21)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from marketplace.domain.compliance.facts import (
    DepositFacts,
    QuoteFacts,
)
from marketplace.domain.compliance.finding import REJECT, WARN, Answer, reject, warn
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.instruments.purchase import (
    E_TENDERING,
    TENDERING,
    TENDERING_REGULATIONS,
)
from marketplace.domain.compliance.rule import Asking, rule

DEPOSIT_DAYS = 5


@rule(
    "BID-05",
    "截止前可变更撤回，保证金5日内退还",
    "Changes and withdrawal before the due time; deposit back within 5 days",
    DepositFacts,
    sources=(
        TENDERING.at("29", followed=True),
        TENDERING_REGULATIONS.at("35", followed=True),
    ),
    gates=(Gate.CONTRACT,),
    fails=(WARN,),
    reads=("withdrawn_on", "returned_on"),
)
def deposit_back_after_withdrawal(facts: DepositFacts, asking: Asking) -> Iterator[Answer]:
    yield from _overdue(facts.withdrawn_on, facts.returned_on, asking.on)


@rule(
    "BID-06",
    "逾期报价不予接受",
    "Late quotes are refused",
    QuoteFacts,
    sources=(
        TENDERING_REGULATIONS.at("36", followed=True),
        E_TENDERING.at("26", "27", followed=True),
    ),
    gates=(Gate.QUOTE,),
    fails=(REJECT,),
    needs=("on_time", "withdrawn_after_due"),
)
def on_time(facts: QuoteFacts, asking: Asking) -> Iterator[Answer]:
    if facts.on_time is False:
        yield reject(
            "报价在截止后送达，依平台时钟不予接受。",
            "The quote came after the due time by the clock of the marketplace and is refused.",
            "on_time",
        )
    if facts.withdrawn_after_due:
        yield reject(
            "截止后不得变更或撤回报价。原报价有效。",
            "After the due time no quote may be changed or withdrawn. The quote as sealed stands.",
            "withdrawn_after_due",
        )


@rule(
    "BID-07",
    "报价须加密，截止前任何人不得解密",
    "Quotes are encrypted; nobody decrypts them before the due time",
    QuoteFacts,
    sources=(E_TENDERING.at("26", "27", followed=True),),
    gates=(Gate.QUOTE,),
    fails=(REJECT,),
    needs=("encrypted",),
)
def quote_encrypted(facts: QuoteFacts, asking: Asking) -> Iterator[Answer]:
    if facts.encrypted is False:
        yield reject(
            "报价未加密，不予接受。请加密后重新提交。",
            "The quote is not encrypted and is refused. Please seal it and hand it in again.",
            "encrypted",
        )


@rule(
    "BID-10",
    "截止前报价人名单与数量保密",
    "Names and number of bidders are secret until the due time",
    QuoteFacts,
    sources=(TENDERING.at("22", followed=True), E_TENDERING.at("21", "56", followed=True)),
    gates=(Gate.QUOTE,),
    fails=(REJECT,),
    needs=("bidders_kept_secret",),
)
def bidders_secret(facts: QuoteFacts, asking: Asking) -> Iterator[Answer]:
    if facts.bidders_kept_secret is False:
        yield reject(
            "截止前不得向任何人（含园区）透露报价人名单或数量。请关闭相关展示。",
            "Until the due time nobody, the park included, may learn who or how many quote. Please hide it.",
            "bidders_kept_secret",
        )


@rule(
    "BID-12",
    "签约后5日内退还保证金及利息",
    "Deposit and interest back within 5 days of the contract",
    DepositFacts,
    sources=(TENDERING_REGULATIONS.at("57", followed=True),),
    gates=(Gate.CONTRACT,),
    fails=(WARN,),
    reads=("contract_signed_on", "returned_on", "interest_returned"),
)
def deposit_back_after_contract(facts: DepositFacts, asking: Asking) -> Iterator[Answer]:
    yield from _overdue(facts.contract_signed_on, facts.returned_on, asking.on)
    if facts.returned_on is not None and facts.interest_returned is False:
        yield warn(
            "保证金已退还，但未退还同期银行存款利息。请补退。",
            "The deposit was returned without the bank interest. Please return the interest.",
            "interest_returned",
        )


def _overdue(since: date | None, returned_on: date | None, on: date) -> Iterator[Answer]:
    if since is None:
        return
    due = since + timedelta(days=DEPOSIT_DAYS)
    if (returned_on or on) > due:
        yield warn(
            f"保证金应于 {due.isoformat()} 前退还。请立即退还并登记。",
            f"The deposit was due back by {due.isoformat()}. Please return it and record the day.",
            "returned_on",
        )


@rule(
    "BID-20",
    "利害关系方不得报价",
    "Related parties may not quote",
    QuoteFacts,
    sources=(TENDERING_REGULATIONS.at("34", followed=True),),
    gates=(Gate.QUOTE,),
    fails=(REJECT,),
    needs=("related_to_organiser", "related_to_bidder"),
)
def unrelated_bidders(facts: QuoteFacts, asking: Asking) -> Iterator[Answer]:
    if facts.related_to_organiser:
        yield reject(
            "报价人与组织方存在可能影响公正的利害关系，报价无效。",
            "The bidder is related to the organiser in a way that may impair fairness: the quote is void.",
            "related_to_organiser",
        )
    if facts.related_to_bidder:
        yield reject(
            "报价人与另一报价人为同一负责人或存在控股、管理关系，不得同时报价。同受国资监管不属于此情形。",
            "The bidder shares its head with another bidder, or one controls or manages the other: they may not both quote. Common state ownership alone is not meant.",
            "related_to_bidder",
        )


@rule(
    "BID-21",
    "平台运营方及其控制的主体不得报价",
    "The operator and those it holds may not quote",
    QuoteFacts,
    sources=(E_TENDERING.at("23", followed=True),),
    gates=(Gate.QUOTE,),
    fails=(REJECT,),
    needs=("of_platform",),
)
def operator_does_not_quote(facts: QuoteFacts, asking: Asking) -> Iterator[Answer]:
    if facts.of_platform:
        yield reject(
            "平台运营方及其控制的主体不得在本平台报价或代理报价。",
            "The operator of the marketplace and those it holds may neither quote nor represent a bidder.",
            "of_platform",
        )


RULES = (
    deposit_back_after_withdrawal,
    on_time,
    quote_encrypted,
    bidders_secret,
    deposit_back_after_contract,
    unrelated_bidders,
    operator_does_not_quote,
)
