"""A member signs the commitment letter (承诺书) for its lines, and signs it anew every year."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from marketplace.domain.archive import Capacity
from marketplace.errors import Conflict, invalid
from marketplace.i18n.commitment_texts import LETTER_VERSION, letter_sha256
from marketplace.models import Commitment, CompanyProfile, Line, Organisation
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.services.ask_service import ask_lines_in_service
from marketplace.services.find_own_lines import find_named_lines

log = logging.getLogger(__name__)


def sign_commitments(
    session: Session,
    *,
    line_ids: Sequence[UUID],
    text_sha256: str,
    signer_name: str,
    capacity: Capacity,
    identity: Identity,
    now: datetime,
) -> list[Commitment]:
    """One signature for each of the lines, of the text with the checksum that the signer saw.

    Raises Invalid (lines of others or given up, a legal representative of another name), Conflict
    (letter_changed).
    """
    if text_sha256 != letter_sha256(LETTER_VERSION):
        raise Conflict("letter_changed", version=LETTER_VERSION)
    lines = find_named_lines(session, line_ids, identity=identity)
    company = session.get_one(Organisation, identity.organisation_id)
    profile = session.get(CompanyProfile, identity.organisation_id)
    if profile and capacity == Capacity.LEGAL_REPRESENTATIVE:
        _require_name(signer_name, profile.legal_representative)
    name = profile.customer_name if profile else company.name_zh
    signed = [
        _letter(line, text_sha256, name, signer_name, capacity, identity, now) for line in lines
    ]
    session.add_all(signed)
    session.flush()
    for letter in signed:
        facts: dict[str, Any] = {"line_id": str(letter.line_id), "version": letter.version}
        record(session, letter, "sign", by=identity, now=now, text_sha256=text_sha256, **facts)
    ask_lines_in_service(session, [line.id for line in lines], by=identity, now=now)
    log.info("commitments_signed", extra={"lines": len(signed)})
    return signed


def _require_name(signer_name: str, representative: str) -> None:
    """Who signs as the legal representative is the one whom the archive names."""
    if representative and signer_name != representative:
        raise invalid("/signer_name", "signer_not_representative")


def _letter(
    line: Line,
    text_sha256: str,
    customer_name: str,
    signer_name: str,
    capacity: Capacity,
    identity: Identity,
    now: datetime,
) -> Commitment:
    return Commitment(
        id=uuid4(),
        line_id=line.id,
        group_buy_id=line.group_buy_id,
        member_id=line.member_id,
        version=LETTER_VERSION,
        text_sha256=text_sha256,
        customer_name=customer_name,
        signer_id=identity.user_id,
        signer_name=signer_name,
        capacity=capacity,
        signed_at=now,
    )
