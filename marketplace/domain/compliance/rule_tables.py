"""Every rule and duty as tables for docs/compliance.md."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from marketplace.domain.compliance.duties import DUTIES, Duty
from marketplace.domain.compliance.not_checked import NOT_CHECKED
from marketplace.domain.compliance.rule import Rule, Subject
from marketplace.domain.compliance.rules import RULES
from marketplace.domain.compliance.source import Source
from marketplace.domain.markdown_tables import put_between, table

BEGIN = "<!-- rules: made by `make compliance-tables`, not by hand -->"
END = "<!-- end of the rules -->"
HEADINGS = {
    Subject.SELL: "Who may sell (出售)",
    Subject.USE: "How a line may be used (使用)",
    Subject.BUY: "Who may buy (购买)",
    Subject.DATA: "What data may cross (数据)",
    Subject.RUN: "How the group buy is run (组织)",
    Subject.MONEY: "Money (资金)",
    Subject.PLATFORM: "The platform (平台)",
}
RULE_HEAD = ("rule", "title", "source", "evidence", "gate", "on fail", "in force", "test")
DUTY_HEAD = ("duty", "title", "source", "due", "in force")
SIGNS_SHOWN = ("COLL-01", "COLL-02", "COLL-03", "COLL-04", "COLL-05", "COLL-06")


def rule_tables() -> str:
    """All rules by subject, the duties, and what is not checked, between the marks."""
    parts = [BEGIN]
    for subject, heading in HEADINGS.items():
        of_subject = [rule for rule in RULES if rule.subject == subject]
        parts += [f"### {heading}", table(RULE_HEAD, map(_rule_cells, of_subject))]
    parts += ["### Duties of the operator (平台义务)", table(DUTY_HEAD, map(_duty_cells, DUTIES))]
    reasons = table(("rule", "why it is not asked"), NOT_CHECKED.items())
    parts += ["### Not checked", reasons, END]
    return "\n\n".join(parts)


def put_into(document: str) -> str:
    """The document with its tables made anew. Raises ValueError when the marks are missing."""
    return put_between(document, BEGIN, END, rule_tables())


def _rule_cells(rule: Rule[Any]) -> Sequence[str]:
    return (
        rule.code if rule.version == 1 else f"{rule.code} v{rule.version}",
        f"{rule.title.zh}<br>{rule.title.en}",
        _sources(rule.sources),
        "/".join(rule.evidence),
        ", ".join(rule.gates),
        ", ".join(rule.fails),
        _force(rule),
        _test(rule.code),
    )


def _test(code: str) -> str:
    if code in SIGNS_SHOWN:
        return "`test_signs.py`"
    return f"`test_rules.py -k {code}`"


def _duty_cells(duty: Duty) -> Sequence[str]:
    titles = f"{duty.title.zh}<br>{duty.title.en}"
    return duty.code, titles, _sources(duty.sources), duty.rhythm.words.en, _force(duty)


def _sources(sources: Sequence[Source]) -> str:
    return "<br>".join(
        source.recorded("zh") + ("，参照" if source.followed else "") + f" [{source.evidence}]"
        for source in sources
    )


def _force(thing: Rule[Any] | Duty) -> str:
    since = "" if thing.since is None else f"from {thing.since.isoformat()}"
    before = "" if thing.before is None else f"before {thing.before.isoformat()}"
    return " ".join(filter(None, (since, before)))
