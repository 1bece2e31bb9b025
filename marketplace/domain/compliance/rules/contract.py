"""The service contract between carrier and enterprise, and the award's notice (SELL-10, PLAT)."""

from __future__ import annotations

from collections.abc import Iterator

from marketplace.domain.compliance.facts import AwardFacts, ContractFacts, OrganiserFacts
from marketplace.domain.compliance.finding import HOLD, REJECT, Answer, hold, reject
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.instruments.commerce import E_SIGNATURE
from marketplace.domain.compliance.instruments.purchase import E_TENDERING
from marketplace.domain.compliance.instruments.telecom import ACTION_PLAN, CIVIL_CODE, TELECOM
from marketplace.domain.compliance.rule import Asking, known, rule
from marketplace.domain.compliance.words import Text

DATA_MESSAGE = {
    "retrievable": Text("可随时调取", "retrievable"),
    "intact": Text("内容完整、未被更改", "intact"),
    "parties_and_time_known": Text("可识别收发方与时间", "with known sender, receiver and time"),
}


@rule(
    "SELL-10b",
    "合同由成交运营商与用户企业直接签订",
    "Carrier and enterprise contract directly",
    ContractFacts,
    sources=(TELECOM.at("58(1)"),),
    gates=(Gate.CONTRACT,),
    fails=(REJECT,),
    needs=("seller_uscc", "carrier_uscc", "customer_uscc", "member_uscc"),
)
def contract_direct(facts: ContractFacts, asking: Asking) -> Iterator[Answer]:
    if known(facts.seller_uscc) != known(facts.carrier_uscc):
        yield reject(
            "合同售方不是成交的持证运营商。专线不得由第三方转售，请由运营商自己签约。",
            "The contract's seller is not the awarded, licensed carrier. No third party may resell a line: the carrier itself must contract.",
            "seller_uscc",
        )
    if known(facts.customer_uscc) != known(facts.member_uscc):
        yield reject(
            "合同用户不是参团企业。请由使用专线的企业自己签约。",
            "The contract's customer is not the member. The enterprise that uses the line must itself contract.",
            "customer_uscc",
        )


@rule(
    "PLAT-12",
    "电子合同须可调取、完整、可识别，并有可靠签名",
    "An e-contract is retrievable, intact, attributable and reliably signed",
    ContractFacts,
    sources=(E_SIGNATURE.at("3-8", "13", "14"),),
    gates=(Gate.CONTRACT,),
    fails=(HOLD, REJECT),
    needs=(*DATA_MESSAGE, "reliable_signature"),
    reads=("click_acceptance_agreed",),
)
def e_contract(facts: ContractFacts, asking: Asking) -> Iterator[Answer]:
    for name, what in DATA_MESSAGE.items():
        if getattr(facts, name) is False:
            yield reject(
                f"电子合同不满足“{what.zh}”，不能视为书面原件。请重新生成并签署。",
                f"The e-contract is not {what.en}, so it is no written original. Please make and sign it anew.",
                name,
            )
    if facts.reliable_signature is False and not facts.click_acceptance_agreed:
        yield hold(
            "没有可靠电子签名，双方也未约定以点击确认签约。请使用电子认证签名，或先订立点击签约约定，或上传盖章扫描件。",
            "There is no reliable e-signature and no agreement to sign by a click. Please sign with a certificate, agree on clicking first, or upload the sealed scan.",
            "reliable_signature",
        )


@rule(
    "PLAT-14",
    "园区不得既代理成员又作相对方",
    "The park is not both agent and counterparty",
    OrganiserFacts,
    sources=(CIVIL_CODE.at("168", "925", "961", "962"),),
    gates=(Gate.OPEN,),
    fails=(REJECT,),
    needs=("signs_for_members", "counterparty"),
)
def not_both_sides(facts: OrganiserFacts, asking: Asking) -> Iterator[Answer]:
    if facts.signs_for_members and facts.counterparty:
        yield reject(
            "组织方不得既代成员签约又作为合同相对方。请改由成员与运营商直接签约。",
            "The organiser may not sign for members and be the other party as well. Let members and carriers contract directly.",
            "signs_for_members",
        )


@rule(
    "PLAT-16",
    "公示成交结果与费用，不泄露成员",
    "Result and fees are published, members are not given away",
    AwardFacts,
    sources=(
        ACTION_PLAN.at(part=Text("第（八）项：信息公示", "item 8: publication")),
        E_TENDERING.at("32", "41", followed=True),
    ),
    gates=(Gate.AWARD,),
    fails=(HOLD, REJECT),
    needs=("notice_published", "fees_published", "members_named_without_consent"),
)
def result_published(facts: AwardFacts, asking: Asking) -> Iterator[Answer]:
    if facts.notice_published is False:
        yield hold(
            "成交公示（受邀运营商、标准、开启记录、结果）尚未发布。请发布。",
            "The award notice (carriers invited, criteria, opening record, result) is not published yet. Please publish it.",
            "notice_published",
        )
    if facts.fees_published is False:
        yield hold(
            "费用尚未公示。请公布园区与平台的全部收费，没有收费也须写明。",
            "Fees are not published. Please publish all fees of park and platform, or that there are none.",
            "fees_published",
        )
    if facts.members_named_without_consent:
        yield reject(
            "未经同意不得公开成员名称与需求。请隐去。",
            "Members' names and demand may not be published without their consent. Please take them out.",
            "members_named_without_consent",
        )


RULES = (contract_direct, e_contract, not_both_sides, result_published)
