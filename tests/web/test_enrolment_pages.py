"""The page of one's own enrolment file, and the reviewer's checks beside the confirmation."""

from __future__ import annotations

from io import BytesIO

import pytest

from marketplace.domain.holdings import NOTICE_VERSION
from marketplace.models import Enrolment, EnrolmentCheck
from tests.factories.enrolled import PDF
from tests.factories.enrolling import check, complete, newcomer_of
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages

PEOPLE, PAPERS, BUYING, NOTICE = (
    f"/enrolment/{part}" for part in ("people", "papers", "buying", "notice")
)


@pytest.fixture
def newcomer(people):
    return newcomer_of(people)


@pytest.fixture
def visitor(newcomer):
    visitor = Visitor(newcomer)
    visitor.get("/enrolment")
    return visitor


def kept(database, actor) -> Enrolment:
    with database.single_statements() as session:
        return session.get_one(Enrolment, actor.id)


def test_the_pages_are_tidy_empty_complete_and_checked(newcomer, people):
    reviewer = people.reviewer()
    page = f"/organisations/{newcomer.id}"
    assert_tidy_in_both_languages(newcomer, "/enrolment", "/home", "/account", page)
    assert_tidy_in_both_languages(reviewer, page)
    complete(newcomer)
    check(reviewer, newcomer, risk_found=True, risk_note="某名单")
    check(reviewer, newcomer)

    assert_tidy_in_both_languages(newcomer, "/enrolment", page)
    assert_tidy_in_both_languages(reviewer, page)


def test_a_company_that_waits_finds_the_way_to_its_file(newcomer):
    visitor = Visitor(newcomer)

    assert 'href="/enrolment"' in visitor.get("/home").text
    assert 'href="/enrolment"' in visitor.get("/account").text


def test_nothing_is_ticked_beforehand_and_all_that_is_missing_is_told(visitor):
    page = visitor.get("/enrolment").text

    assert " checked" not in page
    for name in ("business_licence_id", "acts", "fiscal_funds", "notice_version"):
        assert f'href="/enrolment#f-{name}"' in page and f'id="f-{name}"' in page


def test_each_part_is_saved_by_itself(visitor, newcomer, database):
    visitor.send(PEOPLE, legal_representative="张示例", acts="legal_representative")
    visitor.send(NOTICE, notice_version=NOTICE_VERSION)
    visitor.send(BUYING, state_owned="false", fiscal_funds="false")
    visitor.send(PAPERS, business_licence_id=(BytesIO(PDF), "licence.pdf"))

    file = kept(database, newcomer)
    assert (file.legal_representative, file.acts) == ("张示例", "legal_representative")
    assert (file.state_owned, file.fiscal_funds) == (False, False)
    assert file.notice_version == NOTICE_VERSION and file.business_licence_id is not None
    assert "licence.pdf" in visitor.get("/enrolment").text


def test_what_is_emptied_on_the_page_is_emptied_and_a_kept_number_stays(
    visitor, newcomer, database
):
    visitor.send(
        PEOPLE,
        legal_representative="张示例",
        legal_document_kind="resident_card",
        legal_number="11010519491231002X",
        identity_consent="on",
        agent_phone="13800000000",
    )
    page = visitor.send(PEOPLE, agent_phone="")

    file = kept(database, newcomer)
    assert (file.agent_phone, file.legal_representative) == ("", "张示例")
    assert file.legal_number_masked == "**************002X"
    assert "11010519491231002X" not in page.text


def test_a_fault_stands_at_its_field_and_what_was_typed_stays(visitor, newcomer):
    page = visitor.send(PEOPLE, agent_phone="call me", agent_name="李示例")

    assert page.status == 422
    assert 'value="call me"' in page.text and 'value="李示例"' in page.text
    assert 'href="#f-agent_phone"' in page.text


@pytest.mark.parametrize(
    ("part", "field"), [(NOTICE, "notice_version"), (PAPERS, "business_licence_id")]
)
def test_a_part_without_its_one_thing_says_so(visitor, part, field):
    page = visitor.send(part)

    assert page.status == 422 and f'href="#f-{field}"' in page.text


def test_a_hostile_paper_is_told_at_its_field(visitor):
    page = visitor.send(PAPERS, business_licence_id=(BytesIO(b"MZ\x90"), "licence.pdf"))

    assert page.status == 422 and 'href="#f-business_licence_id"' in page.text


def test_the_reviewer_records_checks_and_confirms(newcomer, people, database):
    complete(newcomer)
    reviewer = Visitor(people.reviewer())
    page = f"/organisations/{newcomer.id}"
    stopped = reviewer.get(page)
    assert "李示例" in stopped.text and "13800000000" in stopped.text

    reviewer.send(
        f"{page}/enrolment/checks",
        identity_verified="true",
        identity_how="video",
        phone_verified="true",
        registry_status="active",
        registry_evidence_id=(BytesIO(PDF), "register.pdf"),
        risk_found="false",
    )

    shown = reviewer.get(page)
    assert f"{page}/enrolment/files/registry_evidence" in shown.text
    assert reviewer.get(f"{page}/enrolment/files/registry_evidence").answer.data == PDF
    reviewer.get(page)
    reviewer.send(f"{page}/confirm")
    assert newcomer.get(page).json["state"] == "confirmed"


def test_a_stopped_confirmation_shows_everything_on_the_page(newcomer, people):
    reviewer = Visitor(people.reviewer())
    page = f"/organisations/{newcomer.id}"
    reviewer.get(page)

    stopped = reviewer.send(f"{page}/confirm")

    assert stopped.status == 409
    assert 'href="/enrolment' not in stopped.text
    assert "缺少营业执照扫描件" in stopped.text and "缺少法定代表人" in stopped.text


def test_a_form_sent_twice_records_one_check(newcomer, people, database):
    complete(newcomer)
    reviewer = Visitor(people.reviewer())
    page = f"/organisations/{newcomer.id}"
    reviewer.get(page)
    for _ in range(2):
        reviewer.send(f"{page}/enrolment/checks", risk_found="true", risk_note="某名单")

    with database.single_statements() as session:
        found = session.query(EnrolmentCheck).filter_by(organisation_id=newcomer.id).all()
    assert len(found) == 1
