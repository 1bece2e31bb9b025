"""Commands for payments: re-reading, comparing, and what they say when something is wrong."""

from __future__ import annotations

import pytest

from tests.factories.paid_market import paid_market


@pytest.fixture(scope="module")
def market(config, database_url):
    with paid_market(config, database_url) as (market, _recorder):
        yield market


def run(market, *argv):
    return market.app.test_cli_runner().invoke(args=["payments", *argv])


def test_without_keys_it_says_so(app):
    done = app.test_cli_runner().invoke(args=["payments", "resync", "--since", "2026-01-01"])

    assert done.exit_code == 1
    assert "payments_off" in done.output


def test_what_was_lost_is_recorded_and_then_nothing_differs(market):
    payment = market.trial.paid(5_000)

    resynced = run(market, "resync", "--since", "2026-01-01")
    compared = run(market, "compare")

    assert "2 objects of ours" in resynced.output
    assert market.booked()[payment.id] == 5_000
    assert (compared.exit_code, compared.output) == (
        0,
        "1 movements at Stripe, no difference.\n",
    )


def test_each_difference_is_a_line_and_the_exit_status_one(market):
    (move,) = [
        m for m in market.trial.twin.state.all("balance_transaction") if m["type"] == "charge"
    ]
    move |= {"amount": 6_000, "net": 6_000 - move["fee"]}

    done = run(market, "compare")

    assert done.exit_code == 1
    assert "6000 at Stripe, 5000 booked (CNY)" in done.output
