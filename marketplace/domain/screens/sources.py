"""Where a screen comes from: the deemed facts of the law, practice, or an analytic test.

A private group buy is not a statutory tender: the articles of the tender rules are taken over as
house rules of the request for quotes, and said to be so.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """One instrument with its article, as regulation.md has read it."""

    title_zh: str
    title_en: str
    article: str
    "as text; empty where no article was read"
    evidence: str
    "T: the article was read; S: second-hand; C: from the code of a public tool"
    applied: bool = False
    "taken over as a house rule: the instrument itself governs statutory tenders"
    unit_zh: str = "条"
    unit_en: str = "art."

    def printed(self, language: str) -> str:
        """The instrument with its article, in `zh` or `en`; a house rule says that it is one."""
        zh = language != "en"
        text = self.title_zh if zh else self.title_en
        if self.article:
            text += f"第{self.article}{self.unit_zh}" if zh else f", {self.unit_en} {self.article}"
        if self.applied:
            text += "（询比参照适用）" if zh else " (taken over as a house rule)"
        return text


DEEMED = Source(
    "《中华人民共和国招标投标法实施条例》",
    "Regulation on the Implementation of the Law on Invitation and Submission of Bids",
    "40",
    "T",
    applied=True,
)
CONTACT = Source(
    "财政部令第87号",
    "Ministry of Finance Order 87",
    "37",
    "T",
    applied=True,
)
PRACTICE = Source(
    "行业围标串标预警规则（计分）",
    "Industry scoring rules for signs of collusion",
    "",
    "S",
)
WATCHED = Source(
    "发改法规规〔2022〕1117号",
    "National Development and Reform Commission notice (2022) 1117",
    "11",
    "T",
    applied=True,
    unit_zh="项",
    unit_en="item",
)
CARTEL = Source(
    "《中华人民共和国反垄断法》",
    "Anti-Monopoly Law",
    "17",
    "T",
)
BELOW_COST = Source(
    "《中华人民共和国电信条例》",
    "Telecommunications Regulation",
    "41",
    "T",
)
ANALYTIC = Source(
    "开放合同预警指标（Cardinal）",
    "Open-contracting red flags (Cardinal)",
    "",
    "C",
)
