"""An RFQ as it is put out, first or again: its terms, lots, lines, and an envelope for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.config import Config
from marketplace.domain.lives import LineState, RfqProfile, RfqState
from marketplace.domain.products import may_sell
from marketplace.domain.quote_faults import lot_code
from marketplace.domain.working_days import local_day
from marketplace.errors import Conflict, Fault
from marketplace.models import GroupBuy, Line, Lot, QuoteDraft, Rfq, RfqLine, SealedQuote
from marketplace.security import sealing
from marketplace.services.keep_quote_draft import empty_paper
from marketplace.services.open_group_buy import carrier_scopes
from marketplace.services.seal_envelope import seal_envelopes

LONGEST = timedelta(days=120)


@dataclass(frozen=True)
class RfqTerms:
    """What the organiser says of an RFQ; `min_quotes` None: as few as the profile allows."""

    quotes_due_at: datetime
    profile: RfqProfile = RfqProfile.SIMPLE
    min_quotes: int | None = None
    questions_due_at: datetime | None = None
    notes: str = ""


@dataclass(frozen=True)
class Rerun:
    """Which RFQ a new one replaces, and why."""

    of_id: UUID
    reason: str


def least_quotes(profile: RfqProfile, config: Config) -> int:
    """How many quotes an opening needs at least in this profile."""
    return config.strict_quotes if profile == RfqProfile.STRICT else config.min_quotes


def terms_faults(terms: RfqTerms, config: Config, now: datetime) -> list[Fault]:
    """Everything that cannot be in the terms: times, and fewer quotes than the profile needs."""
    faults = []
    due, questions = terms.quotes_due_at, terms.questions_due_at
    if due <= now:
        faults.append(Fault("/quotes_due_at", "not_future"))
    if due > now + LONGEST:
        faults.append(Fault("/quotes_due_at", "due_too_late", {"days": LONGEST.days}))
    if questions is not None and questions <= now:
        faults.append(Fault("/questions_due_at", "not_future"))
    if questions is not None and questions > due:
        faults.append(Fault("/questions_due_at", "questions_after_quotes"))
    least = least_quotes(terms.profile, config)
    if terms.min_quotes is not None and terms.min_quotes < least:
        faults.append(Fault("/min_quotes", "too_few_for_profile", {"least": least}))
    return faults


def put_rfq(
    session: Session,
    group_buy: GroupBuy,
    terms: RfqTerms,
    *,
    rerun: Rerun | None = None,
    config: Config,
    now: datetime,
) -> tuple[Rfq, list[UUID]]:
    """The new RFQ on every pooled line with an empty envelope for each carrier; who is invited.

    Raises Conflict (no_pooled_line, no_invitable_carrier).
    """
    lines = _pooled_lines(session, group_buy)
    invited = _invited(session, lines, now)
    if not invited:
        raise Conflict("no_invitable_carrier")
    rfq = _new_rfq(session, group_buy, terms, rerun, len(lines), config, now)
    _put_lines(session, rfq, lines)
    _put_envelopes(session, rfq, invited, config)
    return rfq, invited


def seal_bytes_for(lines: int) -> int:
    """The size of every envelope: a power of two that no quote on so many lines outgrows.

    A rate row takes some 200 bytes, a price of one line some 160; both for every line fit.
    """
    wanted = max(64 * 1024, 32 * 1024 + 640 * lines)
    return 1 << (wanted - 1).bit_length()


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
    terms: RfqTerms,
    rerun: Rerun | None,
    lines: int,
    config: Config,
    now: datetime,
) -> Rfq:
    rfq_id = uuid4()
    public, private_sealed = sealing.new_key_pair(config.sealing_key, rfq_id.bytes)
    earlier = sa.select(sa.func.count()).where(Rfq.group_buy_id == group_buy.id)
    rfq = Rfq(
        id=rfq_id,
        group_buy=group_buy,
        number=session.execute(earlier).scalar_one() + 1,
        state=RfqState.QUOTING,
        profile=terms.profile,
        rerun_of_id=rerun.of_id if rerun else None,
        rerun_reason=rerun.reason if rerun else None,
        notes=terms.notes,
        issued_at=now,
        questions_due_at=terms.questions_due_at,
        quotes_due_at=terms.quotes_due_at,
        min_quotes=terms.min_quotes or least_quotes(terms.profile, config),
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


def _put_envelopes(session: Session, rfq: Rfq, invited: Sequence[UUID], config: Config) -> None:
    """Envelopes and drafts of equal size for all invited from the start: none tells anything."""
    for carrier in invited:
        empty = seal_envelopes(rfq, carrier, None)
        session.add(
            SealedQuote(
                rfq_id=rfq.id,
                carrier_id=carrier,
                envelope=empty.envelope,
                presence=empty.presence,
            )
        )
    session.flush()
    for carrier in invited:
        paper = empty_paper(rfq, carrier, config.sealing_key)
        session.add(QuoteDraft(rfq_id=rfq.id, carrier_id=carrier, paper=paper))
    session.flush()
