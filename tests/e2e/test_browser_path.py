"""The walkthrough's path by pages, in Chromium: from a price book to lines in service."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.e2e import chromium
from tests.e2e.faults_seen import broken_rules
from tests.e2e.market import Market, market_of
from tests.e2e.serving import Served
from tests.e2e.steps_contracts import (
    answer,
    approve_archives,
    conclude,
    report_live,
    settle,
    sign_contracts,
)
from tests.e2e.steps_demand import (
    change_lines,
    join_by_api,
    join_by_form,
    join_by_sheet,
    leave_and_come_back,
    lock,
    open_group_buy,
    publish_price_book,
    see_live_price_change,
    sign_up_company,
)
from tests.e2e.steps_quotes import (
    compute_award,
    issue_rfq,
    open_quotes,
    publish_award,
    seal_quotes,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium.executable() is None, reason=chromium.MISSING),
]
STEPS = (
    publish_price_book,
    sign_up_company,
    open_group_buy,
    join_by_form,
    join_by_sheet,
    join_by_api,
    see_live_price_change,
    change_lines,
    leave_and_come_back,
    lock,
    issue_rfq,
    seal_quotes,
    open_quotes,
    compute_award,
    publish_award,
    answer,
    settle,
    approve_archives,
    sign_contracts,
    report_live,
    conclude,
)


@pytest.fixture(scope="module")
def walked(served_marketplace: Served, browser: Browser) -> Iterator[Market]:
    """The market after the whole path; what went wrong beside it stands in its findings."""
    with market_of(served_marketplace, browser, mirrors=False) as market:
        for step in STEPS:
            step(market)
        yield market


def test_the_path_ends_with_a_concluded_group_buy(walked):
    walked.manager.go(walked.group_buy)

    walked.manager.sees_state("已完成")


def test_no_page_breaks_an_accessibility_rule_on_a_desk(walked):
    assert walked.findings.accessibility == []


def test_the_accessibility_rules_do_find_a_field_without_a_label(browser):
    page = browser.new_page()
    page.set_content("<html lang=en><title>Form</title><main><h1>Form</h1><input name=x></main>")

    (broken,) = broken_rules(page)

    assert broken.startswith("label ")


def test_no_page_scrolls_sideways_when_the_window_is_made_narrow(walked):
    assert walked.findings.too_wide == []


def test_every_picture_has_its_figures_beside_it(walked):
    assert walked.findings.bare_pictures == []


def test_no_request_leaves_for_another_host(walked):
    assert walked.findings.other_hosts == []


def test_the_browser_reports_no_error(walked):
    assert walked.findings.errors == []
