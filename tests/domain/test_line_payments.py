"""The lives of invoices, remittances and accounts; dues, amounts, numbers and names."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from marketplace.domain.e_invoice import read_number
from marketplace.domain.invoice_amounts import Stated, amount_faults, differs
from marketplace.domain.life_cycle import CLOCK
from marketplace.domain.lives import (
    INVOICE,
    PAYEE_ACCOUNT,
    REMITTANCE,
    InvoiceEvent,
    InvoiceState,
)
from marketplace.domain.payee_account import masked, named_for
from marketplace.domain.payment_due import SOURCE, Due, DueRule, dues_of, lateness
from marketplace.domain.payment_next import PaymentStep, next_of_invoice, next_of_item
from marketplace.errors import IllegalMove

INVOICE_MOVES = {
    ("invoiced", "pay"): "paid",
    ("paid", "receive"): "received",
    ("paid", "reopen"): "invoiced",
    ("invoiced", "dispute"): "disputed",
    ("paid", "dispute"): "disputed",
    ("disputed", "answer"): "disputed",
    ("disputed", "settle"): "invoiced",
    **{(state, "void"): "void" for state in ("invoiced", "paid", "received", "disputed")},
}


CELLS = list(itertools.product(InvoiceState, InvoiceEvent))


@pytest.mark.parametrize(("state", "event"), CELLS)
def test_each_cell_of_an_invoices_life_is_as_designed(state, event):
    leads_to = INVOICE_MOVES.get((str(state), str(event)))

    if leads_to is None:
        with pytest.raises(IllegalMove):
            INVOICE.after(state, event)
    else:
        assert INVOICE.after(state, event) == leads_to


def test_a_remittance_and_an_account_end_once():
    assert {str(one) for one in REMITTANCE.moves.values()} == {"received", "denied", "withdrawn"}
    assert {str(one) for one in PAYEE_ACCOUNT.moves.values()} == {"replaced", "withdrawn"}
    assert len({state for state, _ in REMITTANCE.moves}) == 1


def test_only_the_company_pays_and_only_the_carrier_has_it():
    assert INVOICE.actors[InvoiceEvent.PAY] == {"member", CLOCK}
    assert INVOICE.actors[InvoiceEvent.RECEIVE] == {"carrier", CLOCK}
    assert INVOICE.actors[InvoiceEvent.VOID] == {"carrier"}


DELIVERED, ON_TIME = date(2026, 11, 30), date(2026, 12, 2)


@pytest.mark.parametrize(
    ("days", "small", "public", "dues"),
    [
        (30, False, False, [("contract", date(2026, 12, 30))]),
        (None, False, True, []),
        (30, True, True, [("contract", date(2026, 12, 30)), ("public_payer", date(2026, 12, 30))]),
        (None, True, False, [("large_payer", date(2027, 1, 29))]),
        (90, True, True, [("contract", date(2027, 2, 28)), ("public_payer", date(2026, 12, 30))]),
    ],
)
def test_a_payment_is_due_by_the_contract_and_to_a_small_firm_by_law(days, small, public, dues):
    found = dues_of(DELIVERED, ON_TIME, payment_days=days, small_carrier=small, public_payer=public)

    assert [(str(due.rule), due.on) for due in found] == dues


def test_nobody_is_late_before_it_has_the_invoice():
    late = date(2027, 6, 1)

    found = dues_of(DELIVERED, late, payment_days=30, small_carrier=False, public_payer=False)

    assert [due.on for due in found] == [late]


@pytest.mark.parametrize(("today", "days"), [(30, []), (31, [1])])
def test_the_last_day_is_in_time(today, days):
    due = Due(DueRule.CONTRACT, date(2026, 12, 30))

    assert [one.days for one in lateness([due], date(2026, 12, today))] == days


def test_the_law_on_small_firms_is_named_with_its_article_and_no_unchecked_number():
    assert SOURCE.printed("zh") == "《保障中小企业款项支付条例》第9条"


OVER = [200_000, 100_000]


def stated(net=300_000, vat=27_000, gross=327_000, bps=900):
    return Stated(net, vat, gross, bps)


@pytest.mark.parametrize(
    ("invoice", "reason", "codes"),
    [
        (stated(), "", []),
        (stated(vat=27_002, gross=327_002), "", []),
        (stated(vat=27_003, gross=327_003), "", ["/vat_minor invoice_vat_differs"]),
        (stated(vat=27_003, gross=327_003), "rounded per site", []),
        (stated(gross=327_001), "any", ["/gross_minor invoice_gross_differs"]),
        (stated(net=299_999, vat=27_000, gross=326_999), "", ["/net_minor invoice_below_schedule"]),
        (stated(net=200_000, vat=18_000, gross=218_000), "an outage", []),
        (stated(net=300_001, gross=327_001), "any", ["/net_minor invoice_above_schedule"]),
        (stated(vat=18_000, gross=318_000, bps=600), "", []),
    ],
)
def test_amounts_are_held_against_the_schedule(invoice, reason, codes):
    faults = amount_faults(invoice, OVER, reason=reason)

    assert [f"{fault.pointer} {fault.code}" for fault in faults] == codes


def test_an_invoice_that_is_not_as_the_schedule_is_known_as_such():
    assert not differs(stated(), OVER)
    assert differs(stated(net=200_000, vat=18_000, gross=218_000), OVER)


def test_a_number_says_year_province_channel_and_serial():
    number = read_number("26312000000123456789")

    assert number is not None
    assert (number.year, number.province, number.channel) == ("26", "31", "2")
    assert number.serial == "000000123456789"
    assert number.is_of(date(2026, 1, 1)) and not number.is_of(date(2027, 1, 1))
    assert read_number("2631200000012345678") is None
    assert read_number("２6312000000123456789") is None


@pytest.mark.parametrize(
    ("account", "named"),
    [
        ("示例电信(上海)有限公司", True),
        ("示例电信（上海） 有限公司", True),
        ("示例电信（上海）有限公司临港分公司", True),
        ("示例电信（上海）有限公司临港商贸部", False),
        ("示例电信", False),
        ("某某科技有限公司", False),
    ],
)
def test_an_account_is_the_legal_persons_or_of_a_branch_named_after_it(account, named):
    assert named_for(account, "示例电信（上海）有限公司") == named


def test_all_but_the_last_four_digits_are_hidden():
    assert masked("6222 0000 1111 2345") == "************2345"


STEPS = [
    ("invoiced", False, False, 0, "member_pays"),
    ("invoiced", False, False, 1, "carrier_confirms"),
    ("paid", False, False, 1, "carrier_confirms"),
    ("received", False, False, 0, "nobody"),
    ("void", False, False, 0, "nobody"),
    ("disputed", True, False, 0, "carrier_answers"),
    ("disputed", False, False, 0, "member_answers"),
    ("disputed", True, True, 0, "member_settles"),
    ("disputed", False, True, 0, "carrier_settles"),
]


@pytest.mark.parametrize(("state", "by_member", "answered", "unanswered", "step"), STEPS)
def test_what_is_next_is_one_partys_to_do(state, by_member, answered, unanswered, step):
    found = next_of_invoice(
        InvoiceState(state), by_member=by_member, answered=answered, unanswered_minor=unanswered
    )

    assert found == step


def test_an_item_can_be_invoiced_once_its_days_are_over():
    assert next_of_item(DELIVERED, DELIVERED) == PaymentStep.CARRIER_INVOICES
    assert next_of_item(ON_TIME, DELIVERED) == PaymentStep.LATER
