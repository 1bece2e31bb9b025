"""A member's own stay in a group buy, as it may read it."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from marketplace.domain.anonymity import may_tell
from marketplace.domain.lives import ParticipationState
from marketplace.errors import NotFound
from marketplace.models import GroupBuy, Line, Participation
from marketplace.security.grants import allowed
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.price_lines import find_joinable_terms, find_pool


def find_participation(
    session: Session, group_buy_id: UUID, identity: Identity, *, for_update: bool = False
) -> Participation:
    """The caller's own stay in the group buy, with its lines; raises NotFound.

    To be read, not to be changed, it comes without the price at the lock of too few members.
    """
    terms = find_joinable_terms(session, group_buy_id, identity)
    lines = selectinload(Participation.lines) if for_update else joinedload(Participation.lines)
    query = own_stay(group_buy_id, identity).options(
        lines.options(joinedload(Line.corridor), joinedload(Line.use))
    )
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.scalars(query).unique().one_or_none()
    if found is None:
        raise NotFound()
    if not for_update and not allowed(Permission.GROUP_BUY_DEMAND_READ, identity, terms):
        _hide_lock(session, found)
    return found


def find_stay_seen(
    session: Session, group_buy: GroupBuy, identity: Identity
) -> Participation | None:
    """The same in one query for the page of the group buy, which tells no uses of its lines.

    None when the caller has not joined. It must not be changed.
    """
    lines = joinedload(Participation.lines).joinedload(Line.corridor)
    query = own_stay(group_buy.id, identity).options(lines)
    found = session.scalars(query).unique().one_or_none()
    if found and not allowed(Permission.GROUP_BUY_DEMAND_READ, identity, group_buy):
        _hide_lock(session, found)
    return found


def own_stay(group_buy_id: UUID, identity: Identity) -> sa.Select[Participation]:
    """The caller's stay that has not ended, if it has one."""
    return sa.select(Participation).where(
        Participation.group_buy_id == group_buy_id,
        Participation.member_id == identity.organisation_id,
        Participation.state == ParticipationState.JOINED,
    )


def _hide_lock(session: Session, stay: Participation) -> None:
    """A price at the lock below the one shown would tell what one or two others brought.

    The ceiling is then told as the price shown or the own limit: never less than it is.
    """
    locked = [line for line in stay.lines if line.locked_minor is not None]
    if not locked or may_tell(find_pool(session, stay.group_buy_id).members):
        return
    for line in locked:
        set_committed_value(line, "locked_minor", None)
