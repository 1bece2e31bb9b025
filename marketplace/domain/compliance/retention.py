"""Until when a record must be kept, and why: every deletion asks here (SEC-02 to SEC-06)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from marketplace.domain.compliance.facts.platform import RecordClass
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.registry import AnyRule, rules_at
from marketplace.domain.compliance.rules.retention import TERMS_MONTHS, kept_until
from marketplace.domain.compliance.words import Text
from marketplace.errors import Conflict

CODES = {
    RecordClass.NETWORK_LOG: "SEC-02",
    RecordClass.TRANSACTION: "SEC-03",
    RecordClass.SELLER_IDENTITY: "SEC-04",
    RecordClass.IMPACT_ASSESSMENT: "SEC-05",
    RecordClass.TENDER_FILE: "SEC-06",
}
"The rule that keeps each class"
CLASS_NAMES = {
    RecordClass.NETWORK_LOG: Text("网络日志", "Network logs"),
    RecordClass.TRANSACTION: Text("交易信息", "Transactions"),
    RecordClass.SELLER_IDENTITY: Text("销售方身份信息", "Identities of sellers"),
    RecordClass.IMPACT_ASSESSMENT: Text("影响评估与提供记录", "Assessments and hand-over records"),
    RecordClass.TENDER_FILE: Text("政府采购与法定程序档案", "Files of public procedures"),
}
BEGINS = {
    RecordClass.NETWORK_LOG: Text("产生之日", "the day it was written"),
    RecordClass.TRANSACTION: Text("交易完成之日", "the day the deal was completed"),
    RecordClass.SELLER_IDENTITY: Text("退出平台之日", "the day the seller left"),
    RecordClass.IMPACT_ASSESSMENT: Text("形成之日", "the day it was made"),
    RecordClass.TENDER_FILE: Text("采购结束之日", "the day the procedure ended"),
}
"From which day the term runs"


@dataclass(frozen=True)
class Keeping:
    """`until`: the first day on which it may be deleted. None: its term has not begun to run."""

    until: date | None
    rules: tuple[AnyRule, ...]
    "those that keep it so long"

    def holds(self, on: date) -> bool:
        """Whether a deletion on that day comes too early."""
        return bool(self.rules) and (self.until is None or on < self.until)

    @property
    def codes(self) -> str:
        return ", ".join(rule.code for rule in self.rules)


FREE = Keeping(date.min, ())
"No rule keeps it"


def keeping(
    records: Iterable[RecordClass],
    kept_from: date | None,
    *,
    on: date,
    public_procedure: bool = False,
) -> Keeping:
    """How long a record of these classes is kept: the longest of their terms.

    `kept_from` None: not completed, not left, not ended, so the term does not run yet. The deal
    records of a government procurement or a statutory tender (`public_procedure`) are its files.
    """
    classes = set(records)
    if public_procedure and RecordClass.TRANSACTION in classes:
        classes.add(RecordClass.TENDER_FILE)
    if not classes:
        return FREE
    longest = max(TERMS_MONTHS[record] for record in classes)
    until = None if kept_from is None else max(kept_until(one, kept_from) for one in classes)
    codes = {CODES[record] for record in classes if TERMS_MONTHS[record] == longest}
    return Keeping(until, tuple(rule for rule in rules_at(Gate.ARCHIVE, on) if rule.code in codes))


def longest(several: Iterable[Keeping]) -> Keeping:
    """Of keepings that run from different days the one that ends last, with its rules.

    One whose term does not run yet outlasts every other.
    """
    kept = [one for one in several if one.rules]
    if not kept:
        return FREE
    untils = [one.until for one in kept]
    last = None if None in untils else max(until for until in untils if until is not None)
    rules = [rule for one in kept if one.until == last for rule in one.rules]
    return Keeping(last, tuple(dict.fromkeys(rules)))


def require_over(kept: Keeping, *, on: date) -> None:
    """Raise Conflict (kept_until) with the day and the rules while the record must be kept."""
    if kept.holds(on):
        until = "–" if kept.until is None else kept.until.isoformat()
        raise Conflict("kept_until", until=until, rules=kept.codes)


@dataclass(frozen=True)
class Term:
    """A class of records with its term, for people to read."""

    record: RecordClass
    name: Text
    months: int
    begins: Text
    rule: AnyRule


def terms_on(on: date) -> tuple[Term, ...]:
    """Every class with the rule in force on that day."""
    rules = {rule.code: rule for rule in rules_at(Gate.ARCHIVE, on)}
    return tuple(
        Term(record, CLASS_NAMES[record], TERMS_MONTHS[record], BEGINS[record], rules[code])
        for record, code in CODES.items()
        if code in rules
    )
