"""The walkthrough's path once more with the languages exchanged and everybody on a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.e2e.market import Market, market_of
from tests.e2e.serving import Served
from tests.e2e.test_browser_path import STEPS, pytestmark

__all__ = ["pytestmark"]


@pytest.fixture(scope="module")
def walked(served_marketplace: Served, browser: Browser) -> Iterator[Market]:
    """Manager and reviewer in English, companies and carriers in Chinese, 390 px, dark."""
    with market_of(served_marketplace, browser, turned=True, mirrors=False) as market:
        for step in STEPS:
            step(market)
        yield market


def test_every_role_walks_the_whole_path_in_its_other_language_on_a_phone(walked):
    walked.manager.go(walked.group_buy)

    walked.manager.sees_state("已完成")
    assert {person.language for person in (walked.manager, walked.reviewer)} == {"en"}
    assert {person.language for person in (*walked.companies, *walked.carriers)} == {"zh"}


def test_no_page_breaks_an_accessibility_rule_on_a_phone_or_scrolls_sideways(walked):
    assert walked.findings.accessibility == []
    assert walked.findings.too_wide == []


def test_no_request_leaves_for_another_host_and_nothing_fails(walked):
    assert walked.findings.other_hosts == []
    assert walked.findings.errors == []
