"""The sheets of the desks: organisations, licences, findings, complaints, contracts, audit log."""

from __future__ import annotations

from collections.abc import Mapping

from marketplace.schemas.fields import Schema, Text, Uuid
from marketplace.schemas.sheet_fields import Yuan
from marketplace.schemas.sheets import Sheet
from marketplace.schemas.time_fields import Day, Instant


class Joined(Text):
    """Several words in one cell."""

    def _serialize(self, value: object, attr: str | None, obj: object, **kwargs: object) -> str:
        return " ".join(map(str, value)) if isinstance(value, list) else str(value)


class OrganisationRowSchema(Schema):
    name_zh = Text()
    name_en = Text()
    kind = Text()
    uscc = Text()
    state = Text()
    created_at = Instant()


class LicenceRowSchema(Schema):
    number = Text()
    carrier_zh = Text(attribute="carrier.name_zh")
    carrier_en = Text(attribute="carrier.name_en")
    scopes = Joined()
    valid_from = Day()
    valid_to = Day()
    state = Text()
    looked_up_on = Day()
    decided_at = Instant()


class FindingRowSchema(Schema):
    code = Text(attribute="finding.code")
    rule = Text()
    gate = Text()
    organisation_zh = Text(attribute="finding.organisation.name_zh")
    organisation_en = Text(attribute="finding.organisation.name_en")
    group_buy = Text(attribute="finding.group_buy.title_zh")
    outcome = Text(attribute="finding.outcome")
    state = Text(attribute="standing")
    text = Text()
    asked_at = Instant(attribute="finding.asked_at")


class ComplaintRowSchema(Schema):
    number = Text()
    subject = Text()
    category = Text()
    company_zh = Text(attribute="member.name_zh")
    company_en = Text(attribute="member.name_en")
    carrier_zh = Text(attribute="carrier.name_zh")
    group_buy = Text(attribute="group_buy.title_zh")
    line = Text(attribute="contract_line.reference")
    state = Text()
    filed_at = Instant()
    answer_due_at = Instant()
    answered_at = Instant()
    closed_at = Instant()


class ContractRowSchema(Schema):
    number = Text()
    company_zh = Text(attribute="member.name_zh")
    company_en = Text(attribute="member.name_en")
    carrier_zh = Text(attribute="carrier.name_zh")
    total = Yuan(attribute="total_minor")
    state = Text()
    drawn_at = Instant()


class AuditRowSchema(Schema):
    at = Instant(attribute="entry.at")
    organisation = Text()
    subject = Text(attribute="entry.subject")
    subject_id = Uuid(attribute="entry.subject_id")
    event = Text(attribute="entry.event")
    from_state = Text(attribute="entry.from_state")
    to_state = Text(attribute="entry.to_state")
    reason = Text(attribute="entry.reason")
    chain = Text(attribute="entry.chain")


PARTIES_ZH = {
    "company_zh": "参团企业",
    "company_en": "参团企业英文名",
    "carrier_zh": "运营商",
    "carrier_en": "运营商英文名",
    "organisation_zh": "机构",
    "organisation_en": "机构英文名",
    "group_buy": "团购",
    "line": "专线",
    "number": "编号",
    "state": "状态",
}


def desk_sheet(
    schema: type[Schema],
    title: tuple[str, str],
    kinds: Mapping[str, str] | None = None,
    **names_zh: str,
) -> Sheet:
    """A sheet of a desk; `kinds`: by column, the kind of its codes, as pages word them."""
    return Sheet(schema=schema, names_zh=PARTIES_ZH | names_zh, title=title, kinds=kinds or {})


ORGANISATION_SHEET = desk_sheet(
    OrganisationRowSchema,
    ("机构", "Organisations"),
    {"state": "organisation", "kind": "kind"},
    name_zh="名称",
    name_en="英文名",
    kind="类型",
    uscc="统一社会信用代码",
    created_at="注册时间",
)
LICENCE_SHEET = desk_sheet(
    LicenceRowSchema,
    ("许可证", "Licences"),
    {"state": "licence"},
    scopes="业务种类",
    valid_from="有效期起",
    valid_to="有效期止",
    looked_up_on="查询日期",
    decided_at="核验时间",
)
FINDING_SHEET = desk_sheet(
    FindingRowSchema,
    ("核查结果", "Findings"),
    {"state": "standing", "outcome": "outcome"},
    code="规则编号",
    rule="规则",
    gate="环节",
    outcome="结论",
    text="说明",
    asked_at="发现时间",
)
COMPLAINT_SHEET = desk_sheet(
    ComplaintRowSchema,
    ("服务投诉", "Service complaints"),
    {"state": "service_complaint", "category": "complaint_category"},
    subject="主题",
    category="类别",
    filed_at="提交时间",
    answer_due_at="答复期限",
    answered_at="答复时间",
    closed_at="关闭时间",
)
CONTRACT_SHEET = desk_sheet(
    ContractRowSchema,
    ("服务合同", "Contracts"),
    {"state": "contract"},
    total="不含税总额",
    drawn_at="拟定时间",
)
AUDIT_SHEET = desk_sheet(
    AuditRowSchema,
    ("审计日志", "Audit log"),
    at="时间",
    organisation="操作机构",
    subject="对象类型",
    subject_id="对象编号",
    event="事件",
    from_state="原状态",
    to_state="新状态",
    reason="原因",
    chain="链",
)
