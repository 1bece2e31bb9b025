"""A deposit from joining to its return: paid once, held, and back with its interest."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

import pytest

from marketplace.adapters.stripe_twin.client import NetworkFault
from marketplace.db.session import now_of
from marketplace.jobs.act_on_deposit import PATIENCE
from marketplace.services.record_deposit import record_deposit
from tests.factories.demand import Market, a_line
from tests.factories.deposited import ASKS, REFUNDS_FAIL, DepositMarket, Deposits, take_one_out

PRICE = 100_000 + 12 * 2_000_000
"of one line here, fen"


@pytest.fixture(scope="module")
def deposits(deposits: Deposits) -> Iterator[Deposits]:
    yield deposits
    assert deposits.broken() == []


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


def test_a_charge_not_confirmed_in_time_lets_the_lines_go_free_of_charge(deposits):
    market = DepositMarket(deposits, {"way": "save", "rate_bps": 100})
    member, deposit_id = market.paid(card=ASKS)
    market.reach_lock()

    deposits.clock.advance(days=5)
    market.sweep()

    seen = market.seen(member, deposit_id)
    assert (seen["state"], seen["ended_reason"]) == ("released", "deposit_not_paid")
    assert deposits.owed(member.id) == {}


def test_two_presses_share_one_page(market, deposits):
    member, deposit_id = market.joined()

    first, second = market.page(member, deposit_id), market.page(member, deposit_id)

    assert first == second
    assert len(deposits.row(deposit_id).tries) == 1


def test_a_second_payment_goes_straight_back(market, deposits):
    member, deposit_id = market.joined()
    page = market.page(member, deposit_id)
    wish = deposits.stripe.payments.read_page(page)
    market.pay(member, deposit_id)
    other = deposits.stripe.paid(PRICE // 50, about=wish.about)

    with deposits.database.unit_of_work() as session:
        record_deposit(session, other, now=now_of(session))
    deposits.sweep()

    row = deposits.row(deposit_id)
    assert [(one.reason, one.state) for one in row.returns] == [("paid_twice", "done")]
    assert (row.state, row.free_minor) == ("held", PRICE // 50)
    assert deposits.owed(member.id) == {"deposit_held": PRICE // 50}


def test_a_refund_that_fails_later_is_settled_by_bank_with_its_interest_paid(deposits):
    market = DepositMarket(deposits, {"way": "charge", "rate_bps": 200, "interest_bps": 365})
    member, deposit_id = market.paid(card=REFUNDS_FAIL)

    market.leave_in_vain(member, deposit_id)

    (back,) = market.seen(member, deposit_id)["returns"]
    assert (back["state"], back["interest_minor"]) == ("failed", PRICE // 50 // 1_000)
    operator = deposits.people.operator()
    for act in ("settle", "pay-interest"):
        done = operator.post(f"/deposit-returns/{back['id']}/{act}", json={"reference": "T-7"})
        assert done.status_code == 200, done.json
    assert market.seen(member, deposit_id)["state"] == "returned"
    assert deposits.owed(member.id) == {}


def test_lines_taken_out_after_paying_give_back_what_is_above_the_cap(market, deposits):
    member, deposit_id = market.paid(a_line(), a_line(label="second"))
    take_one_out(market, member)

    market.reach_lock()

    row = deposits.row(deposit_id)
    assert [(back.reason, back.amount_minor) for back in row.returns] == [
        ("lines_removed", PRICE // 50)
    ]
    assert row.state == "held"


def test_a_rate_above_two_percent_keeps_the_draft_from_opening(deposits):
    market = DepositMarket(deposits)
    draft = Market.draft(market)
    market.park.put(f"/group-buys/{draft}/deposit-terms", {"way": "charge", "rate_bps": 201})

    answer = market.park.post(f"/group-buys/{draft}/open")

    assert answer.status_code == 409
    assert any("BID-11" in str(error) for error in answer.json["errors"])


def test_terms_stand_once_the_group_buy_is_open(market):
    answer = market.park.put(f"{market.path}/deposit-terms", {"way": "save", "rate_bps": 50})

    assert (answer.status_code, answer.json["code"]) == (409, "group_buy_not_draft")


def test_without_keys_deposits_are_off_and_say_so(deposits, market):
    member, deposit_id = market.joined()
    runtime = deposits.runtime
    deposits.app.extensions["marketplace"] = replace(runtime, payments=None)
    try:
        asked = member.post(f"/deposits/{deposit_id}/page")
        drafted = Market.draft(market)
        terms = market.park.put(f"/group-buys/{drafted}/deposit-terms", market.deposit_terms)
        step = market.seen(member, deposit_id)["next"]["step"]
    finally:
        deposits.app.extensions["marketplace"] = runtime

    assert (asked.status_code, asked.json["code"]) == (409, "deposits_off")
    assert (terms.status_code, terms.json["code"]) == (409, "deposits_off")
    assert step == "off"


def test_the_organiser_sees_who_has_paid_and_no_amount(market):
    market.paid()
    market.joined()

    paid = market.park.get(f"{market.path}/deposits").json

    assert sorted(one["secured"] for one in paid) == [False, True]
    assert set(paid[0]) == {"member", "state", "secured"}


def test_two_workers_at_once_make_one_charge(deposits):
    market = DepositMarket(deposits, {"way": "save", "rate_bps": 100})
    _, deposit_id = market.paid()
    locks_at = datetime.fromisoformat(market.park.get(market.path).json["locks_at"])
    deposits.clock.freeze(locks_at)
    deposits.sweep()
    market.sweep()

    with ThreadPoolExecutor(2) as workers:
        list(workers.map(deposits.work, [deposit_id, deposit_id]))

    row = deposits.row(deposit_id)
    assert (row.state, len(row.payments)) == ("held", 1)


def test_while_stripe_does_not_answer_the_sweep_asks_for_three_and_all_go_back_later(
    market, deposits, caplog
):
    paid = [market.paid() for _ in range(PATIENCE + 1)]
    for member, _ in paid:
        member.delete(f"{market.path}/participation", etag='"1"')
    market.sweep()

    deposits.stripe.client.fail = lambda _method, _path: NetworkFault.BEFORE
    deposits.sweep()
    unanswered = [one for one in caplog.records if one.message == "deposit_act_unclear"]
    deposits.stripe.client.fail = lambda _method, _path: None
    deposits.sweep()

    assert len(unanswered) == PATIENCE
    assert {market.seen(*one)["state"] for one in paid} == {"returned"}
