"""Evidence beside a finding: what the company handed in, to be looked at and on record."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from tests.factories.archives import far_end_evidence, ready_company, ready_lines
from tests.factories.demand import Market, a_line
from tests.factories.findings import UNRELATED, one
from tests.factories.kept import kept
from tests.factories.uploads import PDF
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy


@kept
def held(people):
    """A member's line that is held, with a complete archive, and the page of its finding."""
    market = Market(people)
    member = market.member()
    market.join(member, a_line(**UNRELATED))
    ready_company(people.database, member)
    ready_lines(people.database, member, UUID(market.id))
    return member, f"/findings/{one(member, 'BUY-06')['id']}"


@pytest.fixture
def chart(held, people):
    """The file that shows the far end's relation, beside the finding."""
    member, path = held
    (buy,) = {found["group_buy_id"] for found in member.get("/findings").json} - {None}
    return f"{path}/evidence/{far_end_evidence(people.database, UUID(buy))}"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_desk_sees_all_files_of_the_line_beside_the_facts(held, chart, people, language):
    page = Visitor(people.reviewer(), language=language).get(held[1])

    assert_tidy(page, language)
    assert f'src="{chart}"' in page.text
    assert page.text.count("<iframe") >= 7


def test_the_owner_has_its_own_pages_for_them(held, chart):
    owner = Visitor(held[0])

    assert "<iframe" not in owner.get(held[1]).text
    assert owner.get(chart).status == 403


def test_a_file_is_shown_where_it_can_do_nothing(chart, people):
    answer = Visitor(people.reviewer()).get(chart).answer

    assert answer.data == PDF and answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_it_can_be_kept_under_its_name(chart, people):
    answer = Visitor(people.reviewer()).get(chart + "?save").answer

    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_file_of_something_else_is_not_there(held, chart, people):
    other = Market(people)
    stranger = other.member()
    other.join(stranger, a_line(**UNRELATED))
    ready_lines(people.database, stranger, UUID(other.id))
    foreign = far_end_evidence(people.database, UUID(other.id))
    reviewer = Visitor(people.reviewer())

    assert reviewer.get(f"{held[1]}/evidence/{foreign}").status == 404
    assert reviewer.get(f"{held[1]}/evidence/{uuid4()}").status == 404


def test_each_look_is_on_record_for_the_owner_to_read(held, chart, people):
    Visitor(people.reviewer()).get(chart)

    assert any(one["subject"] == "finding_evidence" for one in held[0].get("/readings").json)


def test_the_desk_has_two_parts_and_says_what_waits_in_each(held, people):
    reviewer = Visitor(people.reviewer(), language="en")

    for path in ("/findings", "/screens"):
        page = reviewer.get(path)

        assert 'href="/findings"' in page.text and 'href="/screens"' in page.text
        assert page.text.count('aria-current="page"') >= 1
