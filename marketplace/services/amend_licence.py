"""A carrier adds to its licence what proves it: scan, authorisation letter, gateway."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from marketplace.domain.lives import LicenceState
from marketplace.errors import Conflict
from marketplace.models import Licence
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_own_file import own_file_id
from marketplace.services.submit_licence import PAPERS
from marketplace.services.tell_review import tell_licence_waits


def amend_licence(
    session: Session, *, licence: Licence, given: dict[str, Any], identity: Identity, now: datetime
) -> Licence:
    """The licence with these values in place of what stood there.

    A paper of a verified licence can be renewed, never taken away. What the licence itself says
    (number, scopes, days) is another licence. Raises NotFound, Forbidden, Invalid (a file of
    others), Conflict (licence_refused).
    """
    require(Permission.LICENCE_MANAGE, identity, licence)
    if licence.state == LicenceState.REFUSED:
        raise Conflict("licence_refused")
    changed: dict[str, Any] = {}
    for name, value in given.items():
        if name in PAPERS:
            own_file_id(session, value, identity=identity, pointer=f"/{name}")
        if value is not None and getattr(licence, name) != value:
            setattr(licence, name, value)
            changed[name] = str(value)
    if changed:
        record(session, licence, "amend", by=identity, now=now, **changed)
        if licence.state == LicenceState.PENDING:
            tell_licence_waits(session, licence, now)
    return licence
