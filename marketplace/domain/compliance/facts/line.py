"""Facts of a wanted line, of its far end, and of how it will be used (USE, BUY-05, BUY-06)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from marketplace.domain.compliance.facts.fact import Facts, fact
from marketplace.domain.products import Product, Relation


class EndType(StrEnum):
    OWN_OFFICE = "own_office"
    AFFILIATE_OFFICE = "affiliate_office"
    OWN_RACK = "own_rack"
    "own equipment in another's data centre"
    CLOUD_VPC = "cloud_vpc"
    "the company's own part of a public cloud"
    PUBLIC_PLATFORM = "public_platform"
    "a platform that serves the public"


class Purpose(StrEnum):
    ERP = "erp"
    MAIL_OFFICE = "mail_office"
    RESEARCH = "research"
    VIDEO_CONFERENCE = "video_conference"
    HEADQUARTERS_SYNC = "headquarters_sync"
    OWN_PRODUCTION = "own_production"
    NOT_INTERNAL = "not_internal"
    OTHER = "other"
    "told in words only"


class Affiliation(StrEnum):
    """`Relation` and the one that no line may have."""

    SAME_ENTITY = Relation.SAME_ENTITY.value
    PARENT = Relation.PARENT.value
    SUBSIDIARY = Relation.SUBSIDIARY.value
    BRANCH = Relation.BRANCH.value
    SAME_CONTROL = Relation.SAME_CONTROL.value
    CONTRACT_PARTNER = Relation.CONTRACT_PARTNER.value
    UNRELATED = "unrelated"


@dataclass(frozen=True, kw_only=True)
class LineFacts(Facts):
    product: Product | None = fact("产品", "product")
    customer_uscc: str | None = fact(
        "专线用户统一社会信用代码", "credit code of the line's customer"
    )
    member_uscc: str | None = fact("参团企业统一社会信用代码", "member's credit code")
    shared_with_others: bool | None = fact(
        "是否与其他企业共用电路", "whether the circuit is shared with others"
    )
    a_address: str | None = fact("A 端地址", "A-end address")
    a_room: str | None = fact("A 端房间", "A-end room")
    a_address_proof: bool | None = fact("A 端租约或产权证明", "lease or deed of the A-end")
    a_in_park: bool | None = fact("园区确认 A 端在园区内", "park's word that the A-end is inside")
    a_end: EndType | None = fact("A 端类型", "kind of the A-end")
    z_end: EndType | None = fact("Z 端类型", "kind of the Z-end")
    rack_or_cloud_contract: bool | None = fact(
        "以本企业名义签订的托管或云服务合同", "colocation or cloud contract in the company's name"
    )


@dataclass(frozen=True, kw_only=True)
class FarEndFacts(Facts):
    region: str | None = fact("Z 端国家或地区", "country or region of the Z-end")
    address: str | None = fact("Z 端地址", "Z-end address")
    occupant: str | None = fact("Z 端使用方名称", "legal name of the Z-end's occupant")
    registration_number: str | None = fact(
        "Z 端使用方登记号", "registration number of the occupant"
    )
    affiliation: Affiliation | None = fact("Z 端使用方与本企业关系", "occupant's relation")
    share_bps: int | None = fact(
        "持股或控制比例（万分比）", "share held along the chain, basis points"
    )
    evidence: bool | None = fact(
        "关联关系证明", "evidence of the relation (organisation chart, registration, contract)"
    )


@dataclass(frozen=True, kw_only=True)
class UseFacts(Facts):
    product: Product | None = fact("产品", "product")
    purpose: Purpose | None = fact("使用用途", "purpose")
    purpose_text: str | None = fact("用途说明", "purpose in words")
    users: int | None = fact("使用人数", "number of users")
    resale: bool | None = fact("是否转售、转租", "whether it is resold or sublet")
    shared: bool | None = fact("是否供他人共用", "whether others share it")
    proxy_for_others: bool | None = fact(
        "是否为他人提供代理或 VPN", "whether it carries a proxy or VPN for others"
    )
    third_party_access: bool | None = fact(
        "是否供第三方接入数据中心、云或 CDN",
        "whether third parties reach a data centre, cloud or CDN over it",
    )
    public_acceleration: bool | None = fact(
        "是否用于面向公众的网络加速", "whether it speeds up public web traffic"
    )
    telecom_seller: bool | None = fact(
        "本企业是否经营 IDC、ISP、CDN 或 VPN 业务",
        "whether the company itself sells IDC, ISP, CDN or VPN services",
    )
    business_scope: str | None = fact("经营范围", "business scope")
    internet_breakout: bool | None = fact(
        "是否经专线访问公共互联网", "whether the public Internet is reached over it"
    )
    voice: bool | None = fact("是否承载语音", "whether it carries voice")
    pstn_interconnect: bool | None = fact(
        "是否与公用电话网互通或改号", "whether voice breaks out to the public network"
    )
