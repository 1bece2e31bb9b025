"""The chart of accounts, and which legs make an entry."""

from __future__ import annotations

from uuid import uuid4

import pytest

from marketplace.config import ROOT
from marketplace.domain.ledger import CHART, WITH_FLOOR, AccountPurpose, Kind, Turnover
from marketplace.domain.ledger_entries import (
    Account,
    CauseKind,
    EntryPurpose,
    Unbalanced,
    balanced,
    credit,
    debit,
)
from marketplace.i18n.ledger_words import CAUSES, ENTRY_PURPOSES
from pricing.money import MAX_MINOR

BANK, REVENUE, HELD = (
    AccountPurpose.BANK,
    AccountPurpose.FEE_REVENUE,
    AccountPurpose.DEPOSIT_HELD,
)
WHO = uuid4()


def test_every_purpose_is_in_the_chart_in_both_languages():
    assert set(CHART) == set(AccountPurpose)
    assert all(row.title.zh and row.title.en for row in CHART.values())


def test_the_documents_name_every_account_and_what_it_is():
    text = (ROOT / "docs" / "money.md").read_text()

    for purpose, row in CHART.items():
        whose = "carrier" if "carriers" in row.title.en else "organisation"
        owner = whose if row.of_organisation else "platform"
        head = f"| `{purpose}` {row.title.zh.removesuffix('（6%）')} | {row.kind} | {owner} | "
        assert f"{head}{'yes ' if row.floor else ''}|" in text


def test_every_cause_and_purpose_of_an_entry_has_its_words():
    assert set(CAUSES) == set(CauseKind)
    assert set(ENTRY_PURPOSES) == set(EntryPurpose)
    assert all(all(words) for words in (*CAUSES.values(), *ENTRY_PURPOSES.values()))


def test_only_what_is_owed_to_an_organisation_has_a_floor():
    assert all(
        CHART[one].kind == Kind.LIABILITY and CHART[one].of_organisation for one in WITH_FLOOR
    )


def test_legs_of_one_account_are_one_posting():
    legs = [debit(BANK, 100), credit(BANK, 30), credit(HELD, 70, WHO)]

    assert balanced(legs) == {Account(BANK): 70, Account(HELD, WHO): -70}


@pytest.mark.parametrize(
    "legs",
    [
        [],
        [debit(BANK, 100), credit(REVENUE, 99)],
        [debit(BANK, 100), credit(BANK, 100)],
        [debit(BANK, 0), credit(REVENUE, 0)],
        [debit(BANK, 100), credit(REVENUE, 100, currency="USD")],
    ],
)
def test_what_is_not_an_entry_is_refused(legs):
    with pytest.raises(Unbalanced):
        balanced(legs)


def test_each_currency_balances_by_itself():
    legs = [debit(BANK, 1), credit(REVENUE, 1)]
    legs += [debit(BANK, 2, currency="JPY"), credit(REVENUE, 2, currency="JPY")]

    assert len(balanced(legs)) == 4


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: debit(BANK, -1),
        lambda: credit(BANK, MAX_MINOR + 1),
        lambda: debit(BANK, 1, WHO),
        lambda: debit(HELD, 1),
        lambda: debit(BANK, 1, currency="XXX"),
    ],
)
def test_a_leg_names_an_account_that_can_be_and_an_amount(wrong):
    with pytest.raises(ValueError, match=r"must|account|kept"):
        wrong()


def test_a_liability_is_shown_above_zero_when_something_is_owed():
    owed = Turnover(Kind.LIABILITY, before=-500, debit_minor=200, credit_minor=100)

    assert (owed.opening_minor, owed.closing_minor) == (500, 400)
    assert (owed.closing_debit_minor, owed.closing_credit_minor) == (0, 400)
