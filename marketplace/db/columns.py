"""The declarative base, its naming convention, and the column types used everywhere."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
MAX_MINOR = 9 * 10**14
"Largest amount of money in fen (formats.md)"

Instant = Annotated[datetime, mapped_column(sa.DateTime(timezone=True))]
Id = Annotated[UUID, mapped_column(sa.Uuid, primary_key=True, default=uuid4)]
Minor = Annotated[int, mapped_column(sa.BigInteger)]
Document = Annotated[dict[str, Any], mapped_column(JSONB)]


class Base(DeclarativeBase):
    """Every table; names of constraints follow from their columns."""

    metadata = sa.MetaData(naming_convention=NAMING)
    type_annotation_map = {str: sa.Text, datetime: sa.DateTime(timezone=True)}  # noqa: RUF012


def choice(enum: type[StrEnum], name: str) -> sa.Enum:
    """A text column with a CHECK that only the values of `enum` pass."""
    return sa.Enum(
        enum,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda kind: [str(member) for member in kind],
    )


def amount_check(*columns: str) -> sa.CheckConstraint:
    """Amounts of money are from 0 to MAX_MINOR (null passes)."""
    rule = " AND ".join(f"{c} BETWEEN 0 AND {MAX_MINOR}" for c in columns)
    return sa.CheckConstraint(rule, name="_".join(columns)[:40] + "_amount")
