"""A line in service: the carrier's licence, and an end to known abuse (SELL-07, SEC-11)."""

from __future__ import annotations

from collections.abc import Iterator

from marketplace.domain.compliance.facts import ServiceFacts, SupplyFacts
from marketplace.domain.compliance.finding import HOLD, REJECT, WARN, Answer, hold, reject, warn
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.instruments.data import NETWORK_DATA
from marketplace.domain.compliance.instruments.telecom import ANTI_FRAUD, LICENSING, TELECOM
from marketplace.domain.compliance.rule import Asking, known, rule
from marketplace.domain.compliance.source import K


@rule(
    "SELL-07b",
    "运行期间运营商许可证须有效",
    "The carrier's licence stays valid while the line runs",
    SupplyFacts,
    sources=(LICENSING.at(mark=K), TELECOM.at("15")),
    gates=(Gate.OPERATE,),
    fails=(WARN, HOLD),
    needs=("licence_valid_to",),
    reads=("contract_ends_on",),
)
def licence_still_valid(facts: SupplyFacts, asking: Asking) -> Iterator[Answer]:
    last = known(facts.licence_valid_to)
    if last < asking.on:
        yield hold(
            f"运营商许可证已于 {last.isoformat()} 到期。请运营商提交续期许可证，由审核员决定后续。",
            f"The carrier's licence expired on {last.isoformat()}. The carrier should hand in the renewed one; a reviewer decides what follows.",
            "licence_valid_to",
        )
    elif facts.contract_ends_on is not None and last < facts.contract_ends_on:
        yield warn(
            f"运营商许可证于 {last.isoformat()} 到期，早于合同期末。请提前取得续期证明。",
            f"The carrier's licence ends on {last.isoformat()}, before the contract. Please get the proof of renewal in time.",
            "licence_valid_to",
        )


@rule(
    "SEC-11",
    "不得为已知的违法使用提供帮助",
    "No help to a known unlawful use",
    ServiceFacts,
    sources=(NETWORK_DATA.at("8", "39"), ANTI_FRAUD.at("25")),
    gates=(Gate.OPERATE,),
    fails=(REJECT,),
    needs=("known_abuse",),
    reads=("suspended",),
)
def abuse_stopped(facts: ServiceFacts, asking: Asking) -> Iterator[Answer]:
    if facts.known_abuse and not facts.suspended:
        yield reject(
            "已知该专线用于违法活动，平台不得继续提供接入、传输或支付帮助。请立即暂停并报告。",
            "The line is known to be used unlawfully: no further help with access, transmission or payment may be given. Please suspend it at once and report.",
            "suspended",
        )


RULES = (licence_still_valid, abuse_stopped)
