"""BID-12 is asked of a deposit that goes back after its contracts, and every answer is kept."""

from __future__ import annotations

import sqlalchemy as sa

from marketplace.adapters.stripe_twin.client import NetworkFault
from marketplace.models import KeptFinding
from marketplace.services.find_platform import platform_query
from marketplace.services.remind_deposit import find_overdue_deposits, tell_overdue_deposit
from tests.model.signed_deposit import Signed


def said_of(signed: Signed) -> list[tuple[str, str | None]]:
    """Outcome, and the field that it names, of every answer about the deposit, in their order."""
    mine = sa.select(KeptFinding).where(
        KeptFinding.subject_id == signed.deposit_id, KeptFinding.code == "BID-12"
    )
    with signed.deposits.database.single_statements() as session:
        platform = session.scalar(platform_query())
        found = session.scalars(mine.order_by(KeptFinding.number)).all()
    assert {(one.organisation_id, one.gate) for one in found} <= {(platform, "contract")}
    return [(one.outcome, next((s["mends"] for s in one.says), None)) for one in found]


def tell_overdue(signed: Signed) -> None:
    """As the sweep does."""
    database, now = signed.deposits.database, signed.world.now
    with database.unit_of_work() as session:
        assert signed.deposit_id in find_overdue_deposits(session, now=now)
        tell_overdue_deposit(session, deposit_id=signed.deposit_id, now=now)


def test_what_is_back_within_five_days_passes(signed):
    signed.later(days=4)

    assert signed.row.state == "returned"
    assert said_of(signed) == [("pass", None)]


def test_interest_left_out_after_the_five_days_warns_until_it_is_paid(signed):
    signed.later(days=4)
    signed.later(days=4)
    tell_overdue(signed)

    signed.world.transfer(0)

    assert said_of(signed)[-2:] == [("warn", "interest_returned"), ("pass", None)]


def test_money_that_is_not_back_in_time_warns(signed):
    signed.world.stripe.client.fail = lambda _method, _path: NetworkFault.BEFORE
    signed.later(days=4)
    signed.later(days=4)

    tell_overdue(signed)

    assert said_of(signed) == [("warn", "returned_on")]


def test_a_deposit_that_ends_otherwise_is_not_asked_about(deposits):
    signed = Signed(deposits)
    other = signed.world.known[1]

    signed.later(days=31)

    assert deposits.row(other.id).ended_reason != "signed"
    with deposits.database.single_statements() as session:
        mine = sa.select(KeptFinding.id).where(KeptFinding.subject_id == other.id)
        assert session.scalars(mine).all() == []
