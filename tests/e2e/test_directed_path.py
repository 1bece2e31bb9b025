"""A directed group buy by pages, in Chromium: invitations, a shortfall, the one re-award."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from tests.e2e import chromium
from tests.e2e.market import Market
from tests.e2e.steps_directed import (
    ask_for_firm_quotes,
    award_by_pages,
    award_once_more,
    draft_directed,
    fall_short,
    join_all,
    take_a_link,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium.executable() is None, reason=chromium.MISSING),
]
STEPS = (
    draft_directed,
    take_a_link,
    join_all,
    ask_for_firm_quotes,
    award_by_pages,
    fall_short,
    award_once_more,
)


@pytest.fixture(scope="module")
def walked(market: Market) -> Market:
    """The market after the whole path; what went wrong beside it stands in its findings."""
    for step in STEPS:
        step(market)
    return market


def test_the_path_ends_with_contracts_of_the_two_that_stayed(walked):
    with walked.database.single_statements() as session:
        drawn = session.execute(sa.text("SELECT state, member_id FROM contracts")).all()

    stayed = {actor.id for actor in walked.members[:2]}
    assert {row.member_id for row in drawn} == stayed
    assert {row.state for row in drawn} == {"drawn"}


def test_no_page_breaks_an_accessibility_rule_in_either_language(walked):
    assert walked.findings.accessibility == []


def test_no_page_scrolls_sideways_on_a_phone(walked):
    assert walked.findings.too_wide == []


def test_no_request_leaves_for_another_host_and_nothing_fails(walked):
    assert walked.findings.other_hosts == []
    assert walked.findings.errors == []
