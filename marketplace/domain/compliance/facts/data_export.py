"""Facts of one data export, as stated by the exporter, and of what was filed for it (DATA)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from marketplace.domain.compliance.facts.fact import Facts, fact


class ImportantData(StrEnum):
    NONE = "none"
    SUSPECTED = "suspected"
    "thought to be, but never notified or published as such"
    NOTIFIED = "notified"


class Scenario(StrEnum):
    TRADE = "trade"
    TRANSPORT = "transport"
    ACADEMIC = "academic"
    MANUFACTURING = "manufacturing"
    MARKETING = "marketing"
    OTHER = "other"


class FreeTradeList(StrEnum):
    """Where the data stand to the negative list of the exporter's free-trade zone."""

    NONE = "none"
    "no such zone or no list in force"
    OUTSIDE = "outside"
    INSIDE = "inside"


class FiledProcedure(StrEnum):
    SECURITY_ASSESSMENT = "security_assessment"
    STANDARD_CONTRACT = "standard_contract"
    CERTIFICATION = "certification"
    LIST_FILING = "list_filing"
    "filing of data outside a free-trade zone's negative list"


@dataclass(frozen=True, kw_only=True)
class DataExportFacts(Facts):
    state_secret: bool | None = fact("是否涉及国家秘密", "whether there are state secrets")
    core_data: bool | None = fact(
        "是否涉及国家核心数据", "whether there are core data of the state"
    )
    foreign_authority_request: bool | None = fact(
        "是否应外国司法或执法机构要求且未经批准",
        "whether a foreign court or police asks for it, without approval",
    )
    important_data: ImportantData | None = fact("重要数据", "important data")
    collected_abroad_transit: bool | None = fact(
        "是否境外收集、境内处理后出境且未加入境内个人信息或重要数据",
        "whether it was collected abroad and nothing domestic was added",
    )
    personal_information: bool | None = fact(
        "是否含个人信息", "whether there is personal information"
    )
    business_scenario: Scenario | None = fact("业务场景", "business scenario")
    contract_necessity: bool | None = fact(
        "是否为订立、履行个人作为一方的合同所必需",
        "whether a contract with the individual makes it necessary",
    )
    hr_necessity: bool | None = fact(
        "是否依法实施跨境人力资源管理所必需",
        "whether lawful cross-border personnel management makes it necessary",
    )
    emergency: bool | None = fact(
        "是否紧急情况下保护生命健康和财产安全所必需",
        "whether an emergency to life, health or property makes it necessary",
    )
    ftz_list: FreeTradeList | None = fact(
        "自贸试验区负面清单", "negative list of the free-trade zone"
    )
    ftz_procedure: str | None = fact("负面清单规定的程序", "procedure named by the negative list")
    ciio_notified: bool | None = fact(
        "是否收到关键信息基础设施运营者认定通知",
        "whether a notice as operator of critical information infrastructure was received",
    )
    persons_since_january: int | None = fact(
        "本年1月1日起出境个人信息人数（不含敏感，去重）",
        "persons since 1 January, sensitive left out, each counted once",
    )
    sensitive_persons_since_january: int | None = fact(
        "本年1月1日起出境敏感个人信息人数（去重）",
        "persons with sensitive information since 1 January, each counted once",
    )


@dataclass(frozen=True, kw_only=True)
class ExportFilingFacts(Facts):
    """What stands for the export at activation and later."""

    code: str | None = fact("数据出境自查结果", "result of the data-export self-check")
    ftz_list_edition: str | None = fact(
        "已载入的负面清单版本", "edition of the negative list that is loaded"
    )
    reference: str | None = fact("申报、备案或认证编号", "reference of the filing or certificate")
    procedure: FiledProcedure | None = fact("所办理的程序", "procedure that was gone through")
    granted_on: date | None = fact("通过、生效或发证日期", "day it was granted or took effect")
    filed_on: date | None = fact("标准合同备案日期", "day the standard contract was filed")
    personal_information: bool | None = fact(
        "是否含个人信息", "whether there is personal information"
    )
    assessed_on: date | None = fact("个人信息保护影响评估日期", "day of the impact assessment")
    individuals_told: bool | None = fact("是否已告知个人", "whether the individuals were told")
    consent_is_basis: bool | None = fact("是否以同意为处理依据", "whether consent is the basis")
    separate_consent: bool | None = fact("单独同意", "separate consent")
    critical_industry: bool | None = fact(
        "是否属于能源、交通、水利、金融、公共服务、电子政务、国防科技工业",
        "whether it is of energy, transport, water, finance, public service, e-government, defence",
    )
    ciio_answer_confirmed: bool | None = fact(
        "已再次确认未收到认定通知", "whether it was confirmed again that no notice was received"
    )
    lingang_report: str | None = fact(
        "临港数据跨境信息报送编号", "reference of the report to Lingang"
    )
    counts_asked_on: date | None = fact("最近一次核对人数日期", "day the counts were last asked")
