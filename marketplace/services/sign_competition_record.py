"""The organiser writes and signs, before the lock, why its group buy restricts no competition."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from marketplace.domain.lives import GroupBuyState
from marketplace.errors import Conflict
from marketplace.models import CompetitionRecord, GroupBuy
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_competition_record import figures_of
from marketplace.services.find_own_file import own_file_id

WRITTEN = (
    "efficiency",
    "small_firms",
    "no_restriction",
    "fair_share",
    "local_demand_share_bps",
    "share_basis",
    "legal_review_id",
)


def sign_competition_record(
    session: Session,
    *,
    group_buy: GroupBuy,
    kept: CompetitionRecord,
    given: Mapping[str, Any],
    identity: Identity,
    now: datetime,
) -> CompetitionRecord:
    """The record as written, with the figures of this moment, signed by the caller.

    The group buy is locked by the caller, so that its demand does not lock between. Raises
    Forbidden, Conflict (group_buy_not_open), Invalid (a file of others).
    """
    require(Permission.GROUP_BUY_ORGANISE, identity, group_buy)
    if group_buy.state != GroupBuyState.OPEN:
        raise Conflict("group_buy_not_open", state=str(group_buy.state))
    file_id = given["legal_review_id"]
    if file_id != kept.legal_review_id:
        own_file_id(session, file_id, identity=identity, pointer="/legal_review_id")
    for name in WRITTEN:
        setattr(kept, name, given[name])
    kept.figures = figures_of(session, group_buy, now)
    kept.signed_at, kept.signed_by = now, identity.user_id
    session.add(kept)
    session.flush()
    written = {name: given[name] for name in WRITTEN} | {
        "legal_review_id": None if file_id is None else str(file_id)
    }
    record(session, kept, "sign", by=identity, now=now, written=written, figures=kept.figures)
    return kept
