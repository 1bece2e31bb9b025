"""The organiser sets what deposit its group buy asks for, until it opens; then it stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import GroupBuyState
from marketplace.errors import Conflict
from marketplace.i18n.deposit_texts import RULE_VERSION
from marketplace.models import DepositTerms, GroupBuy
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.services.create_group_buy import find_draft


def set_deposit_terms(
    session: Session,
    *,
    group_buy_id: UUID,
    terms: dict[str, Any],
    payments_on: bool,
    identity: Identity,
    now: datetime,
) -> DepositTerms:
    """Replace the terms of the draft; the rule of the day is part of them.

    Raises NotFound, Forbidden, Conflict (deposits_off, group_buy_not_draft).
    """
    group_buy = _draft(session, group_buy_id, identity)
    if not payments_on:
        raise Conflict("deposits_off")
    kept = session.get(DepositTerms, group_buy_id) or DepositTerms(group_buy_id=group_buy_id)
    for name, value in terms.items():
        setattr(kept, name, value)
    kept.rule_version = RULE_VERSION
    session.add(kept)
    told = {name: None if value is None else str(value) for name, value in terms.items()}
    record(session, group_buy, "set_deposit", by=identity, now=now, terms=told)
    return kept


def drop_deposit_terms(
    session: Session, *, group_buy_id: UUID, identity: Identity, now: datetime
) -> None:
    """The draft asks for no deposit."""
    group_buy = _draft(session, group_buy_id, identity)
    kept = session.get(DepositTerms, group_buy_id)
    if kept is not None:
        session.delete(kept)
        record(session, group_buy, "drop_deposit", by=identity, now=now)


def _draft(session: Session, group_buy_id: UUID, identity: Identity) -> GroupBuy:
    group_buy = find_draft(session, group_buy_id, identity)
    if group_buy.state != GroupBuyState.DRAFT:
        raise Conflict("group_buy_not_draft")
    return group_buy
