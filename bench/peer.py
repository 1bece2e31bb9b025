"""The peer: bare Flask + SQLAlchemy views that read one row, as JSON or on a page of plain Jinja.

`application` serves it at /bare/... and the marketplace everywhere else, from one process.
"""

from __future__ import annotations

import os
from uuid import UUID

import sqlalchemy as sa
from flask import Flask, jsonify, render_template_string
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


PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>{{ row.name }}</title></head><body>
<header><a href="/">{{ row.name }}</a></header><main><h1>{{ row.name }}</h1><table>
{% for number in numbers %}<tr><th scope="row"><a href="/rows/{{ number }}">{{ row.name }}</a></th>\
<td>{{ row.members }}</td><td class="n">{{ row.lines }}</td>\
<td class="n">{{ row.mbps }} Mbps</td></tr>
{% endfor %}</table></main></body></html>"""
ROW_BYTES = 134
"of the table, as sent"


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

    @app.get("/pages/<uuid:row_id>/<int:length>")
    def page(row_id: UUID, length: int):  # type: ignore[no-untyped-def]
        """A page of about so many bytes, a table of them filled from the row."""
        with Session(engine) as session:
            row = session.get(Row, row_id)
            return render_template_string(PAGE, row=row, numbers=range(length // ROW_BYTES))

    return app


def application():  # type: ignore[no-untyped-def]
    """Made by gunicorn in each worker: `bench.peer:application()`."""
    config = Config.from_environ()
    url = os.environ["DATABASE_URL"]
    return DispatcherMiddleware(create_app(config), {"/bare": bare_app(url)})
