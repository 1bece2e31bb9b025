"""Reads of invitations to a directed group buy: the organiser's lists, and one by its link."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.db.session import now_of
from marketplace.domain.lives import GroupBuyState, InvitationState
from marketplace.domain.modes import GroupBuyMode
from marketplace.errors import Conflict, NotFound
from marketplace.models import GroupBuy, Invitation, Organisation, Participation, WaitingEntry
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.security.tokens import token_hash
from marketplace.services.find_group_buys import find_group_buy

INVITING = (GroupBuyState.DRAFT, GroupBuyState.OPEN)


@dataclass(frozen=True)
class InvitedCompany:
    """A company that may take part, and whether it has."""

    company: Organisation
    takes_part: bool
    "has joined, left again, or waits for a place: its invitation stands"


def listed_invitations(
    session: Session, *, group_buy_id: UUID, identity: Identity
) -> sa.Select[Invitation]:
    """The invitations, newest first, for organiser and reviewers. Raises NotFound, Forbidden."""
    _directed(find_group_buy(session, group_buy_id, identity, Permission.GROUP_BUY_DEMAND_READ))
    return (
        sa.select(Invitation)
        .where(Invitation.group_buy_id == group_buy_id)
        .options(joinedload(Invitation.claimed_by))
        .order_by(Invitation.created_at.desc(), Invitation.id)
    )


def find_invited_companies(
    session: Session, *, group_buy_id: UUID, identity: Identity
) -> list[InvitedCompany]:
    """The companies on the list, by name, for the organiser and reviewers."""
    group_buy = _directed(
        find_group_buy(session, group_buy_id, identity, Permission.GROUP_BUY_DEMAND_READ)
    )
    query = sa.select(Organisation, takes_part(group_buy_id, Organisation.id))
    rows = session.execute(
        query.where(Organisation.id.in_(group_buy.invited_ids)).order_by(
            Organisation.name_zh, Organisation.id
        )
    )
    return [InvitedCompany(*row) for row in rows]


def takes_part(group_buy_id: UUID, company: object) -> sa.ColumnElement[bool]:
    """SQL: the company was ever in the group buy, or on its waiting list."""
    return sa.or_(
        sa.exists().where(
            Participation.group_buy_id == group_buy_id, Participation.member_id == company
        ),
        sa.exists().where(
            WaitingEntry.group_buy_id == group_buy_id, WaitingEntry.member_id == company
        ),
    )


def find_invitation_of(session: Session, token: str) -> Invitation:
    """The invitation behind a link, whatever its state; raises NotFound."""
    query = sa.select(Invitation).where(Invitation.token_hash == token_hash(token))
    whole = joinedload(Invitation.group_buy).joinedload(GroupBuy.organiser)
    found = session.scalars(query.options(whole)).one_or_none()
    if found is None:
        raise NotFound()
    return found


def lock_for_inviting(session: Session, group_buy_id: UUID, identity: Identity) -> GroupBuy:
    """The caller's directed group buy, locked, while companies may still be invited.

    Raises NotFound, Forbidden, Conflict (group_buy_not_directed, inviting_over).
    """
    group_buy = _directed(
        find_group_buy(
            session, group_buy_id, identity, Permission.GROUP_BUY_ORGANISE, for_update=True
        )
    )
    if not takes_companies(session, group_buy):
        raise Conflict("inviting_over")
    return group_buy


def takes_companies(session: Session, group_buy: GroupBuy) -> bool:
    """Whether an invitation would still be of use: a draft, or open and before the lock.

    Asks the clock now: to be called after the row lock.
    """
    return group_buy.state in INVITING and now_of(session) < group_buy.locks_at


def refusal_of(session: Session, invitation: Invitation) -> str | None:
    """Why the link can no longer be used, as an error code; None: it can."""
    if invitation.state == InvitationState.REVOKED:
        return "invitation_revoked"
    if invitation.state == InvitationState.CLAIMED or invitation.uses >= invitation.uses_at_most:
        return "invitation_used_up"
    if not takes_companies(session, invitation.group_buy):
        return "invitation_late"
    return None


def _directed(group_buy: GroupBuy) -> GroupBuy:
    if group_buy.mode != GroupBuyMode.DIRECTED:
        raise Conflict("group_buy_not_directed")
    return group_buy
