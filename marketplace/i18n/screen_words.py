"""What a screen found, in Chinese and English, with its figures.

Pages and API quote the same sentences. Only codes and plain figures come in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Words:
    """Title and explanation of one screen in both languages; figures in braces."""

    title: tuple[str, str]
    text: tuple[str, str]


SCREEN_WORDS: dict[str, Words] = {
    "identical_prices": Words(
        ("报价相同", "Identical prices"),
        (
            "{who} 对 {common} 条专线均有报价，其中 {identical} 条价格完全相同。",
            "{who} both price {common} lines; on {identical} of them the prices are the same.",
        ),
    ),
    "patterned_prices": Words(
        ("报价呈规律性差异", "Prices apart by a rule"),
        (
            "{who} 的{of}在 {pairs} 组不同价格上始终相差同一{how}：{constant}。",
            "The {of} of {who} lie apart by one {how} over {pairs} different pairs: {constant}.",
        ),
    ),
    "stepped_prices": Words(
        ("报价等差排列", "Prices in equal steps"),
        (
            "{who} 的报价在全部 {lines} 条共同专线上逐一等差排列。",
            "The prices of {who} lie apart by equal steps on all {lines} lines that they share.",
        ),
    ),
    "same_preparer": Words(
        ("同一单位或个人编制", "One preparer"),
        (
            "{who} 写明的报价编制单位或个人相同：{shared}。",
            "{who} name the same unit or person as the preparer: {shared}.",
        ),
    ),
    "same_members": Words(
        ("项目成员相同", "The same project member"),
        (
            "{who} 的项目成员中有同一人：{shared}。",
            "The same person is a project member of {who}: {shared}.",
        ),
    ),
    "same_handler": Words(
        ("同一人办理报价", "One handler"),
        (
            "{who} 的报价由同一人办理：{shared}。",
            "One person handles the quotes of {who}: {shared}.",
        ),
    ),
    "same_contact": Words(
        ("联系人相同", "One contact"),
        (
            "{who} 留有相同的联系电话或邮箱：{shared}。",
            "{who} give the same telephone number or e-mail address: {shared}.",
        ),
    ),
    "same_account": Words(
        ("银行账户相同", "One bank account"),
        (
            "{who} 写明同一银行账户：{shared}。",
            "{who} name one bank account: {shared}.",
        ),
    ),
    "same_documents": Words(
        ("文件完全相同", "The same file"),
        (
            "{who} 随报价提交了内容完全相同的文件：{shared}。",
            "{who} sealed files of the same content: {shared}.",
        ),
    ),
    "mixed_documents": Words(
        ("文件相互混装", "Files mixed up"),
        (
            "{who} 之一的文件名称或作者写有另一方名称：{shared}。",
            "A file of one of {who} bears the name of the other: {shared}.",
        ),
    ),
    "document_traces": Words(
        ("文件痕迹相同", "Files with one trace"),
        (
            "{who} 的文件有相同的作者，或由同一程序在同一时刻生成：{shared}。",
            "Files of {who} have one author, or were made by one program at one moment: {shared}.",
        ),
    ),
    "upload_coincidence": Words(
        ("提交痕迹重合", "Uploads that coincide"),
        (
            "{who} 的提交痕迹重合，计 {sum} 分（{threshold} 分起核查），相隔 {apart}。",
            "The uploads of {who} coincide: {sum} points, looked into from {threshold} on; {apart} "
            "apart.",
        ),
    ),
    "abnormally_low": Words(
        ("价格异常低", "Abnormally low price"),
        (
            "{who} 对 {lines} 条可比专线报价 {asked}，比其他 {others} 份报价均值 {mean} 低 "
            "{below_mean}，比次低价 {next} 低 {below_next}。",
            "{who} asks {asked} for {lines} lines that can be compared: {below_mean} below the "
            "mean of {others} others, {mean}, and {below_next} below the next, {next}.",
        ),
    ),
    "close_to_winner": Words(
        ("与最低价过近", "Close to the lowest"),
        (
            "最低价 {lowest_amount} 与次低价 {next} 仅相差 {margin}（{who}）。",
            "The lowest, {lowest_amount}, and the next, {next}, are only {margin} apart ({who}).",
        ),
    ),
    "one_usable_quote": Words(
        ("仅一份报价可用", "One usable quote"),
        (
            "收到 {received} 份报价，仅 {who} 的报价可用，已无竞争。",
            "{received} quotes came and only that of {who} can be used: no competition is left.",
        ),
    ),
    "rotation": Words(
        ("轮流成交", "Awards in turn"),
        (
            "最近 {length} 次（含本次最低价）依次由 {who} 按同一顺序轮流成交。",
            "The last {length} awards, with the lowest of now, went round {who} in one order.",
        ),
    ),
    "cover_quote": Words(
        ("疑似陪衬报价", "A quote that could not win"),
        (
            "{who} 在 {lines} 条可比专线上均远高于最低价，且全部高于封顶价，不可能成交。",
            "{who} is far above the lowest on each of {lines} lines and above every ceiling: it "
            "could not win.",
        ),
    ),
    "frequent_loser": Words(
        ("多次报价从未成交", "Never won"),
        (
            "{who} 此前 {quoted} 次参与报价，从未成为主要成交方。",
            "{who} quoted {quoted} times before and never won the greatest part.",
        ),
    ),
}
KIND_WORDS: dict[str, tuple[str, str]] = {
    "deemed": (
        "视为串通的情形：先听取报价方陈述，再由审核员书面决定；不自动作废。",
        "A fact that is deemed collusion: the bidder is heard, then a reviewer decides in "
        "writing; nothing is voided by itself.",
    ),
    "suspicion": (
        "仅为疑点：全国性法规未列为认定情形，只供核查，不得据此直接作废报价。",
        "A mere suspicion: no national text deems it collusion. It is a reason to look, never one "
        "to void a quote.",
    ),
    "hint": (
        "分析提示：由公开指标或内部阈值得出。",
        "An analytic hint, by a public indicator or a house threshold.",
    ),
}
_OF = {"price": ("全程价格", "prices of the whole term"), "monthly": ("月租费", "monthly prices")}
_HOW = {"ratio": ("比例", "ratio"), "difference": ("金额", "amount")}
_WHAT = {
    "prepared_by": ("编制方", "preparer"),
    "member": ("成员", "member"),
    "user": ("用户", "user"),
    "email": ("邮箱", "e-mail"),
    "phone": ("电话", "telephone"),
    "account": ("账户", "account"),
    "sha256": ("文件指纹", "fingerprint"),
    "name": ("文件信息", "file"),
    "author": ("作者", "author"),
    "created": ("生成时间", "made at"),
    "same_address": ("网络地址相同", "the same address"),
    "same_network": ("同一网段", "the same network"),
    "same_agent": ("浏览器标识相同", "the same browser"),
    "close_in_time": ("提交时间接近", "close in time"),
    "same_producer": ("文件由同一程序生成", "files by one program"),
}
MOST_SHARED = 5
"things that an explanation names; the figures have all"


def screen_title(screen: str, language: str) -> str:
    return SCREEN_WORDS[screen].title[LANGUAGES.index(language)]


def kind_words(kind: str, language: str) -> str:
    return KIND_WORDS[kind][LANGUAGES.index(language)]


def what_words(what: str, language: str) -> str:
    """What two quotes share, or what a point is for."""
    return _WHAT[what][LANGUAGES.index(language)]


def explanation(screen: str, figures: Mapping[str, Any], names: list[str], language: str) -> str:
    """The sentence of a hit about the carriers of these names."""
    at = LANGUAGES.index(language)
    joined = ("、" if language == "zh" else " and ").join(names)
    known = {"who": joined, **figures, **_amounts(figures), **_pattern(figures, at)}
    known["shared"] = _listed(figures.get("shared") or [], language)
    known["length"] = len(figures.get("sequence") or [])
    known["apart"] = _apart(figures.get("apart_seconds", 0), at)
    return SCREEN_WORDS[screen].text[at].format_map(known)


def _amounts(figures: Mapping[str, Any]) -> dict[str, str]:
    """`x_minor` as yuan and `x_bps` as percent, under the name `x`."""
    known = {}
    for name, value in figures.items():
        if name.endswith("_minor") and isinstance(value, int):
            known[name.removesuffix("_minor")] = _yuan(value)
        elif name.endswith("_bps") and isinstance(value, int):
            known[name.removesuffix("_bps")] = _percent(value)
    known["lowest_amount"] = known.get("lowest", "")
    return known


def _pattern(figures: Mapping[str, Any], at: int) -> dict[str, str]:
    if "how" not in figures:
        return {}
    ratio = figures["how"] == "ratio"
    constant = _percent(figures["ratio_bps"]) if ratio else _yuan(figures["difference_minor"])
    return {"how": _HOW[figures["how"]][at], "of": _OF[figures["of"]][at], "constant": constant}


def _listed(shared: list[Mapping[str, Any]], language: str) -> str:
    colon, comma = ("：", "；") if language == "zh" else (" ", "; ")
    return comma.join(
        what_words(one["what"], language) + colon + str(one["text"]) for one in shared[:MOST_SHARED]
    )


def _apart(seconds: int, at: int) -> str:
    minutes = seconds // 60
    return (f"{minutes} 分 {seconds % 60} 秒", f"{minutes} min {seconds % 60} s")[at]


def _yuan(minor: int) -> str:
    sign, minor = ("−" if minor < 0 else ""), abs(minor)
    return f"{sign}¥{minor // 100:,}.{minor % 100:02}"


def _percent(bps: int) -> str:
    sign, bps = ("−" if bps < 0 else ""), abs(bps)
    return f"{sign}{bps // 100}.{bps % 100:02}%"
