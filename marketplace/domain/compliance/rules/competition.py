"""Competition law for the buyers' and the park's side (COMP)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from marketplace.domain.compliance.facts import (
    AwardFacts,
    ContractFacts,
    GroupBuyFacts,
    OrganiserFacts,
    QuoteFacts,
)
from marketplace.domain.compliance.finding import HOLD, REJECT, WARN, Answer, hold, reject, warn
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.instruments.purchase import (
    COMPETITION_LAW,
    FAIR_COMPETITION,
    PRICE_FRAUD,
    SME_PAYMENT,
    UNFAIR_COMPETITION,
)
from marketplace.domain.compliance.instruments.telecom import ACTION_PLAN, HOUSE_RULES
from marketplace.domain.compliance.rule import Asking, earlier, known, rule, unknown
from marketplace.domain.compliance.source import K
from marketplace.domain.compliance.words import Text

REVISED = date(2025, 10, 15)
"the revision of the Anti-Unfair Competition Law is in force from this day"
PUBLIC_PAYMENT_DAYS, LARGE_PAYMENT_DAYS = 30, 60


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


@rule(
    "COMP-08",
    "佣金、返点须公开入账",
    "Commission is open and on the books",
    OrganiserFacts,
    sources=(UNFAIR_COMPETITION.at("8"),),
    gates=(Gate.OPEN,),
    fails=(REJECT,),
    needs=("hidden_rebate",),
    version=2,
    since=REVISED,
)
def no_hidden_rebate(facts: OrganiserFacts, asking: Asking) -> Iterator[Answer]:
    if facts.hidden_rebate:
        yield reject(
            "存在未公示的佣金、返点或差价。园区与平台的任何收费须向成员和运营商公示并开票入账，园区不得赚取差价。",
            "There is an undisclosed commission, rebate or margin. Any fee of park or platform is shown to members and carriers and invoiced; the park keeps no margin.",
            "hidden_rebate",
        )


no_hidden_rebate_before_revision = earlier(
    no_hidden_rebate, before=REVISED, sources=(UNFAIR_COMPETITION.at("7"),)
)


@rule(
    "COMP-09",
    "平台不得强制低于成本定价",
    "The platform forces nobody below cost",
    GroupBuyFacts,
    sources=(UNFAIR_COMPETITION.at("14"),),
    gates=(Gate.OPEN,),
    fails=(REJECT,),
    needs=("forced_below_floor",),
    since=REVISED,
)
def nobody_forced(facts: GroupBuyFacts, asking: Asking) -> Iterator[Answer]:
    if facts.forced_below_floor:
        yield reject(
            "不得以规则强制运营商低于成本报价（如必须再降若干）。请删除该规则。",
            "No rule may force a carrier below its cost (such as a price that must be beaten). Please remove it.",
            "forced_below_floor",
        )


@rule(
    "COMP-10",
    "密封报价是商业秘密",
    "Sealed quotes are trade secrets",
    QuoteFacts,
    sources=(UNFAIR_COMPETITION.at("10"),),
    gates=(Gate.QUOTE,),
    fails=(HOLD,),
    needs=("access_logged",),
    version=2,
    since=REVISED,
)
def secrets_kept(facts: QuoteFacts, asking: Asking) -> Iterator[Answer]:
    if facts.access_logged is False:
        yield hold(
            "报价属于商业秘密，须加密并记录访问。请启用访问记录。",
            "Quotes are trade secrets: they are encrypted and access is logged. Please switch the log on.",
            "access_logged",
        )


secrets_kept_before_revision = earlier(
    secrets_kept, before=REVISED, sources=(UNFAIR_COMPETITION.at("9", mark=K),)
)


@rule(
    "COMP-11",
    "节省幅度须有真实可比的基准",
    "A claimed saving has a true, comparable base",
    AwardFacts,
    sources=(PRICE_FRAUD.at("16", "17", "19"),),
    gates=(Gate.AWARD,),
    fails=(HOLD,),
    needs=("saving_claimed",),
    reads=("baseline_documented", "baseline_on", "awarded_on"),
)
def saving_true(facts: AwardFacts, asking: Asking) -> Iterator[Answer]:
    if not facts.saving_claimed or facts.baseline_documented:
        return
    days = asking.thresholds.baseline_days
    oldest = (facts.awarded_on or asking.on) - timedelta(days=days)
    if facts.baseline_on is None or facts.baseline_on < oldest:
        yield hold(
            f"宣传的节省幅度没有依据：须以此前 {days} 日内的最低成交价为基准，或有书面凭证。请补充凭证或撤下宣传。",
            f"The claimed saving has no base: it must be the lowest deal of the {days} days before, or documented. Please add the document or drop the claim.",
            "baseline_documented",
        )


@rule(
    "COMP-12",
    "按时向中小企业付款",
    "Small firms are paid in time",
    ContractFacts,
    sources=(SME_PAYMENT.at("9"),),
    gates=(Gate.CONTRACT,),
    fails=(WARN,),
    needs=("seller_sme", "payer_public", "payer_large"),
    reads=("payment_days", "pay_when_paid"),
    since=date(2025, 6, 1),
)
def small_firms_paid(facts: ContractFacts, asking: Asking) -> Iterator[Answer]:
    if not facts.seller_sme or not (facts.payer_public or facts.payer_large):
        return
    most = PUBLIC_PAYMENT_DAYS if facts.payer_public else LARGE_PAYMENT_DAYS
    if facts.payment_days is None:
        yield unknown(facts, "payment_days")
    elif facts.payment_days > most:
        yield warn(
            f"付款期限 {facts.payment_days} 日，超过 {most} 日。请缩短。",
            f"Payment is due in {facts.payment_days} days, more than {most}. Please shorten it.",
            "payment_days",
        )
    if facts.pay_when_paid:
        yield warn(
            "不得以收到第三方付款作为向中小企业付款的条件。请删除。",
            "Payment to a small firm may not depend on being paid by a third party. Please remove the condition.",
            "pay_when_paid",
        )


RULES = (
    nothing_else_agreed,
    demand_hidden,
    justification_kept,
    no_boycott,
    large_share,
    no_designation,
    no_hidden_rebate_before_revision,
    no_hidden_rebate,
    nobody_forced,
    secrets_kept_before_revision,
    secrets_kept,
    saving_true,
    small_firms_paid,
)
