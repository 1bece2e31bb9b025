"""API: what the operator states of the platform itself (平台信息)."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from marketplace.api.call import reading, writing
from marketplace.api.versions import require_match, tagged
from marketplace.schemas.platform_statements import (
    KeepPlatformStatementSchema,
    PlatformStatementSchema,
)
from marketplace.security.grants import require
from marketplace.security.permissions import Permission
from marketplace.services.find_platform import (
    current_statement,
    find_platform_statement,
    lock_platform,
)
from marketplace.services.keep_platform_statement import keep_platform_statement

blp = Blueprint("platform_api", __name__, description="The platform itself · 平台信息")
Body = dict[str, Any]


@blp.route("/platform-statement")
@reading
@blp.response(200, PlatformStatementSchema)
def get_statement(**call: Any) -> Any:
    """What the operator states of it, for reviewers and observers too."""
    return tagged(find_platform_statement(**call))


@blp.route("/platform-statement", methods=["PUT"])
@writing
@blp.response(200, PlatformStatementSchema)
@blp.arguments(KeepPlatformStatementSchema)
def put_statement(body: Body, *, session: Any, identity: Any, now: Any) -> Any:
    """State everything anew (If-Match; the first has the ETag "0"); earlier versions are kept."""
    require(Permission.PLATFORM_STATE, identity)
    platform = lock_platform(session)
    stands = current_statement(session)
    require_match(stands)
    kept = keep_platform_statement(
        session, platform=platform, statement=stands, given=body, identity=identity, now=now
    )
    return tagged(kept)
