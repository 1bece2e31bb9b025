"""The chart of accounts of the platform's own money: what each account is, and whose."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from marketplace.domain.compliance.words import Text


class Kind(StrEnum):
    """What an account is. The first two are debit accounts, the others credit accounts."""

    ASSET = "asset"
    EXPENSE = "expense"
    LIABILITY = "liability"
    REVENUE = "revenue"

    @property
    def sign(self) -> int:
        """By what a balance (debits less credits) is multiplied to be shown: 1 or -1."""
        return 1 if self in (Kind.ASSET, Kind.EXPENSE) else -1


class AccountPurpose(StrEnum):
    BANK = "bank"
    STRIPE_CLEARING = "stripe_clearing"
    FEE_RECEIVABLE = "fee_receivable"
    DEPOSIT_HELD = "deposit_held"
    INTEREST_PAYABLE = "interest_payable"
    DISPUTED = "disputed"
    KEPT_DEPOSIT_PAYABLE = "kept_deposit_payable"
    VAT_PAYABLE = "vat_payable"
    FEE_REVENUE = "fee_revenue"
    INTEREST_EXPENSE = "interest_expense"
    PAYMENT_COST = "payment_cost"


@dataclass(frozen=True)
class Chart:
    """One row of the chart of accounts.

    `of_organisation`: there is one account for each organisation, else one for the platform.
    `floor`: the balance never goes below zero; nothing is returned that is not held.
    """

    kind: Kind
    title: Text
    of_organisation: bool = False
    floor: bool = False


CHART: dict[AccountPurpose, Chart] = {
    AccountPurpose.BANK: Chart(Kind.ASSET, Text("银行存款", "Bank")),
    AccountPurpose.STRIPE_CLEARING: Chart(Kind.ASSET, Text("Stripe 待结算款", "Stripe clearing")),
    AccountPurpose.FEE_RECEIVABLE: Chart(
        Kind.ASSET, Text("应收平台服务费", "Service fee receivable"), of_organisation=True
    ),
    AccountPurpose.DISPUTED: Chart(
        Kind.ASSET,
        Text("持卡人银行追回的款项", "Taken back by card holders' banks"),
        of_organisation=True,
    ),
    AccountPurpose.DEPOSIT_HELD: Chart(
        Kind.LIABILITY, Text("代存诚意金", "Deposits held"), of_organisation=True, floor=True
    ),
    AccountPurpose.INTEREST_PAYABLE: Chart(
        Kind.LIABILITY,
        Text("应付诚意金利息", "Interest owed on deposits"),
        of_organisation=True,
        floor=True,
    ),
    AccountPurpose.KEPT_DEPOSIT_PAYABLE: Chart(
        Kind.LIABILITY,
        Text("应转付运营商的诚意金", "Kept deposits owed to carriers"),
        of_organisation=True,
        floor=True,
    ),
    AccountPurpose.VAT_PAYABLE: Chart(
        Kind.LIABILITY, Text("应交增值税（6%）", "VAT payable (6 %)")
    ),
    AccountPurpose.FEE_REVENUE: Chart(Kind.REVENUE, Text("平台服务费收入", "Service fee revenue")),
    AccountPurpose.INTEREST_EXPENSE: Chart(
        Kind.EXPENSE, Text("诚意金利息支出", "Interest on deposits")
    ),
    AccountPurpose.PAYMENT_COST: Chart(Kind.EXPENSE, Text("支付手续费", "Payment charges")),
}
OF_ORGANISATIONS = tuple(purpose for purpose, row in CHART.items() if row.of_organisation)
WITH_FLOOR = tuple(purpose for purpose, row in CHART.items() if row.floor)

CURRENCIES = {"CNY": 2, "HKD": 2, "USD": 2, "EUR": 2, "SGD": 2, "JPY": 0}
"By code, the decimals of its minor unit; amounts are whole numbers of that unit"


@dataclass(frozen=True)
class Turnover:
    """What stood on an account, or on accounts of one kind, and moved in a period; minor units.

    `before` and `closing` are debits less credits: above zero on the debit side.
    """

    kind: Kind
    before: int
    debit_minor: int
    credit_minor: int

    @property
    def closing(self) -> int:
        return self.before + self.debit_minor - self.credit_minor

    @property
    def opening_minor(self) -> int:
        """As a balance of its kind: what a liability owes is above zero."""
        return self.before * self.kind.sign

    @property
    def closing_minor(self) -> int:
        return self.closing * self.kind.sign

    @property
    def closing_debit_minor(self) -> int:
        return max(self.closing, 0)

    @property
    def closing_credit_minor(self) -> int:
        return max(-self.closing, 0)
