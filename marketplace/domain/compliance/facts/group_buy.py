"""Facts of a group buy and of the one who opens it (§6.1, BID settings, COMP)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from marketplace.domain.compliance.facts.fact import Facts, fact


class Procedure(StrEnum):
    SEALED_RFQ = "sealed_rfq"
    "询比, the default"
    TENDER = "tender"
    "strict profile under the Tendering Law, by the organiser's choice"
    TENDER_STATUTORY = "tender_statutory"
    "a tender that the law demands: on a certified platform only"


@dataclass(frozen=True, kw_only=True)
class OrganiserFacts(Facts):
    uscc: str | None = fact("组织方统一社会信用代码", "organiser's unified social credit code")
    public_body: bool | None = fact("是否行政机关或公共组织", "whether it is a public body")
    state_owned: bool | None = fact("是否国有企业", "whether it is state-owned")
    internal_approval: bool | None = fact("内部采购审批文件", "internal procurement approval")
    fiscal_funds: bool | None = fact("是否使用财政性资金", "whether fiscal funds are used")
    construction_project: bool | None = fact(
        "专线是否属于工程建设项目", "whether the lines are part of a construction project"
    )
    designated_carrier: bool | None = fact(
        "是否指定运营商或签有排他协议",
        "whether a carrier is designated or an exclusive deal signed",
    )
    signs_for_members: bool | None = fact(
        "组织方是否代成员签约", "whether the organiser signs on behalf of members"
    )
    counterparty: bool | None = fact(
        "组织方是否同时为合同相对方", "whether the organiser is also the other party"
    )
    hidden_rebate: bool | None = fact(
        "是否存在未公示的佣金、返点或差价", "whether there is an undisclosed commission or margin"
    )


@dataclass(frozen=True, kw_only=True)
class GroupBuyFacts(Facts):
    procedure: Procedure | None = fact("采购方式", "procedure")
    platform_certified: bool | None = fact(
        "平台检测认证", "testing and certification of the platform"
    )
    binds_without_acceptance: bool | None = fact(
        "是否未经成员逐一确认即约束成员", "whether members are bound without their acceptance"
    )
    exit_before_lock: bool | None = fact("锁定前可自由退出", "free exit before the lock")
    member_exclusivity: bool | None = fact(
        "是否限制成员在别处采购", "whether members may not buy elsewhere"
    )
    beyond_line_purchase: bool | None = fact(
        "是否约定专线采购以外的事项", "whether more than the line purchase is agreed"
    )
    boycott_terms: bool | None = fact(
        "是否含联合抵制条款", "whether there are terms of a joint boycott"
    )
    deposit_bps: int | None = fact("诚意金比例（万分比）", "deposit, basis points of the estimate")
    performance_bond_bps: int | None = fact(
        "履约保证金比例（万分比）", "performance bond, basis points of the contract"
    )
    ceiling_published: bool | None = fact(
        "组织方设定的最高限价是否公布", "whether a ceiling price set by the organiser is published"
    )
    floor_price: bool | None = fact("是否设最低限价", "whether there is a floor price")
    names_a_supplier: bool | None = fact(
        "条件是否指向特定供应商或品牌", "whether conditions point to one supplier or brand"
    )
    unequal_information: bool | None = fact(
        "是否向受邀方提供不同信息", "whether those invited are told different things"
    )
    forced_below_floor: bool | None = fact(
        "是否强制运营商低于成本报价", "whether carriers are forced below their cost"
    )
    days_to_deadline: int | None = fact("发出至截止的天数", "days from issue to the due time")
    document_days: int | None = fact("文件发出天数", "days for which the documents are given out")
    members: int | None = fact("参团企业数", "number of members")
    totals_shown: bool | None = fact("是否展示合计", "whether totals are shown")
    demand_shown_to_members: bool | None = fact(
        "成员间是否可见彼此需求", "whether members see each other's demand"
    )
    local_demand_share_bps: int | None = fact(
        "成员占本地需求的份额（万分比）", "members' share of the local demand, basis points"
    )
    legal_review: bool | None = fact("法务审查", "legal review")
    justification_record: bool | None = fact("竞争影响说明", "record of the effect on competition")
