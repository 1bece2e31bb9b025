"""User archives handed over: what is missing, the package, and who reads it."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile

import pypdf
import pytest
import sqlalchemy as sa

from marketplace.domain.archive import PaperKind
from marketplace.models import AuditEntry
from tests.factories.archive_acts import (
    complete,
    keep,
    line_of,
    silent_market,
)
from tests.factories.contracting import drawn
from tests.factories.delivered import upload
from tests.factories.people import People

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


def test_the_answer_names_what_is_missing_until_nothing_is(market, member):
    path = f"{market.path}/participation/archives"
    (before,) = member.get(path).json

    complete(market, member)

    (after,) = member.get(path).json
    assert before["complete"] is False and after["complete"] is True
    mends = {one["mends"] for one in before["findings"]}
    assert {"service_form", "evidence", "commitment_signed_on", "a_in_park"} <= mends
    assert [one for one in after["findings"] if one["outcome"] != "warn"] == []


def opened(answer):
    return zipfile.ZipFile(io.BytesIO(answer.data))


def test_the_package_holds_pdfs_json_and_every_paper_as_it_was_uploaded(market, member):
    line = complete(market, member)
    keep(member, legal_number=NUMBER, identity_consent=True)

    answer = member.get(f"/lines/{line}/archive/package")

    packed = opened(answer)
    told = json.loads(packed.read("archive.json"))
    assert answer.mimetype == "application/zip"
    assert told["company"]["legal_number"] == NUMBER
    assert [one["kind"] for one in told["papers"]][:6] == sorted(map(str, PaperKind))
    for one in told["papers"]:
        assert hashlib.sha256(packed.read(one["path"])).hexdigest() == one["sha256"]
    assert {"archive-zh.pdf", "archive-en.pdf"} <= set(packed.namelist())
    text = "".join(
        page.extract_text()
        for page in pypdf.PdfReader(io.BytesIO(packed.read("archive-zh.pdf"))).pages
    )
    assert "上海示例有限公司" in text and NUMBER in text


def test_no_uploaded_name_decides_where_a_paper_is_unpacked(market, member):
    body = {"kind": "service_form", "file_id": upload(member, name="../../../tmp/x.pdf")}
    member.post("/archive-papers", body)

    packed = opened(member.get(f"/lines/{line_of(market, member)}/archive/package"))

    assert "papers/01-service_form.pdf" in packed.namelist()
    assert not [name for name in packed.namelist() if ".." in name or name.startswith("/")]


def test_the_carrier_of_the_contract_reads_the_archive_until_it_denies_the_line(contract):
    keep(contract.member, legal_number=NUMBER, identity_consent=True)
    line = contract.lines()[0]
    path = f"/lines/{line['line_id']}/archive"
    before = contract.carrier.get(path), contract.rival.get(path)
    package = json.loads(opened(contract.carrier.get(f"{path}/package")).read("archive.json"))

    denied = {"reason": "The far end is not known to us."}
    contract.carrier.post(f"{contract.path}/lines/{line['id']}/deny-archive", denied)

    assert [answer.status_code for answer in before] == [200, 404]
    assert NUMBER not in before[0].text and package["company"]["legal_number"] == NUMBER
    assert contract.carrier.get(path).status_code == 404


def test_a_reviewer_reads_it_masked(people, contract):
    keep(contract.member, legal_number=NUMBER, identity_consent=True)
    path = f"/lines/{contract.lines()[0]['line_id']}/archive/package"

    packed = opened(people.reviewer().get(path))

    assert NUMBER.encode() not in packed.read("archive.json")


def test_who_took_a_package_is_on_record(database, contract):
    line = contract.lines()[0]["line_id"]
    contract.carrier.get(f"/lines/{line}/archive/package")

    with database.single_statements() as session:
        query = sa.select(AuditEntry.actor_id).where(
            AuditEntry.subject_id == line, AuditEntry.event == "export_archive"
        )
        assert session.scalars(query).all() == [contract.carrier.identity.user_id]
