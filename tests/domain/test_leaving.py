"""How long the persons of an organisation that left stay on record: the longest term counts."""

from __future__ import annotations

from datetime import date

import pytest

from marketplace.domain.compliance.facts.platform import RecordClass
from marketplace.domain.compliance.retention import FREE, keeping, longest, require_over
from marketplace.domain.leaving import Deals, kept_after_leaving, kept_with_deals
from marketplace.domain.roles import OrganisationKind
from marketplace.errors import Conflict

LEFT = date(2026, 11, 28)
CARRIER, ENTERPRISE = OrganisationKind.CARRIER, OrganisationKind.ENTERPRISE
DEAL_AND_SELLER = RecordClass.TRANSACTION, RecordClass.SELLER_IDENTITY


def kept(kind, deals=None, assessed_on=None):
    deals = deals or Deals()
    return kept_after_leaving(kind, left_on=LEFT, deals=deals, assessed_on=assessed_on, on=LEFT)


def test_a_sellers_identity_stays_three_years_after_it_left():
    found = kept(CARRIER, Deals(last_on=date(2025, 1, 1)))

    assert (found.until, found.codes) == (date(2029, 11, 28), "SEC-04")


def test_a_companys_term_runs_from_its_last_completed_deal():
    found = kept(ENTERPRISE, Deals(last_on=date(2026, 9, 30)))

    assert (found.until, found.codes) == (date(2029, 9, 30), "SEC-03")


def test_a_deal_that_is_completed_after_the_leaving_keeps_a_seller_longer():
    found = kept(CARRIER, Deals(last_on=date(2027, 6, 1)))

    assert (found.until, found.codes) == (date(2030, 6, 1), "SEC-03")


def test_who_never_dealt_is_kept_as_long_as_the_logs():
    assert kept(ENTERPRISE).until == date(2027, 5, 28)


def test_a_data_export_record_keeps_its_company():
    assert kept(ENTERPRISE, assessed_on=date(2026, 1, 5)).codes == "SEC-05"


def test_no_term_runs_while_a_deal_does():
    found = kept(CARRIER, Deals(running=True, last_on=date(2020, 1, 1)))

    assert found.until is None and found.codes == "SEC-03"


@pytest.mark.parametrize(
    ("deals", "until"),
    [
        (Deals(), date(2029, 11, 28)),
        (Deals(last_on=date(2020, 1, 1)), date(2029, 11, 28)),
        (Deals(last_on=date(2027, 2, 28)), date(2030, 2, 28)),
        (Deals(running=True), None),
    ],
)
def test_a_user_without_access_is_kept_with_the_deals_it_acted_in(deals, until):
    assert kept_with_deals(LEFT, deals, on=LEFT).until == until


def test_a_deal_paid_with_fiscal_funds_keeps_for_fifteen_years():
    deals = Deals(last_on=date(2026, 9, 30), public_on=date(2024, 2, 29))
    left, gone = kept(CARRIER, deals), kept_with_deals(LEFT, deals, on=LEFT)

    assert (left.until, left.codes) == (gone.until, gone.codes) == (date(2039, 2, 28), "SEC-06")


def test_of_equal_ends_both_rules_are_named():
    both = [keeping([one], LEFT, on=LEFT) for one in DEAL_AND_SELLER]

    assert longest(both).codes == "SEC-03, SEC-04"
    assert longest([FREE]) == FREE


def test_what_must_be_kept_is_refused_with_its_day_and_its_rule():
    found = kept(CARRIER)

    with pytest.raises(Conflict) as refused:
        require_over(found, on=date(2029, 11, 27))
    require_over(found, on=date(2029, 11, 28))

    assert refused.value.params == {"until": "2029-11-28", "rules": "SEC-04"}
