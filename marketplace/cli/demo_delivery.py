"""The demo's carriers install their lines: milestones by and by, a passed test, then live."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from marketplace.cli.demo_stage import Story
from marketplace.domain.activation import SHARES
from marketplace.domain.complaint_way import ComplaintCategory
from marketplace.domain.lives import MilestoneKind, MilestoneState
from marketplace.domain.products import VPN_PRODUCTS
from marketplace.domain.working_days import local_day
from marketplace.models import Contract, ContractLine, Line, Milestone
from marketplace.security.identity import Identity
from marketplace.services.delay_milestone import delay_milestone
from marketplace.services.file_complaint import file_complaint
from marketplace.services.find_installations import promised_rtt
from marketplace.services.finish_milestone import finish_milestone
from marketplace.services.record_line_test import record_line_test
from marketplace.services.record_security_filing import record_security_filing
from marketplace.services.report_live import report_live

VPN_FILING = "示例-VPN备案-0001"
"Under which the demo's carriers filed their VPN products"
NOTES = {
    MilestoneKind.SURVEY: "机房与楼内路由已查勘。Room and risers surveyed.",
    MilestoneKind.RESOURCES: "境内外电路资源已确认。Capacity at home and abroad confirmed.",
    MilestoneKind.LOA: "授权函已交换。Letters of authorisation exchanged.",
    MilestoneKind.TEST: "端到端验收测试完成。End-to-end acceptance test done.",
    MilestoneKind.READY: "已交付使用。Handed over.",
}
FILING = timedelta(days=6)
"From activation to the filing with public security"


def schedule_installation(story: Story, signed: datetime, live: datetime) -> None:
    """Put the steps between the signatures and the hand-over on the agenda."""
    for kind, share in SHARES.items():
        if kind != MilestoneKind.READY:
            when = signed + (live - signed) * share / 100
            story.stage.agenda.at(when, finishing(story, kind))


def schedule_progress(story: Story) -> None:
    """Lines still being installed: each step on its day; one line is late, and complained about."""
    late = story.entry.get("late")
    if late is None:
        return
    stage, company = story.stage, story.stage.who(late["company"]).organisation_id
    for line in lines_of(story):
        for step in steps_of(story, line):
            on_time = line.line.member_id != company or step.kind == MilestoneKind.SURVEY
            when = stage.calendar.on(step.due_on, 16)
            if on_time and when <= stage.calendar.start:
                stage.agenda.at(when, finishing_one(story, line.id, step.kind))
    stage.agenda.at(stage.calendar.at(late["told"], 11), lambda now: delay(story, now))
    if (grieved := story.past("grieved")) is not None:
        stage.agenda.at(grieved, lambda now: grieve(story, now))


def finishing_one(story: Story, contract_line_id: UUID, kind: MilestoneKind) -> Any:
    """An act: the carrier reports one step of one line done."""

    def act(now: datetime) -> None:
        line = next(line for line in lines_of(story) if line.id == contract_line_id)
        who = story.stage.who(line.contract.carrier_id)
        finish_step(story.stage.session, line, kind, who, now)

    return act


def late_line(story: Story) -> ContractLine:
    """The line of the story that is late."""
    company = story.stage.who(story.entry["late"]["company"]).organisation_id
    return next(line for line in lines_of(story) if line.line.member_id == company)


def delay(story: Story, now: datetime) -> None:
    """The carrier says that the late line's resources come later, and why."""
    line, entry = late_line(story), story.entry["late"]
    step = next(s for s in steps_of(story, line) if s.kind == MilestoneKind.RESOURCES)
    delay_milestone(
        story.stage.session,
        milestone_id=step.id,
        expected_on=story.stage.today + timedelta(days=entry["expected"]),
        reason=entry["reason"],
        identity=story.stage.who(line.contract.carrier_id),
        now=now,
    )


def grieve(story: Story, now: datetime) -> None:
    """The member of the late line complains to its carrier and the organiser."""
    line, entry = late_line(story), story.entry["late"]
    file_complaint(
        story.stage.session,
        group_buy_id=story.known_id,
        contract_line_id=line.id,
        to_carrier=True,
        category=ComplaintCategory.DELIVERY,
        subject=entry["subject"],
        text=entry["complaint"],
        evidence_id=None,
        config=story.stage.config,
        identity=story.stage.who(entry["company"]),
        now=now,
    )


def steps_of(story: Story, line: ContractLine) -> Sequence[Milestone]:
    query = sa.select(Milestone).where(Milestone.contract_line_id == line.id)
    return story.stage.session.scalars(query.order_by(Milestone.due_on)).all()


def finishing(story: Story, kind: MilestoneKind) -> Any:
    """An act: every carrier reports the step done on all its lines, tested first."""

    def act(now: datetime) -> None:
        for line in lines_of(story):
            who = story.stage.who(line.contract.carrier_id)
            finish_step(story.stage.session, line, kind, who, now)

    return act


def finish_step(
    session: Session, line: ContractLine, kind: MilestoneKind, who: Identity, now: datetime
) -> None:
    """Report one step of one line done today."""
    if kind == MilestoneKind.TEST:
        pass_test(session, line, who, now)
    step = session.scalars(
        sa.select(Milestone).where(
            Milestone.contract_line_id == line.id,
            Milestone.kind == kind,
            Milestone.state == MilestoneState.PLANNED,
        )
    ).one()
    finish_milestone(
        session,
        milestone_id=step.id,
        done_on=local_day(now),
        note=NOTES[kind],
        identity=who,
        now=now,
    )


def pass_test(session: Session, line: ContractLine, who: Identity, now: datetime) -> None:
    """A test a little better than promised, and never better than light in fibre."""
    floor_us = line.line.corridor.rtt_floor_us
    promised = promised_rtt(line) or floor_us * 3 // 2
    record_line_test(
        session,
        contract_line_id=line.id,
        tested_on=local_day(now),
        rtt_us=max(floor_us, promised * 96 // 100),
        throughput_mbps=line.line.mbps,
        loss_ppm=2,
        identity=who,
        now=now,
    )


def report_all_live(story: Story, now: datetime) -> None:
    """Every carrier hands its lines over and reports them live; the last concludes."""
    for line in lines_of(story):
        who = story.stage.who(line.contract.carrier_id)
        finish_step(story.stage.session, line, MilestoneKind.READY, who, now)
        report_live(
            story.stage.session,
            contract_id=line.contract_id,
            line_id=line.id,
            live_on=local_day(now),
            vpn_filing=VPN_FILING if line.line.product in VPN_PRODUCTS else None,
            identity=who,
            now=now,
        )
    if now + FILING < story.stage.calendar.start:
        story.stage.agenda.at(now + FILING, lambda later: file_all(story, later))


def file_all(story: Story, now: datetime) -> None:
    """Companies file their connections with public security; the last one still has to."""
    for number, line in enumerate(lines_of(story)[:-1], start=1):
        record_security_filing(
            story.stage.session,
            contract_line_id=line.id,
            security_filing=f"示例-310115-{number:05d}",
            security_filed_on=local_day(now),
            identity=story.stage.who(line.contract.member_id),
            now=now,
        )


def lines_of(story: Story) -> Sequence[ContractLine]:
    """The lines under contract of the story's group buy."""
    query = (
        sa.select(ContractLine)
        .join(Contract, Contract.id == ContractLine.contract_id)
        .where(ContractLine.group_buy_id == story.known_id, ContractLine.ended_at.is_(None))
        .options(
            contains_eager(ContractLine.contract),
            joinedload(ContractLine.line).joinedload(Line.corridor),
        )
        .order_by(Contract.number, ContractLine.reference)
    )
    return story.stage.session.scalars(query).all()
