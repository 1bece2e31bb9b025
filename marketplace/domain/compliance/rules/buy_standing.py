"""In which standing a company buys, and who acts for it (BUY-04, 08, 09, 11)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from marketplace.domain.compliance.facts import CompanyFacts
from marketplace.domain.compliance.facts.company import RegistryStatus
from marketplace.domain.compliance.finding import HOLD, REJECT, Answer, hold, reject
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.instruments.telecom import (
    ANTI_FRAUD,
    CARRIER_FORMS,
    CIVIL_CODE,
    FOREIGN_INVESTMENT,
    HOUSE_RULES,
    MIIT_ANSWERS,
    PUBLIC_INFORMATION,
    REGISTRATION,
)
from marketplace.domain.compliance.rule import Asking, known, rule, unknown
from marketplace.domain.compliance.source import K, S
from marketplace.domain.compliance.words import Text

STATUS_WORDS = {
    RegistryStatus.ABNORMAL: Text("列入经营异常名录", "on the list of abnormal operation"),
    RegistryStatus.SERIOUS_BREACH: Text("列入严重违法失信名单", "on the list of serious breach"),
    RegistryStatus.CLOSED: Text("已注销、吊销或迁出", "closed, revoked or moved away"),
}


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
    in_good_standing,
    signer_authorised,
    has_prc_entity,
    no_risk_flag,
)
