"""Until when records are kept, and why: the longest term counts, and the last day is exact."""

from __future__ import annotations

from datetime import date

import pytest

from marketplace.domain.compliance.facts.platform import RecordClass
from marketplace.domain.compliance.retention import CODES, keeping, terms_on
from marketplace.domain.compliance.rules.retention import TERMS_MONTHS

FROM = date(2026, 11, 28)
LOG, DEAL = RecordClass.NETWORK_LOG, RecordClass.TRANSACTION


@pytest.mark.parametrize(
    ("record", "until"),
    [
        (RecordClass.NETWORK_LOG, date(2027, 5, 28)),
        (RecordClass.TRANSACTION, date(2029, 11, 28)),
        (RecordClass.SELLER_IDENTITY, date(2029, 11, 28)),
        (RecordClass.IMPACT_ASSESSMENT, date(2029, 11, 28)),
        (RecordClass.TENDER_FILE, date(2041, 11, 28)),
    ],
)
def test_each_class_has_its_term(record, until):
    kept = keeping([record], FROM, on=FROM)

    assert (kept.until, kept.codes) == (until, CODES[record])
    assert kept.holds(date.fromordinal(until.toordinal() - 1)) and not kept.holds(until)


def test_of_several_terms_the_longest_counts():
    kept = keeping([LOG, DEAL], FROM, on=FROM)

    assert (kept.until, kept.codes) == (date(2029, 11, 28), "SEC-03")


def test_deals_of_a_public_procedure_are_kept_for_fifteen_years():
    kept = keeping([DEAL], FROM, on=FROM, public_procedure=True)

    assert (kept.until, kept.codes) == (date(2041, 11, 28), "SEC-06")


def test_what_is_not_completed_is_kept_without_an_end_in_sight():
    kept = keeping([DEAL], None, on=FROM)

    assert kept.until is None and kept.holds(date(2999, 1, 1))


def test_what_no_law_keeps_may_go_at_once():
    assert not keeping([], FROM, on=FROM).holds(FROM)


def test_every_class_has_one_rule_in_force():
    assert [term.record for term in terms_on(FROM)] == list(TERMS_MONTHS)
    assert {term.rule.code for term in terms_on(date(2025, 6, 1))} == set(CODES.values())
