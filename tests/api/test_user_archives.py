"""User archives: said once for all lines, proved by papers, signed, read by those it concerns."""

from __future__ import annotations

import hashlib
import json
from uuid import uuid4

import pytest
import sqlalchemy as sa

from marketplace.models import AuditEntry, CompanyProfile
from tests.factories.archive_acts import (
    PROFILE,
    keep,
    line_of,
    paper,
    sign,
    silent_market,
)
from tests.factories.contracting import drawn
from tests.factories.delivered import PDF, upload
from tests.factories.demand import a_line
from tests.factories.enrolling import codes
from tests.factories.people import People
from tests.factories.pictures import PNG

NUMBER = "11010519491231002X"


@pytest.fixture(scope="module")
def market(app, database):
    return silent_market(app, database)


@pytest.fixture
def member(market):
    member = market.member()
    market.join(member)
    return member


@pytest.fixture(scope="module")
def contracts(app, database):
    return drawn(People(app, database), 3)


@pytest.fixture
def contract(contracts):
    return next(contracts)


def test_a_profile_begins_with_what_is_known_and_is_kept_from_the_version_seen(member):
    before = member.get("/company-profile")

    kept, stale = keep(member), member.put("/company-profile", PROFILE, etag='"0"')

    assert (before.headers["ETag"], before.json["country"]) == ('"0"', "CN")
    assert (kept.status_code, kept.json["staff"]) == (200, 120)
    assert stale.status_code == 412


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"customer_name": ""}, "/customer_name", "text_length"),
        ({"country": "China"}, "/country", "region_code"),
        ({"staff": 0}, "/staff", "number_range"),
        ({"legal_number": NUMBER}, "/identity_consent", "identity_consent"),
        (
            {"legal_number": "110105194912310021", "identity_consent": True},
            "/legal_number",
            "identity_number",
        ),
        (
            {"contact_number": "E12345678", "identity_consent": True},
            "/contact_document_kind",
            "field_required",
        ),
    ],
)
def test_a_profile_that_is_wrong_is_told_by_field(member, changes, pointer, code):
    assert codes(keep(member, **changes)) == [(pointer, code)]


def test_an_identity_number_lies_encrypted_and_comes_masked(database, member):
    kept = keep(member, legal_number="11010519491231002x", identity_consent=True)

    with database.single_statements() as session:
        row = session.get_one(CompanyProfile, member.id)
        entries = session.scalars(
            sa.select(AuditEntry.facts).where(AuditEntry.subject_id == member.id)
        )
        facts = json.dumps(list(entries))
    assert kept.json["legal_number_masked"] == "**************002X"
    assert NUMBER not in kept.text and NUMBER.encode() not in row.legal_number_sealed
    assert NUMBER not in facts and "张示例" not in facts


def test_a_number_stays_when_it_is_not_named_and_goes_when_it_is_empty(member):
    keep(member, legal_number=NUMBER, identity_consent=True)

    stays, goes = keep(member).json, keep(member, legal_number="").json

    assert (stays["legal_number_masked"][-4:], goes["legal_number_masked"]) == ("002X", "")


def test_a_paper_takes_the_place_of_the_one_of_its_kind(member):
    first = paper(member).json
    second = paper(member, content=PDF + b"\n%%EOF").json

    (counting,) = member.get("/archive-papers").json

    assert counting["id"] == second["id"] != first["id"]
    assert counting["file"]["sha256"] == hashlib.sha256(PDF + b"\n%%EOF").hexdigest()


def test_the_same_paper_again_changes_nothing(member):
    file_id = upload(member)
    body = {"kind": "service_form", "file_id": file_id}

    made = [member.post("/archive-papers", body).json["id"] for _ in range(2)]

    assert made[0] == made[1]


def test_a_request_that_is_sent_twice_is_done_once(market, member):
    line, key = line_of(market, member), {"Idempotency-Key": uuid4().hex}
    letter = member.get("/commitment-letter").json["text_sha256"]
    body = {"line_ids": [line], "text_sha256": letter, "signer_name": "x", "capacity": "authorised"}

    first, second = (member.post("/commitments", body, headers=key) for _ in range(2))

    assert first.json == second.json
    assert second.headers["Idempotency-Replayed"] == "true"


@pytest.mark.parametrize(
    ("content", "kind", "code"),
    [
        (b"<html><script>1</script></html>", "application/pdf", "file_kind"),
        (b"PK\x03\x04" + b"0" * 100, "application/pdf", "file_kind"),
        (PDF[:-6], "application/pdf", "file_broken"),
        (PNG[:-12], "image/png", "file_broken"),
        (b"", "image/png", "file_empty"),
        (PDF + b" " * (8 * 1024 * 1024 - 70_000), "application/pdf", "file_broken"),
        (b"%PDF" + b" " * (8 * 1024 * 1024 - 60_000), "application/pdf", "file_too_large"),
    ],
    ids=["html", "zip", "cut off", "cut-off picture", "empty", "padded", "too large"],
)
def test_a_hostile_file_is_refused_whatever_it_is_called(member, content, kind, code):
    sent = {"data": content, "content_type": kind, "query_string": {"name": "licence.pdf"}}

    answer = member.send("POST", "/files", **sent)

    assert [error["code"] for error in answer.json["errors"]] == [code]


@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", "C:\\boot\\x.pdf", 'a";.pdf', "x.exe"])
def test_a_name_decides_nothing(member, name):
    file_id = upload(member, name=name)
    kept = member.post("/archive-papers", {"kind": "service_form", "file_id": file_id}).json["file"]

    assert kept["name"].endswith(".pdf")
    assert not set(kept["name"]) & set('/\\";')


def test_no_paper_is_made_of_a_file_of_another(market, member):
    stolen = upload(market.member())

    answer = member.post("/archive-papers", {"kind": "service_form", "file_id": stolen})

    assert codes(answer) == [("/file_id", "file_unknown")]


def test_nobody_else_reads_or_changes_an_archive(people, market, member):
    line, kept = line_of(market, member), paper(member).json
    others = [market.member(), people.enterprise(people.park()), market.park, market.carrier]

    for other in others:
        assert other.get(f"/lines/{line}/archive").status_code == 404
        assert other.get(f"/lines/{line}/archive/papers/{kept['id']}").status_code == 404
        assert other.get(f"/lines/{line}/archive/package").status_code == 404
        assert other.get(f"/archive-papers/{kept['id']}/file").status_code == 404
        assert other.delete(f"/archive-papers/{kept['id']}").status_code == 404
        assert other.put(f"/lines/{line}/use", {}, etag='"1"').status_code == 404


def test_a_paper_of_another_company_does_not_open_by_way_of_ones_own_line(market, member):
    line, foreign = line_of(market, member), market.member()
    kept = paper(foreign).json

    assert member.get(f"/lines/{line}/archive/papers/{kept['id']}").status_code == 404


def test_the_letter_is_signed_for_ones_own_standing_lines_alone(market, member):
    other = market.member()
    market.join(other)

    answer = sign(member, line_of(market, member), line_of(market, other))

    assert codes(answer) == [("/line_ids/1", "not_known")]


def test_a_letter_of_another_text_is_not_signed(market, member):
    answer = sign(member, line_of(market, member), text_sha256="0" * 64)

    assert (answer.status_code, answer.json["code"]) == (409, "letter_changed")


def test_who_signs_as_legal_representative_is_the_one_of_the_archive(market, member):
    keep(member)

    wrong = sign(member, line_of(market, member), signer_name="王五")
    right = sign(member, line_of(market, member))

    assert codes(wrong) == [("/signer_name", "signer_not_representative")]
    assert right.json[0]["customer_name"] == PROFILE["customer_name"]
    assert right.json[0]["version"] == member.get("/commitment-letter").json["version"]


def test_the_use_of_a_line_is_kept_from_the_version_seen(market, member):
    path = f"/lines/{line_of(market, member)}/use"
    etag = member.get(path).headers["ETag"]

    kept = member.put(path, {"purpose": "research", "users": 5, "resale": True}, etag=etag)
    stale = member.put(path, {"users": 6}, etag=etag)

    assert (kept.json["purpose"], kept.json["resale"], kept.json["voice"]) == (
        "research",
        True,
        None,
    )
    assert stale.status_code == 412


def test_the_far_end_is_stated_once_for_all_lines_to_the_same_occupant(market):
    member = market.member()
    market.join(member, a_line(), a_line(label="second"), a_line(z_occupant="Another Ltd"))
    first, second, other = (
        line["id"] for line in member.get(f"{market.path}/participation").json["lines"]
    )
    etag = member.get(f"/lines/{first}/use").headers["ETag"]
    given = {"z_registration_number": "HK-777", "z_share_bps": 5100, "same_occupant": True}

    member.put(f"/lines/{first}/use", given | {"z_evidence_id": upload(member)}, etag=etag)

    told = [member.get(f"/lines/{one}/use").json for one in (second, other)]
    assert [use["z_registration_number"] for use in told] == ["HK-777", "1234567"]
    assert (told[0]["z_evidence_id"] is None, told[0]["purpose"]) == (False, "erp")


def test_what_a_changed_line_does_not_say_stays_as_it_was(market, member):
    stay = member.get(f"{market.path}/participation")
    line = stay.json["lines"][0]
    etag = member.get(f"/lines/{line['id']}/use").headers["ETag"]
    member.put(f"/lines/{line['id']}/use", {"purpose": "research", "users": 9}, etag=etag)
    silent = {name: value for name, value in a_line().items() if name in WISH}
    wish = silent | {"id": line["id"], "price_shown_minor": line["shown_minor"]}

    changed = member.put(
        f"{market.path}/participation", {"lines": [wish]}, etag=stay.headers["ETag"]
    )

    assert changed.status_code == 200, changed.json
    kept = member.get(f"/lines/{line['id']}/use").json
    assert (kept["purpose"], kept["users"]) == ("research", 9)


WISH = {
    "label",
    "corridor",
    "product",
    "mbps",
    "term_months",
    "protection",
    "interface",
    "availability_bps",
    "wanted_on",
    "a_building",
    "a_room",
    "z_city",
    "z_address",
    "z_occupant",
    "z_relation",
}
