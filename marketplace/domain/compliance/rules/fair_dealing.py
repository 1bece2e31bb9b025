"""Fees, secrets, claims and payment between the parties (COMP-08 to COMP-12)."""

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
    PRICE_FRAUD,
    SME_PAYMENT,
    UNFAIR_COMPETITION,
)
from marketplace.domain.compliance.rule import Asking, earlier, rule, unknown
from marketplace.domain.compliance.source import K

REVISED = date(2025, 10, 15)
"the revision of the Anti-Unfair Competition Law is in force from this day"
PUBLIC_PAYMENT_DAYS, LARGE_PAYMENT_DAYS = 30, 60


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
    needs=("seller_sme",),
    reads=("payer_public", "payer_large", "payment_days", "pay_when_paid"),
    since=date(2025, 6, 1),
)
def small_firms_paid(facts: ContractFacts, asking: Asking) -> Iterator[Answer]:
    """Who pays is asked only where it matters: thirty days are in time whoever does."""
    days = facts.payment_days
    in_time = days is not None and days <= PUBLIC_PAYMENT_DAYS and not facts.pay_when_paid
    if not facts.seller_sme or in_time:
        return
    for name in ("payer_public", "payer_large"):
        if getattr(facts, name) is None:
            yield unknown(facts, name)
    if not (facts.payer_public or facts.payer_large):
        return
    most = PUBLIC_PAYMENT_DAYS if facts.payer_public else LARGE_PAYMENT_DAYS
    if days is None:
        yield unknown(facts, "payment_days")
    elif days > most:
        yield warn(
            f"付款期限 {days} 日，超过 {most} 日。请缩短。",
            f"Payment is due in {days} days, more than {most}. Please shorten it.",
            "payment_days",
        )
    if facts.pay_when_paid:
        yield warn(
            "不得以收到第三方付款作为向中小企业付款的条件。请删除。",
            "Payment to a small firm may not depend on being paid by a third party. Please remove the condition.",
            "pay_when_paid",
        )


RULES = (
    no_hidden_rebate_before_revision,
    no_hidden_rebate,
    nobody_forced,
    secrets_kept_before_revision,
    secrets_kept,
    saving_true,
    small_firms_paid,
)
