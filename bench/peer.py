"""The peer: a bare Flask + SQLAlchemy view that reads one row, under the same gunicorn.

`application` serves it at /bare/... and the marketplace everywhere else, from one process.
"""

from __future__ import annotations

import os
from uuid import UUID

import sqlalchemy as sa
from flask import Flask, jsonify
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from marketplace.app import create_app
from marketplace.config import Config


class Base(DeclarativeBase):
    pass


class Row(Base):
    """One row of twelve columns, about as wide as a live price."""

    __tablename__ = "bench_rows"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    members: Mapped[int]
    lines: Mapped[int]
    mbps: Mapped[int]
    volume: Mapped[int]


def bare_app(url: str) -> Flask:
    app = Flask("bare")
    engine = sa.create_engine(url, pool_size=10, max_overflow=10)

    @app.get("/rows/<uuid:row_id>")
    def read(row_id: UUID):  # type: ignore[no-untyped-def]
        with Session(engine) as session:
            row = session.get(Row, row_id)
            return jsonify(
                id=str(row.id),
                name=row.name,
                members=row.members,
                lines=row.lines,
                mbps=row.mbps,
                volume=row.volume,
            )

    return app


def application():  # type: ignore[no-untyped-def]
    """Made by gunicorn in each worker: `bench.peer:application()`."""
    config = Config.from_environ()
    url = os.environ["DATABASE_URL"]
    return DispatcherMiddleware(create_app(config), {"/bare": bare_app(url)})
