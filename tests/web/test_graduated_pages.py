"""Graduated ladders and pairs on pages: drafted, drawn, joined."""

from __future__ import annotations

from datetime import timedelta

from tests.factories.demand import LADDER, Market, a_line
from tests.factories.kept import kept
from tests.factories.visitors import Visitor

GRADUATED = LADDER | {"style": "graduated"}


@kept
def market(people):
    return Market(people, ladder=GRADUATED)


def test_an_organiser_drafts_a_graduated_ladder(market, clock):
    visitor = Visitor(market.park)
    visitor.get("/group-buys/new")

    page = visitor.send_fields(
        "/group-buys/new",
        {
            "title_zh": "团购",
            "title_en": "Group buy",
            "locks_at": (clock.now() + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M"),
            "ladder-measure": "mbps",
            "ladder-style": "graduated",
            "ladder-tiers-1-from": "300",
            "ladder-tiers-1-discount_bps": "5",
        },
    )

    assert page.status == 200, page.text
    newest = market.park.get("/group-buys").json[0]
    assert newest["ladder"]["style"] == "graduated"


def test_the_live_panel_draws_what_every_line_earns(market):
    for _ in range(4):
        market.join(market.member(), a_line())

    page = Visitor(market.member(), "en").get(market.path)

    assert '<path class="curve"' in page.text
    assert "1.25%" in page.text


def test_a_pair_is_one_wish_on_the_page_of_lines(market):
    member = market.member()
    market.join(member, a_line(protection="two_carriers"))

    page = Visitor(member).get(f"{market.path}/lines")

    values = page.form("/price").values
    assert values["lines-0-protection"] == "two_carriers"
    assert "lines-1-protection" not in values
