"""The payments port through the real SDK against the twin, with a network that fails."""

from __future__ import annotations

import pytest

from marketplace.adapters.stripe_twin.client import NetworkFault
from marketplace.domain.payments import (
    InvoiceState,
    PageState,
    PaymentRefused,
    PaymentsMisconfigured,
    PaymentState,
    PaymentUnclear,
)
from tests.factories.stripe_trial import (
    a_charge,
    a_page,
    a_trial,
    an_invoice,
    new_key,
)


@pytest.fixture
def trial():
    return a_trial("card", "alipay", "wechat_pay")


def broken(trial, fault, path):
    """The network fails at each POST to this path."""
    trial.client.fail = lambda method, at: fault if (method, at) == ("post", path) else None


def test_a_page_that_was_paid_says_what_was_paid_and_what_it_cost(trial):
    payment = trial.paid(10_000)

    assert payment.state is PaymentState.SUCCEEDED
    assert (payment.amount_minor, payment.currency, payment.cost_minor) == (10_000, "CNY", 575)
    assert payment.label == "visa 4242"


def test_a_declined_card_leaves_the_page_open_with_the_banks_word(trial):
    page = trial.payments.open_page(a_page(trial.customer()), key=new_key())

    with pytest.raises(Exception, match="declined"):
        trial.visitor.pay(page.id, "pm_card_visa_chargeDeclinedInsufficientFunds")

    seen = trial.payments.read_page(page.id)
    assert seen.state is PageState.OPEN
    assert seen.payment.fault == "insufficient_funds"


def test_a_page_that_saves_offers_only_what_can_be_kept(trial):
    page = trial.payments.open_page(a_page(trial.customer(), charge=False), key=new_key())

    with pytest.raises(Exception, match="does not offer"):
        trial.visitor.pay(page.id, "alipay")


def test_a_closed_page_cannot_be_paid_and_a_paid_page_stays_paid(trial):
    page = trial.payments.open_page(a_page(trial.customer()), key=new_key())
    trial.visitor.pay(page.id)

    assert trial.payments.close_page(page.id, key=new_key()).state is PageState.COMPLETE

    other = trial.payments.open_page(a_page(trial.customer()), key=new_key())
    trial.payments.close_page(other.id, key=new_key())
    with pytest.raises(Exception, match="expired"):
        trial.visitor.pay(other.id)


@pytest.mark.parametrize("fault", list(NetworkFault))
def test_a_charge_asked_again_after_a_lost_answer_is_made_once(trial, fault):
    wish, key = a_charge(trial.kept_method()), new_key()
    broken(trial, fault, "/v1/payment_intents")
    with pytest.raises(PaymentUnclear):
        trial.payments.charge(wish, key=key)
    broken(trial, None, "")

    payment = trial.payments.charge(wish, key=key)

    assert payment.state is PaymentState.SUCCEEDED
    assert trial.payments.balances() == {"CNY": 10_000 - payment.cost_minor}


def test_a_charge_asked_again_when_stripe_has_forgotten_the_key_is_made_once():
    now = [1_800_000_000.0]
    trial = a_trial(clock=lambda: now[0])
    wish = a_charge(trial.kept_method())
    first = trial.payments.charge(wish, key="once")
    now[0] += 40 * 24 * 3600

    assert trial.payments.charge(wish, key="once") == first


def test_a_refund_asked_again_when_stripe_has_forgotten_the_key_is_made_once():
    now = [1_800_000_000.0]
    trial = a_trial(clock=lambda: now[0])
    payment = trial.paid(10_000)
    first = trial.payments.refund(payment.id, amount_minor=4_000, key="once")
    now[0] += 40 * 24 * 3600

    assert trial.payments.refund(payment.id, amount_minor=4_000, key="once") == first
    assert trial.payments.read_payment(payment.id).returned_minor == 4_000


def test_a_charge_that_the_bank_declines_is_no_error(trial):
    method = trial.kept_method("pm_card_chargeCustomerFail")

    payment = trial.payments.charge(a_charge(method), key=new_key())

    assert (payment.state, payment.fault) == (PaymentState.WAITING, "generic_decline")


def test_a_charge_that_the_bank_wants_confirmed_waits_for_the_customer(trial):
    method = trial.kept_method("pm_card_authenticationRequired")

    payment = trial.payments.charge(a_charge(method), key=new_key())

    assert payment.state is PaymentState.NEEDS_CUSTOMER
    cancelled = trial.payments.cancel_payment(payment.id, key=new_key())
    assert cancelled.state is PaymentState.CANCELLED


def test_more_than_was_paid_is_never_given_back(trial):
    payment = trial.paid(10_000)
    trial.payments.refund(payment.id, amount_minor=6_000, key=new_key())

    with pytest.raises(PaymentRefused):
        trial.payments.refund(payment.id, amount_minor=6_000, key=new_key())


def test_a_key_used_for_another_request_is_refused(trial):
    customer = trial.customer()
    trial.payments.open_page(a_page(customer), key="same")

    with pytest.raises(PaymentRefused) as refused:
        trial.payments.open_page(a_page(customer, 20_000), key="same")

    assert refused.value.code == "idempotency_error"


@pytest.mark.parametrize("fault", list(NetworkFault))
@pytest.mark.parametrize("step", ["/v1/invoices", "/v1/invoiceitems", "/v1/tax_rates"])
def test_an_invoice_that_broke_off_is_taken_up_where_it_stopped(trial, fault, step):
    wish, key = an_invoice(trial.customer()), new_key()
    broken(trial, fault, step)
    with pytest.raises(PaymentUnclear):
        trial.payments.issue_invoice(wish, key=key)
    broken(trial, None, "")

    invoice = trial.payments.issue_invoice(wish, key=key)

    assert invoice.state is InvoiceState.OPEN
    assert (invoice.net_minor, invoice.vat_minor) == (100_000, 6_000)
    assert len(list(trial.twin.state.all("invoice"))) == 1


def test_a_paid_invoice_names_its_payment_and_the_payment_what_it_is_for(trial):
    wish = an_invoice(trial.customer())
    invoice = trial.payments.issue_invoice(wish, key=new_key())
    trial.visitor.pay_invoice(invoice.id)

    paid = trial.payments.read_invoice(invoice.id)

    assert (paid.state, paid.paid_minor) == (InvoiceState.PAID, 106_000)
    payment = trial.payments.read_payment(paid.payment_id)
    assert (payment.about, payment.invoice_id) == (wish.about, invoice.id)


def test_a_credit_note_on_a_paid_invoice_gives_back_net_and_vat(trial):
    invoice = trial.payments.issue_invoice(an_invoice(trial.customer()), key=new_key())
    trial.visitor.pay_invoice(invoice.id)

    note = trial.payments.credit_invoice(invoice.id, net_minor=10_000, vat_minor=600, key=new_key())

    assert (note.net_minor, note.vat_minor) == (10_000, 600)
    assert trial.payments.read_refund(note.refund_id).amount_minor == 10_600


def test_an_invoice_whose_tax_is_not_ours_is_not_sent(trial):
    wish = an_invoice(trial.customer())
    wrong = type(wish)(**{**vars(wish), "vat_minor": 5_999})

    with pytest.raises(PaymentRefused) as refused:
        trial.payments.issue_invoice(wrong, key=new_key())

    assert refused.value.code == "tax_differs"
    assert [each["status"] for each in trial.twin.state.all("invoice")] == ["draft"]


def test_a_wrong_key_is_a_matter_of_the_settings(trial):
    trial.twin.key = "sk_test_another"

    with pytest.raises(PaymentsMisconfigured) as refused:
        trial.payments.balances()

    assert "sk_" not in str(refused.value)
