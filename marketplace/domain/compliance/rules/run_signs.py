"""Signs of collusion among the quotes of one RFQ or over time (regulation.md §6.3).

None of them voids a quote: a hit waits for a reviewer who hears the bidder and writes a reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from marketplace.domain.compliance.facts import OpeningFacts
from marketplace.domain.compliance.finding import HOLD, WARN, Answer, hold, warn
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.instruments.purchase import (
    COMPETITION_LAW,
    MOF_87,
    NDRC_1117,
    PRICE_LAW,
    TENDERING_REGULATIONS,
)
from marketplace.domain.compliance.instruments.telecom import HOUSE_RULES
from marketplace.domain.compliance.price_signs import (
    closest_to_winner,
    far_below,
    same_or_patterned,
    totals_in_steps,
    turns_taken,
)
from marketplace.domain.compliance.quote_pairs import pairs_alike, uploads_close
from marketplace.domain.compliance.rule import Asking, known, rule
from marketplace.domain.compliance.source import S
from marketplace.domain.compliance.words import Text

SIGNS_NEEDED = ("signs",)
DEEMED = {
    "prepared_by": Text("由同一单位或个人编制", "prepared by the same unit or person"),
    "handled_by": Text("由同一单位或个人办理", "handled by the same unit or person"),
    "project_members": Text("载明同一项目成员", "naming the same project members"),
    "document_sha256": Text("文件完全相同或互相混装", "with the same document"),
    "deposit_account": Text("保证金出自同一账户", "with deposits from one account"),
    "contact": Text("联系人相同", "with the same contact person"),
}
SUSPICIOUS = {
    "address": Text("网络地址相同", "the same network address"),
    "device": Text("设备特征相同", "the same device"),
    "document_author": Text("文件作者信息相同", "the same document author"),
}
DEEMED_SOURCES = (
    TENDERING_REGULATIONS.at("40", followed=True),
    MOF_87.at("37", followed=True),
)
SUSPICION_SOURCES = (
    TENDERING_REGULATIONS.at("40", mark=S, followed=True),
    HOUSE_RULES.at(part=Text("仅为线索", "suspicion only")),
)
HEARD_ZH = "须由审核员听取说明并写明理由后决定，不自动作废。"
HEARD_EN = "A reviewer hears the bidders and decides with a written reason; nothing is voided automatically."


@rule(
    "COLL-01",
    "视为串通的情形",
    "Facts that count as collusion unless explained",
    OpeningFacts,
    sources=DEEMED_SOURCES,
    gates=(Gate.OPENING,),
    fails=(HOLD,),
    needs=SIGNS_NEEDED,
)
def deemed_collusion(facts: OpeningFacts, asking: Asking) -> Iterator[Answer]:
    for name, what in DEEMED.items():
        for a, b in pairs_alike(known(facts.signs), name):
            yield hold(
                f"{a} 与 {b} 的报价{what.zh}，推定为串通。{HEARD_ZH}",
                f"The quotes of {a} and {b} are {what.en}: collusion is presumed. {HEARD_EN}",
            )


@rule(
    "COLL-02",
    "价格异常一致或呈规律性差异",
    "Prices the same or in a regular pattern",
    OpeningFacts,
    sources=(TENDERING_REGULATIONS.at("40", followed=True), PRICE_LAW.at("14(1)")),
    gates=(Gate.OPENING,),
    fails=(HOLD,),
    needs=SIGNS_NEEDED,
)
def patterned_prices(facts: OpeningFacts, asking: Asking) -> Iterator[Answer]:
    signs = known(facts.signs)
    for a, b, pattern in same_or_patterned(signs):
        yield hold(
            f"{a} 与 {b} 的报价{pattern.zh}，推定为串通。{HEARD_ZH}",
            f"The prices of {a} and {b} {pattern.en}: collusion is presumed. {HEARD_EN}",
        )
    step = totals_in_steps(signs)
    if step is not None:
        yield hold(
            f"各报价总价依次相差 {step / 100:.2f} 元，呈规律性差异。{HEARD_ZH}",
            f"The totals follow each other in equal steps of CNY {step / 100:.2f}. {HEARD_EN}",
        )


@rule(
    "COLL-03",
    "网络地址、设备、文件信息相同",
    "The same network address, device or document author",
    OpeningFacts,
    sources=SUSPICION_SOURCES,
    gates=(Gate.OPENING,),
    fails=(HOLD,),
    needs=SIGNS_NEEDED,
)
def technical_coincidence(facts: OpeningFacts, asking: Asking) -> Iterator[Answer]:
    for name, what in SUSPICIOUS.items():
        for a, b in pairs_alike(known(facts.signs), name):
            yield hold(
                f"{a} 与 {b} 的报价{what.zh}。这只是线索，不构成法定推定。{HEARD_ZH}",
                f"The quotes of {a} and {b} show {what.en}. This is suspicion only, no legal presumption. {HEARD_EN}",
            )


@rule(
    "COLL-04",
    "上传时间过近",
    "Uploads close in time",
    OpeningFacts,
    sources=SUSPICION_SOURCES,
    gates=(Gate.OPENING,),
    fails=(HOLD,),
    needs=SIGNS_NEEDED,
)
def uploads_close_in_time(facts: OpeningFacts, asking: Asking) -> Iterator[Answer]:
    most = asking.thresholds.upload_gap_minutes
    for a, b, seconds in uploads_close(known(facts.signs), most):
        yield hold(
            f"{a} 与 {b} 的报价上传仅相隔 {seconds} 秒（平台标准 {most} 分钟）。这只是线索。{HEARD_ZH}",
            f"{a} and {b} uploaded {seconds} seconds apart (house threshold: {most} minutes). This is suspicion only. {HEARD_EN}",
        )


@rule(
    "COLL-05",
    "报价异常低",
    "Abnormally low price",
    OpeningFacts,
    sources=(
        HOUSE_RULES.at(part=Text("异常低价筛查", "screen for low prices")),
        PRICE_LAW.at("14(1)"),
    ),
    gates=(Gate.OPENING,),
    fails=(HOLD,),
    needs=SIGNS_NEEDED,
)
def abnormally_low(facts: OpeningFacts, asking: Asking) -> Iterator[Answer]:
    limits = asking.thresholds
    found = far_below(known(facts.signs), limits.below_mean_bps, limits.below_next_bps)
    if found is not None:
        bidder, below_mean, below_next = found
        yield hold(
            f"{bidder} 的总价比其他报价均值低 {below_mean / 100:.2f}%，比次低价低 {below_next / 100:.2f}%，异常偏低。请其说明成本，由审核员决定。",
            f"The total of {bidder} is {below_mean / 100:.2f} % below the mean of the others and {below_next / 100:.2f} % below the next: abnormally low. It should explain its cost; a reviewer decides.",
        )


@rule(
    "COLL-06",
    "落选报价贴近最低价",
    "A losing price close to the lowest",
    OpeningFacts,
    sources=(HOUSE_RULES.at(part=Text("仅为线索", "suspicion only")),),
    gates=(Gate.OPENING,),
    fails=(HOLD,),
    needs=SIGNS_NEEDED,
)
def close_to_winner(facts: OpeningFacts, asking: Asking) -> Iterator[Answer]:
    most = asking.thresholds.close_to_winner_bps
    for bidder, above in closest_to_winner(known(facts.signs), most):
        yield hold(
            f"{bidder} 的总价仅高于最低价 {above / 100:.2f}%（平台标准 {most / 100:g}%）。这只是线索。{HEARD_ZH}",
            f"The total of {bidder} is only {above / 100:.2f} % above the lowest (house threshold: {most / 100:g} %). This is suspicion only. {HEARD_EN}",
        )


@rule(
    "COLL-07",
    "成交方轮流",
    "Winners by turns",
    OpeningFacts,
    sources=(NDRC_1117.at(part=Text("第（十一）项", "item 11")),),
    gates=(Gate.OPENING,),
    fails=(WARN,),
    reads=("past_winners",),
    before=date(2027, 9, 1),
)
def winners_by_turns(facts: OpeningFacts, asking: Asking) -> Iterator[Answer]:
    least = asking.thresholds.rotation_awards
    winners = turns_taken(facts.past_winners or (), least)
    if winners:
        yield warn(
            f"最近 {least} 次以上成交由 {'、'.join(winners)} 依次轮流取得。请留意。",
            f"The last {least} awards or more went by turns to {', '.join(winners)}. Please keep an eye on it.",
        )


@rule(
    "COLL-08",
    "有串通约定的证据",
    "Evidence of an agreement between bidders",
    OpeningFacts,
    sources=(
        TENDERING_REGULATIONS.at("39", "41", followed=True),
        COMPETITION_LAW.at("17"),
        PRICE_LAW.at("14(1)"),
    ),
    gates=(Gate.OPENING,),
    fails=(HOLD,),
    reads=("agreed",),
)
def agreement_shown(facts: OpeningFacts, asking: Asking) -> Iterator[Answer]:
    if facts.agreed:
        yield hold(
            f"有证据表明报价人之间约定价格、成交方或放弃报价。{HEARD_ZH}",
            f"There is evidence that bidders agreed on prices, the winner or abstaining. {HEARD_EN}",
            "agreed",
        )


RULES = (
    deemed_collusion,
    patterned_prices,
    technical_coincidence,
    uploads_close_in_time,
    abnormally_low,
    close_to_winner,
    winners_by_turns,
    agreement_shown,
)
