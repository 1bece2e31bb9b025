"""An invited carrier keeps what it has typed of its quote, as it goes; nobody else reads it.

Nothing of it is recorded or told anywhere: as with a sealing, only a paper's content changes.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.domain.lives import RfqState
from marketplace.errors import Conflict, TooLate
from marketplace.models import QuoteDraft, Rfq, SealedQuote
from marketplace.security import drafts
from marketplace.security.identity import Identity
from marketplace.services.find_invitation import find_invitation
from marketplace.services.seal_envelope import seal_context


@dataclass(frozen=True)
class Draft:
    """What a carrier has typed so far: the form's values by name; none for nothing yet."""

    values: Mapping[str, str] | None = None
    saved_at: datetime | None = None
    rfq_version: int | None = None
    "of the RFQ as it was when this was typed"
    mark: str = ""
    "another one after each saving"


NOTHING = Draft()


def keep_quote_draft(
    session: Session,
    *,
    rfq_id: UUID,
    values: Mapping[str, str] | None,
    seen_mark: str | None,
    sealing_key: str,
    identity: Identity,
    now: datetime,
) -> Draft:
    """Keep `values` in place of the draft marked `seen_mark`, or with None of whichever stands.

    Values None throw the draft away.
    Raises NotFound (not invited), Forbidden, TooLate, Conflict (stale: a colleague saved since).
    """
    invitation = find_invitation(session, rfq_id=rfq_id, identity=identity)
    rfq = invitation.rfq
    if rfq.state != RfqState.QUOTING or now >= rfq.quotes_due_at:
        raise TooLate(due_at=rfq.quotes_due_at.isoformat())
    # The carrier's paper may not be there yet: its users wait for each other at the invitation.
    waits = sa.select(SealedQuote.id).where(SealedQuote.id == invitation.id)
    session.execute(waits.with_for_update(key_share=True))
    standing = find_quote_draft(session, rfq, sealing_key=sealing_key, identity=identity)
    if seen_mark is not None and standing.mark != seen_mark:
        raise Conflict("stale")
    draft = NOTHING
    if values is not None:
        draft = Draft(dict(values), now, rfq.version, secrets.token_hex(8))
    _write(session, rfq, identity.organisation_id, _document(draft), sealing_key)
    return draft


def find_quote_draft(session: Session, rfq: Rfq, *, sealing_key: str, identity: Identity) -> Draft:
    """The caller's own draft on this RFQ."""
    return find_quote_drafts(session, [rfq], sealing_key=sealing_key, identity=identity)[rfq.id]


def find_quote_drafts(
    session: Session, rfqs: list[Rfq], *, sealing_key: str, identity: Identity
) -> dict[UUID, Draft]:
    """The caller's own drafts by RFQ, an empty one for each without."""
    mine = identity.organisation_id
    query = sa.select(QuoteDraft.rfq_id, QuoteDraft.paper).where(
        QuoteDraft.carrier_id == mine, QuoteDraft.rfq_id.in_([rfq.id for rfq in rfqs])
    )
    found = {rfq.id: NOTHING for rfq in rfqs}
    for rfq_id, paper in session.execute(query):
        found[rfq_id] = _draft(drafts.read(sealing_key, paper, seal_context(rfq_id, mine)))
    return found


def empty_paper(rfq: Rfq, carrier_id: UUID, sealing_key: str) -> bytes:
    """What stands in the row of a carrier that has typed nothing."""
    return drafts.close(sealing_key, None, rfq.seal_bytes, seal_context(rfq.id, carrier_id))


def _write(
    session: Session,
    rfq: Rfq,
    carrier_id: UUID,
    document: dict[str, Any] | None,
    sealing_key: str,
) -> None:
    context = seal_context(rfq.id, carrier_id)
    paper = drafts.close(sealing_key, document, rfq.seal_bytes, context)
    put = insert(QuoteDraft).values(rfq_id=rfq.id, carrier_id=carrier_id, paper=paper)
    kept = ["rfq_id", "carrier_id"]
    session.execute(put.on_conflict_do_update(index_elements=kept, set_={"paper": paper}))


def _document(draft: Draft) -> dict[str, Any] | None:
    if draft.values is None or draft.saved_at is None:
        return None
    return vars(draft) | {"saved_at": draft.saved_at.isoformat()}


def _draft(document: dict[str, Any] | None) -> Draft:
    if document is None:
        return NOTHING
    return Draft(**document | {"saved_at": datetime.fromisoformat(document["saved_at"])})
