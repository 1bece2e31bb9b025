"""API: the user archive (用户档案) of a line: its use and ends, what is missing, the package."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from marketplace.api.call import caller, reading, runtime, writing
from marketplace.api.evidence_files import EVIDENCE, file_answer
from marketplace.api.versions import require_match, tagged
from marketplace.schemas import archives as schemas
from marketplace.security.permissions import Permission
from marketplace.services.find_archive import (
    find_archive,
    find_archive_paper,
    find_own_archives,
    find_readable_line,
    find_use_file,
)
from marketplace.services.find_archive_package import find_archive_package
from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.find_own_lines import find_own_line
from marketplace.services.keep_line_use import keep_line_use, use_of
from marketplace.services.write_archive_package import MEDIA_TYPE, write_archive_package

blp = Blueprint("archives_api", __name__, description="User archives · 用户档案")
Body = dict[str, Any]
LINE = "/lines/<uuid:line_id>"
ZIP: dict[str, Any] = {
    "200": {
        "description": "PDF in both languages, JSON, and the papers",
        "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
    }
}


@blp.route("/group-buys/<uuid:group_buy_id>/participation/archives")
@reading
@blp.response(200, schemas.UserArchiveSchema(many=True))
def get_own_archives(group_buy_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """The archives of your lines in a group buy, each with what is missing for the lock."""
    find_group_buy(session, group_buy_id, identity, Permission.GROUP_BUY_JOIN)
    return find_own_archives(session, group_buy_id=group_buy_id, identity=identity, now=now)


@blp.route(LINE + "/use")
@reading
@blp.response(200, schemas.LineUseSchema)
def get_use(line_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """What is stated of the line's use and ends, for all who may read its archive."""
    return tagged(use_of(find_readable_line(session, line_id, identity=identity)))


@blp.route(LINE + "/use", methods=["PUT"])
@writing
@blp.response(200, schemas.LineUseSchema)
@blp.arguments(schemas.KeepUseSchema)
def put_use(body: Body, line_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """State the use and the ends of your line (If-Match); prices do not depend on it."""
    line = find_own_line(session, line_id, identity=identity, for_update=True)
    require_match(use_of(line))
    same = body.pop("same_occupant")
    kept = keep_line_use(
        session, line=line, given=body, same_occupant=same, identity=identity, now=now
    )
    return tagged(kept)


@blp.route(LINE + "/use/<any(z_evidence,resources_contract):which>")
@blp.doc(responses=EVIDENCE)
@reading
def get_use_file(line_id: UUID, which: str, *, session: Any, identity: Any, now: Any) -> Any:
    """What shows the far end's relation, or that racks and clouds are the company's own."""
    return file_answer(
        find_use_file(session, line_id=line_id, which=which, identity=identity, now=now)
    )


@blp.route(LINE + "/archive")
@reading
@blp.response(200, schemas.UserArchiveSchema)
def get_archive(line_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """The line's archive, for its member, the carrier whose contract holds it, and reviewers."""
    return find_archive(session, line_id, identity=identity, now=now)


@blp.route(LINE + "/archive/papers/<uuid:paper_id>")
@blp.doc(responses=EVIDENCE)
@reading
def get_archive_paper(
    line_id: UUID, paper_id: UUID, *, session: Any, identity: Any, now: Any
) -> Any:
    """A paper that counts in the line's archive, for the same."""
    return file_answer(
        find_archive_paper(session, line_id=line_id, paper_id=paper_id, identity=identity, now=now)
    )


@blp.route(LINE + "/archive/package")
@blp.doc(responses=ZIP)
def get_package(line_id: UUID) -> Response:
    """The archive as a ZIP: PDF in both languages, JSON, papers. That it was taken is on record."""
    with runtime().database.unit_of_work() as session:
        who = caller(session)
        key = runtime().config.personal_key
        package = find_archive_package(
            session, line_id, personal_key=key, identity=who.identity, now=who.now
        )
    made = write_archive_package(package, documents=runtime().documents, storage=runtime().storage)
    headers = {"Content-Disposition": f"attachment; filename=archive-{line_id}.zip"}
    return Response(made, mimetype=MEDIA_TYPE, headers=headers)
