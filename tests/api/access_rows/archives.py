"""Who may read and change user archives, premises and letters: the member, then its carrier."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from marketplace.domain.archive import PaperKind
from marketplace.i18n.commitment_texts import LETTER_VERSION, letter_sha256
from marketplace.models import ContractLine, Line
from tests.api.access_rows.contracts import contract
from tests.api.access_rows.rfqs import INVITED, MEMBER
from tests.api.access_table import MEMBERS, SIGNED_IN, Row, World
from tests.factories.delivered import upload

REVIEWER = {"reviewer"}
READERS = MEMBER | INVITED | REVIEWER
LINE, PLACE = "/lines/<uuid:line_id>", "/premises/<uuid:premises_id>"
OF_LINE: dict[str, Any] = {"fill": {"line_id": "archive_line_id"}}
OF_FILE: dict[str, Any] = {
    "fill": {"line_id": "archive_line_id", "which": lambda _world: "z_evidence"}
}
PARK = frozenset({"park_manager"})
PREMISES_READERS = PARK | MEMBER | REVIEWER
NO_MEMBERS = SIGNED_IN - MEMBERS


def prepare(world: World) -> None:
    """A contracted line with a paper and evidence, and a place of the member's in the park."""
    member = world.actors["member"]
    drawn = contract(world)["id"]
    with world.database.single_statements() as session:
        query = sa.select(ContractLine.line_id).where(ContractLine.contract_id == drawn)
        world["archive_line_id"] = session.scalars(query).one()
    world["paper_id"] = member.post("/archive-papers", paper(world)).json["id"]
    proof = {"building": "1 号楼", "room": "101", "proof_id": upload(member)}
    world["premises_id"] = member.post("/premises", proof).json["id"]
    with world.database.unit_of_work() as session:
        line = session.get_one(Line, world["archive_line_id"])
        assert line.use is not None
        line.use.z_evidence_id = upload(member)


def paper(world: World) -> dict[str, Any]:
    file_id = upload(world.actors["member"])
    return {"kind": str(PaperKind.SERVICE_FORM), "file_id": file_id}


def letter(world: World) -> dict[str, Any]:
    return {
        "line_ids": [str(world["archive_line_id"])],
        "text_sha256": letter_sha256(LETTER_VERSION),
        "signer_name": "x",
        "capacity": "authorised",
    }


def fresh_paper(world: World) -> str:
    return str(world.actors["member"].post("/archive-papers", paper(world)).json["id"])


OF_PAPER: dict[str, Any] = {"fill": {"line_id": "archive_line_id", "paper_id": fresh_paper}}
ROWS = [
    Row("GET", "/company-profile", MEMBERS, 403),
    Row("PUT", "/company-profile", MEMBERS, 403, body={"customer_name": "x"}),
    Row("GET", "/archive-papers", SIGNED_IN),
    Row("POST", "/archive-papers", MEMBER, 403, body=paper, but={"foreign_member": 422}),
    Row(
        "DELETE",
        "/archive-papers/<uuid:paper_id>",
        MEMBER,
        fill={"paper_id": fresh_paper},
    ),
    Row("GET", "/archive-papers/<uuid:paper_id>/file", MEMBER),
    Row("GET", "/premises", SIGNED_IN),
    Row("POST", "/premises", MEMBERS, 403, body={"building": "x"}),
    Row("GET", PLACE + "/proof", PREMISES_READERS),
    Row("POST", PLACE + "/confirm", PARK, but={"member": 403, "reviewer": 403}),
    Row(
        "POST", PLACE + "/refuse", PARK, but={"member": 403, "reviewer": 403}, body={"reason": "x"}
    ),
    Row("GET", "/commitment-letter", SIGNED_IN),
    Row("POST", "/commitments", MEMBER, 422, body=letter),
    Row(
        "GET",
        "/group-buys/<uuid:group_buy_id>/participation/archives",
        frozenset({"member"}),
        but={"observer": 403, "operator": 403, "reviewer": 403, "park_manager": 403},
    ),
    Row("GET", LINE + "/use", READERS, **OF_LINE),
    Row("GET", LINE + "/use/<any(z_evidence,resources_contract):which>", READERS, **OF_FILE),
    Row("PUT", LINE + "/use", MEMBER, but={"reviewer": 403}, **OF_LINE),
    Row("GET", LINE + "/archive", READERS, **OF_LINE),
    Row("GET", LINE + "/archive/papers/<uuid:paper_id>", READERS, **OF_PAPER),
    Row("GET", LINE + "/archive/package", READERS, **OF_LINE),
]
