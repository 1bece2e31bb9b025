"""The guided self-check at a browser without script: few questions, saved as one goes."""

from __future__ import annotations

import re

import pytest

from tests.factories.exported import checked, filed, printed
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages

NO = {"state_secret": "false", "core_data": "false", "foreign_authority_request": "false"}


@pytest.fixture
def member(people):
    return people.enterprise(people.park())


@pytest.fixture
def visitor(member):
    found = Visitor(member)
    found.get("/data-export")
    return found


def begun(visitor, name="总部 ERP"):
    """On the first page of questions."""
    return visitor.send("/data-export", scenario=name, recipient_name="HQ")


def walked(visitor, **counts):
    """Answer every page up to the review."""
    begun(visitor)
    visitor.send("/questions/secrets", **NO)
    visitor.send("/questions/important", important_data="none")
    contents = {"personal_information": "true", "collected_abroad_transit": "false"}
    visitor.send("/questions/contents", **contents, business_scenario="other")
    visitor.send(
        "/questions/necessity", contract_necessity="false", hr_necessity="false", emergency="false"
    )
    visitor.send("/questions/zone", ftz_list="none")
    visitor.send("/questions/infrastructure", ciio_notified="false")
    return visitor.send("/questions/counts", **counts)


def test_a_walk_ends_at_the_answer_and_its_record(visitor):
    page = walked(visitor, persons_since_january="100,000", sensitive_persons_since_january="0")
    assert page.path.endswith("/review") and "D8" in page.text

    page = visitor.send("/review")

    assert "标准合同" in page.text and "令第16号" in page.text
    assert "10 个工作日" in page.text


def test_an_early_answer_spares_the_later_questions(visitor):
    begun(visitor)

    page = visitor.send("/questions/secrets", **(NO | {"state_secret": "true"}))

    assert page.path.endswith("/review") and "D0" in page.text


def test_answers_are_kept_when_one_leaves_and_comes_back(visitor):
    begun(visitor)
    visitor.send("/questions/secrets", **NO)
    visitor.get("/data-export")
    shown = re.search(r'href="(/data-export/[0-9a-f-]{36})"', visitor.page.text)[1]

    page = visitor.get(f"{shown}/check")
    assert page.path.endswith("/questions/important")
    page = visitor.get(f"{shown}/questions/secrets")
    assert page.text.count(" checked") == 3


def test_one_that_cannot_be_read_spoils_no_other(visitor):
    page = walked(visitor, persons_since_january="many", sensitive_persons_since_january="7")

    assert page.status == 422 and "其余" in page.text
    assert 'value="many"' in page.text and 'value="7"' in page.text
    page = visitor.send("/questions/counts", persons_since_january="1")
    assert "D8" in page.text


def test_what_is_not_known_yet_may_stay_open(visitor):
    page = walked(visitor, persons_since_january="", sensitive_persons_since_january="")
    assert page.path.endswith("/questions/counts")

    page = visitor.get(page.path.replace("questions/counts", "review"))

    assert "D10" in page.text and "去重" in page.text


def test_the_panel_tells_what_follows_so_far(visitor):
    begun(visitor)

    page = visitor.send("/questions/secrets", **NO)

    assert "目前" in page.text and "D10" in page.text


def test_new_counts_and_a_filing_are_put_on_record(member):
    export = checked(member, persons_since_january=100_000)["export_id"]
    visitor = Visitor(member)
    visitor.get(f"/data-export/{export}")

    page = visitor.send("/counts", persons_since_january="1000000")
    assert "D7" in page.text
    page = visitor.send(
        "/filing",
        procedure="security_assessment",
        reference="沪-9",
        granted_on="2026-02-02",
        assessed_on="2026-01-05",
        individuals_told="true",
        consent_is_basis="false",
        critical_industry="false",
        lingang_report="LG",
    )

    assert "沪-9" in page.text and "2029年2月2日" in page.text
    assert "能核查的都已齐备" in page.text


def test_an_open_finding_leads_to_its_field(member):
    export = checked(member)["export_id"]

    page = Visitor(member).get(f"/data-export/{export}")

    assert 'href="#f-assessed_on"' in page.text and 'id="f-assessed_on"' in page.text


def test_pages_are_tidy_in_both_languages(app, member, people):
    made = checked(member, persons_since_january=100_000)
    export = f"/data-export/{made['export_id']}"
    filed(member, made["export_id"])
    printed(app, made["id"])

    pages = [export, f"{export}/review", f"/data-export/checks/{made['id']}"]
    steps = ["secrets", "important", "contents", "necessity", "zone", "infrastructure", "counts"]
    assert_tidy_in_both_languages(
        member,
        "/data-export",
        *pages,
        *(f"{export}/questions/{step}" for step in steps),
        "/data-export/negative-lists",
    )
    assert_tidy_in_both_languages(people.observer(), "/data-export", export)
