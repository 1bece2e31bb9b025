"""The demo's members accept or decline, and sign their contracts; then lines are installed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from marketplace.cli.demo_data_exports import settle_before_live
from marketplace.cli.demo_delivery import (
    report_all_live,
    schedule_installation,
    schedule_progress,
)
from marketplace.cli.demo_deposits import schedule_returns, tend
from marketplace.cli.demo_fees import schedule_invoices
from marketplace.cli.demo_line_payments import schedule_payments
from marketplace.cli.demo_stage import Story
from marketplace.domain.lives import AcceptanceState, ArchiveState, GroupBuyState
from marketplace.models import Award, AwardLine, Contract, GroupBuy
from marketplace.security.identity import Identity
from marketplace.services.choose_other_quote import choose_other_quote
from marketplace.services.decide_archive import approve_archive, deny_archive
from marketplace.services.decide_award_line import accept_award_line, decline_award_line
from marketplace.services.find_other_quotes import find_other_quotes
from marketplace.services.settle_acceptance import settle_acceptance
from marketplace.services.sign_contract import sign_contract

DECLINED = "本企业现有专线合同已续签。Our present contract has been renewed."


AwardAgain = Callable[[Story, datetime], None]


def schedule_acceptance(story: Story, award: Award, again: AwardAgain) -> None:
    """Put the members' answers, and what follows once the window has closed, on the agenda.

    `again` awards a second time, after a shortfall.
    """
    stage, award_id, due = story.stage, award.id, award.acceptance_due_at
    served = sa.select(AwardLine).where(
        AwardLine.award_id == award_id, AwardLine.acceptance == AcceptanceState.PENDING
    )
    answered = [
        line
        for line in stage.session.scalars(served.options(joinedload(AwardLine.line)))
        if story.decisions[line.line_id] and award.round == 1
    ]
    if award.acceptance_opens_at > stage.calendar.start:
        return
    until = min(due, story.when("accepted") or due)
    times = stage.calendar.spread(award.acceptance_opens_at, until, len(answered))
    for when, line in zip(times, answered, strict=True):
        stage.agenda.at(when, deciding(story, line.id, line.line.member_id, line.line_id))
    if due <= stage.calendar.start:
        stage.agenda.at(due, lambda now: settle(story, award_id, again, now))


def deciding(story: Story, award_line_id: UUID, member_id: UUID, line_id: UUID) -> Any:
    """An act: the member accepts the line, takes another bidder's quote for it, or declines."""
    decision = story.decisions[line_id]

    def act(now: datetime) -> None:
        session, who = story.stage.session, story.stage.who(member_id)
        if decision == "accept":
            accept_award_line(session, award_line_id=award_line_id, identity=who, now=now)
        elif decision == "choose":
            choose(story, award_line_id, who, now)
        else:
            decline_award_line(
                session, award_line_id=award_line_id, reason=DECLINED, identity=who, now=now
            )

    return act


def choose(story: Story, award_line_id: UUID, who: Identity, now: datetime) -> None:
    """Take the cheapest other quote that can be had for the line (自主选择)."""
    session = story.stage.session
    others = find_other_quotes(session, award_line_id=award_line_id, identity=who)
    other = next(quote for quote in others if quote.obstacle is None)
    choose_other_quote(
        session,
        award_line_id=award_line_id,
        carrier_id=other.carrier.id,
        consent=True,
        identity=who,
        now=now,
    )


def settle(story: Story, award_id: UUID, again: AwardAgain, now: datetime) -> None:
    """As the sweep does: close the window; draw the contracts, or award once more."""
    stage = story.stage
    settle_acceptance(
        stage.session, award_id=award_id, config=stage.config, jobs=stage.jobs, now=now
    )
    tend(story, now)
    short = stage.session.get_one(GroupBuy, story.known_id).state == GroupBuyState.OPENED
    if short and (reawarded := story.past("reawarded")) is not None:
        stage.agenda.at(reawarded, lambda later: again(story, later))
    if (signed := story.past("signed")) is None:
        return
    stage.agenda.at(signed, lambda later: sign_all(story, later))
    if (live := story.past("live")) is not None:
        schedule_installation(story, signed, live)
        stage.agenda.at(live, lambda later: settle_before_live(story, later))
        stage.agenda.at(live, lambda later: report_all_live(story, later))
        schedule_payments(story, live)


def sign_all(story: Story, now: datetime) -> None:
    """Archives are approved, or one denied, the documents printed, and both parties sign."""
    stage = story.stage
    for contract in contracts_of(story):
        deny_one(story, contract, now)
        approve_all(story, contract, now)
        if contract.document_sha256 is None:
            continue
        for party in (contract.member_id, contract.carrier_id):
            sign_contract(
                stage.session,
                contract_id=contract.id,
                document_sha256=str(contract.document_sha256),
                identity=stage.who(party),
                now=now,
            )
    schedule_progress(story)
    schedule_invoices(story, now)
    schedule_returns(story, now)


def deny_one(story: Story, contract: Contract, now: datetime) -> None:
    """The carrier denies the archive of the first line of the company that the file names."""
    entry, stage = story.entry.get("denied"), story.stage
    if entry is None or contract.member_id != stage.who(entry["company"]).organisation_id:
        return
    deny_archive(
        stage.session,
        contract_id=contract.id,
        line_id=contract.lines[0].id,
        reason=entry["reason"],
        config=stage.config,
        jobs=stage.jobs,
        identity=stage.who(contract.carrier_id),
        now=now,
    )


def approve_all(story: Story, contract: Contract, now: datetime) -> None:
    """The carrier approves the user archives of a contract, upon which it is printed."""
    for line in list(contract.lines):
        if line.archive_state == ArchiveState.PENDING:
            approve_archive(
                story.stage.session,
                contract_id=contract.id,
                line_id=line.id,
                jobs=story.stage.jobs,
                identity=story.stage.who(contract.carrier_id),
                now=now,
            )


def contracts_of(story: Story) -> Sequence[Contract]:
    query = sa.select(Contract).where(Contract.group_buy_id == story.known_id)
    return story.stage.session.scalars(
        query.options(selectinload(Contract.lines)).order_by(Contract.number)
    ).all()
