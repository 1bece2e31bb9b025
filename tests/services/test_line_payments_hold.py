"""What holds of lines' payments whatever happens: in the database, to two at once, in the sweep."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from time import sleep

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from marketplace.domain.working_days import end_of_day
from marketplace.jobs.sweep_deadlines import DEADLINES, sweep_deadlines
from marketplace.models import Notification
from marketplace.services.check_invariants import check_invariants
from tests.factories.paying import served
from tests.factories.people import People
from tests.factories.spoilt_payments import SPOILT, UNLOCKED


@pytest.fixture(scope="module")
def line(app, database):
    """With one invoice half paid, one paid, and one void."""
    line = served(People(app, database), days_ago=300)
    line.half, line.whole, line.void = (line.invoice(number).json for number in (1, 2, 3))
    line.remit(line.half, 100)
    line.remit(line.whole)
    line.carrier.post(f"/line-invoices/{line.void['id']}/void", json={"reason": "x"})
    return line


@pytest.fixture(scope="module")
def refuses(database):
    """Runs a statement and tells by which constraint it was refused, or what the trigger said."""

    def attempt(statement, **values):
        with pytest.raises(DBAPIError) as caught, database.unit_of_work() as session:
            session.execute(sa.text(statement), values)
        said = caught.value.orig.diag
        return said.constraint_name or said.message_primary

    return attempt


def test_what_is_due_never_changes(line, refuses):
    for statement in ("UPDATE due_items SET net_minor = net_minor + 1", "DELETE FROM due_items"):
        assert "never changes" in refuses(statement)


def test_an_item_is_drawn_and_invoiced_once(line, refuses):
    drawn = refuses(
        "INSERT INTO due_items SELECT (jsonb_populate_record(d, jsonb_build_object('id', "
        "gen_random_uuid()))).* FROM due_items d WHERE contract_id = :id",
        id=line.id,
    )
    invoiced = refuses(
        "INSERT INTO invoice_items SELECT :void, due_item_id, contract_id, group_buy_id "
        "FROM invoice_items WHERE invoice_id = :half",
        void=line.void["id"],
        half=line.half["id"],
    )

    assert drawn == "uq_due_items_contract_line_id_number"
    assert invoiced == "uq_invoice_items_standing"


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("remitted_minor = gross_minor + 1", "paid"),
        ("received_minor = remitted_minor + 1", "paid"),
        ("state = 'received'", "state_as_paid"),
        ("state = 'paid'", "state_as_paid"),
        ("state = 'void'", "state_as_paid"),
        ("state = 'disputed'", "disputed_by"),
        ("currency = 'USD'", "currency"),
        ("number = '123'", "number_digits"),
        ("vat_minor = vat_minor + 1", "sums"),
    ],
)
def test_an_invoice_is_as_far_paid_as_its_state_says(line, refuses, change, constraint):
    said = refuses(f"UPDATE line_invoices SET {change} WHERE id = :id", id=line.half["id"])

    assert said == f"ck_line_invoices_{constraint}"


def test_a_number_is_used_once_by_its_seller(line, refuses):
    said = refuses(
        "UPDATE line_invoices SET number = :number WHERE id = :id",
        number=line.half["number"],
        id=line.whole["id"],
    )

    assert said == "uq_line_invoices_seller_uscc_number"


def test_a_transfer_counts_once_for_an_invoice(line, refuses):
    said = refuses(
        "INSERT INTO remittances SELECT (jsonb_populate_record(r, jsonb_build_object('id', "
        "gen_random_uuid()))).* FROM remittances r WHERE invoice_id = :id",
        id=line.half["id"],
    )

    assert said == "uq_remittances_counted"


def test_a_stated_account_is_replaced_and_never_changed(line, refuses):
    for statement in (
        "UPDATE payee_accounts SET account_number = '6222000000000000'",
        "UPDATE payee_accounts SET bank = 'x', state = 'withdrawn', ended_at = now()",
        "DELETE FROM payee_accounts",
    ):
        assert "replaced, never changed" in refuses(statement)


def answers_of_two(database, lock, first, second):
    """Two requests that wait for the same row, let go together; their statuses."""
    with ThreadPoolExecutor(2) as pool, database.engine.connect() as holder:
        holder.execute(*lock)
        asked = [pool.submit(one) for one in (first, second)]
        sleep(0.4)
        assert not any(answer.done() for answer in asked)
        holder.commit()
        return sorted(answer.result(timeout=20).status_code for answer in asked)


def test_one_item_invoiced_twice_at_once_is_invoiced_once(line, database):
    one, other = line.invoice_body(5), line.invoice_body(5)
    path = f"{line.path}/invoices"
    lock = sa.text("SELECT 1 FROM contracts WHERE id = :id FOR UPDATE"), {"id": line.id}

    statuses = answers_of_two(
        database,
        lock,
        lambda: line.carrier.post(path, json=one),
        lambda: line.carrier.post(path, json=other),
    )

    assert statuses == [201, 422]


def test_two_transfers_at_once_do_not_pay_more_than_is_open(line, database):
    invoice = line.invoice(6).json
    most = invoice["gross_minor"] - 1
    lock = sa.text("SELECT 1 FROM line_invoices WHERE id = :id FOR UPDATE"), {"id": invoice["id"]}

    statuses = answers_of_two(
        database, lock, lambda: line.remit(invoice, most), lambda: line.remit(invoice, most)
    )

    assert statuses == [201, 422]
    assert line.now(invoice)["remitted_minor"] == most


def test_a_sound_market_breaks_no_invariant_and_a_spoilt_one_is_found(line, database):
    mine = [line.contract.now()["group_buy_id"]]
    with Session(database.engine) as session:
        assert [v for v in check_invariants(session, only=mine) if v.rule in SPOILT] == []
        session.rollback()
    for rule, statements in SPOILT.items():
        with Session(database.engine) as session:
            if rule == "invoiced_once":
                session.execute(sa.text("DROP INDEX uq_invoice_items_standing"))
            for statement in statements:
                session.execute(sa.text(statement))
            found = Counter(v.rule for v in check_invariants(session, only=mine))
            session.rollback()
        assert found[rule] > 0, rule


def sweep(app, what):
    sweep_deadlines(app.extensions["marketplace"], [due for due in DEADLINES if due.what == what])


def told(database, actor, event):
    with database.single_statements() as session:
        query = sa.select(sa.func.count()).where(
            Notification.event == event, Notification.user_id == actor.identity.user_id
        )
        return session.scalar(query)


def test_an_overdue_invoice_is_told_once_to_both_with_its_rule(people, app, database, clock):
    line = served(people, days_ago=20)
    invoice = line.invoice(0).json
    due = date.fromisoformat(invoice["due_on"])
    assert due == line.live_on + timedelta(days=30)
    clock.freeze(end_of_day(due) - timedelta(seconds=1))
    sweep(app, "tell_overdue_invoice")
    assert told(database, line.member, "invoice_overdue") == 0

    clock.freeze(end_of_day(due) + timedelta(days=2))
    for _ in range(2):
        sweep(app, "tell_overdue_invoice")

    assert [told(database, one, "invoice_overdue") for one in (line.member, line.carrier)] == [1, 1]
    late = line.now(invoice)
    assert late["late"] == [{"rule": "contract", "due_on": due.isoformat(), "days": 3}]
    assert line.member.get("/line-invoices?overdue=true").json[0]["id"] == invoice["id"]
    assert line.member.get("/line-invoice-totals").json["overdue"]["count"] == 1


def test_the_sweep_draws_what_lines_in_service_before_owe_once(people, app, database):
    line = served(people)
    wanted = [(one["number"], one["net_minor"]) for one in line.items()]
    with database.unit_of_work() as session:
        session.execute(sa.text(UNLOCKED.format("due_items")))
        session.execute(sa.text("DELETE FROM due_items WHERE contract_id = :id"), {"id": line.id})
        session.execute(sa.text("ALTER TABLE due_items ENABLE TRIGGER USER"))
    assert line.items() == []

    for _ in range(2):
        sweep(app, "draw_due_items")

    assert [(one["number"], one["net_minor"]) for one in line.items()] == wanted
