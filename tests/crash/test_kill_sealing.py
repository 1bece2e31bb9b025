"""Carriers replace their quotes while everything is killed: the last acknowledged one stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from threading import Event

import pytest

from marketplace.security.sealing import fingerprint
from tests.crash.checks import assert_audit_verifies, query
from tests.crash.clients import Client, start_at_once
from tests.crash.processes import eventually
from tests.factories.locked import Locked, a_quote, a_row

pytestmark = pytest.mark.crash
CARRIERS = 6


@dataclass
class Bidder:
    """A carrier that seals a new price again and again, and keeps its receipts."""

    client: Client
    path: str
    first: int
    sent: list[int] = field(default_factory=list)
    "monthly prices in the order sent"
    receipts: dict[int, str] = field(default_factory=dict)
    "hash of the envelope by monthly price, where a receipt came"

    def seal_until(self, stop: Event) -> None:
        while not stop.is_set():
            monthly = self.first + len(self.sent)
            self.sent.append(monthly)
            quote = a_quote(a_row(monthly_minor=monthly))
            answer = self.client.send("PUT", self.path, quote)
            if answer.lost:
                self.client.losses.append(answer)
                stop.wait(0.05)
                continue
            assert answer.status == 200, answer
            self.receipts[monthly] = answer.json["envelope_sha256"]

    @property
    def possible(self) -> list[int]:
        """The last acknowledged price, and those sent later without an answer."""
        return self.sent[self.sent.index(max(self.receipts)) :]


def test_the_last_acknowledged_quote_stands_after_everything_was_killed(
    stack, people, database, clock
):
    carriers = [people.carrier() for _ in range(CARRIERS)]
    locked = Locked(people, [{}], [{}])
    rfq = locked.issue()
    path = f"/rfqs/{rfq['id']}/quote"
    bidders = [
        Bidder(Client(stack.port, carrier.token), path, 1_000_000 + 100_000 * at)
        for at, carrier in enumerate(carriers)
    ]

    _seal_while_killing(stack, bidders)
    database.engine.dispose()

    envelopes = query(
        database, "SELECT carrier_id, envelope FROM sealed_quotes WHERE rfq_id = :id", id=rfq["id"]
    )
    assert len({len(row.envelope) for row in envelopes}) == 1
    assert_every_receipt_is_on_record(database, rfq["id"], bidders)
    hashes = {row.carrier_id: fingerprint(row.envelope) for row in envelopes}

    clock.freeze(datetime.fromisoformat(rfq["quotes_due_at"]))
    locked.park.post(f"/rfqs/{rfq['id']}/open")  # unless the sweep was faster
    opened = query(
        database,
        "SELECT carrier_id, envelope_sha256, usable, terms FROM quotes WHERE rfq_id = :id",
        id=rfq["id"],
    )
    found = {row.carrier_id: row for row in opened}
    assert set(found) == {carrier.id for carrier in carriers}
    for carrier, bidder in zip(carriers, bidders, strict=True):
        row = found[carrier.id]
        assert row.usable
        monthly = row.terms["rate_rows"][0]["monthly_minor"]
        assert monthly in bidder.possible
        assert row.envelope_sha256 == hashes[carrier.id]
        assert bidder.receipts.get(monthly, row.envelope_sha256) == row.envelope_sha256
    assert_audit_verifies(database)


def _seal_while_killing(stack, bidders):
    """A web worker, the database and gunicorn's master are killed, each when all is up."""
    stop = Event()
    finish = start_at_once([partial(bidder.seal_until, stop) for bidder in bidders])
    try:
        for kill in (stack.kill_web_worker, stack.kill_postgres, stack.kill_web_master):
            stack.wait()
            before = sum(len(bidder.receipts) for bidder in bidders)
            eventually(lambda b=before: sum(len(x.receipts) for x in bidders) >= b + 2 * CARRIERS)
            lost = sum(len(bidder.client.losses) for bidder in bidders)
            kill()
            eventually(lambda n=lost: sum(len(x.client.losses) for x in bidders) > n)
    finally:
        stop.set()
        finish()


def assert_every_receipt_is_on_record(database, rfq_id, bidders):
    """Each acknowledged sealing is in the audit log once."""
    rows = query(
        database,
        "SELECT facts ->> 'envelope_sha256' AS hash FROM audit_entries "
        "WHERE event = 'seal' AND facts ->> 'rfq_id' = :id",
        id=rfq_id,
    )
    recorded = Counter(row.hash for row in rows)
    receipts = [hash_ for bidder in bidders for hash_ in bidder.receipts.values()]
    assert len(set(receipts)) == len(receipts)
    assert {recorded[hash_] for hash_ in receipts} == {1}
