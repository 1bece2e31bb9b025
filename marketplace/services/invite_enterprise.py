"""The organiser invites one enterprise to a directed group buy: by credit code or by e-mail."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import GroupBuyState, InvitationState, OrganisationState
from marketplace.domain.roles import OrganisationKind
from marketplace.errors import Conflict, invalid
from marketplace.i18n.mails import mail, mail_in_both
from marketplace.models import GroupBuy, Invitation, Organisation, User
from marketplace.models.audit import record
from marketplace.ports import JobQueue
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.security.tokens import new_secret, token_hash
from marketplace.services.admit_enterprise import admit, tell_invited
from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.find_invitations import lock_for_inviting
from marketplace.services.write_mail import write_mail

MOST_INVITATIONS = 500
"of one group buy"


def invite_by_uscc(
    session: Session, *, group_buy_id: UUID, uscc: str, identity: Identity, now: datetime
) -> Invitation:
    """Invite the company with this credit code, registered or not yet.

    A confirmed company is on the list at once; another is as soon as it has registered and a
    reviewer has confirmed it. Raises NotFound, Forbidden, Invalid (no enterprise, oneself),
    Conflict (already_invited, inviting_over, too_many_invitations).
    """
    find_group_buy(session, group_buy_id, identity, Permission.GROUP_BUY_ORGANISE)
    # Before the group buy, as a confirmation does: each would wait for the other otherwise.
    company = session.scalars(
        sa.select(Organisation)
        .where(Organisation.uscc == uscc, Organisation.state != OrganisationState.LEFT)
        .with_for_update(read=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    group_buy = lock_for_inviting(session, group_buy_id, identity)
    _refuse_company(group_buy, uscc, company)
    invitation = new_invitation(session, group_buy, identity, now, kind="uscc", uscc=uscc)
    if company is not None and company.state == OrganisationState.CONFIRMED:
        admit(session, group_buy, invitation, company.id, by=identity, now=now)
        tell_invited(session, group_buy, company.id, now=now)
    return invitation


def invite_by_email(
    session: Session,
    *,
    group_buy_id: UUID,
    email: str,
    base_url: str,
    jobs: JobQueue,
    identity: Identity,
    now: datetime,
) -> Invitation:
    """Send a mail with a link that one enterprise can use once.

    In the addressee's language when it has an account here, else in both. Raises as `uscc` does,
    and Conflict (group_buy_not_open).
    """
    group_buy = lock_for_inviting(session, group_buy_id, identity)
    if group_buy.state != GroupBuyState.OPEN:
        raise Conflict("group_buy_not_open", state=str(group_buy.state))
    secret = new_secret()
    invitation = new_invitation(
        session, group_buy, identity, now, kind="email", email=email, token_hash=token_hash(secret)
    )
    language = session.scalar(sa.select(User.locale).where(User.email == email, User.active))
    words = {
        f"{word}_{tongue}": getattr(thing, f"{name}_{tongue}")
        for word, thing, name in (
            ("title", group_buy, "title"),
            ("organiser", group_buy.organiser, "name"),
        )
        for tongue in ("zh", "en")
    } | {"link": f"{base_url}/invitations/{secret}"}
    subject, body = (
        mail("group_buy_invitation", language, **words)
        if language
        else mail_in_both("group_buy_invitation", **words)
    )
    write_mail(session, recipient=email, subject=subject, body=body, jobs=jobs, now=now)
    return invitation


def new_invitation(
    session: Session, group_buy: GroupBuy, identity: Identity, now: datetime, **how: Any
) -> Invitation:
    """The invitation on record; raises Conflict (already_invited, too_many_invitations)."""
    mine = Invitation.group_buy_id == group_buy.id
    made = session.scalar(sa.select(sa.func.count()).select_from(Invitation).where(mine)) or 0
    if made >= MOST_INVITATIONS:
        raise Conflict("too_many_invitations", most=MOST_INVITATIONS)
    addressee = how.get("uscc") or how.get("email")
    again = sa.select(Invitation.id).where(
        mine,
        sa.func.coalesce(Invitation.uscc, Invitation.email) == addressee,
        Invitation.state != InvitationState.REVOKED,
    )
    if addressee and session.scalar(again):
        raise Conflict("already_invited")
    invitation = Invitation(
        id=uuid4(),
        group_buy_id=group_buy.id,
        group_buy=group_buy,
        state=InvitationState.SENT,
        uses=0,
        created_at=now,
        created_by=identity.user_id,
        **({"uses_at_most": 1} | how),
    )
    session.add(invitation)
    record(
        session,
        invitation,
        "invite",
        by=identity,
        now=now,
        to_state=str(invitation.state),
        kind=invitation.kind,
    )
    session.flush()
    return invitation


def _refuse_company(group_buy: GroupBuy, uscc: str, company: Organisation | None) -> None:
    if not uscc.startswith("9") or (company and company.kind != OrganisationKind.ENTERPRISE):
        raise invalid("/uscc", "invitee_not_enterprise")
    if company and company.id == group_buy.organiser_id:
        raise invalid("/uscc", "invitee_is_organiser")
    if company and company.id in group_buy.invited_ids:
        raise Conflict("already_invited")
