"""The page of a fee says what went wrong with it, and gives the operator the act that helps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from marketplace.adapters.stripe_twin import disputes, invoice_ends
from tests.factories.fee_histories import History
from tests.factories.fees import FeeMarket, fee_market
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages


@pytest.fixture(scope="module")
def market(config, database_url) -> Iterator[FeeMarket]:
    with fee_market(config, database_url) as made:
        made.sign()
        yield made


def a_history(market, *acts):
    made = History(market, 3)
    for name in acts:
        getattr(made, name)()
    return made


def waiting(market):
    return a_history(market, "issue")


def voiding(market):
    return a_history(market, "issue", "settle", "void")


def paid_elsewhere(market):
    made = a_history(market, "issue", "settle")
    given = {"paid_out_of_band": "true"}
    invoice_ends.pay_invoice(made.trial.twin.state, made._invoice().id, given)
    made.end()
    return made


def disputed(market):
    made = a_history(market, "issue", "settle", "pay_by_card")
    payment = made.trial.payments.read_invoice(made._invoice().id).payment_id
    disputes.open_dispute(made.trial.twin.state, payment)
    made.end(decided=False)
    return made


def refund_failed(market):
    made = a_history(market, "issue", "settle")
    made.trial.visitor.pay_invoice(made._invoice().id, "pm_card_refundFail")
    made.transfer()
    made.end()
    return made


SAID = {
    waiting: "Take back, to invoice otherwise",
    voiding: "Please do not pay it any more",
    paid_elsewhere: "Stripe shows the invoice as paid",
    disputed: "The bank has taken the money",
    refund_failed: "Record what was sent back",
}


@pytest.mark.parametrize("case", SAID, ids=lambda case: case.__name__)
def test_the_operator_reads_it_in_both_languages(market, case):
    fee = case(market).fee
    path = f"/fees/{fee.id}"

    assert SAID[case] in Visitor(market.operator, "en").get(path).text
    assert_tidy_in_both_languages(market.operator, path)


def credit_on_its_way(market):
    return a_history(market, "issue", "settle", "credit_part")


def given_up(market):
    return a_history(market, "issue", "settle", "write_off")


OFFERED = {
    waiting: {"take-back"},
    voiding: {"transfer", "void", "write-off", "e-invoice"},
    credit_on_its_way: {"write-off", "e-invoice"},
    given_up: {"transfer", "void", "credits", "e-invoice"},
    paid_elsewhere: {"transfer", "write-off", "credits", "e-invoice"},
    disputed: {"e-invoice"},
}


@pytest.mark.parametrize("case", OFFERED, ids=lambda case: case.__name__)
def test_the_operator_is_offered_only_what_can_be_done_now(market, case):
    path = f"/fees/{case(market).fee.id}/"

    page = Visitor(market.operator).get(path.rstrip("/"))

    actions = [form.action for form in page.parsed.forms]
    assert {one.removeprefix(path) for one in actions if one.startswith(path)} == OFFERED[case]


def test_what_a_credit_note_took_back_is_not_sent_while_a_bank_has_the_payment(market):
    made = a_history(market, "issue", "settle", "pay_by_card", "transfer", "credit_part", "dispute")
    desk, path = Visitor(market.operator), f"/fees/{made.fee_id}"
    before = [form.action for form in desk.get(path).parsed.forms]

    made.end(decided=False)

    after = [form.action for form in desk.get(path).parsed.forms]
    assert [one for one in before if one.endswith("/return")]
    assert not [one for one in after if one.endswith("/return")]


def test_the_operator_takes_a_waiting_fee_back_and_records_a_return_by_forms(market):
    desk = Visitor(market.operator, "en")
    waits, twice = waiting(market).fee, refund_failed(market).fee

    desk.get(f"/fees/{waits.id}")
    taken = desk.send(f"/fees/{waits.id}/take-back")
    market.settle(str(waits.id))
    desk.get(f"/fees/{twice.id}")
    sent = desk.send(f"/fees/{twice.id}/return", returned_on=market.today, return_reference="BOS-5")

    assert (taken.status, sent.status) == (200, 200)
    assert market.fee(str(waits.id))["fault"] == "taken_back"
    assert market.fee(str(twice.id))["returned_minor"] == twice.total_minor
