"""An enterprise comes onto the list of a directed group buy by one of its invitations."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from marketplace.domain.lives import GroupBuyState, InvitationEvent
from marketplace.domain.roles import Role
from marketplace.models import GroupBuy, Invitation
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.services.notify import notify


def admit(
    session: Session,
    group_buy: GroupBuy,
    invitation: Invitation,
    enterprise_id: UUID,
    *,
    by: Identity | None,
    now: datetime,
) -> None:
    """Count the use and put the enterprise onto the list; both rows are locked by the caller."""
    invitation.uses += 1
    invitation.claimed_at, invitation.claimed_by_id = now, enterprise_id
    facts: dict[str, Any] = {"enterprise": str(enterprise_id), "use": invitation.uses}
    if invitation.uses == invitation.uses_at_most:
        invitation.advance(InvitationEvent.CLAIM, by=by, now=now, **facts)
    else:
        record(session, invitation, "use", by=by, now=now, **facts)
    put_list(session, group_buy, [*group_buy.invited_ids, enterprise_id])


def put_list(session: Session, group_buy: GroupBuy, invited_ids: list[UUID]) -> None:
    """Write the list without a new version of the group buy: its ETag would count the claims."""
    table: Any = GroupBuy.__table__
    session.execute(
        sa.update(table).where(table.c.id == group_buy.id).values(invited_ids=invited_ids)
    )
    set_committed_value(group_buy, "invited_ids", invited_ids)


def tell_invited(
    session: Session, group_buy: GroupBuy, enterprise_id: UUID, *, now: datetime
) -> None:
    """Tell the enterprise that it is invited; of a draft it hears when that opens."""
    if group_buy.state != GroupBuyState.OPEN:
        return
    notify(
        session,
        "invited_to_group_buy",
        to=[enterprise_id],
        roles=[Role.MEMBER],
        about=group_buy.id,
        path=f"/group-buys/{group_buy.id}",
        group_buy_id=group_buy.id,
        due_at=group_buy.locks_at,
        now=now,
        title_zh=group_buy.title_zh,
        title_en=group_buy.title_en,
        organiser_zh=group_buy.organiser.name_zh,
        organiser_en=group_buy.organiser.name_en,
    )
