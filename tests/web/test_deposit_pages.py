"""Pages of deposits: what was paid, what comes next and when it is back, in both languages."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

from tests.factories.deposited import REFUNDS_FAIL, DepositMarket
from tests.factories.visitors import Visitor
from tests.model.signed_deposit import Signed
from tests.web.tidiness import assert_tidy_in_both_languages


@pytest.fixture(scope="module")
def market(deposits) -> DepositMarket:
    return DepositMarket(deposits, {"way": "charge", "rate_bps": 200, "interest_bps": 100})


def test_every_page_of_deposits_is_tidy_in_both_languages(deposits, market):
    member, due = market.joined()
    payer, paid = market.paid()

    assert_tidy_in_both_languages(member, "/deposits", f"/deposits/{due}", market.path)
    assert_tidy_in_both_languages(payer, f"/deposits/{paid}")
    assert_tidy_in_both_languages(market.park, f"{market.path}/deposits", f"{market.path}/deposit")
    assert_tidy_in_both_languages(deposits.people.operator(), "/deposits", "/deposits?to_do=1")
    assert_tidy_in_both_languages(market.carrier, "/deposit-claims")


def test_the_join_form_tells_the_deposit_and_its_rule_before_joining(market):
    page = Visitor(market.member()).get(f"{market.path}/lines").text

    assert "诚意金" in page
    assert "不超过本企业专线封顶价合计的 2%" in page


def test_a_member_is_led_to_the_page_of_stripe_once_it_is_prepared(deposits, market):
    member, deposit_id = market.joined()

    market.page(member, deposit_id)
    page = Visitor(member).get(f"/deposits/{deposit_id}").text

    assert deposits.row(deposit_id).live_try.page_url in page


def test_the_desk_sorts_by_what_each_deposit_says(deposits, market):
    market.paid()
    operator = Visitor(deposits.people.operator(), "en")

    for head, column in (("back", "back"), ("kept", "kept"), ("latest", "back_by")):
        text = operator.client.get(f"/deposits/deposits.csv?sort={head}").get_data(as_text=True)
        told = [row[column] for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))]
        known = [one for one in told if one]
        key = str if head == "latest" else Decimal
        assert known == sorted(known, key=key) and told[: len(known)] == known


def test_a_refused_reference_stands_in_the_form_of_its_transfer_only(deposits):
    market = DepositMarket(deposits, {"way": "charge", "rate_bps": 200, "interest_bps": 365})
    member, deposit_id = market.paid(card=REFUNDS_FAIL)
    market.leave_in_vain(member, deposit_id)
    operator = Visitor(deposits.people.operator())
    operator.get(f"/deposits/{deposit_id}")

    refused = operator.send("/settle", reference="BOS " * 200)

    assert refused.status == 422
    assert refused.form("/settle").values["reference"]
    assert refused.form("/interest").values["reference"] == ""


def test_pages_say_which_part_is_back_and_which_waits(deposits):
    signed = Signed(deposits)
    signed.claim(500_000)
    member = Visitor(signed.member, "en")

    for path in ("/deposits", f"/deposits/{signed.deposit_id}"):
        before, waits = member.get(path).text.split("back by")
        assert "¥7,000" in before and "¥5,000" in waits.split("decided by")[0]
    assert_tidy_in_both_languages(signed.member, "/deposits", f"/deposits/{signed.deposit_id}")


def test_the_desk_sorts_signed_and_claimed_deposits_by_the_day_it_shows(deposits):
    Signed(deposits).claim(500_000)
    Signed(deposits)
    operator = Visitor(deposits.people.operator(), "en")

    text = operator.client.get("/deposits/deposits.csv?sort=latest").get_data(as_text=True)

    told = [row["back_by"] for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))]
    known = [one for one in told if one]
    assert known == sorted(known)
