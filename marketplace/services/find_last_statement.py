"""What a carrier's form for a quote begins with: the terms that its last opened quote stated."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.quote_statement import REMEMBERED
from marketplace.models import Quote
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission

STATEMENT = Quote.terms["statement"]


def find_last_statement(session: Session, identity: Identity) -> dict[str, Any]:
    """By field, each None where no opened quote of the caller stated it.

    Sealed quotes are not looked at. The relations are of one request and not among it.
    """
    require(Permission.MARKET_READ, identity)
    query = (
        sa.select(STATEMENT)
        .where(Quote.carrier_id == identity.organisation_id, Quote.terms.has_key("statement"))
        .order_by(Quote.sealed_at.desc().nulls_last())
        .limit(1)
    )
    last = session.scalar(query) or {}
    return {name: last.get(name) for name in REMEMBERED}
