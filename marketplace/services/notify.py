"""Tell the users of an organisation, in the transaction of the fact, what they must act on.

The words live in i18n/notices*.py and are made in the reader's language when they are read or
mailed. A job writes the mails; a notification that is on record is never made again.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.orm import Session

from marketplace.domain.roles import Role
from marketplace.i18n.notices import NOTICES
from marketplace.models import Notification, User

MONEY = ("minor", "price", "bps", "fen", "total")


def notify(
    session: Session,
    event: str,
    *,
    to: Collection[UUID],
    roles: Collection[Role],
    about: UUID | str,
    path: str,
    now: datetime,
    group_buy_id: UUID | None = None,
    due_at: datetime | None = None,
    **params: str | int,
) -> int:
    """Tell every active user with one of the roles in the organisations `to`; how many are new.

    `event` is a key of NOTICES. `about` names the fact: the same user is told the same event of
    the same fact once, however often this is called. `path` is the page to act on, from `/`.
    `title_zh` and `title_en` among the params become {title} in the reader's language. Amounts
    of money are refused: a notification never carries a price.
    """
    if event not in NOTICES:
        raise ValueError(f"no words for the notice {event}")
    if any(word in name for name in params for word in MONEY):
        raise ValueError(f"a notice carries no price: {sorted(params)}")
    if not to:
        return 0
    readers = sa.select(
        sa.func.gen_random_uuid(),
        User.id,
        sa.literal(event),
        sa.literal(str(about)),
        sa.literal(group_buy_id, sa.Uuid),
        sa.literal(path),
        sa.literal(params, JSONB),
        sa.literal(due_at, sa.DateTime(timezone=True)),
        sa.literal(now, sa.DateTime(timezone=True)),
    ).where(
        User.organisation_id.in_(set(to)),
        User.active,
        User.roles.overlap([str(role) for role in roles]),
    )
    columns = "id", "user_id", "event", "dedupe", "group_buy_id", "path", "params", "due_at"
    told = insert(Notification).from_select([*columns, "created_at"], readers)
    done = session.execute(told.on_conflict_do_nothing().returning(Notification.id))
    return len(done.all())
