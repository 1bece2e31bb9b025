"""Facts of a seller with its licence, and of one quote (SELL-01 to 10, BID, PAY-02, PAY-05)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from marketplace.domain.compliance.facts.fact import Facts, fact
from marketplace.domain.products import Product


class Delivery(StrEnum):
    """What a product is carried over."""

    OWN_INTERNATIONAL = "own_international"
    "the carrier's own international facilities"
    PUBLIC_INTERNET = "public_internet"


class SellerRole(StrEnum):
    CARRIER = "carrier"
    AGENT = "agent"
    "introduces or manages equipment; contracts and bills nothing"
    RESELLER = "reseller"


@dataclass(frozen=True, kw_only=True)
class CarrierFacts(Facts):
    legal_name: str | None = fact("运营商名称", "legal name of the carrier")
    uscc: str | None = fact("运营商统一社会信用代码", "carrier's unified social credit code")
    listed_group: bool | None = fact(
        "是否属于平台白名单集团", "whether it is of a group on the marketplace's list"
    )
    licensed: bool | None = fact(
        "是否持有电信业务经营许可证", "whether it holds a telecom business licence"
    )
    licence_number: str | None = fact("许可证编号", "licence number")
    licence_scopes: frozenset[str] | None = fact("许可业务种类", "licensed kinds of business")
    licence_valid_to: date | None = fact("许可证有效期至", "last day of the licence")
    licence_scan: bool | None = fact("许可证扫描件", "scan of the licence")
    licence_checked_on: date | None = fact("许可证查询核对日期", "day the licence was looked up")
    forged_or_lent: bool | None = fact(
        "许可证是否被查实伪造、冒用或出借", "whether the licence was found forged or lent"
    )
    gateway_city: str | None = fact("国际出入口局城市", "city of the international gateway")
    handover_pop: str | None = fact("境外交接点", "point of handover abroad")


@dataclass(frozen=True, kw_only=True)
class QuoteFacts(Facts):
    products: frozenset[Product] | None = fact("报价产品", "products quoted")
    licence_scopes: frozenset[str] | None = fact("许可业务种类", "licensed kinds of business")
    licence_valid_to: date | None = fact("许可证有效期至", "last day of the licence")
    contract_ends_on: date | None = fact("合同期末日", "last day of the longest contract")
    delivery: Delivery | None = fact("承载方式", "what it is carried over")
    seller_role: SellerRole | None = fact("报价方身份", "what the quoting party is")
    branch: bool | None = fact("是否分支机构报价", "whether a branch quotes")
    authorisation_letter: bool | None = fact("法人授权书", "authorisation by the legal person")
    other_quotes_of_legal_person: int | None = fact(
        "同一法人的其他报价数", "other quotes of the same legal person"
    )
    related_to_organiser: bool | None = fact(
        "是否与组织方有利害关系", "whether it is related to the organiser"
    )
    related_to_bidder: bool | None = fact(
        "是否与其他报价人同一负责人或存在控股、管理关系",
        "whether it shares its head with another bidder or controls or manages one",
    )
    of_platform: bool | None = fact(
        "是否为平台运营方或其控制的主体", "whether it is the platform operator or held by it"
    )
    forced_bundle: bool | None = fact(
        "是否强制搭售业务或终端", "whether other services or terminals are forced"
    )
    exclusive_terms: bool | None = fact(
        "是否限制用户选择其他运营商", "whether users may not choose another carrier"
    )
    below_cost: bool | None = fact(
        "是否疑似低于成本排挤对手", "whether it seems below cost to drive out rivals"
    )
    activation_days: int | None = fact("承诺开通天数", "days to activation as promised")
    published_activation_days: int | None = fact(
        "运营商公布的开通时限（天）", "the carrier's published time to activation, days"
    )
    late_penalty_bps_per_day: int | None = fact(
        "逾期开通违约金（安装费万分比/日）",
        "compensation for lateness, basis points of the installation fee per day",
    )
    repair_hours: int | None = fact("故障修复时限（小时）", "hours to repair")
    outage_fee_waived: bool | None = fact(
        "超时未修复是否免收障碍期间月租", "whether the rent is waived for an outage not repaired"
    )
    currency: str | None = fact("报价币种", "currency")
    tax_basis_stated: bool | None = fact(
        "是否注明含税或不含税", "whether tax is said to be included"
    )
    all_fees_listed: bool | None = fact("是否列明全部费用", "whether all fees are listed")
    encrypted: bool | None = fact("是否由报价人加密", "whether the bidder encrypted it")
    on_time: bool | None = fact("是否在截止前收到", "whether it was received before the due time")
    withdrawn_after_due: bool | None = fact(
        "是否在截止后变更或撤回", "whether it was changed or withdrawn after the due time"
    )
    bidders_kept_secret: bool | None = fact(
        "报价人名单与数量是否保密", "whether names and number of bidders are kept secret"
    )
    access_logged: bool | None = fact("访问记录", "whether access is logged")
