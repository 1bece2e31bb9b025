"""The organiser amends an RFQ: every quote received becomes void and the due time moves.

Nothing is counted: all envelopes are replaced by empty ones of the same size, filled or not.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from marketplace.config import Config
from marketplace.domain.lives import RfqEvent, RfqProfile
from marketplace.domain.working_days import end_of_day, local_day, nth_working_day_after
from marketplace.errors import Fault, Invalid
from marketplace.models import Rfq, RfqAmendment, SealedQuote
from marketplace.models.audit import record
from marketplace.security import sealing
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.ask_question import refuse_after
from marketplace.services.find_rfqs import lock_rfq
from marketplace.services.put_rfq import RfqTerms, least_quotes, terms_faults
from marketplace.services.release_rfq_lines import LineRelease, release_rfq_lines
from marketplace.services.seal_envelope import seal_envelopes
from marketplace.services.tell_rfq import tell_carriers

log = logging.getLogger(__name__)
TERMS = ("quotes_due_at", "questions_due_at", "profile", "min_quotes", "notes")


@dataclass(frozen=True)
class Changes:
    """What an amendment changes; None leaves it as it is."""

    quotes_due_at: datetime | None = None
    questions_due_at: datetime | None = None
    profile: RfqProfile | None = None
    min_quotes: int | None = None
    notes: str | None = None
    release: Sequence[LineRelease] = ()


def amend_rfq(
    session: Session,
    *,
    rfq_id: UUID,
    text: str,
    changes: Changes,
    config: Config,
    identity: Identity,
    now: datetime,
) -> RfqAmendment:
    """Amend before the quotes are due; at least `config.quoting_days` working days are left then.

    Raises NotFound, Forbidden, Invalid, TooLate, Conflict (rfq_not_quoting).
    """
    rfq = lock_rfq(session, rfq_id)
    require(Permission.RFQ_ORGANISE, identity, rfq.group_buy)
    refuse_after(session, rfq, rfq.quotes_due_at)
    before, after = terms_of(rfq), _terms_after(rfq, changes, config, now)
    faults = terms_faults(after, config, now)
    if changes.quotes_due_at is not None and changes.quotes_due_at < rfq.quotes_due_at:
        faults.append(Fault("/quotes_due_at", "due_not_earlier"))
    if changes.questions_due_at is None:  # it moved by itself, and may have passed
        faults = [fault for fault in faults if fault.pointer != "/questions_due_at"]
    if faults:
        raise Invalid(faults)
    released = release_rfq_lines(session, rfq, changes.release, identity=identity, now=now)
    amendment = _new_amendment(session, rfq, text, before, after, released, identity, now)
    for name in TERMS:
        setattr(rfq, name, getattr(after, name))
    flag_modified(rfq, "notes")  # a new version even if only the text says what changes
    _void_quotes(session, rfq, amendment, identity, now)
    rfq.advance(
        RfqEvent.AMEND,
        by=identity,
        now=now,
        reason=text,
        amendment=amendment.number,
        changes=amendment.changes,
    )
    session.flush()
    tell_carriers(
        session, rfq, "rfq_amended", about=amendment.id, now=now, due_at=rfq.quotes_due_at
    )
    log.info("rfq_amended", extra={"rfq_id": rfq.id, "amendment": amendment.number})
    return amendment


def terms_of(rfq: Rfq) -> RfqTerms:
    """The terms as they stand."""
    return RfqTerms(rfq.quotes_due_at, rfq.profile, rfq.min_quotes, rfq.questions_due_at, rfq.notes)


def least_due_at(now: datetime, config: Config) -> datetime:
    """The end of the working day up to which carriers have at least time for a new quote."""
    return end_of_day(nth_working_day_after(local_day(now), config.quoting_days))


def _terms_after(rfq: Rfq, changes: Changes, config: Config, now: datetime) -> RfqTerms:
    """As asked; the due time moved if too little is left, the one for questions along with it."""
    asked = {name: value for name in TERMS if (value := getattr(changes, name)) is not None}
    after = replace(terms_of(rfq), **asked)
    if changes.profile is not None and changes.min_quotes is None:
        after = replace(after, min_quotes=least_quotes(after.profile, config))
    due = max(after.quotes_due_at, rfq.quotes_due_at, least_due_at(now, config))
    if changes.questions_due_at is None and rfq.questions_due_at is not None:
        moved = rfq.questions_due_at + (due - rfq.quotes_due_at)
        after = replace(after, questions_due_at=moved)
    return replace(after, quotes_due_at=due)


def _new_amendment(
    session: Session,
    rfq: Rfq,
    text: str,
    before: RfqTerms,
    after: RfqTerms,
    released: list[str],
    identity: Identity,
    now: datetime,
) -> RfqAmendment:
    earlier = sa.select(sa.func.count()).where(RfqAmendment.rfq_id == rfq.id)
    changed = {
        name: [_plain(getattr(before, name)), _plain(getattr(after, name))]
        for name in TERMS
        if getattr(before, name) != getattr(after, name)
    }
    amendment = RfqAmendment(
        id=uuid4(),
        rfq_id=rfq.id,
        group_buy_id=rfq.group_buy_id,
        number=session.execute(earlier).scalar_one() + 1,
        text=text,
        changes=changed | ({"released": [[], released]} if released else {}),
        due_before_at=before.quotes_due_at,
        due_after_at=after.quotes_due_at,
        amended_at=now,
        amended_by=identity.user_id,
    )
    session.add(amendment)
    return amendment


def _plain(value: Any) -> Any:
    """A value as JSON and the audit log keep it."""
    return value.isoformat() if isinstance(value, datetime) else value


def _void_quotes(
    session: Session, rfq: Rfq, amendment: RfqAmendment, identity: Identity, now: datetime
) -> None:
    """An empty envelope for everyone, in an order that tells nothing."""
    rows = sa.select(SealedQuote).where(SealedQuote.rfq_id == rfq.id)
    for sealed in session.scalars(rows.order_by(SealedQuote.carrier_id)):
        empty = seal_envelopes(rfq, sealed.carrier_id, None)
        sealed.envelope, sealed.presence = empty.envelope, empty.presence
        record(
            session,
            sealed,
            "void",
            by=identity,
            now=now,
            rfq_id=str(rfq.id),
            amendment=amendment.number,
            envelope_sha256=sealing.fingerprint(empty.envelope),
        )
