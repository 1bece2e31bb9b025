"""Who may buy: identity, registration, authority (BUY-01, 02, 03, 04, 08, 09, 11)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from marketplace.domain.compliance.facts import CompanyFacts
from marketplace.domain.compliance.facts.company import RegistryStatus
from marketplace.domain.compliance.finding import HOLD, REJECT, Answer, hold, reject
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.instruments.commerce import E_COMMERCE
from marketplace.domain.compliance.instruments.data import CYBERSECURITY
from marketplace.domain.compliance.instruments.telecom import (
    ANTI_FRAUD,
    CARRIER_FORMS,
    CIVIL_CODE,
    CREDIT_CODE,
    FOREIGN_INVESTMENT,
    HOUSE_RULES,
    MIIT_ANSWERS,
    NOTICE_32,
    PUBLIC_INFORMATION,
    REGISTRATION,
)
from marketplace.domain.compliance.rule import Asking, earlier, known, rule, unknown
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
STATUS_WORDS = {
    RegistryStatus.ABNORMAL: Text("列入经营异常名录", "on the list of abnormal operation"),
    RegistryStatus.SERIOUS_BREACH: Text("列入严重违法失信名单", "on the list of serious breach"),
    RegistryStatus.CLOSED: Text("已注销、吊销或迁出", "closed, revoked or moved away"),
}


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


@rule(
    "BUY-04",
    "登记状态正常",
    "In good standing in the company register",
    CompanyFacts,
    sources=(PUBLIC_INFORMATION.at(mark=K), REGISTRATION.at(mark=K)),
    gates=(Gate.ENROL,),
    fails=(HOLD,),
    needs=("registry_status", "registry_checked_on"),
)
def in_good_standing(facts: CompanyFacts, asking: Asking) -> Iterator[Answer]:
    words = None if facts.registry_status is None else STATUS_WORDS.get(facts.registry_status)
    if words is not None:
        yield hold(
            f"企业登记状态为“{words.zh}”，须由审核员决定。如已恢复，请提交最新查询结果。",
            f"The company is {words.en}: a reviewer must decide. If that has been mended, please hand in a new look-up.",
            "registry_status",
        )
    oldest = asking.on - timedelta(days=asking.thresholds.registry_check_days)
    if known(facts.registry_checked_on) < oldest:
        yield hold(
            f"登记状态的查询早于 {oldest.isoformat()}，请重新查询国家企业信用信息公示系统并上传结果。",
            f"The register was looked up before {oldest.isoformat()}: please look it up again and upload the result.",
            "registry_checked_on",
        )


@rule(
    "BUY-08",
    "经办人须有授权",
    "The person acting must be authorised",
    CompanyFacts,
    sources=(CIVIL_CODE.at("161-172", mark=K), CARRIER_FORMS.at(mark=S)),
    gates=(Gate.ENROL,),
    fails=(HOLD,),
    needs=("signer_is_legal_representative",),
    reads=("authorisation_letter",),
)
def signer_authorised(facts: CompanyFacts, asking: Asking) -> Iterator[Answer]:
    if facts.signer_is_legal_representative is not False:
        return
    if facts.authorisation_letter is None:
        yield unknown(facts, "authorisation_letter")
    elif not facts.authorisation_letter:
        yield hold(
            "签署人不是法定代表人，缺少授权委托书。请上传盖章的授权委托书和经办人证件。",
            "The signer is not the legal representative and there is no letter of authorisation. Please upload the sealed letter and the signer's document.",
            "authorisation_letter",
        )


@rule(
    "BUY-09",
    "境外企业须通过境内实体参团",
    "An overseas company takes part through a PRC entity",
    CompanyFacts,
    sources=(FOREIGN_INVESTMENT.at(mark=K), MIIT_ANSWERS.at(mark=S)),
    gates=(Gate.ENROL,),
    fails=(REJECT,),
    needs=("overseas",),
    reads=("foreign_invested",),
)
def has_prc_entity(facts: CompanyFacts, asking: Asking) -> Iterator[Answer]:
    if facts.overseas:
        yield reject(
            "境外企业未在境内设立实体的，不能作为 A 端用户。请以境内子公司或分支机构入驻；外商投资企业同等参加。",
            "An overseas company without a PRC entity cannot be the customer at the A-end. Please enrol the PRC subsidiary or branch; foreign-invested enterprises take part on equal terms.",
            "overseas",
        )


@rule(
    "BUY-11",
    "涉诈与制裁风险须人工核查",
    "Fraud and sanctions notices are looked at by a person",
    CompanyFacts,
    sources=(
        ANTI_FRAUD.at("22", "25"),
        HOUSE_RULES.at(part=Text("制裁名单核查", "sanctions lists")),
    ),
    gates=(Gate.ENROL,),
    fails=(HOLD,),
    needs=("risk_flag",),
)
def no_risk_flag(facts: CompanyFacts, asking: Asking) -> Iterator[Answer]:
    if facts.risk_flag:
        yield hold(
            "该企业有涉诈或制裁风险提示，须由审核员核查后决定。",
            "There is a fraud or sanctions notice on this company: a reviewer must look into it and decide.",
            "risk_flag",
        )


RULES = (
    identity_verified_before_2026,
    identity_verified,
    credit_code_valid,
    is_enterprise,
    in_good_standing,
    signer_authorised,
    has_prc_entity,
    no_risk_flag,
)
