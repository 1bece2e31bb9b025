"""A carrier's desk: every request that it is invited to, and where it stands with each.

A carrier reads its own sealings here, as nobody else may before the due time: from its own acts on
record and the hash of its envelope. Nothing of an envelope is opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from marketplace.domain.desk import DeskState, Standing, desk_state
from marketplace.domain.lives import AwardState, LineState, RfqState
from marketplace.models import AuditEntry, Award, AwardLine, Line, Quote, Rfq, RfqLine, SealedQuote
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_rfqs import visible_rfqs
from marketplace.services.keep_quote_draft import Draft, find_quote_drafts

ACTS = ("seal", "withdraw")
_SEALED = AuditEntry.facts["envelope_sha256"].astext
_STANDING = sa.func.encode(sa.func.sha256(SealedQuote.envelope), "hex")


@dataclass(frozen=True)
class Sealing:
    """The carrier's last act on its envelope; `stands`: the envelope is still the one made then."""

    sealed: bool
    sealed_at: datetime
    envelope_sha256: str
    stands: bool


@dataclass(frozen=True)
class Invited:
    """One invitation, with what the carrier has done and got."""

    rfq: Rfq
    state: DeskState
    lines: int
    mbps: int
    draft: Draft | None
    sealing: Sealing | None
    quote: Any
    "own quote once opened: total_minor, priced_lines"
    won_lines: int
    won_mbps: int


def invited_rfqs(identity: Identity, *, now: datetime, still_open: bool | None) -> sa.Select[Rfq]:
    """Open ones by due time, then the others, the latest due first. Raises Forbidden."""
    require(Permission.MARKET_READ, identity)
    is_open = sa.and_(Rfq.state == RfqState.QUOTING, Rfq.quotes_due_at > now)
    query = visible_rfqs(identity).order_by(None)
    if still_open is not None:
        query = query.where(is_open if still_open else sa.not_(is_open))
    first = sa.case((is_open, Rfq.quotes_due_at))
    return query.order_by(first.asc().nulls_last(), Rfq.quotes_due_at.desc(), Rfq.id)


def find_desk(
    session: Session, rfqs: Sequence[Rfq], *, sealing_key: str, identity: Identity, now: datetime
) -> list[Invited]:
    """The invitations of these RFQs, in their order, in a constant number of queries."""
    ids = [rfq.id for rfq in rfqs]
    if not ids:
        return []
    quoting = [rfq for rfq in rfqs if rfq.state == RfqState.QUOTING and now < rfq.quotes_due_at]
    drafts = find_quote_drafts(session, quoting, sealing_key=sealing_key, identity=identity)
    sizes, sealings = _sizes(session, ids), find_sealings(session, ids, identity)
    quotes, won = _quotes(session, ids, identity), _won(session, ids, identity)
    found = []
    for rfq in rfqs:
        sealing, quote, award = sealings.get(rfq.id), quotes.get(rfq.id), won.get(rfq.id)
        draft = drafts.get(rfq.id)
        known = Standing(
            rfq.state,
            due=now >= rfq.quotes_due_at,
            sealed=sealing is not None and sealing.sealed,
            stands=sealing is not None and sealing.stands,
            drafted=draft is not None and draft.values is not None,
            quoted=quote is not None,
            usable=quote is not None and quote.usable,
            awarded=award is not None,
            won_lines=award.lines if award else 0,
        )
        size = sizes.get(rfq.id)
        found.append(
            Invited(
                rfq,
                desk_state(known),
                lines=size.lines if size else 0,
                mbps=size.mbps if size else 0,
                draft=draft,
                sealing=sealing,
                quote=quote,
                won_lines=known.won_lines,
                won_mbps=award.mbps if award else 0,
            )
        )
    return found


def find_sealings(
    session: Session, rfq_ids: Sequence[UUID], identity: Identity
) -> dict[UUID, Sealing]:
    """The caller's own last act on each of its envelopes, by RFQ."""
    entry = AuditEntry
    query = (
        sa.select(
            SealedQuote.rfq_id,
            entry.event,
            entry.at,
            _SEALED.label("sha256"),
            _STANDING.label("standing"),
        )
        .join(entry, _own_act(identity))
        .where(
            SealedQuote.rfq_id.in_(rfq_ids),
            SealedQuote.carrier_id == identity.organisation_id,
        )
        .ext(distinct_on(SealedQuote.rfq_id))
        .order_by(SealedQuote.rfq_id, entry.seq.desc())
    )
    return {
        row.rfq_id: Sealing(row.event == "seal", row.at, row.sha256, row.sha256 == row.standing)
        for row in session.execute(query)
    }


def quote_stands(identity: Identity) -> sa.ColumnElement[bool]:
    """SQL: the caller's last act on the envelope of the row sealed what still stands in it."""
    last = sa.select(sa.and_(AuditEntry.event == "seal", _SEALED == _STANDING))
    last = last.where(_own_act(identity)).order_by(AuditEntry.seq.desc()).limit(1)
    return sa.func.coalesce(last.correlate(SealedQuote).scalar_subquery(), sa.false())


def _own_act(identity: Identity) -> sa.ColumnElement[bool]:
    """SQL: the entry tells of an act of the caller's organisation on the envelope."""
    return sa.and_(
        AuditEntry.subject == "sealed_quote",
        AuditEntry.subject_id == SealedQuote.id,
        AuditEntry.organisation_id == identity.organisation_id,
        AuditEntry.event.in_(ACTS),
    )


def _sizes(session: Session, rfq_ids: Sequence[UUID]) -> dict[UUID, Any]:
    query = (
        sa.select(
            RfqLine.rfq_id, sa.func.count().label("lines"), sa.func.sum(Line.mbps).label("mbps")
        )
        .join(Line, Line.id == RfqLine.line_id)
        .where(RfqLine.rfq_id.in_(rfq_ids), Line.state != LineState.RELEASED)
        .group_by(RfqLine.rfq_id)
    )
    return {row.rfq_id: row for row in session.execute(query)}


def _quotes(session: Session, rfq_ids: Sequence[UUID], identity: Identity) -> dict[UUID, Any]:
    query = sa.select(Quote.rfq_id, Quote.usable, Quote.total_minor, Quote.priced_lines).where(
        Quote.rfq_id.in_(rfq_ids), Quote.carrier_id == identity.organisation_id
    )
    return {row.rfq_id: row for row in session.execute(query)}


def _won(session: Session, rfq_ids: Sequence[UUID], identity: Identity) -> dict[UUID, Any]:
    """What the caller won of each RFQ with a standing award, 0 lines for nothing."""
    mine = AwardLine.carrier_id == identity.organisation_id
    query = (
        sa.select(
            Award.rfq_id,
            sa.func.count().filter(mine).label("lines"),
            sa.func.coalesce(sa.func.sum(Line.mbps).filter(mine), 0).label("mbps"),
        )
        .join(AwardLine, AwardLine.award_id == Award.id)
        .join(Line, Line.id == AwardLine.line_id)
        .where(Award.rfq_id.in_(rfq_ids), Award.state == AwardState.STANDING)
        .group_by(Award.rfq_id)
    )
    return {row.rfq_id: row for row in session.execute(query)}
