"""Group buys on pages: drafting, the live price, joining, changing, leaving."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from marketplace.web.figures import moment_input
from tests.factories.clocks import MarketClock
from tests.factories.demand import Market
from tests.factories.kept import kept
from tests.factories.people import People
from tests.factories.visitors import Page, Visitor
from tests.web.tidiness import assert_tidy_in_both_languages

LINE = {
    "corridor": "SHA-HKG",
    "product": "IPLC",
    "mbps": "100",
    "term_months": "12",
    "protection": "none",
    "interface": "1000BASE-LX",
    "availability_bps": "99.9",
    "wanted_on": "2031-03-01",
    "a_building": "环湖西二路 888 号",
    "a_room": "3 楼",
    "z_city": "香港",
    "z_address": "将军澳骏昌街 22 号",
    "z_occupant": "香港子公司",
    "z_relation": "subsidiary",
}


@kept
def market(people: People) -> Market:
    return Market(people)


def fields(number: int = 0, **changes: str) -> dict[str, Any]:
    return {f"lines-{number}-{name}": value for name, value in (LINE | changes).items()}


def priced(visitor: Visitor, market: Market, **changes: str) -> Page:
    visitor.get(f"{market.path}/lines")
    return visitor.send_fields("/lines/price", fields(**changes))


def joined(market: Market) -> Visitor:
    visitor = Visitor(market.member())
    priced(visitor, market)
    visitor.send("/lines")
    return visitor


def a_draft(clock: MarketClock, **changes: str) -> dict[str, Any]:
    tiers = [("0", "0"), ("3", "5"), ("10", "8.5")]
    ladder = {
        f"ladder-tiers-{n}-{name}": value
        for n, tier in enumerate(tiers)
        for name, value in zip(("from", "discount_bps"), tier, strict=True)
    }
    locks_at = moment_input(clock.now() + timedelta(days=9))
    return (
        {
            "title_zh": "新团购",
            "title_en": "A new one",
            "locks_at": locks_at,
            "ladder-measure": "lines",
        }
        | ladder
        | changes
    )


def test_pages_of_a_group_buy_are_tidy(market: Market) -> None:
    joined(market)

    assert_tidy_in_both_languages(
        market.park, "/group-buys", "/group-buys/new", market.path, f"{market.path}/demand"
    )
    assert_tidy_in_both_languages(market.member(), market.path, f"{market.path}/lines")


def test_a_draft_is_written_in_percent_and_shanghai_time(
    market: Market, clock: MarketClock
) -> None:
    visitor = Visitor(market.park)
    visitor.get("/group-buys/new")

    page = visitor.send_fields("/group-buys/new", a_draft(clock))

    made = market.park.get(page.path).json
    assert made["ladder"]["tiers"][2] == {"from": 10, "discount_bps": 850}
    assert moment_input(datetime.fromisoformat(made["locks_at"])) == a_draft(clock)["locks_at"]


def test_spend_bounds_of_a_ladder_are_written_in_yuan(market: Market, clock: MarketClock) -> None:
    visitor = Visitor(market.park)
    visitor.get("/group-buys/new")
    spend = {
        "ladder-measure": "spend",
        "ladder-tiers-1-from": "1,000.50",
        "ladder-tiers-2-from": "20000",
    }

    page = visitor.send_fields("/group-buys/new", a_draft(clock, **spend))

    made = market.park.get(page.path).json
    assert [tier["from"] for tier in made["ladder"]["tiers"]] == [0, 100050, 2000000]


def test_a_broken_ladder_is_told_beside_its_bound(market: Market, clock: MarketClock) -> None:
    visitor = Visitor(market.park, "en")
    visitor.get("/group-buys/new")

    page = visitor.send_fields("/group-buys/new", a_draft(clock, **{"ladder-tiers-2-from": "3"}))

    assert page.status == 422
    assert re.search(r'name="ladder-tiers-2-from"[^>]*aria-invalid="true"', page.text)
    assert page.form("/group-buys/new").values["title_en"] == "A new one"


def test_a_draft_made_from_an_older_version_is_refused(market: Market, clock: MarketClock) -> None:
    first, second = Visitor(market.park, "en"), Visitor(market.park, "en")
    first.get("/group-buys/new")
    path = first.send_fields("/group-buys/new", a_draft(clock)).path + "/edit"
    first.get(path)
    second.get(path)

    first.send("/edit", title_en="First")
    page = second.send("/edit", title_en="Second")

    assert page.status == 409 and "Somebody changed this" in page.text


def test_a_company_sees_its_price_before_it_joins(market: Market) -> None:
    visitor = Visitor(market.member(), "en")

    page = priced(visitor, market)

    assert "Your price now" in page.text
    assert page.form("/lines").values["lines-0-price_shown_minor"]
    assert "Leave the group buy" not in visitor.get(market.path).text


def test_a_company_joins_at_the_price_shown(market: Market) -> None:
    visitor = joined(market)

    assert visitor.page.path == market.path
    assert market.live()["lines"] == 1


def test_a_join_sent_twice_stands_once(market: Market) -> None:
    visitor = Visitor(market.member())
    page = priced(visitor, market)

    first = visitor.send("/lines")
    visitor.page = page
    again = visitor.send("/lines")

    assert (first.path, again.path) == (market.path, market.path)
    assert market.live()["lines"] == 1


def test_wrong_lines_keep_what_was_typed_and_change_nothing(market: Market) -> None:
    visitor = Visitor(market.member(), "en")

    page = priced(visitor, market, mbps="a lot", own_limit_minor="1.234", z_city="")

    assert page.status == 422
    for name in ("mbps", "own_limit_minor", "z_city"):
        assert re.search(rf'name="lines-0-{name}"[^>]*aria-invalid="true"', page.text), name
    assert page.form("/lines/price").values["lines-0-mbps"] == "a lot"
    assert market.live()["lines"] == 0


def test_blank_rows_are_left_out_and_faults_stay_with_their_rows(market: Market) -> None:
    visitor = Visitor(market.member())
    visitor.get(f"{market.path}/lines")
    blank = dict.fromkeys(fields(), "")

    page = visitor.send_fields("/lines/price", blank | fields(3) | fields(7, mbps="0"))

    assert page.form("/lines/price").values["lines-0-mbps"] == "100"
    assert re.search(r'name="lines-1-mbps"[^>]*aria-invalid="true"', page.text)


def test_lines_come_from_a_sheet_with_faults_by_row_and_column(market: Market) -> None:
    visitor = Visitor(market.member(), "en")
    sheet = visitor.client.get(f"{market.path}/lines/template.csv").get_data(as_text=True)
    visitor.get(f"{market.path}/lines")

    page = visitor.send("/lines/sheet", file=sheet.replace(",100,", ",many,").encode())

    assert page.status == 422
    assert re.search(r'<th scope="row" class="n">2</th><td[^>]*>mbps</td>', page.text)


def test_a_member_changes_its_lines(market: Market) -> None:
    visitor = joined(market)
    visitor.get(f"{market.path}/lines")

    visitor.send_fields("/lines/price", {"lines-0-mbps": "200"})
    visitor.send("/lines")

    assert market.live()["mbps"] == 200


def test_a_member_leaves(market: Market) -> None:
    visitor = joined(market)

    visitor.send("/lines/leave")

    assert market.live()["lines"] == 0


def test_the_live_panel_answers_304_until_the_market_moves(market: Market) -> None:
    visitor = Visitor(market.park)
    tag = visitor.client.get(f"{market.path}/live").headers["ETag"]
    headers = {"If-None-Match": tag}

    still = visitor.client.get(f"{market.path}/live", headers=headers)
    joined(market)
    moved = visitor.client.get(f"{market.path}/live", headers=headers)

    assert (still.status_code, moved.status_code) == (304, 200)


def test_a_page_shows_nothing_of_the_pool_while_the_group_is_forming(market: Market) -> None:
    joined(market)

    page = Visitor(market.member(), "en").get(market.path)

    assert "The group is forming." in page.text and ">Companies in<" not in page.text


def test_another_parks_group_buy_does_not_exist(market: Market, people: People) -> None:
    visitor = Visitor(people.enterprise(people.park()))

    assert visitor.get(market.path).status == 404
    assert visitor.get(f"{market.path}/lines").status == 404


def test_cancelling_asks_for_a_reason(market: Market) -> None:
    visitor = Visitor(market.park)
    visitor.get(market.path)

    refused = visitor.send("/cancel", reason="")
    done = visitor.send("/cancel", reason="需求变更")

    assert refused.status == 422
    assert done.status == 200 and market.park.get(market.path).json["state"] == "cancelled"
