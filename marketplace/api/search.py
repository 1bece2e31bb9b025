"""API: search over what the caller may see."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from marketplace.api.call import reading
from marketplace.schemas.search import FoundSchema, SearchQuerySchema
from marketplace.services.search_market import search_market

blp = Blueprint("search_api", __name__, description="Search · 搜索")


@blp.route("/search")
@reading
@blp.response(200, FoundSchema)
@blp.arguments(SearchQuerySchema, location="query")
def get_search(asked: dict[str, Any], *, session: Any, identity: Any, now: Any) -> Any:
    """Group buys, requests for quotes, contracts and companies in which every word stands."""
    return search_market(session, identity=identity, q=asked["q"])
