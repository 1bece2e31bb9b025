"""The award notice (成交公示): what is published of an award, and nothing of the members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from marketplace.domain.anonymity import may_tell
from marketplace.domain.lives import AwardState
from marketplace.domain.roles import OrganisationKind
from marketplace.domain.scenarios import left_out
from marketplace.domain.working_days import calendar_known, local_day
from marketplace.errors import NotFound
from marketplace.models import (
    Award,
    AwardComplaint,
    GroupBuy,
    Line,
    Organisation,
    Quote,
    Rfq,
    RfqLine,
)
from marketplace.security.grants import allowed
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_award_complaints import ComplaintSeen, find_award_complaints
from marketplace.services.find_expected_fees import expected_fees
from marketplace.services.find_group_buys import open_to
from marketplace.services.find_notice_lines import NoticeLines, find_notice_lines
from marketplace.services.find_rfqs import invited, is_invited, is_overseer

"Nobody in between keeps a margin (action plan, item 8)"


@dataclass(frozen=True)
class Bidder:
    """A carrier that quoted: its published total and hash, and whether it won anything."""

    carrier: Organisation
    total_minor: int | None
    "None to a company when the lines are of fewer than three members"
    envelope_sha256: str
    usable: bool
    winner: bool
    awarded_minor: int | None
    "what it won; None when the lines are of fewer than three members"


@dataclass(frozen=True)
class Notice:
    award_id: UUID
    group_buy: GroupBuy
    state: AwardState
    round: int
    previous_id: UUID | None
    scenario: str
    parameters: dict[str, Any]
    left_out: list[Organisation]
    "the carriers that the scenario goes without"
    reason: str
    proven: bool
    "under its own rules"
    is_cheapest: bool
    awarded_at: datetime
    standstill_ends_at: datetime
    acceptance_due_at: datetime
    clock_stopped_at: datetime | None
    calendar_known: bool
    "False: holidays of the last days are not published yet; Monday to Friday were counted"
    superseded_at: datetime | None
    superseded_reason: str | None
    superseded_by_id: UUID | None
    fees_minor: int
    "what the contracts owe the platform by the fee table agreed, without VAT"
    bidders: list[Bidder]
    lines: NoticeLines
    complaints: list[ComplaintSeen]

    @property
    def without(self) -> Organisation | None:
        """The first of those left out."""
        return self.left_out[0] if self.left_out else None


def find_notice(session: Session, *, award_id: UUID, identity: Identity) -> Notice:
    """The notice, for the confirmed companies of the park, invited carriers and overseers."""
    award = find_noticed_award(session, award_id, identity)
    lines = find_notice_lines(session, award)
    return Notice(
        award_id=award.id,
        group_buy=award.group_buy,
        state=award.state,
        round=award.round,
        previous_id=award.previous_id,
        scenario=award.scenario,
        parameters=award.parameters,
        left_out=_left_out(session, award),
        reason=award.reason,
        proven=award.proven,
        is_cheapest=award.is_cheapest,
        awarded_at=award.awarded_at,
        standstill_ends_at=award.acceptance_opens_at,
        acceptance_due_at=award.acceptance_due_at,
        clock_stopped_at=award.clock_stopped_at,
        calendar_known=calendar_known(local_day(award.acceptance_due_at)),
        superseded_at=award.superseded_at,
        superseded_reason=award.superseded_reason,
        superseded_by_id=_successor(session, award),
        fees_minor=expected_fees(session, award),
        bidders=_bidders(session, award, lines, tells=_tells_totals(session, award, identity)),
        lines=lines,
        complaints=find_award_complaints(session, award, identity),
    )


def visible_notices(identity: Identity) -> sa.Select[Award]:
    """The awards whose notice the caller may read, newest first; without its bidders."""
    query = (
        sa.select(Award)
        .join(GroupBuy, GroupBuy.id == Award.group_buy_id)
        .options(contains_eager(Award.group_buy).joinedload(GroupBuy.organiser))
        .order_by(Award.awarded_at.desc(), Award.id)
    )
    if is_overseer(identity):
        return query
    if identity.kind == OrganisationKind.CARRIER:
        return query.join(Rfq, Rfq.id == Award.rfq_id).where(invited(identity.organisation_id))
    if identity.kind == OrganisationKind.ENTERPRISE and identity.confirmed:
        return query.where(open_to(identity))
    return query.where(GroupBuy.organiser_id == identity.organisation_id)


def find_noticed_award(session: Session, award_id: UUID, identity: Identity) -> Award:
    """The award with its group buy, to those who may read its notice; else NotFound."""
    award = session.scalars(
        sa.select(Award)
        .where(Award.id == award_id)
        .options(joinedload(Award.group_buy).joinedload(GroupBuy.organiser))
    ).one_or_none()
    if award is None:
        raise NotFound()
    require_notice_reader(session, award, identity)
    return award


def find_noticed_complaint(
    session: Session, complaint_id: UUID, identity: Identity
) -> AwardComplaint:
    """One complaint, to those who may read the award's notice; else NotFound."""
    complaint = session.get(AwardComplaint, complaint_id)
    if complaint is None:
        raise NotFound()
    find_noticed_award(session, complaint.award_id, identity)
    return complaint


def require_notice_reader(session: Session, award: Award, identity: Identity) -> None:
    """Raise NotFound to those who may not read the award's notice."""
    if not allowed(Permission.MARKET_READ, identity) or not (
        is_overseer(identity)
        or allowed(Permission.GROUP_BUY_READ, identity, award.group_buy)
        or is_invited(session, award.rfq_id, identity)
    ):
        raise NotFound()


def _left_out(session: Session, award: Award) -> list[Organisation]:
    codes = left_out(award.parameters)
    found = session.scalars(sa.select(Organisation).where(Organisation.uscc.in_(codes)))
    by_code = {one.uscc: one for one in found} if codes else {}
    return [by_code[code] for code in codes if code in by_code]


def _successor(session: Session, award: Award) -> UUID | None:
    query = sa.select(Award.id).where(Award.previous_id == award.id)
    return session.scalar(query.order_by(Award.awarded_at).limit(1))


def _tells_totals(session: Session, award: Award, identity: Identity) -> bool:
    """Whether the totals may be told: of few members they tell a company what the others want.

    Organiser, overseers and bidders know the lines anyhow.
    """
    if identity.kind == OrganisationKind.CARRIER or is_overseer(identity):
        return True
    if allowed(Permission.AWARD_READ, identity, award.group_buy):
        return True
    members = sa.select(sa.func.count(Line.member_id.distinct())).join(
        RfqLine, RfqLine.line_id == Line.id
    )
    return may_tell(session.scalar(members.where(RfqLine.rfq_id == award.rfq_id)) or 0)


def _bidders(session: Session, award: Award, lines: NoticeLines, *, tells: bool) -> list[Bidder]:
    quotes = session.scalars(
        sa.select(Quote)
        .where(Quote.rfq_id == award.rfq_id)
        .options(joinedload(Quote.carrier), sa.orm.defer(Quote.terms))
        .order_by(Quote.total_minor.nulls_last(), Quote.carrier_id)
    )
    return [
        Bidder(
            q.carrier,
            q.total_minor if tells else None,
            q.envelope_sha256,
            q.usable,
            q.carrier_id in lines.won_minor,
            lines.won_minor.get(q.carrier_id),
        )
        for q in quotes
    ]
