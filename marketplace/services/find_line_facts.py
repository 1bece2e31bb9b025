"""Facts of lines, of a request that wishes for them or as they are pooled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.compliance.facts import (
    ArchiveFacts,
    Facts,
    FarEndFacts,
    LineFacts,
    UseFacts,
)
from marketplace.domain.compliance.facts.line import Affiliation
from marketplace.domain.products import Product
from marketplace.models import Organisation

Read = Callable[[str], Any]
"Gives a line's value by the name of its column, None when it has none"


def facts_of_line(read: Read, *, region: str, member: Organisation) -> Sequence[Facts]:
    """What the rules of joining see of one line; the member is the customer, by its joining."""
    product = Product(str(read("product")))
    return (
        LineFacts(
            product=product,
            customer_uscc=member.uscc,
            member_uscc=member.uscc,
            a_address=read("a_building"),
            a_room=read("a_room"),
        ),
        FarEndFacts(
            region=region,
            address=read("z_address"),
            occupant=read("z_occupant"),
            affiliation=Affiliation(str(read("z_relation"))),
        ),
        UseFacts(product=product),
    )


def facts_of_archive(read: Read, *, member: Organisation) -> ArchiveFacts:
    """What the lock sees of the line's user archive."""
    return ArchiveFacts(customer_name=member.name_zh, uscc=member.uscc, mbps=read("mbps"))


def reader(line: Any) -> Read:
    """Of a request's wish, or of a model."""
    if isinstance(line, Mapping):
        return line.get
    return lambda name: getattr(line, name, None)


def find_member(session: Session, member_id: UUID) -> Organisation:
    """The company whose lines they are."""
    return session.scalars(sa.select(Organisation).where(Organisation.id == member_id)).one()
