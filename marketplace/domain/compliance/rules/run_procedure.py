"""Which procedure a group buy runs under, and freedom to join and leave (§6.1, BUY-10)."""

from __future__ import annotations

from collections.abc import Iterator

from marketplace.domain.compliance.facts import (
    AwardFacts,
    CompanyFacts,
    GroupBuyFacts,
    OpeningFacts,
    OrganiserFacts,
)
from marketplace.domain.compliance.facts.group_buy import Procedure
from marketplace.domain.compliance.finding import HOLD, REJECT, WARN, Answer, hold, reject, warn
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.instruments.purchase import (
    GOVERNMENT_PROCUREMENT,
    MOF_87,
    MUST_TENDER,
    SOE_PROCUREMENT,
    TENDERING,
    TENDERING_REGULATIONS,
)
from marketplace.domain.compliance.instruments.telecom import (
    ACTION_PLAN,
    HOUSE_RULES,
    SHANGHAI_BUSINESS,
    TELECOM,
)
from marketplace.domain.compliance.rule import Asking, known, rule
from marketplace.domain.compliance.source import K
from marketplace.domain.compliance.words import Text

PUBLIC_PREFIXES = ("11", "12", "13", "51")
"organs, public institutions and associations, by the credit code"
FREE_CHOICE = (
    ACTION_PLAN.at(part=Text("第（八）项：自主选择", "item 8: free choice")),
    SHANGHAI_BUSINESS.at("52"),
    TELECOM.at("41(1)"),
)
STATE_OWNED_ZH = "国有企业采购须符合其内部采购制度。请上传内部审批文件。"
STATE_OWNED_EN = "A state-owned enterprise buys by its own procurement rules. Please upload its internal approval."
FISCAL_ZH = "使用财政性资金的采购须按政府采购程序进行，不能在本平台进行。请转入政府采购系统。"
FISCAL_EN = "A purchase with fiscal funds follows government procurement and cannot run here. Please use the government procurement system."


@rule(
    "PROC-02",
    "国有企业按其采购制度审批",
    "State-owned enterprises buy by their own rules",
    OrganiserFacts,
    sources=(SOE_PROCUREMENT.at(mark=K),),
    gates=(Gate.OPEN,),
    fails=(WARN,),
    needs=("state_owned",),
    reads=("internal_approval",),
)
def state_owned_organiser(facts: OrganiserFacts, asking: Asking) -> Iterator[Answer]:
    if facts.state_owned and not facts.internal_approval:
        yield warn(STATE_OWNED_ZH, STATE_OWNED_EN, "internal_approval")


@rule(
    "PROC-02b",
    "国有成员按其采购制度审批",
    "State-owned members buy by their own rules",
    CompanyFacts,
    sources=(SOE_PROCUREMENT.at(mark=K),),
    gates=(Gate.JOIN,),
    fails=(WARN,),
    needs=("state_owned",),
    reads=("internal_approval",),
)
def state_owned_member(facts: CompanyFacts, asking: Asking) -> Iterator[Answer]:
    if facts.state_owned and not facts.internal_approval:
        yield warn(STATE_OWNED_ZH, STATE_OWNED_EN, "internal_approval")


@rule(
    "PROC-03",
    "财政性资金采购转政府采购",
    "Fiscal funds belong into government procurement",
    OrganiserFacts,
    sources=(GOVERNMENT_PROCUREMENT.at(), MOF_87.at(followed=True)),
    gates=(Gate.OPEN,),
    fails=(HOLD, REJECT),
    needs=("uscc", "fiscal_funds"),
    reads=("public_body",),
)
def fiscal_funds_of_organiser(facts: OrganiserFacts, asking: Asking) -> Iterator[Answer]:
    if facts.fiscal_funds:
        yield reject(FISCAL_ZH, FISCAL_EN, "fiscal_funds")
    elif facts.public_body or known(facts.uscc)[:2] in PUBLIC_PREFIXES:
        yield hold(
            "组织方为机关、事业单位或团体，须由审核员确认采购不使用财政性资金。",
            "The organiser is a public body or association: a reviewer must confirm that no fiscal funds are used.",
            "fiscal_funds",
        )


@rule(
    "PROC-03b",
    "成员使用财政性资金的转政府采购",
    "A member's fiscal funds belong into government procurement",
    CompanyFacts,
    sources=(GOVERNMENT_PROCUREMENT.at(),),
    gates=(Gate.JOIN,),
    fails=(REJECT,),
    needs=("fiscal_funds",),
)
def fiscal_funds_of_member(facts: CompanyFacts, asking: Asking) -> Iterator[Answer]:
    if facts.fiscal_funds:
        yield reject(FISCAL_ZH, FISCAL_EN, "fiscal_funds")


@rule(
    "PROC-04",
    "属于工程建设项目的不在本平台采购",
    "Lines of a construction project are not bought here",
    OrganiserFacts,
    sources=(
        TENDERING.at("3"),
        TENDERING_REGULATIONS.at("2"),
        MUST_TENDER.at(part=Text("规模标准", "thresholds")),
    ),
    gates=(Gate.OPEN,),
    fails=(REJECT,),
    needs=("construction_project",),
)
def construction_project(facts: OrganiserFacts, asking: Asking) -> Iterator[Answer]:
    if facts.construction_project:
        yield reject(
            "专线属于工程建设项目的一部分，可能须按法定程序在经认证的平台采购，不能在本平台进行。请将该部分分出。",
            "The lines are part of a construction project, which may have to be bought by the statutory procedure on a certified platform, not here. Please take that part out.",
            "construction_project",
        )


@rule(
    "PROC-05",
    "采用严格程序的须遵守其全部规则",
    "Who chooses the strict procedure keeps all of its rules",
    GroupBuyFacts,
    sources=(TENDERING.at("2"),),
    gates=(Gate.OPEN,),
    fails=(WARN,),
    needs=("procedure",),
)
def strict_procedure(facts: GroupBuyFacts, asking: Asking) -> Iterator[Answer]:
    if facts.procedure == Procedure.TENDER:
        yield warn(
            "所选程序适用严格规则：报价不足三家不得开启，澄清与期限均有法定要求。一般建议采用密封询比。",
            "The procedure chosen has strict rules: no opening with fewer than three quotes, and legal time limits. A sealed RFQ is usually the better choice.",
            "procedure",
        )


@rule(
    "PROC-06",
    "报价数量不足的处理",
    "Too few quotes",
    OpeningFacts,
    sources=(HOUSE_RULES.at(part=Text("询比最少报价数", "least number of quotes of an RFQ")),),
    gates=(Gate.OPENING,),
    fails=(HOLD, REJECT),
    needs=("quotes", "procedure"),
    reads=("negotiated_purchase_allowed",),
)
def enough_quotes(facts: OpeningFacts, asking: Asking) -> Iterator[Answer]:
    quotes, least = known(facts.quotes), asking.thresholds.least_quotes
    if known(facts.procedure) != Procedure.SEALED_RFQ:
        return
    if quotes == 0:
        yield reject(
            "没有收到报价，不能开启。请重新询比。",
            "No quote came, so there is nothing to open. Please run the RFQ again.",
        )
    elif quotes < least and not facts.negotiated_purchase_allowed:
        yield hold(
            f"收到 {quotes} 份报价，少于 {least} 份，须由审核员准予作为谈判采购后方可开启。",
            f"{quotes} quotes came, fewer than {least}: a reviewer must allow a negotiated purchase before anything is opened.",
            "negotiated_purchase_allowed",
        )


@rule(
    "BUY-10",
    "自愿参团、自由选择、锁定前自由退出",
    "Voluntary joining, free choice, free exit before the lock",
    GroupBuyFacts,
    sources=FREE_CHOICE,
    gates=(Gate.OPEN,),
    fails=(REJECT,),
    needs=("binds_without_acceptance", "exit_before_lock"),
)
def members_are_free(facts: GroupBuyFacts, asking: Asking) -> Iterator[Answer]:
    if facts.binds_without_acceptance:
        yield reject(
            "不得未经成员逐一确认即约束成员。请改为成交后由成员逐条接受或拒绝。",
            "Members may not be bound without their own acceptance. Please let each member accept or decline after the award.",
            "binds_without_acceptance",
        )
    if facts.exit_before_lock is False:
        yield reject(
            "锁定前成员须可自由退出。请更改设置。",
            "Members must be free to leave before the lock. Please change the setting.",
            "exit_before_lock",
        )


@rule(
    "BUY-10b",
    "成员可拒绝成交结果或另选运营商",
    "A member may decline the award or choose another carrier",
    AwardFacts,
    sources=FREE_CHOICE,
    gates=(Gate.AWARD,),
    fails=(REJECT,),
    needs=("members_decide",),
)
def members_decide(facts: AwardFacts, asking: Asking) -> Iterator[Answer]:
    if facts.members_decide is False:
        yield reject(
            "成员须可逐条接受、拒绝成交结果或另选运营商。请开放成员确认。",
            "Each member must be able to accept, decline or choose another carrier. Please open the acceptance.",
            "members_decide",
        )


RULES = (
    state_owned_organiser,
    state_owned_member,
    fiscal_funds_of_organiser,
    fiscal_funds_of_member,
    construction_project,
    strict_procedure,
    enough_quotes,
    members_are_free,
    members_decide,
)
