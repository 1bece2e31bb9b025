"""The operator adds a corridor; its length and RTT floor follow from the coordinates."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.geography import Place, great_circle_km, rtt_floor_us
from marketplace.errors import Conflict, invalid
from marketplace.models import Corridor
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission

SHORTEST_KM = 1.0


def create_corridor(
    session: Session, *, ends: dict[str, Any], identity: Identity, now: datetime
) -> Corridor:
    """A corridor between the two ends (code, names, region, coordinates).

    Raises Forbidden, Invalid (the ends are one place), Conflict (the code is taken).
    """
    require(Permission.CORRIDOR_MANAGE, identity)
    if session.scalar(sa.select(Corridor.id).where(Corridor.code == ends["code"])):
        raise Conflict("corridor_exists", corridor=ends["code"])
    length_km = great_circle_km(
        Place(ends["a_latitude"], ends["a_longitude"]),
        Place(ends["z_latitude"], ends["z_longitude"]),
    )
    if length_km < SHORTEST_KM:
        raise invalid("/z_latitude", "corridor_too_short")
    corridor = Corridor(
        **ends,
        length_km=round(length_km, 1),
        rtt_floor_us=rtt_floor_us(length_km),
        created_at=now,
    )
    session.add(corridor)
    session.flush()
    record(
        session,
        corridor,
        "create",
        by=identity,
        now=now,
        corridor=corridor.code,
        length_km=corridor.length_km,
        rtt_floor_us=corridor.rtt_floor_us,
    )
    return corridor
