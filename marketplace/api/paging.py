"""Paging by offset: `?offset=0&limit=50`, the total and the neighbours in headers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import request
from sqlalchemy.orm import Session

from marketplace.schemas.fields import Schema, Whole

MOST = 200


class PageSchema(Schema):
    offset = Whole(0, 1_000_000, load_default=0)
    limit = Whole(1, MOST, load_default=50)


def page(
    session: Session, query: sa.Select[Any], offset: int, limit: int
) -> tuple[list[Any], dict[str, str]]:
    """One page of the query's entities, with X-Total-Count and Link headers."""
    counted = query.order_by(None).subquery()
    total = session.execute(sa.select(sa.func.count()).select_from(counted))
    found = list(session.scalars(query.offset(offset).limit(limit)).unique())
    return found, page_headers(total.scalar_one(), offset, limit)


def page_headers(total: int, offset: int, limit: int) -> dict[str, str]:
    links = []
    if offset + limit < total:
        links.append(_link("next", offset + limit, limit))
    if offset > 0:
        links.append(_link("prev", max(0, offset - limit), limit))
    headers = {"X-Total-Count": str(total)}
    return headers | ({"Link": ", ".join(links)} if links else {})


def _link(relation: str, offset: int, limit: int) -> str:
    query = request.args.to_dict() | {"offset": str(offset), "limit": str(limit)}
    return f'<{request.path}?{urlencode(query)}>; rel="{relation}"'
