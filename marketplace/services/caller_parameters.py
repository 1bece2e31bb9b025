"""Statements that are built once for all callers of the same roles.

Building and naming a statement of a dozen parts costs a page more than running it. Here who asks,
and when, are parameters of the statement: it is made for the first caller and kept for the others.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from marketplace.security.identity import Identity

_IDS: dict[str, Any] = {
    name: sa.bindparam(f"caller_{name}", type_=sa.Uuid())
    for name in ("user_id", "organisation_id", "park_id")
}
ASKED_AT: Any = sa.bindparam("asked_at", type_=sa.DateTime(timezone=True))
"the time of asking, as a parameter"


def anyone_like(identity: Identity) -> Identity:
    """The caller's roles and kind, with parameters for its ids: equal for all callers alike."""
    return replace(identity, **_IDS, locale="")


def values_of(identity: Identity, now: datetime | None = None) -> dict[str, Any]:
    """What the parameters stand for when this caller asks; `now` where the statement has it."""
    ids = {parameter.key: getattr(identity, name) for name, parameter in _IDS.items()}
    return {**ids, ASKED_AT.key: now}
