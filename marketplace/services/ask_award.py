"""The gates of opening and award, asked before an award is made; its quotes' holds among them."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.config import Config
from marketplace.domain.compliance.facts import AwardFacts, OpeningFacts
from marketplace.domain.compliance.facts.group_buy import Procedure
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.mends import link_of
from marketplace.domain.contract_terms import in_working_days
from marketplace.domain.working_days import Windows, local_day
from marketplace.errors import Fault, Stopped
from marketplace.models import Quote, Rfq, SealedQuote
from marketplace.security.identity import Identity
from marketplace.services.ask_at_gate import ask_at_gate, rule_fault
from marketplace.services.find_baseline import is_baseline_documented
from marketplace.services.judge_findings import About
from marketplace.services.standing_findings import StandingFinding, find_stopping


def ask_award(
    session: Session, rfq: Rfq, windows: Windows, *, config: Config, by: Identity, now: datetime
) -> None:
    """Raises Stopped with what the rules say of the award, and what holds a usable quote."""
    held = [fault for one in find_held_quotes(session, rfq) for fault in held_faults(one)]
    documented = is_baseline_documented(session, rfq)
    award = facts_of_award(rfq, windows, config, baseline_documented=documented)
    thing = about_award(rfq), [facts_of_opening(rfq), award]
    gates = [Gate.OPENING, Gate.AWARD]
    try:
        ask_at_gate(session, rfq, [thing], gates=gates, by=by, now=now)
    except Stopped as stopped:
        raise Stopped([*stopped.faults, *held], stopped.kept, by, stopped.audited) from None
    if held:
        raise Stopped(held)


def about_award(rfq: Rfq) -> About:
    buyer = rfq.group_buy.organiser_id
    return About("rfq", rfq.id, buyer, rfq.group_buy_id, path=f"/rfqs/{rfq.id}/award-room")


def find_held_quotes(session: Session, rfq: Rfq) -> list[StandingFinding]:
    """What nobody decided yet, or refused, about quotes that an award may be made with."""
    usable = (
        sa.select(SealedQuote.id)
        .join(
            Quote,
            sa.and_(Quote.rfq_id == SealedQuote.rfq_id, Quote.carrier_id == SealedQuote.carrier_id),
        )
        .where(SealedQuote.rfq_id == rfq.id, Quote.usable)
    )
    return find_stopping(session, session.scalars(usable).all())


def held_faults(one: StandingFinding) -> list[Fault]:
    """What the organiser reads of a carrier's finding: which it is, not what the carrier stated."""
    kept = one.finding
    page = link_of(kept.path, kept.kind, None)
    return [
        rule_fault(kept.code, kept.version, said, pointer=f"/findings/{kept.id}", link=page)
        for said in kept.says
        if said["outcome"] in ("hold", "reject")
    ]


def facts_of_opening(rfq: Rfq) -> OpeningFacts:
    """The database refuses an opening before the due time, and there is no place to haggle in."""
    opened = rfq.opened_at or rfq.quotes_due_at
    return OpeningFacts(
        procedure=Procedure.SEALED_RFQ,
        quotes=rfq.quotes_received,
        negotiated_purchase_allowed=rfq.allowed_at is not None,
        opened_before_due=opened < rfq.quotes_due_at,
        opening_record_public=True,
        price_talks=False,
        unpublished_criteria=False,
    )


def facts_of_award(
    rfq: Rfq, windows: Windows, config: Config, *, baseline_documented: bool
) -> AwardFacts:
    """The notice is published with the award and tells everyone; it names no member.

    Once companies sign, the saving against the list prices of the opening is published.

    The award is final for a line when acceptance ends: from there the days to the contract count.
    """
    final_at, opened_at = windows.acceptance_due_at, rfq.group_buy.opened_at
    return AwardFacts(
        members_decide=True,
        notice_sent_to_all=True,
        awarded_on=windows.acceptance_ends_on,
        contract_due_on=local_day(in_working_days(final_at, config.sign_days)),
        side_contract=False,
        saving_claimed=True,
        baseline_documented=baseline_documented,
        baseline_on=opened_at and local_day(opened_at),
        notice_published=True,
        fees_published=True,
        members_named_without_consent=False,
    )
