"""Facts of an opening: how it went, and what its quotes have in common (BID, §6.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from marketplace.domain.compliance.facts.fact import Facts, fact
from marketplace.domain.compliance.facts.group_buy import Procedure


class Undecrypted(StrEnum):
    """Why a quote could not be decrypted (BID-09)."""

    BIDDERS_FAULT = "bidders_fault"
    OTHER_CAUSE = "other_cause"


@dataclass(frozen=True)
class QuoteSign:
    """What one opened quote shows of how it was made; only equalities matter, so hashes do."""

    bidder: str
    prices_minor: tuple[tuple[str, int], ...] = ()
    "line and price, sorted by line"
    total_minor: int | None = None
    prepared_by: str | None = None
    handled_by: str | None = None
    contact: str | None = None
    project_members: tuple[str, ...] = ()
    document_sha256: str | None = None
    deposit_account: str | None = None
    document_author: str | None = None
    address: str | None = None
    "network address of the upload"
    device: str | None = None
    uploaded_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class OpeningFacts(Facts):
    procedure: Procedure | None = fact("采购方式", "procedure")
    quotes: int | None = fact("收到的报价数", "quotes received")
    clarified_days_before: int | None = fact(
        "最近一次澄清距截止的天数", "days from the last clarification to the due time"
    )
    negotiated_purchase_allowed: bool | None = fact(
        "审核员准予单家谈判采购", "reviewer's leave for a negotiated purchase"
    )
    opened_before_due: bool | None = fact("是否在截止前开启", "whether it was opened before due")
    opening_record_public: bool | None = fact("开启记录是否公开", "whether the record is public")
    undecrypted: Undecrypted | None = fact("未能解密的原因", "why a quote was not decrypted")
    price_talks: bool | None = fact(
        "成交前是否就价格实质谈判", "whether prices were negotiated before the award"
    )
    unpublished_criteria: bool | None = fact(
        "是否使用未公布的标准评审", "whether criteria that were not published were used"
    )
    signs: tuple[QuoteSign, ...] | None = fact("各报价的形成痕迹", "signs of how quotes were made")
    past_winners: tuple[str, ...] | None = fact(
        "同类历次成交方", "winners of earlier RFQs, in order"
    )
    agreed: bool | None = fact(
        "是否有串通约定的证据", "whether there is evidence of an agreement between bidders"
    )
