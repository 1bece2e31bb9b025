"""Health answers for supervisors and load balancers."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from marketplace.db.session import Database


def test_the_process_answers(app):
    assert app.test_client().get("/healthz").status_code == 200


def test_ready_once_the_database_answers_with_every_migration(app):
    assert app.test_client().get("/readyz").json == {"status": "ready"}


def test_not_ready_without_a_database(app, monkeypatch):
    held = app.extensions["marketplace"]
    away = Database("postgresql://nobody@127.0.0.1:1/nothing")
    monkeypatch.setitem(app.extensions, "marketplace", replace(held, database=away))

    answer = app.test_client().get("/readyz")

    assert (answer.status_code, answer.json) == (503, {"status": "no database"})


def test_not_ready_while_a_migration_is_missing(app, database):
    with database.unit_of_work() as session:
        newest = session.scalar(sa.text("SELECT version_num FROM alembic_version"))
        session.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
    try:
        answer = app.test_client().get("/readyz")
    finally:
        with database.unit_of_work() as session:
            session.execute(sa.text("UPDATE alembic_version SET version_num = :n"), {"n": newest})

    assert (answer.status_code, answer.json) == (503, {"status": "not migrated"})
