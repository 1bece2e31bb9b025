"""The organiser takes an invitation back, or a company that has not joined off the list."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import InvitationEvent, InvitationState
from marketplace.errors import Conflict, NotFound
from marketplace.models import GroupBuy, Invitation, Notification, User
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.admit_enterprise import put_list
from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.find_invitations import takes_part


def revoke_invitation(
    session: Session,
    *,
    group_buy_id: UUID,
    invitation_id: UUID,
    identity: Identity,
    now: datetime,
) -> Invitation:
    """End an invitation; a company that came by it alone leaves the list unless it takes part.

    Companies that came by a link stay; they are taken off one by one. Raises NotFound, Forbidden,
    IllegalMove (revoked already), Conflict (company_takes_part).
    """
    group_buy = _locked(session, group_buy_id, identity)
    invitation = session.scalars(
        sa.select(Invitation)
        .where(Invitation.id == invitation_id, Invitation.group_buy_id == group_buy_id)
        .with_for_update(of=Invitation)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if invitation is None:
        raise NotFound()
    claimed = invitation.state == InvitationState.CLAIMED
    if claimed and invitation.kind != "link" and invitation.claimed_by_id:
        _take_off(session, group_buy, invitation.claimed_by_id, identity, now)
    invitation.advance(InvitationEvent.REVOKE, by=identity, now=now)
    return invitation


def uninvite_enterprise(
    session: Session,
    *,
    group_buy_id: UUID,
    enterprise_id: UUID,
    identity: Identity,
    now: datetime,
) -> None:
    """Take a company off the list, with the invitations that were for it alone.

    Raises NotFound, Forbidden, Conflict (company_takes_part).
    """
    group_buy = _locked(session, group_buy_id, identity)
    if enterprise_id not in group_buy.invited_ids:
        raise NotFound()
    _take_off(session, group_buy, enterprise_id, identity, now)
    alone = sa.select(Invitation).where(
        Invitation.group_buy_id == group_buy_id,
        Invitation.claimed_by_id == enterprise_id,
        Invitation.state == InvitationState.CLAIMED,
        Invitation.kind != "link",
    )
    for invitation in session.scalars(alone.with_for_update(of=Invitation)):
        invitation.advance(InvitationEvent.REVOKE, by=identity, now=now)


def _locked(session: Session, group_buy_id: UUID, identity: Identity) -> GroupBuy:
    """Locked: a join that is under way is either seen here or finds the company off the list."""
    return find_group_buy(
        session, group_buy_id, identity, Permission.GROUP_BUY_ORGANISE, for_update=True
    )


def _take_off(
    session: Session,
    group_buy: GroupBuy,
    enterprise_id: UUID,
    identity: Identity,
    now: datetime,
) -> None:
    """To a company off the list the group buy does not exist: what it was told of it goes too."""
    if session.scalar(sa.select(takes_part(group_buy.id, enterprise_id))):
        raise Conflict("company_takes_part")
    put_list(session, group_buy, [one for one in group_buy.invited_ids if one != enterprise_id])
    its_users = sa.select(User.id).where(User.organisation_id == enterprise_id)
    session.execute(
        sa.delete(Notification).where(
            Notification.group_buy_id == group_buy.id, Notification.user_id.in_(its_users)
        )
    )
    record(session, group_buy, "uninvite", by=identity, now=now, enterprise=str(enterprise_id))
