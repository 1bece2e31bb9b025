"""Privacy at a browser: the notice, one's own data, who looked."""

from __future__ import annotations

import re

import pytest

from tests.factories.exported import checked
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages


@pytest.fixture
def member(people):
    return people.enterprise(people.park())


def test_pages_are_tidy_in_both_languages(member, people):
    made = checked(member)
    people.observer().get(f"/compliance/data-export-checks/{made['id']}")

    assert_tidy_in_both_languages(member, "/privacy", "/account/data", "/readings")


def test_a_stranger_reads_the_notice_without_an_unchecked_article(app):
    page = app.test_client().get("/privacy", headers={"Accept-Language": "zh"}).text

    assert "个人信息处理说明" in page and "SEC-06" in page
    assert not re.search("政府采购法》第", page)


def test_a_name_is_corrected_on_the_page(member):
    visitor = Visitor(member)
    visitor.get("/account/data")

    page = visitor.send("/account/data", name="李四")

    assert page.status == 200 and "李四" in page.text


def test_the_download_is_ones_own(member):
    visitor = Visitor(member)

    answer = visitor.client.get("/account/data.json")

    assert answer.json["account"]["email"] == member.email
    assert "attachment" in answer.headers["Content-Disposition"]


def test_a_draft_is_deleted_on_its_page(member):
    visitor = Visitor(member)
    visitor.get("/data-export")
    shown = visitor.send("/data-export", scenario="draft").path.rsplit("/questions", 1)[0]
    visitor.get(shown)

    page = visitor.send("/delete")

    assert page.path == "/data-export" and visitor.get(shown).status == 404
