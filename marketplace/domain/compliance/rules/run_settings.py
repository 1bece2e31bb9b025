"""Settings of a group buy that the rules of tendering limit (BID-02, 04, 11, 13, 14, 19, 22)."""

from __future__ import annotations

from collections.abc import Iterator

from marketplace.domain.compliance.facts import GroupBuyFacts
from marketplace.domain.compliance.facts.group_buy import Procedure
from marketplace.domain.compliance.finding import REJECT, WARN, Answer, reject, warn
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.instruments.purchase import (
    E_TENDERING,
    TENDERING,
    TENDERING_REGULATIONS,
)
from marketplace.domain.compliance.rule import Asking, known, rule, unknown

STRICT = (Procedure.TENDER, Procedure.TENDER_STATUTORY)
LEAST_DAYS, LEAST_DOCUMENT_DAYS = 20, 5
MOST_DEPOSIT_BPS, MOST_BOND_BPS = 200, 1000


@rule(
    "BID-02",
    "发出至截止不少于20日",
    "At least 20 days from issue to the due time",
    GroupBuyFacts,
    sources=(TENDERING.at("24"),),
    gates=(Gate.OPEN,),
    fails=(WARN, REJECT),
    needs=("procedure",),
    reads=("days_to_deadline",),
)
def enough_days(facts: GroupBuyFacts, asking: Asking) -> Iterator[Answer]:
    if facts.procedure not in STRICT:
        return
    if facts.days_to_deadline is None:
        yield unknown(facts, "days_to_deadline")
    elif facts.days_to_deadline < LEAST_DAYS:
        say = reject if facts.procedure == Procedure.TENDER_STATUTORY else warn
        yield say(
            f"自发出至截止只有 {facts.days_to_deadline} 日，应不少于 {LEAST_DAYS} 日。请推迟截止时间。",
            f"There are {facts.days_to_deadline} days from issue to the due time; {LEAST_DAYS} are wanted. Please move the due time.",
            "days_to_deadline",
        )


@rule(
    "BID-04",
    "文件发出不少于5日",
    "Documents are given out for at least 5 days",
    GroupBuyFacts,
    sources=(TENDERING_REGULATIONS.at("16"),),
    gates=(Gate.OPEN,),
    fails=(REJECT,),
    needs=("procedure",),
    reads=("document_days",),
)
def documents_out(facts: GroupBuyFacts, asking: Asking) -> Iterator[Answer]:
    if facts.procedure not in STRICT:
        return
    if facts.document_days is None:
        yield unknown(facts, "document_days")
    elif facts.document_days < LEAST_DOCUMENT_DAYS:
        yield reject(
            f"采购文件发出期只有 {facts.document_days} 日，应不少于 {LEAST_DOCUMENT_DAYS} 日。请延长。",
            f"The documents are given out for {facts.document_days} days; {LEAST_DOCUMENT_DAYS} are wanted. Please extend.",
            "document_days",
        )


@rule(
    "BID-11",
    "保证金不超过估算价的2%",
    "A deposit is at most 2 % of the estimate",
    GroupBuyFacts,
    sources=(TENDERING_REGULATIONS.at("26", followed=True),),
    gates=(Gate.OPEN,),
    fails=(REJECT,),
    needs=("deposit_bps",),
)
def deposit_small(facts: GroupBuyFacts, asking: Asking) -> Iterator[Answer]:
    if known(facts.deposit_bps) > MOST_DEPOSIT_BPS:
        yield reject(
            "诚意金（保证金）超过估算价的 2%。请降至 2% 以内。",
            "The deposit is more than 2 % of the estimated price. Please lower it to 2 % at most.",
            "deposit_bps",
        )


@rule(
    "BID-13",
    "履约保证金不超过合同额的10%",
    "A performance bond is at most 10 % of the contract",
    GroupBuyFacts,
    sources=(TENDERING_REGULATIONS.at("58", followed=True),),
    gates=(Gate.OPEN,),
    fails=(REJECT,),
    needs=("performance_bond_bps",),
)
def bond_small(facts: GroupBuyFacts, asking: Asking) -> Iterator[Answer]:
    if known(facts.performance_bond_bps) > MOST_BOND_BPS:
        yield reject(
            "履约保证金超过合同金额的 10%。请降至 10% 以内。",
            "The performance bond is more than 10 % of the contract. Please lower it to 10 % at most.",
            "performance_bond_bps",
        )


@rule(
    "BID-14",
    "可设一个公布的最高限价，不得设最低限价",
    "One published ceiling price is allowed, no floor price",
    GroupBuyFacts,
    sources=(TENDERING_REGULATIONS.at("27", followed=True),),
    gates=(Gate.OPEN,),
    fails=(REJECT,),
    needs=("floor_price",),
    reads=("ceiling_published",),
)
def no_floor_price(facts: GroupBuyFacts, asking: Asking) -> Iterator[Answer]:
    if facts.floor_price:
        yield reject(
            "不得设置最低限价。请删除。",
            "A floor price is not allowed. Please remove it.",
            "floor_price",
        )
    if facts.ceiling_published is False:
        yield reject(
            "组织方设有最高限价但未公布。请公布或删除。",
            "The organiser set a ceiling price and did not publish it. Please publish or remove it.",
            "ceiling_published",
        )


@rule(
    "BID-19",
    "条件不得指向特定供应商，信息须一致",
    "No conditions made for one supplier, the same information for all",
    GroupBuyFacts,
    sources=(
        TENDERING_REGULATIONS.at("32", followed=True),
        TENDERING.at("18", "20", followed=True),
    ),
    gates=(Gate.OPEN,),
    fails=(REJECT,),
    needs=("names_a_supplier", "unequal_information"),
)
def no_tailored_conditions(facts: GroupBuyFacts, asking: Asking) -> Iterator[Answer]:
    if facts.names_a_supplier:
        yield reject(
            "条件指向特定品牌或供应商。请改为中立的技术要求。",
            "The conditions point to a brand or supplier. Please state neutral technical needs.",
            "names_a_supplier",
        )
    if facts.unequal_information:
        yield reject(
            "须向所有受邀运营商提供相同信息。请统一发布。",
            "All invited carriers must be told the same. Please publish it to all.",
            "unequal_information",
        )


@rule(
    "BID-22",
    "法定程序只在经检测认证的平台进行",
    "The statutory procedure runs on a certified platform only",
    GroupBuyFacts,
    sources=(E_TENDERING.at("8-10", "16", "20", "54", "55"),),
    gates=(Gate.OPEN,),
    fails=(REJECT,),
    needs=("procedure",),
    reads=("platform_certified",),
)
def platform_certified(facts: GroupBuyFacts, asking: Asking) -> Iterator[Answer]:
    if facts.procedure == Procedure.TENDER_STATUTORY and not facts.platform_certified:
        yield reject(
            "本平台未经法定程序所需的检测认证，不能采用该程序。请改用密封询比，或转到经认证的平台。",
            "This marketplace is not tested and certified for the statutory procedure. Please use a sealed RFQ, or a certified platform.",
            "procedure",
        )


RULES = (
    enough_days,
    documents_out,
    deposit_small,
    bond_small,
    no_floor_price,
    no_tailored_conditions,
    platform_certified,
)
