"""Who may buy: identity and registration (BUY-01, 02, 03)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from marketplace.domain.compliance.facts import CompanyFacts
from marketplace.domain.compliance.finding import HOLD, REJECT, Answer, hold, reject
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.instruments.commerce import E_COMMERCE
from marketplace.domain.compliance.instruments.data import CYBERSECURITY
from marketplace.domain.compliance.instruments.telecom import (
    ANTI_FRAUD,
    CREDIT_CODE,
    NOTICE_32,
)
from marketplace.domain.compliance.rule import Asking, earlier, known, rule
from marketplace.domain.compliance.source import K, S
from marketplace.domain.compliance.words import Text
from marketplace.domain.uscc import fault_in

RENUMBERED = date(2026, 1, 1)
"the Cybersecurity Law's articles have new numbers from this day"
CHECKS = {
    "name": Text("企业名称", "the company's name"),
    "uscc": Text("统一社会信用代码", "the unified social credit code"),
    "legal_representative": Text("法定代表人", "the legal representative"),
    "business_licence": Text("营业执照扫描件", "the scan of the business licence"),
    "agent_verified": Text("经办人身份核验", "the identity check of the person acting"),
    "agent_phone": Text("经办人手机号核验", "the check of that person's phone number"),
}
USCC_FAULTS = {
    "uscc_length": Text("应为18位", "it has 18 characters"),
    "uscc_alphabet": Text(
        "只能使用数字和大写字母，不含 I、O、S、V、Z",
        "it has digits and capital letters other than I, O, S, V and Z",
    ),
    "uscc_check_digit": Text("校验位不符", "its check digit is wrong"),
}
ENTERPRISE, COOPERATIVE, SOLE_TRADER = "91", "93", "92"
PUBLIC_BODIES = ("11", "12", "13")


@rule(
    "BUY-01",
    "接入前核验真实身份",
    "Real identity before any service",
    CompanyFacts,
    sources=(
        CYBERSECURITY.at("26"),
        ANTI_FRAUD.at("21(1)(4)"),
        E_COMMERCE.at("27", part=Text("适用于销售方", "of sellers")),
    ),
    gates=(Gate.ENROL,),
    fails=(REJECT,),
    reads=tuple(CHECKS),
    version=2,
    since=RENUMBERED,
)
def identity_verified(facts: CompanyFacts, asking: Asking) -> Iterator[Answer]:
    for name, what in CHECKS.items():
        if not getattr(facts, name):
            yield reject(
                f"缺少{what.zh}。依法须先核验真实身份再提供服务，请补充，否则不能入驻。",
                f"Missing: {what.en}. The law wants a real identity before any service: please add it, or the company cannot enrol.",
                name,
            )


identity_verified_before_2026 = earlier(
    identity_verified,
    before=RENUMBERED,
    sources=(
        CYBERSECURITY.at("24"),
        ANTI_FRAUD.at("21(1)(4)"),
        E_COMMERCE.at("27", part=Text("适用于销售方", "of sellers")),
    ),
)


@rule(
    "BUY-02",
    "统一社会信用代码须有效",
    "The unified social credit code must be valid",
    CompanyFacts,
    sources=(CREDIT_CODE.at(mark=S),),
    gates=(Gate.ENROL,),
    fails=(REJECT,),
    needs=("uscc",),
)
def credit_code_valid(facts: CompanyFacts, asking: Asking) -> Iterator[Answer]:
    fault = fault_in(known(facts.uscc))
    if fault is not None:
        why = USCC_FAULTS[fault]
        yield reject(
            f"统一社会信用代码有误：{why.zh}。请按营业执照更正。",
            f"The unified social credit code is wrong: {why.en}. Please correct it from the business licence.",
            "uscc",
        )


@rule(
    "BUY-03",
    "参团方须为企业",
    "Members are enterprises",
    CompanyFacts,
    sources=(
        CREDIT_CODE.at(mark=K, part=Text("代码前两位", "first two characters")),
        NOTICE_32.at(mark=S, part=Text("第二部分第4项", "part 2, item 4")),
    ),
    gates=(Gate.ENROL,),
    fails=(HOLD, REJECT),
    needs=("natural_person", "uscc"),
)
def is_enterprise(facts: CompanyFacts, asking: Asking) -> Iterator[Answer]:
    if facts.natural_person:
        yield reject(
            "自然人不能参团。国际专线供企业内部办公使用，请以企业名义入驻。",
            "A natural person cannot take part: international lines serve the offices of enterprises. Please enrol as an enterprise.",
            "natural_person",
        )
        return
    kind = known(facts.uscc)[:2]
    if kind == SOLE_TRADER:
        yield hold(
            "个体工商户须由审核员确认其内部办公需求。请说明用途。",
            "An individual business (个体工商户) needs a reviewer's word on its office use. Please explain it.",
            "uscc",
        )
    elif kind in PUBLIC_BODIES:
        yield hold(
            "机关、事业单位须确认是否适用政府采购程序，由审核员决定。",
            "For a public body a reviewer must decide whether government procurement applies.",
            "fiscal_funds",
        )
    elif kind not in (ENTERPRISE, COOPERATIVE):
        yield hold(
            "该代码不属于企业，须由审核员确认主体类型。",
            "The code is not of an enterprise: a reviewer must confirm what kind of organisation it is.",
            "uscc",
        )


RULES = (
    identity_verified_before_2026,
    identity_verified,
    credit_code_valid,
    is_enterprise,
)
