"""Documents, signatures, refusal, lapse and stamped scans of a contract."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from marketplace.domain.working_days import local_day
from marketplace.jobs.render_contract import render_contract
from marketplace.jobs.sweep_deadlines import DEADLINES, act_on
from marketplace.models import Line, StoredFile
from marketplace.services.check_contracts import CONTRACT_RULES
from marketplace.services.check_invariants import check_invariants
from tests.factories.contracting import Drawn, drawn, in_force, printed, sign
from tests.factories.locked import Awarded
from tests.factories.people import People
from tests.factories.pictures import PNG

SCAN = b"%PDF-1.7 stamped %%EOF"


@pytest.fixture(scope="module")
def several(app, database):
    """Contracts of a line each; every test takes its own."""
    return drawn(People(app, database), 22)


@pytest.fixture
def market(several):
    return next(several)


@pytest.fixture
def ready(market):
    """A contract with its documents."""
    printed(market.carrier, market.id)
    return market


@pytest.fixture(scope="module")
def kept(several):
    """A contract with its documents that the tests only read."""
    one = next(several)
    printed(one.carrier, one.id)
    return one


def scan(who, path, content=SCAN, media_type="application/pdf", etag=None):
    etag = etag or who.get(path).headers["ETag"]
    headers = {"Content-Type": media_type, "If-Match": etag}
    return who.send("PUT", f"{path}/scan?name=stamped", data=content, headers=headers)


def test_nobody_signs_before_the_documents_are_made(market):
    answer = market.member.post(f"{market.path}/sign", json={"document_sha256": "0" * 64})

    assert answer.json["code"] == "documents_not_ready"


def test_signing_names_the_documents_that_were_seen(kept):
    answer = kept.member.post(f"{kept.path}/sign", json={"document_sha256": "0" * 64})

    assert (answer.status_code, answer.json["code"]) == (409, "documents_changed")
    assert kept.member.post(f"{kept.path}/sign").status_code == 422


def test_what_is_signed_is_the_checksum_of_both_files(kept):
    files = [kept.member.get(f"{kept.path}/documents/{code}").data for code in ("zh", "en")]

    assert hashlib.sha256(b"".join(files)).hexdigest() == kept.now()["document_sha256"]


def test_documents_are_downloads(kept):
    answer = kept.carrier.get(f"{kept.path}/documents/zh")

    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_documents_are_for_the_parties_and_overseers(kept, people):
    where = f"{kept.path}/documents/en"
    seeing = [kept.member, kept.carrier, people.observer(), people.reviewer()]
    blind = [kept.rival, kept.park, people.enterprise(kept.park), people.operator()]

    assert {who.get(where).status_code for who in seeing} == {200}
    assert {who.get(where).status_code for who in blind} == {404}


def test_there_is_no_document_before_it_is_made(market):
    assert market.member.get(f"{market.path}/documents/zh").status_code == 404


def test_printing_twice_keeps_the_first(kept):
    before = kept.member.get(kept.path).json

    render_contract(kept.runtime, contract_id=kept.id)

    assert kept.member.get(kept.path).json == before


def test_both_parties_are_told_once_that_they_are_to_sign(kept):
    render_contract(kept.runtime, contract_id=kept.id)

    told = [len(kept.told(who, "contract_ready")) for who in (kept.member, kept.carrier)]
    assert told == [1, 1]


def test_both_signatures_put_it_in_force_with_due_days(ready):
    sign(ready.member, ready.id)
    contract = sign(ready.carrier, ready.id).json

    due = local_day(datetime.fromisoformat(contract["carrier_signed_at"])) + timedelta(days=30)
    assert contract["state"] == "in_force"
    assert contract["lines"][0]["due_on"] == due.isoformat()


def test_the_other_party_is_told_of_the_first_signature(ready):
    sign(ready.carrier, ready.id)

    assert len(ready.told(ready.member, "contract_countersign")) == 1
    assert not ready.told(ready.carrier, "contract_countersign")


@pytest.mark.parametrize(("seconds", "code"), [(-1, None), (0, "too_late")])
def test_signing_counts_only_before_the_day_is_over(ready, clock, seconds, code):
    clock.freeze(due_of(ready) + timedelta(seconds=seconds))

    assert sign(ready.member, ready.id).json.get("code") == code


def due_of(one):
    return datetime.fromisoformat(one.now()["sign_due_at"])


LAPSE = next(due for due in DEADLINES if due.what == "lapse_contract")


def lapse(one):
    """What the sweep does about this contract now: nothing unless it finds it."""
    with one.people.database.single_statements() as session:
        found = UUID(one.id) in LAPSE.find(session)
    act_on(one.runtime, LAPSE, UUID(one.id))
    return found, one.now()["state"]


def test_a_contract_lapses_at_its_time_even_with_one_signature(ready, clock):
    sign(ready.member, ready.id)
    clock.freeze(due_of(ready) - timedelta(seconds=1))
    before = lapse(ready)

    clock.freeze(due_of(ready))

    assert (before, lapse(ready)) == ((False, "drawn"), (True, "cancelled"))
    assert ready.now()["ended_reason"] == "not_signed_in_time"
    assert released(ready) == ("released", "contract_lapsed")
    assert len(ready.told(ready.carrier, "contract_lapsed")) == 1


def released(one):
    with one.people.database.single_statements() as session:
        line = session.get_one(Line, one.lines()[0]["line_id"])
        return str(line.state), line.released_reason


def test_the_member_refuses_before_it_signs(ready):
    answer = ready.member.post(f"{ready.path}/refuse", json={"reason": "The branch closes."})

    assert (answer.json["state"], answer.json["ended_reason"]) == (
        "cancelled",
        "The branch closes.",
    )
    assert released(ready) == ("released", "contract_refused")


def test_the_carrier_does_not_refuse(ready):
    answer = ready.carrier.post(f"{ready.path}/refuse", json={"reason": "No."})

    assert answer.status_code == 403


def test_who_has_signed_refuses_no_more(ready):
    sign(ready.member, ready.id)

    answer = ready.member.post(f"{ready.path}/refuse", json={"reason": "Too late."})

    assert answer.json["code"] == "already_signed"


def test_nothing_is_signed_or_decided_of_a_cancelled_contract(ready):
    ready.member.post(f"{ready.path}/refuse", json={"reason": "No."})
    line = ready.member.get(ready.path).json["lines"][0]["id"]

    assert sign(ready.carrier, ready.id).json["code"] == "contract_not_drawn"
    late = ready.carrier.post(f"{ready.path}/lines/{line}/approve-archive")
    assert late.json["code"] == "contract_not_drawn"
    assert scan(ready.carrier, ready.path).json["code"] == "contract_ended"


def test_a_stamped_scan_is_kept_with_its_hash_and_read_by_both(ready):
    kept = scan(ready.member, ready.path)

    assert kept.status_code == 200 and kept.json["member_scan"]
    with ready.people.database.single_statements() as session:
        own = sa.select(StoredFile).where(StoredFile.owner_id == ready.member.id)
        file = own.where(StoredFile.sha256 == hashlib.sha256(SCAN).hexdigest())
        assert session.scalars(file).one().name
    for party in (ready.member, ready.carrier):
        assert party.get(f"{ready.path}/scans/member").data == SCAN


def test_the_other_partys_look_at_a_scan_is_noted(ready):
    scan(ready.member, ready.path)
    for party in (ready.member, ready.carrier):
        party.get(f"{ready.path}/scans/member")

    (noted,) = ready.member.get("/readings").json

    assert noted["subject"] == "stamped_scan"
    assert noted["organisation"]["id"] == str(ready.carrier.id)
    assert ready.carrier.get("/readings").json == []


def test_scans_are_for_the_two_parties_alone(ready, people):
    scan(ready.member, ready.path)
    where = f"{ready.path}/scans/member"

    assert people.observer().get(where).status_code == 403
    assert ready.rival.get(where).status_code == 404


def test_a_scan_may_be_replaced_until_both_are_there(ready):
    scan(ready.member, ready.path)
    scan(ready.member, ready.path, PNG, "image/png")
    replaced = ready.carrier.get(f"{ready.path}/scans/member").data
    scan(ready.carrier, ready.path)

    assert replaced == PNG
    assert scan(ready.member, ready.path).json["code"] == "scans_exchanged"


def test_a_scan_is_told_by_its_content_not_by_its_name(ready):
    answer = scan(ready.member, ready.path, b"<html>", "application/pdf")

    assert [error["code"] for error in answer.json["errors"]] == ["file_kind"]


def test_a_scan_waits_for_the_documents_and_names_the_version(market):
    assert scan(market.member, market.path).json["code"] == "documents_not_ready"
    assert scan(market.member, market.path, etag='"0"').status_code == 412


def test_every_invariant_of_contracts_holds_after_each_end(people, clock):
    market = Awarded(people, clock, [{}], [{}], [{}])
    first, second, third = (c["id"] for c in market.contracts())
    carrier = market.carriers[0]
    in_force(market.members[0], carrier, first)
    market.members[1].post(f"/contracts/{second}/refuse", json={"reason": "No."})
    line = carrier.get(f"/contracts/{third}").json["lines"][0]["id"]
    carrier.post(f"/contracts/{third}/lines/{line}/deny-archive", json={"reason": "x" * 10})

    with people.database.single_statements() as session:
        found = check_invariants(session, only=[market.id])

    of_contracts = {rule.rule for rule in CONTRACT_RULES} | {"states_by_legal_moves"}
    assert [broken for broken in found if broken.rule in of_contracts] == []


def test_a_cancelled_group_buy_frees_the_lines_of_its_contracts(people, clock):
    market = Awarded(people, clock, [{}])
    one = Drawn(market, market.members[0], market.contracts()[0]["id"])
    printed(one.carrier, one.id)

    answer = market.park.post(f"/group-buys/{market.id}/cancel", json={"reason": "No budget."})

    assert answer.json["state"] == "cancelled", answer.json
    assert (one.now()["state"], one.now()["ended_reason"]) == ("cancelled", "No budget.")
    assert released(one) == ("released", "group_buy_cancelled")
