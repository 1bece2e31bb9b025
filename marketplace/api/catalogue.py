"""API: what is sold (products) and where to (corridors)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from marketplace.api.call import creating, reading
from marketplace.api.paging import PageSchema, page
from marketplace.api.versions import etag_of
from marketplace.domain.products import PRODUCTS, PROTECTIONS, TERMS_MONTHS, Interface
from marketplace.models import Corridor
from marketplace.schemas.catalogue import CorridorSchema, NewCorridorSchema, ProductSchema
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.create_corridor import create_corridor
from marketplace.services.find_corridors import find_corridor, visible_corridors

blp = Blueprint("catalogue_api", __name__, description="Products and corridors")


@blp.route("/products")
@reading
@blp.response(200, ProductSchema(many=True))
def list_products(*, session: Session, identity: Identity, now: datetime) -> Any:
    """Products with the licence scopes, terms, protections and interfaces of each."""
    require(Permission.CATALOGUE_READ, identity)
    choices = {
        "terms_months": TERMS_MONTHS,
        "protections": PROTECTIONS,
        "interfaces": list(Interface),
    }
    return [
        {
            "code": p.code,
            "name_zh": p.name_zh,
            "name_en": p.name_en,
            "licence_scopes": sorted(p.scopes),
            **choices,
        }
        for p in PRODUCTS.values()
    ]


@blp.route("/corridors")
@reading
@blp.response(200, CorridorSchema(many=True))
@blp.arguments(PageSchema, location="query")
def list_corridors(
    paging: dict[str, int], *, session: Session, identity: Identity, now: datetime
) -> Any:
    """Corridors, nearest first."""
    found, headers = page(session, visible_corridors(identity), **paging)
    return found, headers


@blp.route("/corridors", methods=["POST"])
@creating
@blp.response(201, CorridorSchema)
@blp.arguments(NewCorridorSchema)
def post_corridor(
    body: dict[str, Any], *, session: Session, identity: Identity, now: datetime
) -> Any:
    """Add a corridor (operator); length and RTT floor are computed from the coordinates."""
    corridor = create_corridor(session, ends=body, identity=identity, now=now)
    location = f"/api/v1/corridors/{corridor.code}"
    return corridor, {"Location": location, "ETag": corridor_etag(corridor)}


@blp.route("/corridors/<string:code>")
@reading
@blp.response(200, CorridorSchema)
def get_corridor(code: str, *, session: Session, identity: Identity, now: datetime) -> Any:
    """One corridor by its code."""
    corridor = find_corridor(session, code, identity)
    return corridor, {"ETag": corridor_etag(corridor)}


def corridor_etag(corridor: Corridor) -> str:
    """A corridor never changes, so its code is its version."""
    return etag_of(corridor.code)
