"""A member states the use and the ends of a line, with the papers that show them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import LineState
from marketplace.errors import Conflict
from marketplace.models import Line, LineUse
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_own_file import own_file_id
from marketplace.services.state_use import TEXTS

FILES = ("z_evidence_id", "resources_contract_id")
OF_THE_OCCUPANT = ("z_registration_number", "z_share_bps", "z_evidence_id")
"The same for every line to the same occupant"


def use_of(line: Line) -> LineUse:
    """The line's use; of a line without one, an empty one at version 1, not stored."""
    return line.use or LineUse(line_id=line.id, group_buy_id=line.group_buy_id, version=1, **TEXTS)


def keep_line_use(
    session: Session,
    *,
    line: Line,
    given: dict[str, Any],
    same_occupant: bool = False,
    identity: Identity,
    now: datetime,
) -> LineUse:
    """The use as given, in place of what was stated; with `same_occupant` what is said of the
    far end's occupant goes for the member's other lines to it too.

    Raises NotFound, Forbidden, Invalid (a file of others), Conflict (line_gone).
    """
    require(Permission.ARCHIVE_MANAGE, identity, line)
    if line.state != LineState.POOLED:
        raise Conflict("line_gone", state=str(line.state))
    for name in FILES:
        own_file_id(session, given.get(name), identity=identity, pointer=f"/{name}")
    use = _put(session, line, given, identity, now)
    if same_occupant:
        shared = {name: given[name] for name in OF_THE_OCCUPANT}
        for other in session.scalars(_same_occupant(line)).all():
            _put(session, other, shared, identity, now)
    return use


def _put(
    session: Session, line: Line, given: dict[str, Any], identity: Identity, now: datetime
) -> LineUse:
    """Write what differs and put its names on record."""
    use = line.use or LineUse(**TEXTS)
    changed = [name for name, value in given.items() if getattr(use, name) != value]
    line.use = use
    for name in changed:
        setattr(use, name, given[name])
    if changed:
        use.changed_at, use.changed_by = now, identity.user_id
        session.flush()
        record(session, use, "state", by=identity, now=now, changed=sorted(changed))
    return use


def _same_occupant(line: Line) -> sa.Select[Line]:
    return sa.select(Line).where(
        Line.member_id == line.member_id,
        Line.id != line.id,
        Line.z_occupant == line.z_occupant,
        Line.z_relation == line.z_relation,
        Line.state == LineState.POOLED,
    )
