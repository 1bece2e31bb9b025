"""The gate of sealing a quote: what stops it is told to the carrier alone until the opening."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from marketplace.domain.compliance.facts import Facts
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.quote_pricing import WantedLine
from marketplace.domain.working_days import local_day
from marketplace.models import Organisation, SealedQuote
from marketplace.security.identity import Identity
from marketplace.services.ask_at_gate import ask_at_gate
from marketplace.services.find_carrier_facts import find_carrier_facts, find_quote_right
from marketplace.services.find_quote_facts import facts_of_quote
from marketplace.services.judge_findings import About


def ask_quote(
    session: Session,
    sealed: SealedQuote,
    quote: Mapping[str, Any],
    wanted: Mapping[str, WantedLine],
    *,
    listed_groups: Iterable[str],
    by: Identity,
    now: datetime,
) -> None:
    """Raises Stopped with every reject. A hold waits: it holds the award if the quote is in it."""
    rfq = sealed.rfq
    carrier = session.get_one(Organisation, sealed.carrier_id)
    today, due_on = local_day(now), local_day(rfq.quotes_due_at)
    right = find_quote_right(session, carrier, rfq_id=rfq.id, on=today)
    facts: list[Facts] = [
        find_carrier_facts(session, carrier, listed_groups=listed_groups, on=today),
        facts_of_quote(quote, wanted, carrier, right, due_on=due_on),
    ]
    ask_at_gate(
        session,
        sealed,
        [(about_quote(sealed), facts)],
        gates=[Gate.QUOTE],
        by=by,
        now=now,
        holds_stop=False,
        visible_at=rfq.quotes_due_at,
        rfq_id=str(rfq.id),
    )


def about_quote(sealed: SealedQuote) -> About:
    return About(
        "sealed_quote",
        sealed.id,
        sealed.carrier_id,
        sealed.rfq.group_buy_id,
        path=f"/rfqs/{sealed.rfq_id}/quote#f-statement-",
        pointer="/statement",
        visible_at=sealed.rfq.quotes_due_at,
    )
