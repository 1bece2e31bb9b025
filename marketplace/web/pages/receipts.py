"""Receipts of sealed quotes: what the marketplace signed, and whether it is still what stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, render_template, url_for
from itsdangerous import BadSignature, URLSafeSerializer

from marketplace.errors import NotFound
from marketplace.services.find_desk import Sealing
from marketplace.services.find_own_envelope import find_own_envelope
from marketplace.services.find_rfq_talk import amendments_of
from marketplace.services.find_rfqs import find_rfq
from marketplace.services.seal_quote import Receipt
from marketplace.web.call import page

pages = Blueprint("receipt_pages", __name__, url_prefix="/rfqs/<uuid:rfq_id>/quote/receipts")


def receipt_address(rfq_id: UUID, receipt: Receipt | Sealing, identity: Any) -> str:
    """Where this receipt can be read and printed, for as long as its carrier keeps the address."""
    said = [str(identity.organisation_id), receipt.sealed_at.isoformat(), receipt.envelope_sha256]
    token = _signer(rfq_id).dumps(said)
    return url_for("receipt_pages.show", rfq_id=rfq_id, token=token)


@pages.get("/<token>")
@page
def show(*, rfq_id: UUID, token: str, session: Any, identity: Any, now: Any) -> str:
    try:
        carrier_id, sealed_at, sha256 = _signer(rfq_id).loads(token)
    except BadSignature:
        raise NotFound() from None
    if not identity.is_of(UUID(carrier_id)):
        raise NotFound()
    amendments = session.scalars(amendments_of(session, rfq_id=rfq_id, identity=identity))
    envelope = find_own_envelope(session, rfq_id=rfq_id, identity=identity)
    return render_template(
        "rfqs/receipt.html",
        rfq=find_rfq(session, rfq_id=rfq_id, identity=identity),
        sealed_at=datetime.fromisoformat(sealed_at),
        sha256=sha256,
        voided=any(made.amended_at >= datetime.fromisoformat(sealed_at) for made in amendments),
        stands=envelope.sha256 == sha256,
        sealed_id=envelope.id,
        now=now,
    )


def _signer(rfq_id: UUID) -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=f"quote receipt {rfq_id}")
