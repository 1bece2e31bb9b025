"""How quotes are opened, judged and awarded (BID-01, 03, 08, 09, 15, 16, 18)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from marketplace.domain.compliance.facts import (
    AwardFacts,
    OpeningFacts,
)
from marketplace.domain.compliance.facts.opening import Undecrypted
from marketplace.domain.compliance.finding import HOLD, REJECT, WARN, Answer, hold, reject, warn
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.instruments.purchase import (
    E_TENDERING,
    MOF_87,
    TENDERING,
    TENDERING_REGULATIONS,
)
from marketplace.domain.compliance.rule import Asking, known, rule
from marketplace.domain.compliance.rules.run_settings import STRICT

LEAST_BIDDERS, CLARIFICATION_DAYS, CONTRACT_DAYS = 3, 15, 30


@rule(
    "BID-01",
    "严格程序不足三家不得开启",
    "No opening with fewer than three under the strict procedure",
    OpeningFacts,
    sources=(TENDERING.at("28"), TENDERING_REGULATIONS.at("44")),
    gates=(Gate.OPENING,),
    fails=(REJECT,),
    needs=("procedure", "quotes"),
)
def three_bidders(facts: OpeningFacts, asking: Asking) -> Iterator[Answer]:
    if facts.procedure in STRICT and known(facts.quotes) < LEAST_BIDDERS:
        yield reject(
            f"收到 {facts.quotes} 份报价，严格程序须至少 {LEAST_BIDDERS} 份，不得开启。请重新组织。",
            f"{facts.quotes} quotes came; the strict procedure needs {LEAST_BIDDERS} and nothing may be opened. Please run it again.",
        )


@rule(
    "BID-03",
    "截止前15日内的澄清须延期",
    "A clarification less than 15 days before moves the due time",
    OpeningFacts,
    sources=(TENDERING.at("23"), MOF_87.at("27")),
    gates=(Gate.OPENING,),
    fails=(HOLD,),
    needs=("procedure",),
    reads=("clarified_days_before",),
)
def clarified_in_time(facts: OpeningFacts, asking: Asking) -> Iterator[Answer]:
    days = facts.clarified_days_before
    if facts.procedure in STRICT and days is not None and days < CLARIFICATION_DAYS:
        yield hold(
            f"最近一次澄清距截止只有 {days} 日，不足 {CLARIFICATION_DAYS} 日，须先延期并书面通知所有报价人。",
            f"The last clarification came {days} days before the due time, fewer than {CLARIFICATION_DAYS}: the due time must be moved and everyone told in writing.",
            "clarified_days_before",
        )


@rule(
    "BID-08",
    "到期公开开启，不得提前",
    "Opened in public when due, never before",
    OpeningFacts,
    sources=(
        TENDERING.at("34-36", followed=True),
        E_TENDERING.at("29", "30", "32", followed=True),
    ),
    gates=(Gate.OPENING,),
    fails=(HOLD, REJECT),
    needs=("opened_before_due", "opening_record_public"),
)
def opened_when_due(facts: OpeningFacts, asking: Asking) -> Iterator[Answer]:
    if facts.opened_before_due:
        yield reject(
            "报价在截止前被解密或开启，本次询比不能继续。请重新询比并追查原因。",
            "Quotes were decrypted or opened before the due time, so this RFQ cannot go on. Please run it again and find out why.",
            "opened_before_due",
        )
    if facts.opening_record_public is False:
        yield hold(
            "开启记录（报价人名称与总价）尚未公开。请公布。",
            "The opening record (names and totals) is not public yet. Please publish it.",
            "opening_record_public",
        )


@rule(
    "BID-09",
    "未能解密的报价",
    "Quotes that were not decrypted",
    OpeningFacts,
    sources=(E_TENDERING.at("31", followed=True),),
    gates=(Gate.OPENING,),
    fails=(WARN,),
    reads=("undecrypted",),
)
def undecrypted(facts: OpeningFacts, asking: Asking) -> Iterator[Answer]:
    if facts.undecrypted == Undecrypted.BIDDERS_FAULT:
        yield warn(
            "因报价人原因未能解密的报价视为撤销，其余报价继续。",
            "A quote not decrypted by its bidder's fault counts as revoked; the others go on.",
        )
    elif facts.undecrypted == Undecrypted.OTHER_CAUSE:
        yield warn(
            "非因报价人原因未能解密的报价视为撤回，报价人可以主张赔偿，其余报价继续。",
            "A quote not decrypted for another cause counts as withdrawn and its bidder may claim; the others go on.",
        )


@rule(
    "BID-15",
    "成交前不得就价格等实质内容谈判",
    "No talks on price or substance before the award",
    OpeningFacts,
    sources=(TENDERING.at("43", followed=True),),
    gates=(Gate.OPENING,),
    fails=(REJECT,),
    needs=("price_talks",),
    reads=("negotiated_purchase_allowed",),
)
def no_price_talks(facts: OpeningFacts, asking: Asking) -> Iterator[Answer]:
    if facts.price_talks and not facts.negotiated_purchase_allowed:
        yield reject(
            "成交前不得与报价人就价格等实质内容谈判。请重新询比。",
            "Before the award nothing of substance may be negotiated with a bidder. Please run the RFQ again.",
            "price_talks",
        )


@rule(
    "BID-16",
    "通知全部报价人，30日内签约，不得另订协议",
    "Everyone is told, contracts within 30 days, no side contract",
    AwardFacts,
    sources=(
        TENDERING.at("45", "46", followed=True),
        TENDERING_REGULATIONS.at("57", followed=True),
    ),
    gates=(Gate.AWARD,),
    fails=(HOLD, REJECT),
    needs=("notice_sent_to_all", "awarded_on", "contract_due_on", "side_contract"),
)
def contracts_follow(facts: AwardFacts, asking: Asking) -> Iterator[Answer]:
    if facts.notice_sent_to_all is False:
        yield hold(
            "须同时通知成交与未成交的报价人。请发送通知。",
            "Winners and the others must be told. Please send the notices.",
            "notice_sent_to_all",
        )
    if facts.side_contract:
        yield reject(
            "不得另行订立背离成交内容的协议。请取消该协议。",
            "No other contract may depart from the award. Please cancel it.",
            "side_contract",
        )
    if known(facts.contract_due_on) > known(facts.awarded_on) + timedelta(days=CONTRACT_DAYS):
        yield hold(
            f"签约期限超过成交公布后 {CONTRACT_DAYS} 日。请缩短签约期限。",
            f"Contracts are due later than {CONTRACT_DAYS} days after the award. Please shorten the time.",
            "contract_due_on",
        )


@rule(
    "BID-18",
    "只按公布的标准评审",
    "Judged by published criteria only",
    OpeningFacts,
    sources=(TENDERING_REGULATIONS.at("51", followed=True),),
    gates=(Gate.OPENING,),
    fails=(REJECT,),
    needs=("unpublished_criteria",),
)
def published_criteria(facts: OpeningFacts, asking: Asking) -> Iterator[Answer]:
    if facts.unpublished_criteria:
        yield reject(
            "评审使用了未公布的标准。请只按询比文件公布的标准评审。",
            "Criteria that were not published were used. Please judge by those of the RFQ only.",
            "unpublished_criteria",
        )


RULES = (
    three_bidders,
    clarified_in_time,
    opened_when_due,
    undecrypted,
    no_price_talks,
    contracts_follow,
    published_criteria,
)
