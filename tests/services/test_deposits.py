"""A deposit from joining to its return: paid once, held, and back with its interest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from marketplace.services.check_invariants import check_invariants
from tests.factories.demand import a_line
from tests.factories.deposited import ASKS, DepositMarket, Deposits, deposits_on

PRICE = 100_000 + 12 * 2_000_000
"of one line here, fen"


@pytest.fixture(scope="module")
def deposits(config, database_url) -> Iterator[Deposits]:
    with deposits_on(config, database_url) as made:
        yield made
        with made.database.unit_of_work() as session:
            broken = check_invariants(session)
        assert not broken


@pytest.fixture
def market(deposits) -> DepositMarket:
    return DepositMarket(deposits)


def test_a_member_is_asked_for_two_percent_of_its_ceilings_rounded_down(market):
    member, deposit_id = market.joined(a_line(own_limit_minor=20_000_049))

    seen = market.seen(member, deposit_id)

    assert (seen["state"], seen["amount_minor"]) == ("due", 20_000_049 * 2 // 100)
    assert seen["next"]["step"] == "pay_page"


def test_a_paid_deposit_is_held_and_booked(market, deposits):
    member, deposit_id = market.paid()

    seen = market.seen(member, deposit_id)

    assert (seen["state"], seen["held_minor"]) == ("held", PRICE // 50)
    assert deposits.owed(member.id) == {"deposit_held": PRICE // 50}


def test_leaving_before_the_lock_gives_all_of_it_back(market, deposits):
    member, deposit_id = market.paid()
    member.delete(f"{market.path}/participation", etag='"1"')

    market.sweep()
    deposits.sweep()

    seen = market.seen(member, deposit_id)
    assert (seen["state"], seen["back_minor"], seen["held_minor"]) == ("returned", PRICE // 50, 0)
    assert deposits.owed(member.id) == {}


def test_lines_whose_deposit_is_not_paid_leave_at_the_lock(market):
    payer, _ = market.paid()
    other, unpaid = market.joined()

    market.reach_lock()

    assert market.seen(other, unpaid)["state"] == "released"
    lines = other.get(f"{market.path}/participation").json["lines"]
    assert [line["state"] for line in lines] == ["released"]
    kept = payer.get(f"{market.path}/participation").json["lines"]
    assert [line["state"] for line in kept] == ["pooled"]


def test_a_saved_way_to_pay_is_charged_at_the_lock(deposits):
    market = DepositMarket(deposits, {"way": "save", "rate_bps": 100})
    member, deposit_id = market.paid()
    assert market.seen(member, deposit_id)["state"] == "saved"

    market.reach_lock()

    seen = market.seen(member, deposit_id)
    assert (seen["state"], seen["held_minor"]) == ("held", PRICE // 100)


def test_a_charge_that_the_bank_wants_confirmed_is_paid_on_a_page_in_time(deposits):
    market = DepositMarket(deposits, {"way": "save", "rate_bps": 100})
    member, deposit_id = market.paid(card=ASKS)
    market.reach_lock()
    asked = market.seen(member, deposit_id)
    assert (asked["state"], asked["next"]["step"]) == ("confirming", "confirm")

    market.pay(member, deposit_id)

    assert market.seen(member, deposit_id)["state"] == "held"
