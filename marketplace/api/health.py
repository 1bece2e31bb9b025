"""Whether the process answers, and whether it can work: for supervisors and load balancers."""

from __future__ import annotations

from functools import cache
from typing import Any

import sqlalchemy as sa
from flask import Blueprint
from sqlalchemy.exc import SQLAlchemyError

from marketplace.api.call import runtime
from marketplace.config import ROOT

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@blueprint.get("/readyz")
def readyz() -> Any:
    """The database answers and has every migration; else 503 with what is missing."""
    try:
        with runtime().database.single_statements() as session:
            revision = session.scalar(sa.text("SELECT version_num FROM alembic_version"))
    except SQLAlchemyError:
        return {"status": "no database"}, 503
    if revision != newest_revision():
        return {"status": "not migrated"}, 503
    return {"status": "ready"}


@cache
def newest_revision() -> str | None:
    """The newest migration that this code brings."""
    from alembic.config import Config  # slow to import, and only this asks for it
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(Config(str(ROOT / "alembic.ini"))).get_current_head()
