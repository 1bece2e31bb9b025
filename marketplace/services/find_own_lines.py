"""A member's own lines, for what it states, proves and signs about them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.lives import LineState
from marketplace.errors import Fault, Invalid, NotFound
from marketplace.models import GroupBuy, Line
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


def own_lines(session: Session, *, identity: Identity) -> Sequence[Line]:
    """The lines still wanted, with group buy and corridor, newest group buy first."""
    query = (
        sa.select(Line)
        .join(GroupBuy, GroupBuy.id == Line.group_buy_id)
        .where(Line.member_id == identity.organisation_id, Line.state == LineState.POOLED)
        .options(joinedload(Line.corridor), joinedload(Line.group_buy))
        .order_by(GroupBuy.created_at.desc(), Line.number)
    )
    return session.scalars(query.limit(500)).all()


def find_own_line(
    session: Session, line_id: UUID, *, identity: Identity, for_update: bool = False
) -> Line:
    """The line with its corridor and use. Raises NotFound, Forbidden (a reviewer may but read)."""
    query = (
        sa.select(Line)
        .where(Line.id == line_id)
        .options(joinedload(Line.corridor), joinedload(Line.use))
    )
    if for_update:
        query = query.with_for_update(of=Line).execution_options(populate_existing=True)
    line = session.scalars(query).one_or_none()
    if line is None:
        raise NotFound()
    require(Permission.ARCHIVE_MANAGE, identity, line)
    return line


def own_standing_lines(identity: Identity, group_buy_id: UUID | None = None) -> sa.Select[Line]:
    """The lines of the caller's company that neither it nor the marketplace gave up."""
    query = (
        sa.select(Line)
        .where(Line.member_id == identity.organisation_id, Line.state == LineState.POOLED)
        .options(joinedload(Line.corridor), joinedload(Line.use), joinedload(Line.group_buy))
        .order_by(Line.group_buy_id, Line.number)
    )
    return query if group_buy_id is None else query.where(Line.group_buy_id == group_buy_id)


def find_named_lines(
    session: Session, line_ids: Sequence[UUID], *, identity: Identity
) -> Sequence[Line]:
    """The caller's standing lines of these ids, in that order; raises Invalid naming each other."""
    found = session.scalars(own_standing_lines(identity).where(Line.id.in_(line_ids)))
    known = {line.id: line for line in found}
    faults = [
        Fault(f"/line_ids/{index}", "not_known", {"value": str(line_id)})
        for index, line_id in enumerate(line_ids)
        if line_id not in known
    ]
    if faults:
        raise Invalid(faults)
    return [known[line_id] for line_id in dict.fromkeys(line_ids)]
