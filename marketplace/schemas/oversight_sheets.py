"""The sheets of the desks of deposits, claims, screens, duties and mails."""

from __future__ import annotations

from marketplace.schemas.desk_sheets import desk_sheet
from marketplace.schemas.fields import Schema, Text
from marketplace.schemas.sheet_fields import Yuan
from marketplace.schemas.time_fields import Day, Instant


class DepositRowSchema(Schema):
    group_buy = Text(attribute="deposit.group_buy.title_zh")
    company_zh = Text(attribute="deposit.member.name_zh")
    company_en = Text(attribute="deposit.member.name_en")
    asked = Yuan(attribute="deposit.amount_minor")
    back = Yuan(attribute="deposit.back_minor")
    kept = Yuan(attribute="deposit.kept_minor")
    claimed = Yuan(attribute="deposit.claimed_minor")
    state = Text(attribute="deposit.state")
    asked_at = Instant(attribute="deposit.asked_at")
    back_by = Instant()


class DepositClaimRowSchema(Schema):
    contract = Text(attribute="contract.number")
    carrier_zh = Text(attribute="carrier.name_zh")
    carrier_en = Text(attribute="carrier.name_en")
    company_zh = Text(attribute="member.name_zh")
    company_en = Text(attribute="member.name_en")
    claimed = Yuan(attribute="cost_minor")
    kept = Yuan(attribute="kept_minor")
    state = Text()
    filed_at = Instant()


class HitRowSchema(Schema):
    screen = Text()
    group_buy = Text(attribute="hit.group_buy.title_zh")
    kind = Text(attribute="hit.kind")
    carriers = Text()
    text = Text()
    state = Text()
    found_at = Instant(attribute="hit.found_at")
    outcome = Text()
    decided_at = Instant()


class DutyRowSchema(Schema):
    code = Text()
    duty = Text()
    task = Text()
    source = Text()
    rhythm = Text()
    due_on = Day()
    state = Text()
    done_on = Day()


class MailRowSchema(Schema):
    """Without the text: it may hold a link that opens an account."""

    subject = Text()
    recipient = Text()
    created_at = Instant()
    sent_at = Instant()


DEPOSIT_SHEET = desk_sheet(
    DepositRowSchema,
    ("诚意金", "Deposits"),
    {"state": "deposit"},
    asked="应付",
    back="已退回",
    kept="留存",
    claimed="待决定",
    asked_at="要求时间",
    back_by="最迟退还",
)
DEPOSIT_CLAIM_SHEET = desk_sheet(
    DepositClaimRowSchema,
    ("诚意金索赔", "Claims against deposits"),
    {"state": "deposit_claim"},
    contract="合同",
    claimed="索赔金额",
    kept="留存",
    filed_at="提出时间",
)
SCREEN_SHEET = desk_sheet(
    HitRowSchema,
    ("开启核查", "Screens"),
    {"kind": "screen_kind", "state": "screen_state", "outcome": "screen_decided"},
    screen="核查项",
    kind="性质",
    carriers="涉及的运营商",
    text="说明",
    found_at="发现时间",
    outcome="处理结果",
    decided_at="处理时间",
)
DUTY_SHEET = desk_sheet(
    DutyRowSchema,
    ("平台义务", "Duties"),
    {"state": "duty"},
    code="编号",
    duty="义务",
    task="要求",
    source="依据",
    rhythm="周期",
    due_on="到期日",
    done_on="上次完成",
)
MAIL_SHEET = desk_sheet(
    MailRowSchema,
    ("邮件", "Mails"),
    subject="主题",
    recipient="收件人",
    created_at="写成时间",
    sent_at="发送时间",
)
