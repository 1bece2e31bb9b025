"""What is of use for a while only is deleted when that has passed."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import sqlalchemy as sa

from marketplace.models import IdempotencyKey
from marketplace.services.forget_old import forget_old


def real_now(session):
    return session.scalar(sa.select(sa.func.clock_timestamp()))


def test_idempotency_keys_are_kept_for_thirty_days(session):
    owner = uuid4()
    for days in (29, 31):
        session.add(
            IdempotencyKey(
                owner_id=owner,
                key=str(days),
                request_sha256=b"",
                status=200,
                body={},
                created_at=real_now(session) - timedelta(days=days),
            )
        )
    session.flush()

    forget_old(session)

    kept = sa.select(IdempotencyKey.key).where(IdempotencyKey.owner_id == owner)
    assert session.scalars(kept).all() == ["29"]
