"""Facts of a line's user archive (用户档案) and commitment letter (BUY-07, USE-04, USE-05)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from marketplace.domain.compliance.facts.fact import Facts, fact
from marketplace.domain.lives import ArchiveState


@dataclass(frozen=True, kw_only=True)
class ArchiveFacts(Facts):
    customer_name: str | None = fact("客户名称", "customer name")
    commitment_name: str | None = fact("承诺书所载名称", "name in the commitment letter")
    country: str | None = fact("注册国家", "country of registration")
    uscc: str | None = fact("统一社会信用代码", "unified social credit code")
    legal_representative: str | None = fact("法定代表人", "legal representative", personal=True)
    legal_representative_document: bool | None = fact(
        "法定代表人证件", "identity document of the legal representative"
    )
    contact: str | None = fact("联系人", "contact person", personal=True)
    contact_phone: str | None = fact("联系电话", "contact phone", personal=True)
    contact_document: bool | None = fact("联系人证件", "identity document of the contact")
    business_scope: str | None = fact("经营范围", "business scope")
    issuing_authority: str | None = fact("执照登记机关", "authority that issued the licence")
    business_address: str | None = fact("营业地址", "business address")
    post_code: str | None = fact("邮政编码", "post code")
    email: str | None = fact("电子邮箱", "e-mail address", personal=True)
    staff: int | None = fact("企业规模（人数）", "number of staff")
    mbps: int | None = fact("跨境需求带宽（Mbps）", "cross-border bandwidth wanted, Mbps")
    service_starts_on: date | None = fact("服务生效时间", "start of service")
    service_ends_on: date | None = fact("服务终止时间", "end of service")
    business_licence: bool | None = fact("营业执照（公章）", "business licence, sealed")
    service_agreement: bool | None = fact(
        "跨境专线业务服务协议（签字、公章）", "service agreement, signed and sealed"
    )
    service_form: bool | None = fact("服务受理单", "service handling form")
    authorisation_letter: bool | None = fact("授权函", "letter of authorisation")
    commitment_signed_on: date | None = fact(
        "承诺书签署日期", "day the commitment letter was signed"
    )
    commitment_signer: str | None = fact(
        "承诺书签署人", "signer of the commitment letter", personal=True
    )
    commitment_hash: str | None = fact("承诺书文本哈希", "hash of the signed commitment letter")
    carrier_state: ArchiveState | None = fact("运营商审核状态", "carrier's decision")
