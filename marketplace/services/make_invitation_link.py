"""The organiser makes a link by which a few enterprises may come onto the list themselves."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import GroupBuyState
from marketplace.errors import Conflict
from marketplace.models import Invitation
from marketplace.security.identity import Identity
from marketplace.security.tokens import new_secret, token_hash
from marketplace.services.find_invitations import lock_for_inviting
from marketplace.services.invite_enterprise import new_invitation


def make_invitation_link(
    session: Session, *, group_buy_id: UUID, uses_at_most: int, identity: Identity, now: datetime
) -> tuple[Invitation, str]:
    """The invitation and the secret of its link, which is shown now and kept only as a hash.

    Raises NotFound, Forbidden, Conflict (group_buy_not_open, inviting_over).
    """
    group_buy = lock_for_inviting(session, group_buy_id, identity)
    if group_buy.state != GroupBuyState.OPEN:
        raise Conflict("group_buy_not_open", state=str(group_buy.state))
    secret = new_secret()
    invitation = new_invitation(
        session,
        group_buy,
        identity,
        now,
        kind="link",
        token_hash=token_hash(secret),
        uses_at_most=uses_at_most,
    )
    return invitation, secret
