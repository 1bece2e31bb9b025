"""VAT is added per invoice, half up."""

from __future__ import annotations

from marketplace.domain.contract_terms import invoiced_vat


def test_each_invoice_is_rounded_by_itself():
    vat = invoiced_vat(50, 50, 50, 12, 900)

    assert (vat.one_off_vat_minor, vat.monthly_vat_minor) == (5, 5)
    assert vat.vat_minor == 5 + 5 + 11 * 5


def test_no_one_off_bears_no_vat():
    assert invoiced_vat(0, 100, 100, 12, 900).vat_minor == 12 * 9
