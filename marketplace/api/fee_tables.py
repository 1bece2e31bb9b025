"""API: the published fee table (平台服务费标准), for everybody; the operator publishes."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from marketplace.api.call import creating, reading, reading_publicly, runtime
from marketplace.api.paging import PageSchema, page
from marketplace.errors import NotFound
from marketplace.schemas.fee_tables import FeeTableSchema, FeeTermsSchema, NewFeeTableSchema
from marketplace.security.permissions import Permission
from marketplace.services.find_fee_tables import (
    fee_tables,
    find_fee_table,
    find_fee_terms,
    table_in_force,
)
from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.publish_fee_table import publish_fee_table

blp = Blueprint("fee_tables_api", __name__, description="Fee table · 平台服务费标准")
Body = dict[str, Any]


@blp.route("/fee-tables")
@reading_publicly
@blp.response(200, FeeTableSchema(many=True))
@blp.arguments(PageSchema, location="query")
def list_fee_tables(paging: Body, *, session: Session, identity: Any, now: Any) -> Any:
    """Every version, the newest first; needs no token."""
    return page(session, fee_tables(), **paging)


@blp.route("/fee-tables", methods=["POST"])
@creating
@blp.response(201, FeeTableSchema)
@blp.arguments(NewFeeTableSchema)
def post_fee_table(body: Body, **call: Any) -> Any:
    """Publish the next version, as the operator; group buys that have opened keep theirs."""
    online = runtime().payments is not None
    table = publish_fee_table(given=body, online=online, **call)
    return table, {"Location": f"/api/v1/fee-tables/{table.version}"}


@blp.route("/fee-tables/in-force")
@reading_publicly
@blp.response(200, FeeTableSchema)
def get_fee_table_in_force(*, session: Session, identity: Any, now: Any) -> Any:
    """The one that a group buy opening now would keep; 404 while there is none."""
    table = table_in_force(session, now)
    if table is None:
        raise NotFound()
    return table


@blp.route("/fee-tables/<int:version>")
@reading_publicly
@blp.response(200, FeeTableSchema)
def get_fee_table(version: int, *, session: Session, identity: Any, now: Any) -> Any:
    """One version."""
    return find_fee_table(session, version)


@blp.route("/group-buys/<uuid:group_buy_id>/fee-terms")
@reading
@blp.response(200, FeeTermsSchema)
def get_fee_terms(group_buy_id: Any, *, session: Session, identity: Any, now: Any) -> Any:
    """What contracts of the group buy owe the platform, and who pays; 404 when nothing does."""
    group_buy = find_group_buy(session, group_buy_id, identity, Permission.GROUP_BUY_READ)
    terms = find_fee_terms(session, group_buy, now=now)
    if terms is None:
        raise NotFound()
    return terms
