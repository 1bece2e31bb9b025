"""The published fee table (平台服务费标准): for everybody, to print; the operator publishes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.domain.fee_table import LONG_NOTICE_DAYS, NOTICE_DAYS, first_day_allowed
from marketplace.domain.working_days import local_day
from marketplace.schemas.fee_tables import NewFeeTableSchema
from marketplace.security.grants import allowed, require
from marketplace.security.permissions import Permission
from marketplace.services.find_fee_tables import (
    fee_tables,
    fees_on,
    find_fee_table,
    newest_table,
    table_in_force,
)
from marketplace.services.publish_fee_table import publish_fee_table
from marketplace.web.call import act, page, public_page, runtime
from marketplace.web.forms import load

pages = Blueprint("fee_table_pages", __name__, url_prefix="/fee-table")
BLANK_ROWS = 3
"rows of the form beyond those of the table before"


@pages.get("")
@public_page
def show(*, session: Any, identity: Any, now: Any) -> str:
    """The one in force, what was announced, and every earlier one."""
    table = table_in_force(session, now)
    return _shown(session, table, identity, now)


@pages.get("/<int:version>")
@public_page
def version(*, version: int, session: Any, identity: Any, now: Any) -> str:
    return _shown(session, find_fee_table(session, version), identity, now)


def _shown(session: Any, table: Any, identity: Any, now: Any) -> str:
    in_force = table_in_force(session, now)
    return render_template(
        "fee_tables/show.html",
        table=table,
        in_force=in_force,
        versions=session.scalars(fee_tables()).all(),
        on=fees_on(session, online=_online()),
        online=_online(),
        today=local_day(now),
        may_publish=identity is not None and allowed(Permission.FEE_TABLE_PUBLISH, identity),
    )


@pages.get("/new")
@page
def form(*, session: Any, identity: Any, now: Any) -> str:
    """What the next version begins with: the rows of the one before."""
    require(Permission.FEE_TABLE_PUBLISH, identity)
    last, today = newest_table(session), local_day(now)
    return render_template(
        "fee_tables/new.html",
        rows=[*(last.rows if last else []), *[None] * BLANK_ROWS],
        last=last,
        on=fees_on(session, online=_online()),
        first_day=first_day_allowed(today, major=False, first=last is None),
        notice=(NOTICE_DAYS, LONG_NOTICE_DAYS),
    )


@pages.post("/new")
@act(again=form)
def publish(*, session: Any, identity: Any, now: Any) -> Any:
    require(Permission.FEE_TABLE_PUBLISH, identity)
    given = load(NewFeeTableSchema())
    table = publish_fee_table(session, given=given, online=_online(), identity=identity, now=now)
    flash(_("The fee table is published."))
    return redirect(url_for("fee_table_pages.version", version=table.version), 303)


def _online() -> bool:
    return runtime().payments is not None
