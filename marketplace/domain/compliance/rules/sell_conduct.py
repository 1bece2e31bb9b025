"""How a carrier may sell: gateway, one quote per legal person, fair terms (SELL-03, 05, 09, 10)."""

from __future__ import annotations

from collections.abc import Iterator

from marketplace.domain.compliance.facts import ActivationFacts, CarrierFacts, QuoteFacts
from marketplace.domain.compliance.facts.carrier import SellerRole
from marketplace.domain.compliance.finding import HOLD, REJECT, WARN, Answer, hold, reject, warn
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.instruments.purchase import TENDERING_REGULATIONS
from marketplace.domain.compliance.instruments.telecom import (
    FACILITIES,
    GATEWAYS,
    JUDICIAL,
    NETWORKING,
    TELECOM,
)
from marketplace.domain.compliance.rule import Asking, known, rule, unknown
from marketplace.domain.compliance.source import S
from marketplace.domain.compliance.words import Text

LEAST_PENALTY_BPS = 100
"1 % of the installation fee a day"
MOST_REPAIR_HOURS = 48


@rule(
    "SELL-03",
    "国际通信须经批准的国际通信出入口",
    "International traffic passes an approved gateway",
    CarrierFacts,
    sources=(
        GATEWAYS.at(mark=S),
        FACILITIES.at(mark=S),
        TELECOM.at("69(2)", part=Text("未经批准的出入口", "unapproved gateways")),
        NETWORKING.at("6", "16", part=Text("国际联网信道", "international channels")),
    ),
    gates=(Gate.QUOTE,),
    fails=(HOLD,),
    needs=("gateway_city", "handover_pop"),
)
def gateway_named(facts: CarrierFacts, asking: Asking) -> Iterator[Answer]:
    for name, zh, en in (
        ("gateway_city", "国际出入口局城市", "the city of the international gateway"),
        ("handover_pop", "境外交接点", "the point of handover abroad"),
    ):
        if getattr(facts, name) == "":
            yield hold(
                f"未填写{zh}。国际通信须经批准的国际通信出入口，请填写。",
                f"{en[0].upper()}{en[1:]} is not stated. International traffic must pass an approved gateway: please state it.",
                name,
            )


@rule(
    "SELL-05",
    "分支机构须经授权，同一法人只报一份",
    "A branch needs authority; one quote per legal person",
    QuoteFacts,
    sources=(
        TELECOM.at("9"),
        TENDERING_REGULATIONS.at("34", followed=True),
    ),
    gates=(Gate.QUOTE,),
    fails=(HOLD, REJECT),
    needs=("branch", "other_quotes_of_legal_person"),
    reads=("authorisation_letter",),
)
def one_quote_per_legal_person(facts: QuoteFacts, asking: Asking) -> Iterator[Answer]:
    if facts.branch and facts.authorisation_letter is None:
        yield unknown(facts, "authorisation_letter")
    if facts.branch and facts.authorisation_letter is False:
        yield hold(
            "分支机构报价须有法人授权书。请上传。",
            "A branch quotes under its parent's licence and needs the parent's authorisation. Please upload it.",
            "authorisation_letter",
        )
    if known(facts.other_quotes_of_legal_person) > 0:
        yield reject(
            "同一法人（含分支机构）已有一份报价，只能提交一份。请修改或撤回原报价。",
            "The same legal person, its branches included, has quoted already and may do so once. Please change or withdraw that quote.",
            "other_quotes_of_legal_person",
        )


@rule(
    "SELL-09",
    "报价条件不低于法定服务标准且不限制用户",
    "Terms reach the legal minimum and leave users free",
    QuoteFacts,
    sources=(TELECOM.at("31", "32", "40(1)(2)", "41(1)", "41(3)"),),
    gates=(Gate.QUOTE,),
    fails=(WARN, REJECT),
    needs=(
        "forced_bundle",
        "exclusive_terms",
        "below_cost",
        "activation_days",
        "published_activation_days",
        "late_penalty_bps_per_day",
        "repair_hours",
    ),
    reads=("outage_fee_waived",),
)
def fair_terms(facts: QuoteFacts, asking: Asking) -> Iterator[Answer]:
    if facts.forced_bundle:
        yield reject(
            "不得强制用户使用指定业务或终端设备。请删除搭售条件。",
            "Users may not be forced to take other services or terminals. Please remove the condition.",
            "forced_bundle",
        )
    if facts.exclusive_terms:
        yield reject(
            "不得限制用户选择其他电信业务经营者。请删除排他条款。",
            "Users may not be kept from choosing another carrier. Please remove the exclusive term.",
            "exclusive_terms",
        )
    if facts.below_cost:
        yield warn(
            "报价疑似低于成本。不得以排挤竞争对手为目的低于成本提供业务，请说明成本依据。",
            "The price seems below cost. Selling below cost to drive out rivals is forbidden: please explain the cost.",
            "below_cost",
        )
    yield from _service_levels(facts)


def _service_levels(facts: QuoteFacts) -> Iterator[Answer]:
    published, days = facts.published_activation_days, facts.activation_days
    if published is not None and days is not None and days > published:
        yield reject(
            f"承诺开通 {days} 天，超过运营商公布的 {published} 天。请改为不超过 {published} 天。",
            f"Activation is promised in {days} days, longer than the carrier's published {published}. Please promise at most {published}.",
            "activation_days",
        )
    penalty = facts.late_penalty_bps_per_day
    if penalty is not None and penalty < LEAST_PENALTY_BPS:
        yield reject(
            "逾期开通每日违约金低于安装费的 1%。请改为不低于 1%。",
            "Compensation for late activation is below 1 % of the installation fee a day. Please raise it to at least 1 %.",
            "late_penalty_bps_per_day",
        )
    hours = facts.repair_hours
    if hours is not None and hours > MOST_REPAIR_HOURS and not facts.outage_fee_waived:
        yield reject(
            f"修复时限 {hours} 小时，超过 48 小时且未免收障碍期间月租。请缩短时限或承诺免收。",
            f"Repair takes {hours} hours, more than 48, and the rent of the outage is not waived. Please shorten it or waive the rent.",
            "repair_hours",
        )


@rule(
    "SELL-09b",
    "逾期开通须支付违约金",
    "Late activation is compensated",
    ActivationFacts,
    sources=(TELECOM.at("31"),),
    gates=(Gate.ACTIVATION,),
    fails=(WARN,),
    needs=("promised_on", "live_on"),
    reads=("late_compensation",),
)
def late_activation(facts: ActivationFacts, asking: Asking) -> Iterator[Answer]:
    late = (known(facts.live_on) - known(facts.promised_on)).days
    if late > 0 and not facts.late_compensation:
        yield warn(
            f"开通逾期 {late} 天，运营商应按日支付不低于安装费 1% 的违约金。请记录计付情况。",
            f"Activation is {late} days late: the carrier owes at least 1 % of the installation fee a day. Please record its payment.",
            "late_compensation",
        )


@rule(
    "SELL-10",
    "代理商、集成商不得报价",
    "Agents and integrators may not quote",
    QuoteFacts,
    sources=(
        TELECOM.at("58(1)"),
        JUDICIAL.at("1-2", part=Text("刑事责任", "criminal liability")),
    ),
    gates=(Gate.QUOTE,),
    fails=(REJECT,),
    needs=("seller_role",),
)
def carrier_quotes_itself(facts: QuoteFacts, asking: Asking) -> Iterator[Answer]:
    if facts.seller_role in (SellerRole.AGENT, SellerRole.RESELLER):
        yield reject(
            "专线只能由持证运营商直接报价、签约和收费。代理商、转售商、集成商可以介绍或管理设备，不得报价。",
            "Only the licensed carrier itself may quote, contract and bill a line. Agents, resellers and integrators may introduce or manage equipment, not quote.",
            "seller_role",
        )


RULES = (
    gateway_named,
    one_quote_per_legal_person,
    fair_terms,
    late_activation,
    carrier_quotes_itself,
)
