"""Facts of a company that enrols (BUY-01 to 04, 08, 09, 11; PLAT-10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from marketplace.domain.compliance.facts.fact import Facts, fact


class RegistryStatus(StrEnum):
    """What the company register (gsxt.gov.cn) says."""

    ACTIVE = "active"
    ABNORMAL = "abnormal"
    "经营异常名录"
    SERIOUS_BREACH = "serious_breach"
    "严重违法失信名单"
    CLOSED = "closed"
    "注销, 吊销 or 迁出"


@dataclass(frozen=True, kw_only=True)
class CompanyFacts(Facts):
    name: str | None = fact("企业名称", "company name")
    uscc: str | None = fact("统一社会信用代码", "unified social credit code")
    natural_person: bool | None = fact("是否自然人", "whether it is a natural person")
    overseas: bool | None = fact(
        "是否未在境内设立实体的境外企业", "whether it is an overseas company without a PRC entity"
    )
    foreign_invested: bool | None = fact("是否外商投资企业", "whether it is foreign-invested")
    business_licence: bool | None = fact("营业执照扫描件", "scan of the business licence")
    legal_representative: str | None = fact("法定代表人", "legal representative", personal=True)
    agent_verified: bool | None = fact(
        "经办人身份核验结果", "result of the identity check of the person acting"
    )
    agent_phone: bool | None = fact("经办人手机号核验", "check of that person's phone number")
    registry_status: RegistryStatus | None = fact("登记状态", "status in the company register")
    registry_checked_on: date | None = fact("登记状态查询日期", "day of the look into the register")
    signer_is_legal_representative: bool | None = fact(
        "签署人是否为法定代表人", "whether the signer is the legal representative"
    )
    authorisation_letter: bool | None = fact("授权委托书", "letter of authorisation")
    state_owned: bool | None = fact("是否国有企业", "whether it is state-owned")
    internal_approval: bool | None = fact("内部采购审批文件", "internal procurement approval")
    fiscal_funds: bool | None = fact("是否使用财政性资金", "whether fiscal funds are used")
    risk_flag: bool | None = fact(
        "是否有涉诈或制裁风险提示", "whether there is a fraud or sanctions notice"
    )
    privacy_notice_shown: bool | None = fact(
        "是否已展示个人信息处理告知", "whether the privacy notice was shown"
    )
    identity_document_taken: bool | None = fact(
        "是否收集身份证件信息", "whether identity documents are collected"
    )
    separate_consent: bool | None = fact(
        "身份证件信息的单独同意", "separate consent to the use of identity documents"
    )
