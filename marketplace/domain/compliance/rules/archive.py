"""The user archive (用户档案) and the commitment letter (USE-04, USE-05, BUY-07)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from marketplace.domain.compliance.days import months_after
from marketplace.domain.compliance.facts import ArchiveFacts, ServiceFacts
from marketplace.domain.compliance.finding import HOLD, REJECT, Answer, hold, reject
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.instruments.telecom import CARRIER_FORMS, NOTICE_32
from marketplace.domain.compliance.rule import Asking, known, rule
from marketplace.domain.compliance.source import S, T
from marketplace.domain.compliance.words import Text
from marketplace.domain.lives import ArchiveState

ITEM_4 = Text("第二部分第4项", "part 2, item 4")
FORMS = (
    CARRIER_FORMS.at(mark=S, part=Text("办理表格", "forms")),
    CARRIER_FORMS.at(mark=T, part=Text("接口字段", "interface fields")),
)
STATED = (
    "customer_name",
    "commitment_name",
    "country",
    "uscc",
    "legal_representative",
    "contact",
    "contact_phone",
    "business_scope",
    "issuing_authority",
    "business_address",
    "post_code",
    "email",
    "staff",
    "mbps",
    "service_starts_on",
    "service_ends_on",
)
UPLOADED = {
    "legal_representative_document": Text("法定代表人证件", "the legal representative's document"),
    "contact_document": Text("联系人证件", "the contact's identity document"),
    "business_licence": Text("盖章的营业执照", "the sealed business licence"),
    "service_form": Text("服务受理单", "the service handling form"),
    "authorisation_letter": Text("授权函", "the letter of authorisation"),
    "service_agreement": Text("签字盖章的业务服务协议", "the signed and sealed service agreement"),
}


@rule(
    "USE-04",
    "每条专线集中建立用户档案",
    "A user archive for every line",
    ArchiveFacts,
    sources=(NOTICE_32.at(mark=S, part=ITEM_4), *FORMS),
    gates=(Gate.LOCK,),
    fails=(HOLD,),
    needs=(*STATED, *UPLOADED),
)
def archive_complete(facts: ArchiveFacts, asking: Asking) -> Iterator[Answer]:
    for name in STATED:
        if getattr(facts, name) == "":
            yield hold(
                "用户档案的该项为空。请填写。",
                "This entry of the user archive is empty. Please fill it in.",
                name,
            )
    for name, paper in UPLOADED.items():
        if getattr(facts, name) is False:
            yield hold(
                f"用户档案缺少{paper.zh}，专线不能锁定。请上传。",
                f"The user archive lacks {paper.en}, so the line cannot be locked. Please upload it.",
                name,
            )
    if known(facts.service_ends_on) <= known(facts.service_starts_on):
        yield hold(
            "服务终止时间不晚于生效时间。请更正。",
            "The service ends no later than it starts. Please correct the days.",
            "service_ends_on",
        )


@rule(
    "USE-05",
    "锁定前签署信息安全与用途承诺书",
    "The commitment letter is signed before the lock",
    ArchiveFacts,
    sources=(CARRIER_FORMS.at(mark=S), NOTICE_32.at(mark=S, part=ITEM_4)),
    gates=(Gate.LOCK,),
    fails=(REJECT,),
    reads=("commitment_signed_on", "commitment_signer", "commitment_hash"),
)
def commitment_signed(facts: ArchiveFacts, asking: Asking) -> Iterator[Answer]:
    signed_on = facts.commitment_signed_on
    if signed_on is None or not facts.commitment_signer or not facts.commitment_hash:
        yield reject(
            "承诺书（用途、不转售、不经营 VPN、接受检查与停用）尚未签署，专线不能锁定。请在线签署。",
            "The commitment letter (purpose, no resale, no VPN business, audit and stop accepted) is not signed, so the line cannot be locked. Please sign it on line.",
            "commitment_signed_on",
        )
    elif asking.on >= _renewed_by(signed_on, asking):
        yield reject(
            f"承诺书签署于 {signed_on.isoformat()}，已满一年，专线不能锁定。请重新签署。",
            f"The commitment letter was signed on {signed_on.isoformat()}, a year ago or more, so the line cannot be locked. Please sign it anew.",
            "commitment_signed_on",
        )


@rule(
    "USE-05b",
    "承诺书每年重签",
    "The commitment letter is renewed every year",
    ServiceFacts,
    sources=(CARRIER_FORMS.at(mark=S), NOTICE_32.at(mark=S, part=ITEM_4)),
    gates=(Gate.OPERATE,),
    fails=(HOLD,),
    needs=("commitment_signed_on",),
)
def commitment_renewed(facts: ServiceFacts, asking: Asking) -> Iterator[Answer]:
    due = _renewed_by(known(facts.commitment_signed_on), asking)
    if asking.on >= due:
        yield hold(
            f"承诺书应于 {due.isoformat()} 前重签。请在线签署。",
            f"The commitment letter had to be signed anew before {due.isoformat()}. Please sign it on line.",
            "commitment_signed_on",
        )


def _renewed_by(signed_on: date, asking: Asking) -> date:
    return months_after(signed_on, asking.thresholds.commitment_months)


@rule(
    "BUY-07",
    "用户档案由运营商审核决定",
    "The carrier decides on the user archive",
    ArchiveFacts,
    sources=FORMS,
    gates=(Gate.CONTRACT,),
    fails=(HOLD, REJECT),
    needs=("carrier_state", "customer_name", "commitment_name"),
)
def carrier_approved(facts: ArchiveFacts, asking: Asking) -> Iterator[Answer]:
    if facts.carrier_state == ArchiveState.DENIED:
        yield reject(
            "运营商未通过该专线的用户档案，不能签约。请查看理由，更正档案或选择其他运营商。",
            "The carrier denied the user archive of this line, so no contract can be made. Please read the reason, correct the archive or choose another carrier.",
            "carrier_state",
        )
    elif facts.carrier_state == ArchiveState.PENDING:
        yield hold(
            "运营商尚未审核该专线的用户档案。审核通过后方可签约。",
            "The carrier has not decided on the user archive of this line yet. A contract follows its approval.",
        )
    if known(facts.customer_name) != known(facts.commitment_name):
        yield hold(
            "客户名称与承诺书所载名称不一致。请更正，两处须完全一致。",
            "The customer name differs from the name in the commitment letter. Please correct it: both must be the same.",
            "commitment_name",
        )


RULES = (archive_complete, commitment_signed, commitment_renewed, carrier_approved)
