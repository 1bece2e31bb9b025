"""An enterprise takes up an invitation by its link, and may take part from then on."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import InvitationState
from marketplace.domain.roles import OrganisationKind
from marketplace.errors import Conflict, Forbidden, NotFound
from marketplace.models import GroupBuy, Invitation, Organisation
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.security.tokens import token_hash
from marketplace.services.admit_enterprise import admit, tell_invited
from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.find_invitations import refusal_of, takes_companies
from marketplace.services.notify import notify
from marketplace.services.tell_of_turn import ORGANISERS

log = logging.getLogger(__name__)


def claim_invitation(
    session: Session, *, token: str, identity: Identity, now: datetime
) -> GroupBuy:
    """Put the caller's enterprise onto the list, once, before the lock.

    Who is on the list already uses nothing up. Raises NotFound, Forbidden (no confirmed
    enterprise), Conflict (invitation_revoked, invitation_used_up, invitation_late,
    invitation_own).
    """
    refuse_claimant(identity)
    invitation = _locked(session, token)
    group_buy = invitation.group_buy
    if identity.is_of(group_buy.organiser_id):
        raise Conflict("invitation_own")
    if identity.organisation_id in group_buy.invited_ids:
        return group_buy
    refusal = refusal_of(session, invitation)
    if refusal is not None:
        raise Conflict(refusal)
    admit(session, group_buy, invitation, identity.organisation_id, by=identity, now=now)
    _tell_organiser(session, group_buy, identity, now)
    facts = {"group_buy_id": group_buy.id, "invitation_id": invitation.id}
    log.info("invitation_claimed", extra=facts | {"enterprise_id": identity.organisation_id})
    return group_buy


def refuse_claimant(identity: Identity) -> None:
    """Raise Forbidden unless the caller acts for a confirmed enterprise as a member."""
    if identity.kind != OrganisationKind.ENTERPRISE:
        raise Forbidden("invitation_for_enterprises")
    if not identity.confirmed:
        raise Forbidden("organisation_not_confirmed")
    require(Permission.INVITATION_CLAIM, identity)


def claim_for_confirmed(session: Session, company: Organisation, *, now: datetime) -> None:
    """Put a company that has just been confirmed onto the lists it was invited to by its code."""
    if company.kind != OrganisationKind.ENTERPRISE:
        return
    waiting = sa.select(Invitation.group_buy_id).where(
        Invitation.uscc == company.uscc, Invitation.state == InvitationState.SENT
    )
    for group_buy_id in session.scalars(waiting.order_by(Invitation.group_buy_id)).all():
        group_buy = find_group_buy(session, group_buy_id, None, for_update=True)
        invitation = session.scalars(
            sa.select(Invitation)
            .where(Invitation.group_buy_id == group_buy_id, Invitation.uscc == company.uscc)
            .where(Invitation.state == InvitationState.SENT)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).one_or_none()
        listed = company.id in group_buy.invited_ids
        if invitation is not None and not listed and takes_companies(session, group_buy):
            admit(session, group_buy, invitation, company.id, by=None, now=now)
            tell_invited(session, group_buy, company.id, now=now)


def _locked(session: Session, token: str) -> Invitation:
    """The invitation and its group buy, locked: the group buy first, always."""
    digest = token_hash(token)
    found: UUID | None = session.scalar(
        sa.select(Invitation.group_buy_id).where(Invitation.token_hash == digest)
    )
    if found is None:
        raise NotFound()
    find_group_buy(session, found, None, for_update=True)
    return session.scalars(
        sa.select(Invitation)
        .where(Invitation.token_hash == digest)
        .with_for_update(of=Invitation)
        .execution_options(populate_existing=True)
    ).one()


def _tell_organiser(
    session: Session, group_buy: GroupBuy, identity: Identity, now: datetime
) -> None:
    company = session.get_one(Organisation, identity.organisation_id)
    notify(
        session,
        "invitation_claimed",
        to=[group_buy.organiser_id],
        roles=ORGANISERS,
        about=f"{group_buy.id} {company.id}",
        path=f"/group-buys/{group_buy.id}/invitations",
        group_buy_id=group_buy.id,
        now=now,
        title_zh=group_buy.title_zh,
        title_en=group_buy.title_en,
        company_zh=company.name_zh,
        company_en=company.name_en,
    )
