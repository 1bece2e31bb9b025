"""The demo's members accept or decline, and sign their contracts; then lines are installed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from marketplace.cli.demo_delivery import report_all_live, schedule_installation
from marketplace.cli.demo_stage import Story
from marketplace.models import Award, AwardLine, Contract
from marketplace.services.decide_award_line import accept_award_line, decline_award_line
from marketplace.services.settle_acceptance import settle_acceptance
from marketplace.services.sign_contract import sign_contract

DECLINED = "本企业现有专线合同已续签。Our present contract has been renewed."


def schedule_acceptance(story: Story, award: Award) -> None:
    """Put the members' answers, and what follows once the window has closed, on the agenda."""
    stage, award_id, due = story.stage, award.id, award.acceptance_due_at
    served = sa.select(AwardLine).where(
        AwardLine.award_id == award_id, AwardLine.carrier_id.is_not(None)
    )
    answered = [
        line
        for line in stage.session.scalars(served.options(joinedload(AwardLine.line)))
        if story.decisions[line.line_id]
    ]
    if award.acceptance_opens_at > stage.calendar.start:
        return
    until = min(due, story.when("accepted") or due)
    times = stage.calendar.spread(award.acceptance_opens_at, until, len(answered))
    for when, line in zip(times, answered, strict=True):
        stage.agenda.at(when, deciding(story, line.id, line.line.member_id, line.line_id))
    if due <= stage.calendar.start:
        stage.agenda.at(due, lambda now: settle(story, award_id, now))


def deciding(story: Story, award_line_id: UUID, member_id: UUID, line_id: UUID) -> Any:
    """An act: the member accepts or declines the line."""
    accepts = story.decisions[line_id] == "accept"

    def act(now: datetime) -> None:
        session, who = story.stage.session, story.stage.who(member_id)
        if accepts:
            accept_award_line(session, award_line_id=award_line_id, identity=who, now=now)
        else:
            decline_award_line(
                session, award_line_id=award_line_id, reason=DECLINED, identity=who, now=now
            )

    return act


def settle(story: Story, award_id: UUID, now: datetime) -> None:
    """As the sweep does: close the window and draw the contracts."""
    settle_acceptance(story.stage.session, award_id=award_id, now=now)
    if (signed := story.past("signed")) is not None:
        story.stage.agenda.at(signed, lambda later: sign_all(story, later))
    if signed is not None and (live := story.past("live")) is not None:
        schedule_installation(story, signed, live)
        story.stage.agenda.at(live, lambda later: report_all_live(story, later))


def sign_all(story: Story, now: datetime) -> None:
    """Both parties of every contract sign."""
    for contract in contracts_of(story):
        for party in (contract.member_id, contract.carrier_id):
            who = story.stage.who(party)
            sign_contract(story.stage.session, contract_id=contract.id, identity=who, now=now)


def contracts_of(story: Story) -> Sequence[Contract]:
    query = sa.select(Contract).where(Contract.group_buy_id == story.known_id)
    return story.stage.session.scalars(
        query.options(selectinload(Contract.lines)).order_by(Contract.number)
    ).all()
