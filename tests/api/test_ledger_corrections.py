"""The operator's corrections: balanced, with a reason, within the floors, a movement once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from marketplace.models import AuditEntry
from tests.factories.ledger import Books, books


@pytest.fixture(scope="module")
def ledger(config, database_url) -> Iterator[Books]:
    with books(config, database_url) as made:
        made.deposit(500_050)
        made.give_back(50)
        yield made


@pytest.fixture(scope="module")
def operator(ledger):
    return ledger.people.operator()


def held(operator):
    return operator.get("/ledger/accounts?purpose=deposit_held").json[0]


def correct(operator, account_id, **changes):
    body = {"side": "credit", "amount_minor": 700, "against": "bank", "reason": "found"}
    return operator.post(f"/ledger/accounts/{account_id}/corrections", json=body | changes)


def test_the_operator_corrects_an_account_against_one_of_the_platforms(ledger, operator):
    account = held(operator)["account"]["id"]
    before = held(operator)["closing_minor"]

    made = correct(operator, account)
    back = correct(operator, account, side="debit")

    assert (made.status_code, made.json["cause_kind"], back.status_code) == (201, "correction", 201)
    assert {leg["account"]["purpose"]: leg["credit_minor"] for leg in made.json["postings"]} == {
        "deposit_held": 700,
        "bank": 0,
    }
    assert held(operator)["closing_minor"] == before


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"against": "deposit_held"}, "ledger_against"),
        ({"against": "fee_receivable"}, "ledger_against"),
        ({"stripe_id": "txn_1"}, "ledger_not_cleared"),
        ({"side": "debit", "amount_minor": 10**9}, "ledger_overdrawn"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(operator, changes, code):
    answer = correct(operator, held(operator)["account"]["id"], **changes)

    problem = answer.json
    assert (problem.get("errors") or [problem])[0]["code"] == code


def test_a_correction_may_book_one_movement_at_stripe_once(ledger, operator):
    account = held(operator)["account"]["id"]
    named = {"against": "stripe_clearing", "stripe_id": "txn_adjusted"}

    assert correct(operator, account, **named).status_code == 201
    again = correct(operator, account, **named)

    assert (again.status_code, again.json["code"]) == (409, "stripe_booked_otherwise")
    correct(operator, account, side="debit", against="stripe_clearing")


def test_its_reason_stands_in_the_audit_log(ledger, operator):
    made = correct(operator, held(operator)["account"]["id"], reason="found twice")

    query = sa.select(AuditEntry).where(AuditEntry.subject == "ledger_correction")
    with ledger.database.single_statements() as session:
        kept = {str(one.subject_id): one.reason for one in session.scalars(query)}
    assert kept[made.json["cause_id"]] == "found twice"
