"""What a line may be used for, and what its ends may be (USE-01, 02, 03)."""

from __future__ import annotations

from collections.abc import Iterator

from marketplace.domain.compliance.facts import LineFacts, UseFacts
from marketplace.domain.compliance.facts.line import EndType, Purpose
from marketplace.domain.compliance.finding import HOLD, REJECT, WARN, Answer, hold, reject, warn
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.instruments.telecom import (
    CARRIER_FORMS,
    GATEWAYS,
    NETWORKING_IMPLEMENTATION,
    NOTICE_32,
    TELECOM,
)
from marketplace.domain.compliance.rule import Asking, rule
from marketplace.domain.compliance.source import S
from marketplace.domain.compliance.words import Text

ITEM_4 = Text("第二部分第4项", "part 2, item 4")
TELECOM_SIGNS = (
    "加速",
    "vpn",
    "虚拟专用网",
    "idc",
    "数据中心业务",
    "cdn",
    "内容分发",
    "isp",
    "互联网接入",
    "转售",
    "代理服务器",
)
"in a purpose or a business scope: of a seller of telecom services"
AGENT_SIGN = "代理"
"so common in trade that it only warns"
FORBIDDEN_USES = {
    "resale": Text("转售或转租专线", "reselling or subletting the line"),
    "shared": Text("与他人共用专线", "sharing the line with others"),
    "proxy_for_others": Text("为他人提供代理或 VPN", "a proxy or VPN for others"),
    "third_party_access": Text(
        "供第三方接入数据中心、云或 CDN",
        "third parties reaching a data centre, cloud or CDN over it",
    ),
    "public_acceleration": Text("面向公众的网络加速", "speeding up public web traffic"),
}
NEEDS_PROOF = (EndType.OWN_RACK, EndType.CLOUD_VPC)


def signs_in(text: str | None) -> list[str]:
    """The signs of telecom business in a text."""
    lower = (text or "").lower()
    return [sign for sign in TELECOM_SIGNS if sign in lower]


@rule(
    "USE-01",
    "专线仅供内部办公专用",
    "A line serves internal office use only",
    UseFacts,
    sources=(
        NOTICE_32.at(mark=S, part=ITEM_4),
        NETWORKING_IMPLEMENTATION.at("21(1)"),
        GATEWAYS.at(mark=S),
    ),
    gates=(Gate.JOIN,),
    fails=(HOLD, REJECT),
    needs=("purpose", "users"),
    reads=("purpose_text",),
)
def internal_use(facts: UseFacts, asking: Asking) -> Iterator[Answer]:
    if facts.purpose == Purpose.NOT_INTERNAL:
        yield reject(
            "国际专线仅供企业内部办公专用，该用途不属于内部使用，专线不能参团。请更改用途。",
            "An international line serves the company's own office use only. This purpose is not internal, so the line cannot join. Please change it.",
            "purpose",
        )
    elif facts.purpose == Purpose.OTHER:
        yield hold(
            "用途以文字说明，须由审核员判断是否属于内部办公专用。",
            "The purpose is told in words: a reviewer must judge whether it is internal office use.",
            "purpose_text",
        )
    found = signs_in(facts.purpose_text)
    if found:
        yield hold(
            f"用途说明中有“{'、'.join(found)}”，须由审核员确认不涉及电信业务经营。请写清楚由谁使用、作何用途。",
            f"The purpose mentions {', '.join(found)}: a reviewer must confirm that no telecom business is meant. Please write who uses the line for what.",
            "purpose_text",
        )


@rule(
    "USE-02",
    "不得利用专线经营电信业务",
    "No telecom business over the line",
    UseFacts,
    sources=(NOTICE_32.at(mark=S, part=ITEM_4), TELECOM.at("58(1)")),
    gates=(Gate.JOIN,),
    fails=(WARN, HOLD, REJECT),
    needs=(*FORBIDDEN_USES, "telecom_seller", "business_scope"),
)
def no_telecom_business(facts: UseFacts, asking: Asking) -> Iterator[Answer]:
    for name, use in FORBIDDEN_USES.items():
        if getattr(facts, name):
            yield reject(
                f"不得{use.zh}：国际专线不得用于经营电信业务。请删除该用途，否则专线不能参团。",
                f"Not allowed: {use.en}. No telecom business may be run over an international line. Remove this use, or the line cannot join.",
                name,
            )
    if facts.telecom_seller:
        yield hold(
            "本企业经营 IDC、ISP、CDN 或 VPN 业务，须由审核员确认专线不用于这些业务。请提交说明。",
            "The company sells IDC, ISP, CDN or VPN services: a reviewer must confirm that the line does not serve them. Please explain.",
            "telecom_seller",
        )
    yield from _scope(facts)


def _scope(facts: UseFacts) -> Iterator[Answer]:
    found = signs_in(facts.business_scope)
    if found and not facts.telecom_seller:
        yield hold(
            f"经营范围含“{'、'.join(found)}”，须由审核员确认专线不用于电信业务经营。请说明。",
            f"The business scope mentions {', '.join(found)}: a reviewer must confirm that the line serves no telecom business. Please explain.",
            "business_scope",
        )
    elif AGENT_SIGN in (facts.business_scope or "") and not facts.telecom_seller:
        yield warn(
            "经营范围含“代理”。如指网络代理，不得使用国际专线开展。",
            "The business scope mentions agency (代理). If a network proxy is meant, it may not use an international line.",
            "business_scope",
        )


@rule(
    "USE-03",
    "两端不得为面向公众的业务平台",
    "No end may be a platform that serves the public",
    LineFacts,
    sources=(
        NOTICE_32.at(mark=S, part=ITEM_4),
        CARRIER_FORMS.at(
            mark=S, part=Text("自用机柜与云资源的审核", "review of own racks and clouds")
        ),
    ),
    gates=(Gate.JOIN,),
    fails=(HOLD, REJECT),
    needs=("a_end", "z_end"),
    reads=("rack_or_cloud_contract",),
)
def ends_are_own(facts: LineFacts, asking: Asking) -> Iterator[Answer]:
    for name, side in (("a_end", "A"), ("z_end", "Z")):
        end = getattr(facts, name)
        if end == EndType.PUBLIC_PLATFORM:
            yield reject(
                f"{side} 端是面向公众的业务平台：国际专线不得用于连接境内外业务平台开展电信业务经营活动。请更改该端。",
                f"The {side}-end is a platform that serves the public: no line may connect platforms to run telecom business. Please change this end.",
                name,
            )
        elif end in NEEDS_PROOF:
            yield _own_resources(facts, side)


def _own_resources(facts: LineFacts, side: str) -> Answer:
    if facts.rack_or_cloud_contract:
        return hold(
            f"{side} 端为托管机柜或云资源，须由审核员核对以本企业名义签订的合同。",
            f"The {side}-end is a rack or a cloud: a reviewer must check the contract in the company's name.",
        )
    return hold(
        f"{side} 端为托管机柜或云资源，须上传以本企业名义签订的托管或云服务合同。",
        f"The {side}-end is a rack or a cloud: please upload the colocation or cloud contract in the company's name.",
        "rack_or_cloud_contract",
    )


RULES = (internal_use, no_telecom_business, ends_are_own)
