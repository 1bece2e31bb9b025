"""The page of a fee says what went wrong with it, and gives the operator the act that helps."""

from __future__ import annotations

import pytest

from tests.factories.fee_histories import a_history
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages


def waiting(fees):
    return a_history(fees, "issue")


def voiding(fees):
    return a_history(fees, "issue", "settle", "void")


def paid_elsewhere(fees):
    return a_history(fees, "issue", "settle", "paid_there", "end")


def disputed(fees):
    return a_history(fees, "issue", "settle", "pay_by_card", "dispute", "look")


def refund_failed(fees):
    return a_history(fees, "issue", "settle", "pay_without_return", "transfer", "end")


SAID = {
    waiting: "Take back, to invoice otherwise",
    voiding: "Please do not pay it any more",
    paid_elsewhere: "Stripe shows the invoice as paid",
    disputed: "The bank has taken the money",
    refund_failed: "Record what was sent back",
}


@pytest.mark.parametrize("case", SAID, ids=lambda case: case.__name__)
def test_the_operator_reads_it_in_both_languages(fees, case):
    fee = case(fees).fee
    path = f"/fees/{fee.id}"

    assert SAID[case] in Visitor(fees.operator, "en").get(path).text
    assert_tidy_in_both_languages(fees.operator, path)


def credit_on_its_way(fees):
    return a_history(fees, "issue", "settle", "credit_part")


def given_up(fees):
    return a_history(fees, "issue", "settle", "write_off")


OFFERED = {
    waiting: {"take-back"},
    voiding: {"transfer", "void", "write-off", "e-invoice"},
    credit_on_its_way: {"write-off", "e-invoice"},
    given_up: {"transfer", "void", "credits", "e-invoice"},
    paid_elsewhere: {"transfer", "write-off", "credits", "e-invoice"},
    disputed: {"e-invoice"},
}


@pytest.mark.parametrize("case", OFFERED, ids=lambda case: case.__name__)
def test_the_operator_is_offered_only_what_can_be_done_now(fees, case):
    path = f"/fees/{case(fees).fee.id}/"

    page = Visitor(fees.operator).get(path.rstrip("/"))

    actions = [form.action for form in page.parsed.forms]
    assert {one.removeprefix(path) for one in actions if one.startswith(path)} == OFFERED[case]


def test_what_a_credit_note_took_back_is_not_sent_while_a_bank_has_the_payment(fees):
    made = a_history(fees, "issue", "settle", "pay_by_card", "transfer", "credit_part", "dispute")
    desk, path = Visitor(fees.operator), f"/fees/{made.fee_id}"
    before = [form.action for form in desk.get(path).parsed.forms]

    made.look()

    after = [form.action for form in desk.get(path).parsed.forms]
    assert [one for one in before if one.endswith("/return")]
    assert not [one for one in after if one.endswith("/return")]


def test_the_operator_takes_a_waiting_fee_back_and_records_a_return_by_forms(fees):
    desk = Visitor(fees.operator, "en")
    waits, twice = waiting(fees).fee, refund_failed(fees).fee

    desk.get(f"/fees/{waits.id}")
    taken = desk.send(f"/fees/{waits.id}/take-back")
    fees.settle(str(waits.id))
    desk.get(f"/fees/{twice.id}")
    sent = desk.send(f"/fees/{twice.id}/return", returned_on=fees.today, return_reference="BOS-5")

    assert (taken.status, sent.status) == (200, 200)
    assert fees.fee(str(waits.id))["fault"] == "taken_back"
    assert fees.fee(str(twice.id))["returned_minor"] == twice.total_minor
