"""User archives, papers, letters, premises and licences on pages, as people use them."""

from __future__ import annotations

from io import BytesIO

import pytest
import sqlalchemy as sa

from marketplace.models import ArchivePaper, Commitment, CompanyProfile, Line, Premises
from tests.factories.archive_acts import silent_market
from tests.factories.delivered import PDF
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages


@pytest.fixture(scope="module")
def market(app, database):
    return silent_market(app, database)


@pytest.fixture
def member(market):
    member = market.member()
    market.join(member)
    return member


def line_of(database, member) -> Line:
    with database.single_statements() as session:
        return session.scalars(sa.select(Line).where(Line.member_id == member.id)).one()


def the_only(database, model, member):
    with database.single_statements() as session:
        return session.scalars(sa.select(model).where(model.member_id == member.id)).one()


def test_the_pages_are_tidy_before_and_after_something_is_said(database, market, member):
    line = line_of(database, member)
    paths = [f"/archives{part}" for part in ("", "/company", "/papers", "/letter")]
    paths += ["/premises", f"/lines/{line.id}/archive", f"/lines/{line.id}/use"]

    assert_tidy_in_both_languages(member, *paths)
    assert_tidy_in_both_languages(market.park, "/premises")


def test_what_is_missing_links_to_the_field_that_mends_it(database, member):
    page = Visitor(member).get("/archives")

    line = line_of(database, member)
    assert f"/lines/{line.id}/use#f-z_evidence_id" in page.text
    assert "/archives/papers#paper-service_form" in page.text
    assert "/archives/letter" in page.text


def test_a_company_says_once_what_it_is(database, member):
    visitor = Visitor(member)
    visitor.get("/archives/company")

    visitor.send(
        "/archives/company",
        legal_representative="张示例",
        legal_document_kind="resident_card",
        legal_number="11010519491231002X",
        identity_consent="on",
        telecom_seller="false",
    )

    with database.single_statements() as session:
        kept = session.get_one(CompanyProfile, member.id)
    assert (kept.legal_representative, kept.telecom_seller) == ("张示例", False)
    assert kept.legal_number_masked == "**************002X"
    again = visitor.get("/archives/company").text
    assert "11010519491231002X" not in again and "002X" in again


def test_a_paper_is_uploaded_for_all_lines_and_taken_out(database, member):
    visitor = Visitor(member)
    visitor.get("/archives/papers")
    visitor.send("/archives/papers", kind="service_form", file_id=(BytesIO(PDF), "form.pdf"))
    paper = the_only(database, ArchivePaper, member)

    visitor.get("/archives/papers")
    visitor.send(f"/archives/papers/{paper.id}/drop")

    assert paper.line_id is None
    assert the_only(database, ArchivePaper, member).replaced_at is not None


@pytest.mark.parametrize("content", [b"", b"<html>", b"PK\x03\x04 zipped"])
def test_a_file_that_is_no_paper_is_refused_at_its_field(member, content):
    visitor = Visitor(member)
    visitor.get("/archives/papers")

    page = visitor.send(
        "/archives/papers", kind="service_form", file_id=(BytesIO(content), "a.pdf")
    )

    assert page.status == 422 and 'href="#f-file_id"' in page.text


def test_the_letter_is_signed_only_by_who_says_it_was_read(database, member):
    visitor = Visitor(member)
    visitor.get("/archives/letter")
    refused = visitor.send("/archives/letter", signer_name="李示例", capacity="authorised")
    visitor.get("/archives/letter")

    visitor.send("/archives/letter", signer_name="李示例", capacity="authorised", agreed="on")

    assert refused.status == 422
    assert the_only(database, Commitment, member).signer_name == "李示例"


def test_the_use_of_a_line_keeps_the_file_that_is_not_chosen_anew(database, member):
    line, visitor = line_of(database, member), Visitor(member)
    path = f"/lines/{line.id}/use"
    visitor.get(path)
    visitor.send(path, z_evidence_id=(BytesIO(PDF), "chart.pdf"), users="12")
    visitor.get(path)

    visitor.send(path, users="13")

    with database.single_statements() as session:
        use = session.get_one(Line, line.id).use
    assert (use.users, use.z_share_bps) == (13, 10_000)
    assert use.z_evidence_id is not None


def test_the_park_confirms_a_place_that_its_company_proved(database, market, member):
    visitor = Visitor(member)
    visitor.get("/premises")
    visitor.send("/premises", proof_id=(BytesIO(PDF), "lease.pdf"))
    place = the_only(database, Premises, member)
    park = Visitor(market.park)
    park.get(f"/premises/{place.id}")

    park.send(f"/premises/{place.id}/confirm")

    assert (place.building, place.state) == (line_of(database, member).a_building, "pending")
    assert the_only(database, Premises, member).state == "confirmed"


def test_a_reviewer_keeps_a_look_up_and_then_verifies(people):
    carrier, reviewer = people.carrier(()), people.reviewer()
    sender = Visitor(carrier)
    sender.get("/licences")
    sender.send(
        "/licences",
        number="A1.A2-20090777",
        scopes="A11-4",
        valid_from="2020-01-01",
        valid_to="2035-12-31",
        evidence_id=(BytesIO(PDF), "scan.pdf"),
    )
    path = f"/licences/{carrier.get('/licences').json[0]['id']}"
    assert_tidy_in_both_languages(reviewer, path)
    visitor = Visitor(reviewer)
    assert "f-looked_up_on" in visitor.get(path).text

    visitor.send(f"{path}/look-up", lookup_note="tsm.miit.gov.cn")
    visitor.get(path)
    visitor.send(f"{path}/verify")

    assert carrier.get(path).json["state"] == "verified"
