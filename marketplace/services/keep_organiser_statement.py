"""An organiser states, while its group buy is a draft, what nobody else can know of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from marketplace.domain.lives import GroupBuyState
from marketplace.domain.organiser_statement import ANSWERS
from marketplace.domain.uscc import is_organ
from marketplace.errors import Conflict, invalid
from marketplace.models import GroupBuy, OrganiserStatement
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_own_file import own_file_id


def keep_organiser_statement(
    session: Session,
    *,
    group_buy: GroupBuy,
    statement: OrganiserStatement,
    given: Mapping[str, Any],
    identity: Identity,
    now: datetime,
) -> OrganiserStatement:
    """The statement with every answer given and the file of the approval, if any.

    The group buy is locked by the caller, so that no opening passes between. Raises Forbidden,
    Conflict (group_buy_not_draft), Invalid (a file of others, organ_is_public).
    """
    require(Permission.GROUP_BUY_ORGANISE, identity, group_buy)
    if group_buy.state != GroupBuyState.DRAFT:
        raise Conflict("group_buy_not_draft")
    if is_organ(group_buy.organiser.uscc) and not given["public_body"]:
        raise invalid("/public_body", "organ_is_public")
    file_id = given["approval_id"]
    if file_id != statement.approval_id:
        own_file_id(session, file_id, identity=identity, pointer="/approval_id")
    for name in (*ANSWERS, "approval_id"):
        setattr(statement, name, given[name])
    statement.stated_at, statement.stated_by = now, identity.user_id
    session.add(statement)
    session.flush()
    answers = {name: given[name] for name in ANSWERS}
    approval = None if file_id is None else str(file_id)
    record(session, statement, "state", by=identity, now=now, answers=answers, approval_id=approval)
    return statement
