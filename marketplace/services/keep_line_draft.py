"""A company's unfinished lines for a group buy are kept as typed, until it joins or cannot."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.db.session import MARKET_NOW
from marketplace.domain.lives import GroupBuyState
from marketplace.errors import Conflict, TooLate
from marketplace.models import GroupBuy, LineDraft, User
from marketplace.security.identity import Identity
from marketplace.services.price_lines import find_joinable_terms


def keep_line_draft(
    session: Session,
    *,
    group_buy_id: UUID,
    typed: Mapping[str, str],
    seen_mark: str,
    identity: Identity,
    now: datetime,
) -> str:
    """Keep what is typed in place of the draft marked `seen_mark`, while the group buy takes lines.

    One statement; returns the mark of this saving. A draft that is no more is begun anew.
    Raises NotFound, Forbidden, TooLate, Conflict (draft_saved_since: somebody saved another one).
    """
    find_joinable_terms(session, group_buy_id, identity)
    row = sa.select(
        GroupBuy.id,
        sa.literal(identity.organisation_id, sa.Uuid),
        sa.literal(dict(typed), LineDraft.typed.type),
        sa.literal(now, sa.DateTime(timezone=True)),
        sa.literal(identity.user_id, sa.Uuid),
        sa.literal(secrets.token_hex(8)),
    ).where(GroupBuy.id == group_buy_id, _takes_lines())
    columns = ["group_buy_id", "member_id", "typed", "saved_at", "saved_by", "mark"]
    fresh = insert(LineDraft).from_select(columns, row)
    kept = fresh.on_conflict_do_update(
        index_elements=columns[:2],
        set_={name: fresh.excluded[name] for name in columns[2:]},
        where=LineDraft.mark == seen_mark,
    ).returning(LineDraft.mark)
    mark = session.scalar(kept)
    if mark is None:
        raise _not_kept(session, group_buy_id, identity)
    return mark


def _not_kept(session: Session, group_buy_id: UUID, identity: Identity) -> Conflict:
    """Why no draft was written: another stands, of whom and since when; or the lock has come."""
    query = (
        sa.select(GroupBuy.locks_at, _takes_lines(), LineDraft.saved_at, User.name)
        .outerjoin(
            LineDraft,
            sa.and_(
                LineDraft.group_buy_id == GroupBuy.id,
                LineDraft.member_id == identity.organisation_id,
            ),
        )
        .outerjoin(User, User.id == LineDraft.saved_by)
        .where(GroupBuy.id == group_buy_id)
    )
    locks_at, takes_lines, saved_at, who = session.execute(query).one()
    if takes_lines:
        return Conflict("draft_saved_since", who=who, saved_at=saved_at)
    return TooLate(due_at=locks_at.isoformat())


def find_line_draft(session: Session, group_buy_id: UUID, identity: Identity) -> LineDraft | None:
    """The caller's own draft; nobody reads another's."""
    return session.get(LineDraft, (group_buy_id, identity.organisation_id))


def drop_line_draft(
    session: Session, *, group_buy_id: UUID, seen_mark: str | None, identity: Identity
) -> None:
    """Forget the caller's draft marked `seen_mark`, or with None whichever stands.

    Raises NotFound, Forbidden, Conflict (draft_saved_since: somebody saved another one).
    """
    find_joinable_terms(session, group_buy_id, identity)
    meant = sa.true() if seen_mark is None else LineDraft.mark == seen_mark
    session.execute(
        sa.delete(LineDraft).where(
            LineDraft.group_buy_id == group_buy_id,
            LineDraft.member_id == identity.organisation_id,
            meant,
        )
    )
    if find_line_draft(session, group_buy_id, identity) is not None:
        raise _not_kept(session, group_buy_id, identity)


def drop_late_drafts(session: Session) -> None:
    """Forget every draft of a group buy that takes no lines any more."""
    session.execute(
        sa.delete(LineDraft).where(
            ~sa.exists().where(GroupBuy.id == LineDraft.group_buy_id, _takes_lines())
        )
    )


def _takes_lines() -> sa.ColumnElement[bool]:
    """SQL: open and before the lock."""
    return sa.and_(GroupBuy.state == GroupBuyState.OPEN, GroupBuy.locks_at > MARKET_NOW)
