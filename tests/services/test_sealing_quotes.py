"""Sealed quotes: equal rows, nothing readable before due, the deadline in the statement."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from marketplace.errors import TooEarly, TooLate
from marketplace.models import AuditEntry, Rfq, SealedQuote
from marketplace.security import sealing
from marketplace.services.seal_quote import seal_quote
from tests.factories.kept import kept
from tests.factories.locked import Locked, a_quote, a_row


@kept
def issued(people):
    carriers = [people.carrier(), people.carrier()]
    market = Locked(people, [{}], [{}])
    market.carriers = carriers
    market.rfq = market.issue()
    market.rfq_id = UUID(market.rfq["id"])
    market.due = datetime.fromisoformat(market.rfq["quotes_due_at"])
    return market


def envelopes(session, market) -> dict[UUID, bytes]:
    query = sa.select(SealedQuote).where(SealedQuote.rfq_id == market.rfq_id)
    return {row.carrier_id: row.envelope for row in session.scalars(query)}


def seal(market, carrier=0, **changes):
    quote = a_quote(a_row(**changes))
    answer = market.carriers[carrier].put(f"/rfqs/{market.rfq['id']}/quote", quote)
    assert answer.status_code == 200, answer.json
    return answer.json


def test_every_invited_carrier_has_an_envelope_of_one_size_from_the_start(session, issued):
    before = envelopes(session, issued)
    seal(issued)
    session.expire_all()
    after = envelopes(session, issued)

    assert {carrier.id for carrier in issued.carriers} <= before.keys()
    assert {len(e) for e in before.values()} == {len(e) for e in after.values()} == {64 * 1024}


def test_an_envelope_holds_no_readable_word(session, issued):
    seal(issued, monthly_minor=1_234_567)

    envelope = envelopes(session, issued)[issued.carriers[0].id]

    assert all(word not in envelope for word in (b"1234567", b"SHA-HKG", b"rate_rows"))


def test_sealing_changes_no_other_row_of_the_rfq(session, issued):
    before = session.execute(
        sa.select(sa.text("rfqs::text")).select_from(Rfq).where(Rfq.id == issued.rfq_id)
    ).scalar_one()
    untouched = envelopes(session, issued)[issued.carriers[1].id]
    seal(issued)
    session.expire_all()

    after = session.execute(
        sa.select(sa.text("rfqs::text")).select_from(Rfq).where(Rfq.id == issued.rfq_id)
    ).scalar_one()
    assert (before, untouched) == (after, envelopes(session, issued)[issued.carriers[1].id])


def test_the_receipt_names_the_envelopes_hash(session, issued):
    receipt = seal(issued)

    envelope = envelopes(session, issued)[issued.carriers[0].id]

    assert receipt["envelope_sha256"] == sealing.fingerprint(envelope)
    assert receipt["bytes"] == len(envelope)


def test_the_audit_row_is_hidden_until_due_and_tells_no_price(session, issued):
    seal(issued)

    chain = str(issued.carriers[0].id)
    entry = session.scalars(
        sa.select(AuditEntry).where(AuditEntry.chain == chain, AuditEntry.event == "seal")
    ).one()

    assert entry.visible_at == issued.due
    assert entry.facts.keys() == {"rfq_id", "envelope_sha256"}


def test_sealing_leaves_no_line_in_the_log(issued, caplog):
    with caplog.at_level("DEBUG", logger="marketplace"):
        seal(issued)

    assert caplog.records == []


def test_a_quote_counts_just_before_the_due_time(issued, clock):
    clock.freeze(issued.due - timedelta(microseconds=1))

    assert seal(issued)["bytes"]


def test_a_quote_at_the_due_time_is_too_late(issued, clock):
    clock.freeze(issued.due)

    answer = issued.carriers[0].put(f"/rfqs/{issued.rfq['id']}/quote", a_quote())

    assert (answer.status_code, answer.json["code"]) == (409, "too_late")


def test_the_deadline_is_judged_by_the_statement_not_by_the_callers_clock(issued, clock, session):
    clock.freeze(issued.due)
    earlier = issued.due - timedelta(hours=1)
    quote = a_quote()
    quote["valid_until"] = datetime(2034, 12, 31).date()

    with pytest.raises(TooLate):
        seal_quote(
            session,
            rfq_id=issued.rfq_id,
            quote=quote,
            identity=issued.carriers[0].identity,
            now=earlier,
        )


def test_the_key_is_refused_before_due(session, issued, config):
    rfq = session.get_one(Rfq, issued.rfq_id)

    with pytest.raises(TooEarly):
        sealing.private_key(
            rfq.private_key_sealed,
            config.sealing_key,
            rfq.id.bytes,
            due_at=rfq.quotes_due_at,
            now=rfq.quotes_due_at - timedelta(microseconds=1),
        )


def test_an_envelope_opens_only_in_its_own_place(session, issued, config, clock):
    seal(issued, 0)
    seal(issued, 1)
    first, second = (carrier.id for carrier in issued.carriers)
    session.execute(
        sa.text(
            "UPDATE sealed_quotes SET envelope = (SELECT envelope FROM "
            "sealed_quotes WHERE rfq_id = :r AND carrier_id = :a) "
            "WHERE rfq_id = :r AND carrier_id = :b"
        ),
        {"r": issued.rfq_id, "a": first, "b": second},
    )
    session.commit()
    clock.freeze(issued.due)

    opened = issued.park.post(f"/rfqs/{issued.rfq['id']}/open")

    assert (opened.json["state"], opened.json["quotes_received"]) == ("short", 1)
