"""The two envelopes of an invited carrier: its quote, and whether there is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from marketplace.errors import Conflict
from marketplace.models import Rfq, SealedQuote
from marketplace.security import sealing

PRESENCE_BYTES = 96
"of every presence, filled or not"


@dataclass(frozen=True)
class Envelopes:
    """What stands in a carrier's row: both are written together, never one alone."""

    envelope: bytes
    presence: bytes


def seal_context(rfq_id: UUID, carrier_id: UUID) -> bytes:
    """What an envelope is bound to: it opens only as this carrier's quote on this RFQ."""
    return rfq_id.bytes + carrier_id.bytes


def seal_envelopes(rfq: Rfq, carrier_id: UUID, document: dict[str, Any] | None) -> Envelopes:
    """The document, or None for an empty envelope, and beside it whether it is one."""
    context = seal_context(rfq.id, carrier_id)
    present = {"quote": document is not None}
    return Envelopes(
        sealing.seal(rfq.public_key, document, rfq.seal_bytes, context),
        sealing.seal(rfq.public_key, present, PRESENCE_BYTES, _of_presence(context)),
    )


def holds_quote(private: X25519PrivateKey, sealed: SealedQuote) -> bool | None:
    """Whether the large envelope holds a quote, from the small one alone; None: it cannot say."""
    context = _of_presence(seal_context(sealed.rfq_id, sealed.carrier_id))
    try:
        said = sealing.unseal(private, sealed.presence, context)
    except (Conflict, ValueError):  # of an older row, or changed
        return None
    return None if said is None else bool(said["quote"])


def document_in(private: X25519PrivateKey, sealed: SealedQuote) -> dict[str, Any] | None:
    """The quote in the large envelope; None when it is empty or was changed."""
    context = seal_context(sealed.rfq_id, sealed.carrier_id)
    try:
        return sealing.unseal(private, sealed.envelope, context)
    except (Conflict, ValueError):
        return None


def _of_presence(context: bytes) -> bytes:
    return context + b"presence"
