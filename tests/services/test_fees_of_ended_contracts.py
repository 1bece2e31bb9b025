"""What a contract that ends before activation owed the platform is owed no more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest

from marketplace.db.session import now_of
from marketplace.domain.fee_words import CreditReason, FeeWay
from marketplace.domain.lives import FeeCreditEvent
from marketplace.services.check_contracts import CONTRACT_RULES
from marketplace.services.check_fees import FEE_RULES
from marketplace.services.check_invariants import check_invariants
from marketplace.services.credit_fee import end_fee, find_fees_to_end
from marketplace.services.find_fees import lock_fee
from marketplace.services.record_fee_credit import new_credit
from tests.factories.delivered import install, installation, today
from tests.factories.fees import FeeMarket, fee_market, kept


@pytest.fixture
def market(config, database_url) -> Iterator[FeeMarket]:
    with fee_market(config, database_url, contracts=2) as made:
        yield made
        with made.database.unit_of_work() as session:
            names = {told.rule for told in (*CONTRACT_RULES, *FEE_RULES)}
            assert [one for one in check_invariants(session) if one.rule in names] == []


def end(market, number=0):
    """The company proposes, the carrier agrees."""
    path = f"/contracts/{market.contracts[number]}"
    proposed = market.members[number].post(f"{path}/ends", json={"reason": "No need any more."})
    agreed = market.carrier.post(f"/contract-ends/{proposed.json['id']}/agree")
    assert agreed.status_code == 200, agreed.json


def group_buy(market):
    contract = market.members[0].get(f"/contracts/{market.contracts[0]}").json
    return market.market.park.get(f"/group-buys/{contract['group_buy_id']}").json


def go_live(market, number):
    contract_id = market.contracts[number]
    install(market.carrier, contract_id)
    line = installation(market.carrier, contract_id)
    body = {"live_on": today(market.carrier).isoformat()}
    answer = market.carrier.post(
        f"/contracts/{contract_id}/lines/{line['id']}/report-live", json=body
    )
    assert answer.status_code == 200, answer.json


def test_what_was_invoiced_is_credited_and_paid_fees_go_back(market):
    fee = market.invoiced(0, "member")
    market.transfer(fee["id"])

    end(market)
    market.sweep()

    for one in market.fees(0).values():
        assert one["state"] == "credited"
    assert market.fee(fee["id"])["open_minor"] == -market.fee(fee["id"])["total_minor"]


def test_what_was_not_invoiced_is_void(market):
    market.sign(0)

    end(market)
    market.sweep()

    assert {one["state"] for one in market.fees(0).values()} == {"void"}


def test_the_group_buy_is_concluded_by_those_that_went_live(market):
    market.sign(0)
    market.sign(1)
    go_live(market, 1)
    assert group_buy(market)["state"] == "awarded"

    end(market)

    assert group_buy(market)["state"] == "concluded"


def test_a_group_buy_of_which_no_contract_is_left_has_failed(market):
    market.sign(0)
    market.sign(1)

    end(market, 0)
    end(market, 1)

    assert group_buy(market)["state"] == "failed"


def test_a_refused_credit_note_is_asked_for_again_a_day_later(market):
    fee_id = UUID(market.invoiced(0, "member")["id"])
    end(market)
    with market.database.unit_of_work() as session:
        fee, now = lock_fee(session, fee_id), now_of(session)
        amounts = {"net_minor": fee.net_minor, "vat_minor": fee.vat_minor}
        note = new_credit(
            session, fee, **amounts, why=CreditReason.CONTRACT_ENDED, reason="x",
            way=FeeWay.STRIPE, by=None, now=now,
        )  # fmt: skip
        note.advance(FeeCreditEvent.REFUSE, by=None, now=now, reason="rate_limit")

    with market.database.unit_of_work() as session:
        soon, later = now + timedelta(hours=1), now + timedelta(hours=25)
        assert fee_id not in find_fees_to_end(session, now=soon)
        assert fee_id in find_fees_to_end(session, now=later)
        end_fee(session, fee_id=fee_id, jobs=market.runtime.jobs, now=later)

    assert kept(market, str(fee_id)).state == "credited"
