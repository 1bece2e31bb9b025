"""Facts of an award and of the members' acceptance (BUY-10, BID-16, COMP-11, PLAT-16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from marketplace.domain.compliance.facts.fact import Facts, fact


@dataclass(frozen=True, kw_only=True)
class AwardFacts(Facts):
    members_decide: bool | None = fact(
        "成员可逐一接受、拒绝或另选", "whether each member may accept, decline or choose another"
    )
    notice_sent_to_all: bool | None = fact(
        "成交与未成交方均已通知", "whether winners and the others were told"
    )
    awarded_on: date | None = fact("成交公布日期", "day of the award")
    contract_due_on: date | None = fact("签约期限", "day by which contracts are due")
    side_contract: bool | None = fact(
        "是否另订背离成交内容的协议", "whether a side contract departs from the award"
    )
    saving_claimed: bool | None = fact("是否宣传节省幅度", "whether a saving is claimed")
    baseline_documented: bool | None = fact("比较基准有据", "whether its base is documented")
    baseline_on: date | None = fact("比较基准日期", "day of its base")
    notice_published: bool | None = fact("成交公示", "whether the award notice is published")
    fees_published: bool | None = fact("费用公示", "whether fees are published")
    members_named_without_consent: bool | None = fact(
        "是否未经同意公开成员名称", "whether members are named without their consent"
    )
