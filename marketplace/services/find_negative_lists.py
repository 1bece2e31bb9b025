"""Reads of the free-trade zones' negative lists that were loaded by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.models import NegativeListEdition

ZONE = "上海"
"the zone whose list applies to exporters of the parks here"


def loaded_lists(session: Session) -> Sequence[NegativeListEdition]:
    """Every edition on hand, the newest first."""
    query = sa.select(NegativeListEdition)
    return session.scalars(
        query.order_by(NegativeListEdition.in_force_from.desc(), NegativeListEdition.zone)
    ).all()


def list_in_force(session: Session, on: date, zone: str = ZONE) -> NegativeListEdition | None:
    """The edition in force on that day; None when none is loaded."""
    query = sa.select(NegativeListEdition).where(
        NegativeListEdition.zone == zone,
        NegativeListEdition.in_force_from <= on,
        sa.or_(NegativeListEdition.replaced_on.is_(None), NegativeListEdition.replaced_on > on),
    )
    return session.scalars(
        query.order_by(NegativeListEdition.in_force_from.desc()).limit(1)
    ).one_or_none()


def edition_in_force(session: Session, on: date) -> str | None:
    """Its name alone."""
    found = list_in_force(session, on)
    return None if found is None else found.edition
