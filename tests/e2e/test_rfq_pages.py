"""The pages of an RFQ's talk in a real browser: read by everybody, on a phone, without a fault."""

from __future__ import annotations

import pytest

from tests.e2e.faults_seen import broken_rules
from tests.e2e.test_pages import Watched, browser, pytestmark, site
from tests.factories.rfq import Quoting

__all__ = ["browser", "pytestmark", "site"]


@pytest.fixture
def market(people, clock):
    market = Quoting(people, clock)
    market.ask(0, kind="survey", reference="L0001")
    market.amend("Two routes at the far end.")
    return market


def faults(browser, site, actor, *paths: str) -> list[str]:
    """What is wrong on these pages, on a phone, by accessibility rule or width."""
    watched, found = Watched(browser, site, 390), []
    watched.sign_in(actor)
    for path in paths:
        page = watched.open(path)
        for summary in page.locator("main summary").all():
            summary.click()
        if watched.overflow() > 0:
            found.append(f"{path} is {watched.overflow()} pixels too wide")
        found += [f"{path}: {rule}" for rule in broken_rules(page)]
    found += watched.complaints
    watched.close()
    return found


def test_carrier_organiser_and_reviewer_read_and_act_on_a_phone(market, people, browser, site):
    path = market.path

    assert (
        faults(browser, site, market.carriers[0], path, f"{path}/quote", f"{path}/questions") == []
    )
    room = [f"{path}/{name}" for name in ("room", "questions", "amend")]
    assert faults(browser, site, market.park, *room) == []

    market.short(0)
    ends = [f"{path}/{name}" for name in ("room", "rerun", "end")]
    assert faults(browser, site, market.park, *ends) == []
    assert faults(browser, site, people.reviewer(), f"{path}/allow") == []
