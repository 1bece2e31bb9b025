"""The application as a whole: it starts, answers problems, and its database fits its models."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.orm import configure_mappers

from marketplace.db.columns import Base


def test_unknown_address_is_a_problem_in_both_languages(app):
    answer = app.test_client().get("/api/v1/nothing", headers={"Accept-Language": "en"})

    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert answer.json["message"] == answer.json["messages"]["en"] != answer.json["messages"]["zh"]


def test_migrations_lead_to_the_models(database):
    configure_mappers()
    ours = {table.name for table in Base.metadata.tables.values()}

    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_object": lambda thing, name, kind, *_: kind != "table" or name in ours},
        )
        assert compare_metadata(context, Base.metadata) == []


def test_market_time_is_the_databases(database, clock):
    with database.engine.connect() as connection:
        gap = connection.execute(sa.text("SELECT clock_timestamp() - market_now()")).scalar_one()

    assert abs(gap.total_seconds()) < 1
