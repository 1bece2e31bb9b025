"""How long records are kept: a deletion that comes too early is refused (SEC-02 to SEC-06)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from marketplace.domain.compliance.days import months_after
from marketplace.domain.compliance.facts import DeletionFacts
from marketplace.domain.compliance.facts.platform import RecordClass
from marketplace.domain.compliance.finding import REJECT, Answer, reject
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.instruments.commerce import (
    DEAL_ARCHIVES,
    E_COMMERCE,
    ONLINE_TRADING,
)
from marketplace.domain.compliance.instruments.data import (
    CYBERSECURITY,
    NETWORK_DATA,
    PERSONAL_INFORMATION,
)
from marketplace.domain.compliance.instruments.purchase import GOVERNMENT_PROCUREMENT
from marketplace.domain.compliance.rule import Asking, Rule, earlier, known, rule, unknown
from marketplace.domain.compliance.source import K, S, Source
from marketplace.domain.compliance.words import Text

TERMS_MONTHS = {
    RecordClass.NETWORK_LOG: 6,
    RecordClass.TRANSACTION: 36,
    RecordClass.SELLER_IDENTITY: 36,
    RecordClass.IMPACT_ASSESSMENT: 36,
    RecordClass.TENDER_FILE: 180,
}
RENUMBERED = date(2026, 1, 1)


def kept_until(record: RecordClass, kept_from: date) -> date:
    """The first day on which the record may be deleted."""
    return months_after(kept_from, TERMS_MONTHS[record])


def _kept(
    code: str, record: RecordClass, title: Text, sources: tuple[Source, ...], **more: object
) -> Rule[DeletionFacts]:
    """The rule that keeps one class of records for its term."""

    @rule(
        code,
        title.zh,
        title.en,
        DeletionFacts,
        sources=sources,
        gates=(Gate.ARCHIVE,),
        fails=(REJECT,),
        needs=("record",),
        reads=("kept_from",),
        **more,
    )
    def kept(facts: DeletionFacts, asking: Asking) -> Iterator[Answer]:
        if known(facts.record) == record:
            yield from _early(facts, record, asking.on)

    return kept


def _early(facts: DeletionFacts, record: RecordClass, on: date) -> Iterator[Answer]:
    if facts.kept_from is None:
        yield unknown(facts, "kept_from")
        return
    until = kept_until(record, facts.kept_from)
    if on < until:
        yield reject(
            f"该记录须保存至 {until.isoformat()}，现在不得删除。",
            f"This record is kept until {until.isoformat()} and may not be deleted now.",
            "kept_from",
        )


logs_kept = _kept(
    "SEC-02",
    RecordClass.NETWORK_LOG,
    Text("网络日志保存不少于6个月", "Network logs are kept for 6 months or more"),
    (CYBERSECURITY.at("23(3)"),),
    version=2,
    since=RENUMBERED,
)
logs_kept_before_2026 = earlier(logs_kept, before=RENUMBERED, sources=(CYBERSECURITY.at("21(3)"),))
transactions_kept = _kept(
    "SEC-03",
    RecordClass.TRANSACTION,
    Text("交易信息自完成起保存不少于3年", "Transactions are kept for 3 years or more"),
    (E_COMMERCE.at("31"),),
)
sellers_kept = _kept(
    "SEC-04",
    RecordClass.SELLER_IDENTITY,
    Text("销售方身份信息退出后保存3年", "Seller identities are kept for 3 years after exit"),
    (ONLINE_TRADING.at(mark=S),),
)
assessments_kept = _kept(
    "SEC-05",
    RecordClass.IMPACT_ASSESSMENT,
    Text("影响评估与提供记录保存不少于3年", "Assessments are kept for 3 years or more"),
    (PERSONAL_INFORMATION.at("56"), NETWORK_DATA.at("12")),
)


@rule(
    "SEC-06",
    "政府采购与法定程序的成交记录保存15年",
    "Deal records of public procedures are kept for 15 years",
    DeletionFacts,
    sources=(DEAL_ARCHIVES.at(mark=S), GOVERNMENT_PROCUREMENT.at("42", mark=K)),
    gates=(Gate.ARCHIVE,),
    fails=(REJECT,),
    needs=("record",),
    reads=("kept_from", "government_or_tender"),
)
def tender_files_kept(facts: DeletionFacts, asking: Asking) -> Iterator[Answer]:
    deal = facts.record == RecordClass.TRANSACTION
    if deal and facts.government_or_tender is None:
        yield unknown(facts, "government_or_tender")
    elif facts.record == RecordClass.TENDER_FILE or (deal and facts.government_or_tender):
        yield from _early(facts, RecordClass.TENDER_FILE, asking.on)


RULES = (
    logs_kept_before_2026,
    logs_kept,
    transactions_kept,
    sellers_kept,
    assessments_kept,
    tender_files_kept,
)
