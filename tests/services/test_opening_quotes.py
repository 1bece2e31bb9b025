"""Opening: not before the due time, all at once, and a changed envelope harms only itself."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy import event

from marketplace.db.session import now_of
from marketplace.models import Quote, SealedQuote, Solve
from marketplace.services.find_rfqs import find_due_rfqs
from marketplace.services.open_quotes import open_quotes
from tests.factories.kept import kept
from tests.factories.locked import Opened, a_quote
from tests.factories.rfq import Quoting
from tests.factories.sweeping import sweep_market


@kept
def quoting(people, clock):
    return Quoting(people, clock)


def test_nobody_opens_before_the_due_time(quoting):
    quoting.clock.freeze(quoting.due - timedelta(microseconds=1))

    answer = quoting.park.post(f"{quoting.path}/open")

    assert (answer.status_code, answer.json["code"]) == (409, "too_early")


def test_too_few_quotes_leave_the_group_buy_quoting_and_store_nothing(quoting, session):
    quoting.seal(0)

    opened = quoting.open()

    assert (opened["state"], opened["quotes_received"]) == ("short", 1)
    assert quoting.park.get(f"/group-buys/{quoting.id}").json["state"] == "quoting"
    assert session.scalars(sa.select(Quote).where(Quote.rfq_id == opened["id"])).all() == []


def test_a_replaced_quote_counts_as_it_was_last(quoting):
    quoting.seal(0, monthly_minor=2_000_000)
    quoting.seal(0, monthly_minor=1_000_000)
    quoting.seal(1)

    quoting.open()

    assert quoting.quote_of(0)["total_minor"] == 2 * (100_000 + 12 * 1_000_000)


def test_a_withdrawn_quote_does_not_count(quoting):
    quoting.seal(0)
    quoting.seal(1)
    assert quoting.carriers[1].delete(f"{quoting.path}/quote").status_code == 200

    assert quoting.open()["quotes_received"] == 1


def test_a_changed_envelope_makes_only_its_own_quote_unusable(quoting, session):
    for carrier in range(3):
        quoting.seal(carrier)
    changed = session.scalars(
        sa.select(SealedQuote).where(
            SealedQuote.rfq_id == quoting.rfq["id"],
            SealedQuote.carrier_id == quoting.carriers[0].id,
        )
    ).one()
    changed.envelope = changed.envelope[:-1] + bytes([changed.envelope[-1] ^ 1])
    session.commit()

    assert quoting.open()["state"] == "opened"
    assert quoting.quote_of(0)["unusable_reason"] == "envelope_changed"
    assert quoting.quote_of(1)["usable"]


def test_an_envelope_put_back_to_an_earlier_one_is_found(quoting, session):
    for carrier in range(3):
        quoting.seal(carrier)
    row = session.scalars(
        sa.select(SealedQuote).where(
            SealedQuote.rfq_id == quoting.rfq["id"],
            SealedQuote.carrier_id == quoting.carriers[0].id,
        )
    ).one()
    earlier = row.envelope
    quoting.seal(0, monthly_minor=1)
    session.execute(sa.update(SealedQuote).where(SealedQuote.id == row.id).values(envelope=earlier))
    session.commit()

    quoting.open()

    assert quoting.quote_of(0)["unusable_reason"] == "envelope_changed"


def test_a_quote_that_prices_no_line_is_unusable(quoting):
    quoting.seal(0)
    quoting.seal(1)
    quoting.seal(2, mbps=50)

    quoting.open()

    assert quoting.quote_of(2)["unusable_reason"] == "prices_no_line"


def test_no_usable_quote_fails_the_group_buy(quoting):
    quoting.seal(0, mbps=50)
    quoting.seal(1, mbps=50)

    assert quoting.open()["failed_reason"] == "no_usable_quote"


def test_the_published_hash_is_the_receipts(quoting):
    receipt = quoting.carriers[0].put(f"{quoting.path}/quote", a_quote()).json
    quoting.seal(1)

    quoting.open()

    assert quoting.quote_of(0)["envelope_sha256"] == receipt["envelope_sha256"]


def test_opening_asks_a_number_of_queries_that_lines_do_not_change(people, clock, database, config):
    def queries(lines):
        market = Quoting(people, clock, [{} for _ in range(lines)])
        market.seal(0)
        market.seal(1)
        clock.freeze(market.due)
        seen = []
        listener = event.listens_for(database.engine, "before_cursor_execute")(
            lambda *args: seen.append(args[2])
        )
        ports = {"config": config, "jobs": people.app.extensions["marketplace"].jobs}
        with database.unit_of_work() as session:
            open_quotes(session, rfq_id=market.rfq["id"], now=now_of(session), **ports)
        event.remove(database.engine, "before_cursor_execute", listener)
        return len(seen)

    assert queries(2) == queries(12)


def test_the_sweep_opens_what_is_due_and_asks_for_the_cheapest_award(quoting, session):
    quoting.seal(0)
    quoting.seal(1)
    quoting.clock.freeze(quoting.due)

    sweep_market(quoting.people.app, quoting.id)

    solves = session.scalars(sa.select(Solve).where(Solve.rfq_id == quoting.rfq["id"])).all()
    assert [solve.scenario for solve in solves] == ["cheapest"]


def test_a_void_rfq_is_not_due(quoting, session):
    quoting.park.post(f"/group-buys/{quoting.id}/cancel", json={"reason": "no longer wanted"})

    assert quoting.rfq["id"] not in map(str, find_due_rfqs(session, now=quoting.due))


def test_an_opened_rfq_is_not_opened_again(people, clock):
    market = Opened(people, clock)

    again = market.park.post(f"/rfqs/{market.rfq['id']}/open")

    assert (again.status_code, again.json["code"]) == (409, "illegal_move")
