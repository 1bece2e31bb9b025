"""Corridors, carriers' licences, and the demo clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, choice
from marketplace.domain.lives import LICENCE, LicenceState
from marketplace.models.audit import PLATFORM_CHAIN, Lives
from marketplace.models.organisation import Organisation


class Corridor(Base):
    """A-end city to Z-end city, with its great-circle length and the RTT that physics allows."""

    __tablename__ = "corridors"
    audit_subject = "corridor"
    audit_chain = PLATFORM_CHAIN

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    "such as SHA-HKG"
    a_city_zh: Mapped[str]
    a_city_en: Mapped[str]
    z_city_zh: Mapped[str]
    z_city_en: Mapped[str]
    z_region: Mapped[str]
    "ISO 3166-1 alpha-2; HK, MO and TW are cross-border (USE-07)"
    a_latitude: Mapped[float]
    a_longitude: Mapped[float]
    z_latitude: Mapped[float]
    z_longitude: Mapped[float]
    length_km: Mapped[float]
    "great circle"
    rtt_floor_us: Mapped[int]
    "round trip in microseconds; no promise may be below"
    created_at: Mapped[Instant]

    __table_args__ = (
        sa.CheckConstraint("code ~ '^[A-Z]{3}-[A-Z]{3}$'", name="code_shape"),
        sa.CheckConstraint("z_region ~ '^[A-Z]{2}$' AND z_region <> 'CN'", name="cross_border"),
        sa.CheckConstraint(
            "a_latitude BETWEEN -90 AND 90 AND z_latitude BETWEEN -90 AND 90", name="latitudes"
        ),
        sa.CheckConstraint(
            "a_longitude BETWEEN -180 AND 180 AND z_longitude BETWEEN -180 AND 180",
            name="longitudes",
        ),
        sa.CheckConstraint("length_km > 0 AND rtt_floor_us > 0", name="positive"),
    )


class Licence(Lives, Base):
    """A carrier's telecom licence, counted only once a reviewer has verified it (SELL-01, 02)."""

    __tablename__ = "licences"
    life = LICENCE
    audit_subject = "licence"

    id: Mapped[Id]
    carrier_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    number: Mapped[str]
    scopes: Mapped[list[str]] = mapped_column(ARRAY(sa.Text))
    "catalogue codes: A11-4, A14-1, A14-4"
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    "last day"
    state: Mapped[LicenceState] = mapped_column(choice(LicenceState, "state"))
    created_at: Mapped[Instant]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]
    decision_reason: Mapped[str | None]
    version: Mapped[int] = mapped_column()

    carrier: Mapped[Organisation] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.UniqueConstraint("carrier_id", "number"),
        sa.CheckConstraint("valid_from <= valid_to", name="validity"),
        sa.CheckConstraint(
            "scopes <@ ARRAY['A11-4','A14-1','A14-4'] AND cardinality(scopes) > 0", name="scopes"
        ),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.carrier_id)


class DemoClock(Base):
    """One row: how the database's time is moved in a demo or test. In production (null, 0)."""

    __tablename__ = "clock"

    one: Mapped[bool] = mapped_column(primary_key=True, default=True)
    frozen_at: Mapped[datetime | None]
    "time stands still here"
    shift: Mapped[timedelta] = mapped_column(sa.Interval, server_default=sa.text("'0'"))

    __table_args__ = (sa.CheckConstraint("one", name="one_row"),)
