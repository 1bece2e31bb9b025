"""Alembic's environment: migrates the database named by DATABASE_URL or by an open connection."""

import os

import sqlalchemy as sa
from alembic import context

import marketplace.models  # noqa: F401  (registers every table)
from marketplace.db.columns import Base


def include_object(thing, name, type_, reflected, compare_to):
    """Leave the tables of the job queue to its own schema."""
    return not (type_ == "table" and name.startswith("procrastinate_"))


def migrate(connection):
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_object=include_object,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    engine = sa.create_engine(os.environ["DATABASE_URL"])
    with engine.connect() as connection:
        migrate(connection)
