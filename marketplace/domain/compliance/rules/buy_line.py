"""Where a line begins and ends, and whom it reaches (BUY-05, BUY-06)."""

from __future__ import annotations

from collections.abc import Iterator

from marketplace.domain.compliance.facts import FarEndFacts, LineFacts
from marketplace.domain.compliance.facts.line import Affiliation
from marketplace.domain.compliance.finding import HOLD, REJECT, Answer, hold, reject
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.instruments.telecom import (
    ACTION_PLAN,
    HOUSE_RULES,
    NETWORKING_IMPLEMENTATION,
    NOTICE_32,
)
from marketplace.domain.compliance.rule import Asking, rule, unknown
from marketplace.domain.compliance.source import S
from marketplace.domain.compliance.words import Text

SAME = (Affiliation.SAME_ENTITY, Affiliation.BRANCH)
"the same legal person"
HELD = (Affiliation.PARENT, Affiliation.SUBSIDIARY, Affiliation.SAME_CONTROL)


@rule(
    "BUY-05",
    "A 端确在园区内",
    "The A-end is really in the park",
    LineFacts,
    sources=(
        ACTION_PLAN.at(part=Text("第（三）项：园区团购", "item 3: park group buy")),
        HOUSE_RULES.at(part=Text("试点范围", "scope of the pilot")),
    ),
    gates=(Gate.JOIN,),
    fails=(HOLD,),
    needs=("a_address", "a_room", "a_address_proof", "a_in_park"),
)
def begins_in_park(facts: LineFacts, asking: Asking) -> Iterator[Answer]:
    for name in ("a_address", "a_room"):
        if getattr(facts, name) == "":
            yield hold(
                "A 端地址或房间为空。请填写。",
                "The A-end's address or room is empty. Please fill it in.",
                name,
            )
    if facts.a_address_proof is False:
        yield hold(
            "缺少 A 端租约或产权证明。请上传。",
            "The lease or deed of the A-end is missing. Please upload it.",
            "a_address_proof",
        )
    if facts.a_in_park is False:
        yield hold(
            "园区未确认 A 端地址在园区内。请核对地址或请园区确认。",
            "The park has not confirmed that the A-end is inside it. Please check the address or ask the park.",
            "a_in_park",
        )


@rule(
    "BUY-06",
    "Z 端使用方须与本企业关联",
    "The Z-end's occupant must be affiliated",
    FarEndFacts,
    sources=(
        NOTICE_32.at(
            mark=S, part=Text("第二部分第4项：内部办公专用", "part 2, item 4: internal use")
        ),
        NETWORKING_IMPLEMENTATION.at("21(1)"),
        HOUSE_RULES.at(part=Text("持股比例为平台内部标准", "percentages are the house's own")),
    ),
    gates=(Gate.JOIN,),
    fails=(HOLD, REJECT),
    needs=("region", "address", "occupant", "registration_number", "affiliation", "evidence"),
    reads=("share_bps",),
)
def far_end_affiliated(facts: FarEndFacts, asking: Asking) -> Iterator[Answer]:
    for name in ("address", "occupant", "registration_number"):
        if getattr(facts, name) == "":
            yield hold(
                "Z 端的该项为空。请填写。",
                "This entry of the Z-end is empty. Please fill it in.",
                name,
            )
    if facts.evidence is False:
        yield hold(
            "缺少 Z 端使用方的关联关系证明。请上传股权结构图、境外登记证明或合同。",
            "Evidence of the occupant's relation is missing. Please upload an organisation chart, the overseas registration or the contract.",
            "evidence",
        )
    if facts.affiliation == Affiliation.UNRELATED:
        yield _unrelated("affiliation")
    elif facts.affiliation == Affiliation.CONTRACT_PARTNER:
        yield hold(
            "Z 端使用方是合同合作方，须由审核员判断是否属于内部使用。请上传合同。",
            "The occupant is a contract partner: a reviewer must judge whether this is internal use. Please upload the contract.",
            "affiliation",
        )
    elif facts.affiliation in HELD:
        yield from _share(facts, asking)


def _share(facts: FarEndFacts, asking: Asking) -> Iterator[Answer]:
    share, limits = facts.share_bps, asking.thresholds
    if share is None:
        yield unknown(facts, "share_bps")
    elif share < limits.affiliate_least_bps:
        yield _unrelated("share_bps")
    elif share <= limits.affiliate_control_bps:
        control = f"{limits.affiliate_control_bps / 100:g}%"
        yield hold(
            f"持股或控制比例为 {share / 100:g}%，未超过 {control}（平台内部标准），须由审核员判断。请补充控制关系证明。",
            f"The share is {share / 100:g} %, not above {control[:-1]} % (the house's own threshold): a reviewer must judge. Please add evidence of control.",
            "share_bps",
        )


def _unrelated(mends: str) -> Answer:
    return reject(
        "Z 端使用方与本企业没有关联关系，不属于内部办公专用，专线不能参团。请更改 Z 端或更正关系。",
        "The Z-end's occupant is not affiliated with the company, so this is not internal use and the line cannot join. Please change the Z-end or correct the relation.",
        mends,
    )


RULES = (begins_in_park, far_end_affiliated)
