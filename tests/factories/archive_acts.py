"""What a member says, uploads and signs for its user archives, by the API."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from marketplace.db.session import Database
from marketplace.domain.archive import PaperKind
from tests.factories.delivered import PDF, upload
from tests.factories.demand import Market, a_line
from tests.factories.people import Actor, People

PROFILE = {
    "customer_name": "上海示例有限公司",
    "issuing_authority": "示例登记机关",
    "business_scope": "汽车零部件的研发、制造与销售",
    "business_address": "环湖西二路 888 号",
    "post_code": "201306",
    "staff": 120,
    "telecom_seller": False,
    "legal_representative": "张示例",
    "legal_document_kind": "resident_card",
    "contact_name": "李示例",
    "contact_phone": "021-00000000",
    "contact_email": "contact@example.com",
}


def silent_market(app: Flask, database: Database) -> Market:
    """A market whose members say and prove nothing by themselves."""
    market = Market(People(app, database))
    market.ready = False
    return market


def keep(member: Actor, **changes: Any) -> TestResponse:
    etag = member.get("/company-profile").headers["ETag"]
    return member.put("/company-profile", PROFILE | changes, etag=etag)


def line_of(market: Market, member: Actor) -> str:
    return str(member.get(f"{market.path}/participation").json["lines"][0]["id"])


def paper(
    member: Actor, kind: str = "service_form", content: bytes = PDF, **more: Any
) -> TestResponse:
    body = {"kind": kind, "file_id": upload(member, content)} | more
    return member.post("/archive-papers", body)


def sign(member: Actor, *lines: str, **changes: Any) -> TestResponse:
    letter = member.get("/commitment-letter").json
    body = {
        "line_ids": list(lines),
        "text_sha256": letter["text_sha256"],
        "signer_name": "张示例",
        "capacity": "legal_representative",
    }
    return member.post("/commitments", body | changes)


def complete(market: Market, member: Actor) -> str:
    """Say, prove, have confirmed and sign everything."""
    line = line_of(market, member)
    keep(member)
    for kind in PaperKind:
        paper(member, str(kind))
    use = member.get(f"/lines/{line}/use")
    stated = {k: v for k, v in use.json.items() if k not in ("line_id", "changed_at")}
    shown = stated | {"z_evidence_id": upload(member)}
    member.put(f"/lines/{line}/use", shown, etag=use.headers["ETag"])
    place = {"building": a_line()["a_building"], "room": a_line()["a_room"]}
    stated = member.post("/premises", place | {"proof_id": upload(member)}).json
    market.park.post(f"/premises/{stated['id']}/confirm")
    sign(member, line)
    return line
