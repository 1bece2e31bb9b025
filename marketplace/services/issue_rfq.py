"""The organiser asks the licensed carriers for sealed quotes on the locked demand."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.config import Config
from marketplace.domain.lives import GroupBuyEvent, LineState, RfqState
from marketplace.domain.products import may_sell
from marketplace.domain.quote_faults import lot_code
from marketplace.domain.working_days import local_day
from marketplace.errors import Conflict, Fault, Invalid
from marketplace.models import GroupBuy, Line, Lot, Rfq, RfqLine, SealedQuote
from marketplace.models.audit import record
from marketplace.security import sealing
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.open_group_buy import carrier_scopes

LONGEST = timedelta(days=120)
log = logging.getLogger(__name__)


def issue_rfq(
    session: Session,
    *,
    group_buy_id: UUID,
    quotes_due_at: datetime,
    min_quotes: int | None = None,
    config: Config,
    identity: Identity,
    now: datetime,
) -> Rfq:
    """Issue the RFQ of a locked group buy: lots, lines, invitations and empty envelopes.

    Raises NotFound, Forbidden, IllegalMove, Invalid (due time), Conflict (nobody to invite).
    """
    group_buy = find_group_buy(
        session, group_buy_id, identity, Permission.RFQ_ORGANISE, for_update=True
    )
    group_buy.advance(GroupBuyEvent.ISSUE_RFQ, by=identity, now=now)
    _refuse_due_time(quotes_due_at, now)
    lines = _pooled_lines(session, group_buy)
    invited = _invited(session, lines, now)
    if not invited:
        raise Conflict("no_invitable_carrier")
    rfq = _new_rfq(session, group_buy, quotes_due_at, min_quotes, len(lines), config, now)
    _put_lines(session, rfq, lines)
    _put_envelopes(session, rfq, invited)
    record(
        session,
        rfq,
        "issue",
        by=identity,
        now=now,
        to_state=str(rfq.state),
        lines=len(lines),
        invited=[str(carrier) for carrier in invited],
    )
    log.info("rfq_issued", extra={"rfq_id": rfq.id, "lines": len(lines), "invited": len(invited)})
    return rfq


def seal_bytes_for(lines: int) -> int:
    """The size of every envelope: a power of two that no quote on so many lines outgrows."""
    wanted = max(64 * 1024, 16 * 1024 + 512 * lines)
    return 1 << (wanted - 1).bit_length()


def seal_context(rfq_id: UUID, carrier_id: UUID) -> bytes:
    """What an envelope is bound to: it opens only as this carrier's quote on this RFQ."""
    return rfq_id.bytes + carrier_id.bytes


def _refuse_due_time(quotes_due_at: datetime, now: datetime) -> None:
    if quotes_due_at <= now:
        raise Invalid([Fault("/quotes_due_at", "not_future")])
    if quotes_due_at > now + LONGEST:
        raise Invalid([Fault("/quotes_due_at", "due_too_late", {"days": LONGEST.days})])


def _pooled_lines(session: Session, group_buy: GroupBuy) -> Sequence[Line]:
    query = sa.select(Line).where(Line.group_buy_id == group_buy.id, Line.state == LineState.POOLED)
    lines = session.scalars(query.options(joinedload(Line.corridor))).all()
    if not lines:
        raise Conflict("no_pooled_line")
    return lines


def _invited(session: Session, lines: Sequence[Line], now: datetime) -> list[UUID]:
    """Confirmed carriers with a verified licence, valid today, for a product of the RFQ."""
    products = {line.product for line in lines}
    scopes = carrier_scopes(session, local_day(now))
    return sorted(
        carrier
        for carrier, held in scopes.items()
        if any(may_sell(held, product) for product in products)
    )


def _new_rfq(
    session: Session,
    group_buy: GroupBuy,
    quotes_due_at: datetime,
    min_quotes: int | None,
    lines: int,
    config: Config,
    now: datetime,
) -> Rfq:
    rfq_id = uuid4()
    public, private_sealed = sealing.new_key_pair(config.sealing_key, rfq_id.bytes)
    earlier = sa.select(sa.func.count()).where(Rfq.group_buy_id == group_buy.id)
    rfq = Rfq(
        id=rfq_id,
        group_buy_id=group_buy.id,
        number=session.execute(earlier).scalar_one() + 1,
        state=RfqState.QUOTING,
        issued_at=now,
        quotes_due_at=quotes_due_at,
        min_quotes=config.min_quotes if min_quotes is None else min_quotes,
        public_key=public,
        private_key_sealed=private_sealed,
        seal_bytes=seal_bytes_for(lines),
    )
    session.add(rfq)
    session.flush()
    return rfq


def _put_lines(session: Session, rfq: Rfq, lines: Sequence[Line]) -> None:
    """Lots, then the lines under references in an order that tells nothing of the members."""
    lots = {}
    for corridor, product in sorted(
        {(line.corridor, line.product) for line in lines}, key=lambda pair: (pair[0].code, pair[1])
    ):
        code = lot_code(corridor.code, product)
        lots[code] = Lot(
            id=uuid4(), rfq_id=rfq.id, code=code, corridor_id=corridor.id, product=product
        )
    session.add_all(lots.values())
    session.flush()
    shuffled = sorted(lines, key=lambda line: sha256(rfq.id.bytes + line.id.bytes).digest())
    width = max(4, len(str(len(lines))))
    session.execute(
        sa.insert(RfqLine),
        [
            {
                "rfq_id": rfq.id,
                "line_id": line.id,
                "group_buy_id": rfq.group_buy_id,
                "lot_id": lots[lot_code(line.corridor.code, line.product)].id,
                "reference": f"L{number:0{width}d}",
                "ceiling_minor": line.ceiling_minor,
                "outside_option_minor": line.outside_option_minor,
            }
            for number, line in enumerate(shuffled, start=1)
        ],
    )


def _put_envelopes(session: Session, rfq: Rfq, invited: Sequence[UUID]) -> None:
    """One envelope of equal size per invited carrier from the start: none tells anything."""
    for carrier in invited:
        empty = sealing.seal(rfq.public_key, None, rfq.seal_bytes, seal_context(rfq.id, carrier))
        session.add(SealedQuote(rfq_id=rfq.id, carrier_id=carrier, envelope=empty))
    session.flush()
