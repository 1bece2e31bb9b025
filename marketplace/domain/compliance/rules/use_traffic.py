"""One circuit one enterprise; voice, Internet and VPN over it; filing once live (USE-06 to 11)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from marketplace.domain.compliance.facts import (
    ActivationFacts,
    FarEndFacts,
    LineFacts,
    ServiceFacts,
    UseFacts,
)
from marketplace.domain.compliance.finding import HOLD, REJECT, WARN, Answer, hold, reject, warn
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.instruments.telecom import (
    ACTION_PLAN,
    ANTI_FRAUD,
    GATEWAYS,
    NETWORKING,
    NETWORKING_SECURITY,
    TELECOM,
)
from marketplace.domain.compliance.rule import Asking, rule, unknown
from marketplace.domain.compliance.source import S
from marketplace.domain.compliance.words import Text
from marketplace.domain.products import VPN_PRODUCTS, Product

MAINLAND = ("CN", "CN-mainland")
"Hong Kong (HK), Macau (MO) and Taiwan (TW) are cross-border"
FILING_DAYS, REMINDER_DAYS = 30, (20, 30)


def is_cross_border(region: str) -> bool:
    """Whether a line to this region (ISO 3166-1) crosses the border in the sense of USE-07."""
    return region not in MAINLAND


def filing_reminders(live_on: date) -> tuple[date, ...]:
    """The days on which a company is reminded of its filing with public security."""
    return tuple(live_on + timedelta(days=days) for days in REMINDER_DAYS)


@rule(
    "USE-06",
    "一条电路只供一家企业",
    "One circuit serves one enterprise",
    LineFacts,
    sources=(
        TELECOM.at("7(3)", "58(1)"),
        ACTION_PLAN.at(part=Text("第（八）项：直接向企业用户提供", "item 8: served directly")),
    ),
    gates=(Gate.JOIN,),
    fails=(REJECT,),
    needs=("customer_uscc", "member_uscc", "shared_with_others"),
)
def one_enterprise(facts: LineFacts, asking: Asking) -> Iterator[Answer]:
    if facts.shared_with_others:
        yield reject(
            "电路不得与其他企业共用，拆分给他人即为转售。请为每家企业分别提出专线需求。",
            "A circuit may not be shared: splitting it to others is resale. Please ask for a line for each enterprise.",
            "shared_with_others",
        )
    both = (facts.customer_uscc, facts.member_uscc)
    if None not in both and both[0] != both[1]:
        yield reject(
            "专线用户与参团企业不一致。专线须由使用企业自己参团、签约。请更正专线用户。",
            "The line's customer is not the member. The enterprise that uses a line must itself join and contract. Please correct the customer.",
            "customer_uscc",
        )


@rule(
    "USE-07",
    "港澳台方向属于跨境",
    "Lines to Hong Kong, Macau and Taiwan are cross-border",
    FarEndFacts,
    sources=(TELECOM.at("58(1)"), NETWORKING.at("16")),
    gates=(Gate.JOIN,),
    fails=(WARN,),
    needs=("region",),
)
def crosses_the_border(facts: FarEndFacts, asking: Asking) -> Iterator[Answer]:
    if facts.region is not None and not is_cross_border(facts.region):
        yield warn(
            "Z 端在中国内地，不是跨境专线，不属于本平台的采购范围。请核对 Z 端地区。",
            "The Z-end is in mainland China: this is no cross-border line and outside this marketplace. Please check the region.",
            "region",
        )


@rule(
    "USE-08",
    "不得落地公用电话网或改号",
    "No voice break-out to the public network",
    UseFacts,
    sources=(ANTI_FRAUD.at("13", "14"),),
    gates=(Gate.JOIN,),
    fails=(WARN, REJECT),
    needs=("voice",),
    reads=("pstn_interconnect",),
)
def no_break_out(facts: UseFacts, asking: Asking) -> Iterator[Answer]:
    if facts.pstn_interconnect:
        yield reject(
            "专线语音不得与公用电话网互通，也不得改号。请取消互通，否则专线不能参团。",
            "Voice over the line may not break out to the public telephone network or change numbers. Remove it, or the line cannot join.",
            "pstn_interconnect",
        )
    elif facts.voice and facts.pstn_interconnect is None:
        yield unknown(facts, "pstn_interconnect")
    elif facts.voice:
        yield warn(
            "专线承载内部语音：不得与公用电话网互通，不得改号。",
            "The line carries internal voice: it may not break out to the public telephone network or change numbers.",
            "voice",
        )


@rule(
    "USE-09",
    "专线不得用于整体访问公共互联网",
    "A private line is no way to the public Internet",
    UseFacts,
    sources=(NETWORKING.at("6", "10"),),
    gates=(Gate.JOIN,),
    fails=(HOLD,),
    needs=("internet_breakout", "product"),
)
def no_internet(facts: UseFacts, asking: Asking) -> Iterator[Answer]:
    if facts.internet_breakout and facts.product not in (None, Product.INTL_DIA):
        yield hold(
            "经专线访问公共互联网须使用运营商的国际互联网产品。请改选国际互联网数据专用通道，或取消互联网访问；否则由审核员决定。",
            "Reaching the public Internet needs the carrier's international Internet product. Please choose the International Internet data channel or drop the breakout; else a reviewer decides.",
            "internet_breakout",
        )


@rule(
    "USE-10",
    "开通后30日内向公安机关备案",
    "File with public security within 30 days of activation",
    ServiceFacts,
    sources=(NETWORKING_SECURITY.at("12"),),
    gates=(Gate.ACTIVATION, Gate.OPERATE),
    fails=(WARN,),
    reads=("live_on", "security_filing"),
)
def security_filing(facts: ServiceFacts, asking: Asking) -> Iterator[Answer]:
    if facts.security_filing:
        return
    due = None if facts.live_on is None else facts.live_on + timedelta(days=FILING_DAYS)
    if due is not None and asking.on > due:
        yield warn(
            f"公安机关备案已于 {due.isoformat()} 到期，尚未登记备案号。请尽快办理并填写。",
            f"The filing with public security was due on {due.isoformat()} and has no number yet. Please file and enter it.",
            "security_filing",
        )
    else:
        by = Text("开通后 30 日内", "within 30 days of activation")
        if due is not None:
            by = Text(f"{due.isoformat()} 前", f"by {due.isoformat()}")
        yield warn(
            f"企业须在{by.zh}向公安机关办理国际联网备案，并在此填写备案号。",
            f"The company must file its international connection with public security {by.en} and enter the number here.",
            "security_filing",
        )


@rule(
    "USE-11",
    "内部 VPN 由运营商报备",
    "The carrier files an internal VPN",
    ActivationFacts,
    sources=(GATEWAYS.at("22", mark=S),),
    gates=(Gate.ACTIVATION,),
    fails=(WARN,),
    needs=("product",),
    reads=("vpn_filing",),
)
def vpn_filed(facts: ActivationFacts, asking: Asking) -> Iterator[Answer]:
    if facts.product in VPN_PRODUCTS and not facts.vpn_filing:
        yield warn(
            "国际 VPN 类产品须由运营商报备。请填写报备编号。",
            "An international VPN product is filed by the carrier. Please enter the reference of the filing.",
            "vpn_filing",
        )


RULES = (
    one_enterprise,
    crosses_the_border,
    no_break_out,
    no_internet,
    security_filing,
    vpn_filed,
)
