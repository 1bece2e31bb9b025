"""Reads of a group buy's record of the effect on competition, and the figures it rests on."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.ladders import ladder_of
from marketplace.domain.pooling import live_price
from marketplace.domain.working_days import local_day
from marketplace.models import CompetitionRecord, GroupBuy, StoredFile
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.find_own_file import find_file
from marketplace.services.open_group_buy import carrier_scopes


def find_competition_record(
    session: Session, group_buy_id: UUID, identity: Identity, now: datetime
) -> CompetitionRecord:
    """For the organiser, reviewers and observers. Raises NotFound, Forbidden."""
    group_buy = find_group_buy(session, group_buy_id, identity, Permission.STATEMENT_READ)
    return record_of(session, group_buy, now)


def record_of(session: Session, group_buy: GroupBuy, now: datetime) -> CompetitionRecord:
    """The record; where there is none yet, version 0 with today's figures and no text."""
    found = session.get(CompetitionRecord, group_buy.id)
    if found is not None:
        return found
    figures = figures_of(session, group_buy, now)
    return CompetitionRecord(group_buy_id=group_buy.id, figures=figures, version=0)


def figures_of(session: Session, group_buy: GroupBuy, now: datetime) -> dict[str, int]:
    """What the marketplace knows: the pool, its discount now (bps), and who may quote."""
    live = live_price(ladder_of(group_buy.ladder), group_buy.pool)
    licensed = carrier_scopes(session, local_day(now)).values()
    return {
        "members": group_buy.pooled_members,
        "lines": group_buy.pooled_lines,
        "mbps": group_buy.pooled_mbps,
        "list_minor": live.list_minor,
        "discount_bps": live.discount_bps,
        "carriers": sum(bool(scopes) for scopes in licensed),
    }


def find_legal_review(
    session: Session, group_buy_id: UUID, identity: Identity, now: datetime
) -> StoredFile:
    """The counsel's opinion that the record names. Raises NotFound, Forbidden."""
    found = find_competition_record(session, group_buy_id, identity, now)
    return find_file(session, found.legal_review_id)
