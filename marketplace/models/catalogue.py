"""Corridors, and the demo clock."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db.columns import Base, Id, Instant
from marketplace.models.audit import PLATFORM_CHAIN


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


class DemoClock(Base):
    """One row: how the database's time is moved in a demo or test. In production (null, 0)."""

    __tablename__ = "clock"

    one: Mapped[bool] = mapped_column(primary_key=True, default=True)
    frozen_at: Mapped[datetime | None]
    "time stands still here"
    shift: Mapped[timedelta] = mapped_column(sa.Interval, server_default=sa.text("'0'"))

    __table_args__ = (sa.CheckConstraint("one", name="one_row"),)
