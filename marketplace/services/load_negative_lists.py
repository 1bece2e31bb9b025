"""Load negative lists from a data file (ftz-lists/1) that somebody filled in by hand."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.compliance.data_export.ftz_lists import NegativeList
from marketplace.domain.compliance.facts.fact import plain
from marketplace.models import NegativeListEdition
from marketplace.models.audit import record
from marketplace.security.identity import Identity


@dataclass(frozen=True)
class Loaded:
    """How many editions of the file were new, changed or known already."""

    new: int
    changed: int
    same: int


def load_negative_lists(
    session: Session,
    lists: tuple[NegativeList, ...],
    *,
    by: Identity | None = None,
    now: datetime,
) -> Loaded:
    """Keep each edition; one that is on hand already is replaced when it differs.

    An edition that the file leaves out stays. Whoever answered by a replaced edition is asked
    again, for the name of the edition in force is compared.
    """
    done = {"load": 0, "replace": 0, "same": 0}
    for one in lists:
        done[_keep(session, one, by, now)] += 1
    return Loaded(done["load"], done["replace"], done["same"])


def _keep(session: Session, one: NegativeList, by: Identity | None, now: datetime) -> str:
    given: dict[str, Any] = asdict(one) | {"items": [asdict(item) for item in one.items]}
    digest = hashlib.sha256(json.dumps(plain(given), sort_keys=True).encode()).hexdigest()
    known = session.scalars(
        sa.select(NegativeListEdition)
        .where(NegativeListEdition.zone == one.zone, NegativeListEdition.edition == one.edition)
        .with_for_update()
    ).one_or_none()
    if known is not None and known.sha256 == digest:
        return "same"
    event = "load" if known is None else "replace"
    kept = known or NegativeListEdition()
    for name, value in given.items():
        setattr(kept, name, value)
    kept.sha256, kept.loaded_at = digest, now
    session.add(kept)
    session.flush()
    named: dict[str, Any] = {"zone": one.zone, "edition": one.edition}
    record(session, kept, event, by=by, now=now, **named, sha256=digest, items=len(one.items))
    return event
