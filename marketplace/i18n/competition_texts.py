"""What a record of the effect on competition may begin with, from what the marketplace knows."""

from __future__ import annotations

from collections.abc import Mapping

PARTS = ("efficiency", "small_firms", "no_restriction", "fair_share")
SUGGESTED: dict[str, dict[str, str]] = {
    "zh": {
        "efficiency": (
            "{members} 家企业将 {lines} 条专线需求（合计 {mbps} Mbps）一次询比，"
            "减少逐家询价、谈判的成本，运营商得以合并建设与交付。"
        ),
        "small_firms": "参团没有最低规模要求，小企业与大企业按同一折扣率计价。",
        "no_restriction": (
            "向全部 {carriers} 家符合条件的持证运营商开放，密封报价；"
            "成员自愿参团，锁定前自由退出，可拒绝成交或另选运营商，也可在团购之外采购；"
            "成员互不知晓彼此的需求。"
        ),
        "fair_share": (
            "按目前阶梯，每条专线较目录价低 {percent}%，全部由成员享有；园区与平台不收取差价。"
        ),
    },
    "en": {
        "efficiency": (
            "{members} companies ask for {lines} lines ({mbps} Mbps in all) in one request: fewer "
            "inquiries and negotiations, and carriers build and deliver together."
        ),
        "small_firms": "No least size is asked; small and large companies get the same discount.",
        "no_restriction": (
            "It is open to all {carriers} licensed carriers, which quote under seal. Companies "
            "join freely, leave freely before the lock, may decline the award, choose another "
            "carrier or buy elsewhere, and do not learn of each other's demand."
        ),
        "fair_share": (
            "By the ladder today each line costs {percent} % less than its list price. Members "
            "get all of it; neither park nor marketplace keeps a margin."
        ),
    },
}


def suggested(figures: Mapping[str, int], language: str) -> dict[str, str]:
    """A first wording of each part; the organiser changes and signs it."""
    told = dict(figures) | {"percent": f"{figures['discount_bps'] / 100:g}"}
    return {part: text.format(**told) for part, text in SUGGESTED[language].items()}
