"""Money on the balance at Stripe: what came, what Stripe keeps of it, what was paid out."""

from __future__ import annotations

from collections import defaultdict

from marketplace.adapters.stripe_twin.faults import TwinFault
from marketplace.adapters.stripe_twin.forms import amount_of, currency_of, metadata_of
from marketplace.adapters.stripe_twin.state import Object, TwinState

FEE_BPS = 340
FEE_FIXED_MINOR = 235
"3.4 % and 2.35, half up: as Stripe lists it in Hong Kong"


def fee_of(amount: int) -> int:
    return min(amount, (amount * FEE_BPS + 5_000) // 10_000 + FEE_FIXED_MINOR)


def book(state: TwinState, type_: str, source: Object, amount: int, fee: int = 0) -> Object:
    """A balance transaction; `amount` above zero came in."""
    details = {
        "amount": fee,
        "application": None,
        "currency": source["currency"],
        "description": "Stripe processing fees",
        "type": "stripe_fee",
    }
    return state.add(
        "balance_transaction",
        "txn",
        {
            "amount": amount,
            "available_on": state.now(),
            "balance_type": "payments",
            "currency": source["currency"],
            "description": None,
            "exchange_rate": None,
            "fee": fee,
            "fee_details": [details] if fee else [],
            "net": amount - fee,
            "reporting_category": type_,
            "source": source["id"],
            "status": "available",
            "type": type_,
        },
    )


def balances(state: TwinState) -> dict[str, int]:
    """By currency, what stands on the balance."""
    sums: dict[str, int] = defaultdict(int)
    for move in state.all("balance_transaction"):
        sums[move["currency"]] += move["net"]
    return dict(sums)


def read_balance(state: TwinState, _id: str, _given: Object) -> Object:
    kept = sorted(balances(state).items())
    return {
        "object": "balance",
        "available": [
            {"amount": amount, "currency": currency, "source_types": {"card": amount}}
            for currency, amount in kept
        ],
        "pending": [
            {"amount": 0, "currency": currency, "source_types": {"card": 0}} for currency, _ in kept
        ],
        "livemode": False,
    }


def create_payout(state: TwinState, _id: str, given: Object) -> Object:
    """To the platform's bank account; refused beyond what stands on the balance."""
    amount, currency = amount_of(given), currency_of(given)
    if amount > balances(state).get(currency, 0):
        raise TwinFault(
            "You have insufficient funds in your Stripe account.", code="balance_insufficient"
        )
    payout = state.add(
        "payout",
        "po",
        {
            "amount": amount,
            "application_fee": None,
            "application_fee_amount": None,
            "arrival_date": state.now(),
            "automatic": False,
            "balance_transaction": None,
            "currency": currency,
            "description": given.get("description"),
            "destination": None,
            "failure_balance_transaction": None,
            "failure_code": None,
            "failure_message": None,
            "livemode": False,
            "metadata": metadata_of(given),
            "method": "standard",
            "original_payout": None,
            "payout_method": None,
            "reconciliation_status": "not_applicable",
            "reversed_by": None,
            "source_type": "card",
            "statement_descriptor": None,
            "status": "pending",
            "trace_id": None,
            "type": "bank_account",
        },
    )
    payout["balance_transaction"] = book(state, "payout", payout, -amount)["id"]
    state.emit("payout.created", payout)
    return payout


def arrive(state: TwinState, payout: Object) -> None:
    """The bank has it."""
    payout["status"] = "paid"
    state.emit("payout.paid", payout)


def come_back(state: TwinState, payout: Object) -> None:
    """The bank did not take it: it stands on the balance again."""
    payout |= {"status": "failed", "failure_code": "account_closed"}
    returned = book(state, "payout_failure", payout, payout["amount"])
    payout["failure_balance_transaction"] = returned["id"]
    state.emit("payout.failed", payout)
