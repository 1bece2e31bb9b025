"""Enrolment files: saved bit by bit, read by the company and reviewers alone."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
import sqlalchemy as sa

from marketplace.db.session import now_of
from marketplace.domain.enrolment import MOST_WAITING_FILES
from marketplace.models import AuditEntry, Enrolment, StoredFile
from tests.factories.enrolled import PDF
from tests.factories.enrolling import (
    PERSONS,
    codes,
    complete,
    keep,
    missing,
    newcomer_of,
    path_of,
)
from tests.factories.uploads import upload

NUMBER = "11010519491231002X"


@pytest.fixture
def reviewer(people):
    return people.reviewer()


@pytest.fixture
def newcomer(people):
    return newcomer_of(people)


def test_a_file_is_saved_bit_by_bit(newcomer):
    keep(newcomer, legal_representative="张示例")
    keep(newcomer, acts="legal_representative")

    found = newcomer.get(path_of(newcomer)).json
    assert (found["legal_representative"], found["version"]) == ("张示例", 2)
    assert "agent_phone" in missing(newcomer) and "legal_representative" not in missing(newcomer)


def test_the_same_again_is_no_change_and_another_version_is_needed_to_change(newcomer):
    keep(newcomer, **PERSONS)

    assert keep(newcomer, **PERSONS).json["version"] == 1
    assert newcomer.patch(path_of(newcomer), {"agent_name": "x"}, etag='"0"').status_code == 412
    assert newcomer.patch(path_of(newcomer), {"agent_name": "x"}).status_code == 428


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"legal_representative": "x" * 101}, "/legal_representative", "text_length"),
        ({"agent_phone": "call me"}, "/agent_phone", "phone_number"),
        ({"agent_phone": "１３８００００００００"}, "/agent_phone", "phone_number"),
        ({"acts": "friend"}, "/acts", "choice"),
        ({"notice_version": "old"}, "/notice_version", "notice_changed"),
        ({"business_licence_id": str(uuid4())}, "/business_licence_id", "file_unknown"),
        ({"legal_number": NUMBER}, "/legal_document_kind", "field_required"),
        (
            {"legal_number": NUMBER, "legal_document_kind": "resident_card"},
            "/identity_consent",
            "identity_consent",
        ),
        (
            {
                "agent_number": "110105194912310021",
                "agent_document_kind": "resident_card",
                "identity_consent": True,
            },
            "/agent_number",
            "identity_number",
        ),
        ({"organisation_id": str(uuid4())}, "/organisation_id", "field_unknown"),
    ],
)
def test_what_is_wrong_is_told_by_field_and_nothing_is_kept(newcomer, changes, pointer, code):
    refused = keep(newcomer, **changes)

    assert refused.status_code == 422 and (pointer, code) in codes(refused)
    assert newcomer.get(path_of(newcomer)).json["version"] == 0


def test_identity_numbers_lie_encrypted_come_masked_and_go_with_the_consent(newcomer, database):
    kept = keep(
        newcomer, legal_number=NUMBER, legal_document_kind="resident_card", identity_consent=True
    )
    with database.single_statements() as session:
        row = session.get_one(Enrolment, newcomer.id)
        facts = sa.select(AuditEntry.facts).where(AuditEntry.subject_id == newcomer.id)
        told = json.dumps(list(session.scalars(facts)))
    assert kept.json["legal_number_masked"] == "**************002X"
    assert NUMBER not in kept.text and NUMBER not in told
    assert row.legal_number_sealed and NUMBER.encode() not in row.legal_number_sealed

    gone = keep(newcomer, consent_withdrawn=True).json

    assert (gone["legal_number_masked"], gone["consented_at"]) == ("", None)
    with database.single_statements() as session:
        assert session.get_one(Enrolment, newcomer.id).legal_number_sealed is None


def test_a_file_of_others_is_not_taken(newcomer, people):
    other = upload(people.enterprise(people.park()))

    assert codes(keep(newcomer, business_licence_id=other)) == [
        ("/business_licence_id", "file_unknown")
    ]


def test_a_hostile_upload_is_refused_before_a_company_is_confirmed_too(newcomer):
    for content, code in (
        (b"MZ\x90\x00", "file_kind"),
        (b"", "file_empty"),
        (PDF.replace(b"evidence", b"/OpenAction << /S /JavaScript >>"), "file_active"),
    ):
        sent = newcomer.send("POST", "/files", data=content, content_type="application/pdf")
        assert (sent.status_code, sent.json["errors"][0]["code"]) == (422, code)


def test_before_its_confirmation_a_company_uploads_so_many_files_only(newcomer, database):
    with database.unit_of_work() as session:
        session.add_all(
            StoredFile(
                owner_id=newcomer.id,
                purpose="evidence",
                name="x.pdf",
                media_type="application/pdf",
                sha256="a" * 64,
                size_bytes=1,
                created_at=now_of(session),
            )
            for _ in range(MOST_WAITING_FILES)
        )

    sent = newcomer.send("POST", "/files", data=PDF, content_type="application/pdf")

    assert (sent.status_code, sent.json["code"]) == (409, "too_many_files")


def test_other_companies_and_parks_see_nothing(newcomer, people):
    complete(newcomer)
    for stranger in (people.park(), people.carrier(), people.observer(), people.operator()):
        for part in ("", "/checks", "/files/business_licence"):
            assert stranger.get(path_of(newcomer) + part).status_code == 404
        assert stranger.patch(path_of(newcomer), {"acts": None}, etag='"1"').status_code == 404
        assert stranger.post(f"{path_of(newcomer)}/checks", {"file_version": 1}).status_code == 404


def test_the_papers_are_for_the_company_and_reviewers_whose_look_is_noted(newcomer, reviewer):
    complete(newcomer)

    assert newcomer.get(f"{path_of(newcomer)}/files/business_licence").data == PDF
    assert reviewer.get(f"{path_of(newcomer)}/files/authorisation_letter").data == PDF
    assert newcomer.get(f"{path_of(newcomer)}/files/internal_approval").status_code == 404
    looks = newcomer.get("/readings").json
    assert [(look["subject"], look["subject_id"]) for look in looks] == [
        ("enrolment", str(newcomer.id))
    ]


def test_what_a_company_states_is_in_its_own_data(newcomer):
    keep(newcomer, **PERSONS)

    (held,) = newcomer.get("/me/data").json["enrolment_files"]

    assert (held["legal_representative"], held["agent_phone"]) == ("张示例", "13800000000")
