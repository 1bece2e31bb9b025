"""Reads of an organiser's statement: as it stands, as it would begin, and its approval file."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.uscc import is_organ
from marketplace.models import GroupBuy, OrganiserStatement, StoredFile
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.find_own_file import find_file


def find_organiser_statement(
    session: Session, group_buy_id: UUID, identity: Identity
) -> OrganiserStatement:
    """For the organiser, reviewers and, once open, observers. Raises NotFound, Forbidden."""
    group_buy = find_group_buy(session, group_buy_id, identity, Permission.STATEMENT_READ)
    return statement_of(session, group_buy)


def statement_of(session: Session, group_buy: GroupBuy) -> OrganiserStatement:
    """The statement; where there is none yet, version 0 with no answer, not stored.

    A state organ's credit code answers whether it is a public body.
    """
    found = session.get(OrganiserStatement, group_buy.id)
    if found is not None:
        return found
    organ = True if is_organ(group_buy.organiser.uscc) else None
    return OrganiserStatement(group_buy_id=group_buy.id, public_body=organ, version=0)


def find_approval(session: Session, group_buy_id: UUID, identity: Identity) -> StoredFile:
    """The internal approval that the statement names. Raises NotFound, Forbidden."""
    statement = find_organiser_statement(session, group_buy_id, identity)
    return find_file(session, statement.approval_id)
