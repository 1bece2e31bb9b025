"""Competition law among members and towards carriers (COMP-01 to COMP-07)."""

from __future__ import annotations

from collections.abc import Iterator

from marketplace.domain.compliance.facts import (
    GroupBuyFacts,
    OrganiserFacts,
)
from marketplace.domain.compliance.finding import REJECT, WARN, Answer, reject, warn
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.instruments.purchase import (
    COMPETITION_LAW,
    FAIR_COMPETITION,
)
from marketplace.domain.compliance.instruments.telecom import ACTION_PLAN, HOUSE_RULES
from marketplace.domain.compliance.rule import Asking, known, rule, unknown
from marketplace.domain.compliance.words import Text


@rule(
    "COMP-01",
    "成员之间只约定专线采购",
    "Members agree on the line purchase and nothing else",
    GroupBuyFacts,
    sources=(COMPETITION_LAW.at("17(1)(3)(5)"),),
    gates=(Gate.OPEN,),
    fails=(REJECT,),
    needs=("beyond_line_purchase", "member_exclusivity"),
)
def nothing_else_agreed(facts: GroupBuyFacts, asking: Asking) -> Iterator[Answer]:
    if facts.beyond_line_purchase:
        yield reject(
            "成员之间不得约定专线采购以外的价格、市场或交易对象。请删除。",
            "Members may agree on no prices, markets or trading partners beyond the line purchase. Please remove it.",
            "beyond_line_purchase",
        )
    if facts.member_exclusivity:
        yield reject(
            "不得限制成员在团购之外采购。请删除排他条件。",
            "Members may not be kept from buying elsewhere. Please remove the exclusivity.",
            "member_exclusivity",
        )


@rule(
    "COMP-02",
    "成员需求互不可见，三家以上才显示合计",
    "Members do not see each other's demand; totals from three members up",
    GroupBuyFacts,
    sources=(
        COMPETITION_LAW.at("19", "56"),
        HOUSE_RULES.at(part=Text("显示合计的最少成员数", "least members for totals")),
    ),
    gates=(Gate.LOCK,),
    fails=(REJECT,),
    needs=("demand_shown_to_members", "totals_shown", "members"),
)
def demand_hidden(facts: GroupBuyFacts, asking: Asking) -> Iterator[Answer]:
    if facts.demand_shown_to_members:
        yield reject(
            "成员之间不得看到彼此的需求与数据。请关闭展示。",
            "Members may not see each other's demand or data. Please hide it.",
            "demand_shown_to_members",
        )
    least = asking.thresholds.least_members_shown
    if facts.totals_shown and known(facts.members) < least:
        yield reject(
            f"成员不足 {least} 家时不得显示合计，否则会泄露单个成员的需求。请关闭展示。",
            f"With fewer than {least} members no total may be shown: it would give one member's demand away. Please hide it.",
            "totals_shown",
        )


@rule(
    "COMP-03",
    "每次团购留存效率与消费者分享说明",
    "A record of efficiency and fair share for each group buy",
    GroupBuyFacts,
    sources=(COMPETITION_LAW.at("20(1)(2)(3)", "20(2)"),),
    gates=(Gate.LOCK,),
    fails=(WARN,),
    needs=("justification_record",),
)
def justification_kept(facts: GroupBuyFacts, asking: Asking) -> Iterator[Answer]:
    if facts.justification_record is False:
        yield warn(
            "尚未生成竞争影响说明（提高效率、服务中小企业、不严重限制竞争、成员分享利益）。请生成并留存。",
            "There is no record yet of the effect on competition (efficiency, small firms, no serious restriction, fair share). Please make and keep it.",
            "justification_record",
        )


@rule(
    "COMP-04",
    "不得联合抵制",
    "No joint boycott",
    GroupBuyFacts,
    sources=(
        COMPETITION_LAW.at("17(5)"),
        ACTION_PLAN.at(part=Text("第（八）项：自主选择", "item 8: free choice")),
    ),
    gates=(Gate.OPEN,),
    fails=(WARN,),
    needs=("boycott_terms",),
)
def no_boycott(facts: GroupBuyFacts, asking: Asking) -> Iterator[Answer]:
    if facts.boycott_terms:
        yield warn(
            "条款可能构成联合抵制某运营商。每个成员都可在别处采购，请修改措辞。",
            "The terms may amount to a joint boycott of a carrier. Every member may buy elsewhere: please reword them.",
            "boycott_terms",
        )


@rule(
    "COMP-05",
    "本地需求份额较高时须法务审查",
    "Legal review at a large share of the local demand",
    GroupBuyFacts,
    sources=(HOUSE_RULES.at(part=Text("份额为平台内部标准", "the share is the house's own")),),
    gates=(Gate.LOCK,),
    fails=(WARN,),
    needs=("local_demand_share_bps",),
    reads=("legal_review",),
)
def large_share(facts: GroupBuyFacts, asking: Asking) -> Iterator[Answer]:
    share, most = known(facts.local_demand_share_bps), asking.thresholds.local_demand_bps
    if share > most and not facts.legal_review:
        yield warn(
            f"成员占本地需求 {share / 100:g}%，超过 {most / 100:g}%（平台内部标准）。请做法务审查并上传意见。",
            f"The members hold {share / 100:g} % of the local demand, above {most / 100:g} % (house threshold). Please have it reviewed by counsel and upload the opinion.",
            "legal_review",
        )


@rule(
    "COMP-07",
    "公共机构不得指定运营商",
    "Public bodies may not designate a carrier",
    OrganiserFacts,
    sources=(COMPETITION_LAW.at("39", "40"), FAIR_COMPETITION.at("8(3)")),
    gates=(Gate.OPEN,),
    fails=(REJECT,),
    needs=("public_body",),
    reads=("designated_carrier",),
)
def no_designation(facts: OrganiserFacts, asking: Asking) -> Iterator[Answer]:
    if facts.public_body and facts.designated_carrier is None:
        yield unknown(facts, "designated_carrier")
    if facts.public_body and facts.designated_carrier:
        yield reject(
            "行政机关和公共组织不得指定运营商或签订排他协议。请向所有持证运营商开放。",
            "A public body may not designate a carrier or sign an exclusive deal. Please open it to all licensed carriers.",
            "designated_carrier",
        )


RULES = (
    nothing_else_agreed,
    demand_hidden,
    justification_kept,
    no_boycott,
    large_share,
    no_designation,
)
