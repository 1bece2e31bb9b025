"""Drafts of quotes: kept for their carrier alone, unreadable at rest, told to nobody."""

from __future__ import annotations

from uuid import UUID

import pytest
import sqlalchemy as sa

from marketplace.errors import Conflict, Invalid, NotFound, TooLate
from marketplace.models import AuditEntry, QuoteDraft, Rfq
from marketplace.services.forget_old import forget_old
from marketplace.services.keep_quote_draft import NOTHING, find_quote_draft, keep_quote_draft
from tests.factories.kept import kept
from tests.factories.rfq import Quoting

TYPED = {"rate_rows-0-monthly_minor": "20000", "preparation-contact_name": "李一"}


@kept
def market(people, clock):
    market = Quoting(people, clock)
    market.rfq_id = UUID(market.rfq["id"])
    market.key = people.app.extensions["marketplace"].config.sealing_key
    return market


def keep(session, market, now, values=TYPED, carrier=0, mark=""):
    return keep_quote_draft(
        session,
        rfq_id=market.rfq_id,
        values=values,
        seen_mark=mark,
        sealing_key=market.key,
        identity=market.carriers[carrier].identity,
        now=now,
    )


def find(session, market, carrier=0):
    rfq = session.get_one(Rfq, market.rfq_id)
    identity = market.carriers[carrier].identity
    return find_quote_draft(session, rfq, sealing_key=market.key, identity=identity)


def papers(session, market) -> dict[UUID, bytes]:
    query = sa.select(QuoteDraft).where(QuoteDraft.rfq_id == market.rfq_id)
    return {draft.carrier_id: draft.paper for draft in session.scalars(query)}


def test_what_was_typed_is_found_again_by_its_carrier_alone(session, market, clock):
    kept = keep(session, market, clock.now())

    assert find(session, market) == kept
    assert dict(kept.values) == TYPED
    assert find(session, market, carrier=1) == NOTHING


def test_every_invited_carrier_has_a_paper_of_one_size_before_and_after(session, market, clock):
    before = papers(session, market)
    keep(session, market, clock.now())
    session.expire_all()
    after = papers(session, market)

    assert {carrier.id for carrier in market.carriers} <= before.keys()
    assert {len(p) for p in before.values()} == {len(p) for p in after.values()} == {64 * 1024}


def test_a_paper_holds_no_readable_word(session, market, clock):
    keep(session, market, clock.now())

    paper = papers(session, market)[market.carriers[0].id]

    assert b"20000" not in paper
    assert b"rate_rows" not in paper


def test_nothing_is_recorded_of_a_draft(session, market, clock):
    count = sa.select(sa.func.count()).select_from(AuditEntry)
    before = session.scalar(count)

    keep(session, market, clock.now())

    assert session.scalar(count) == before


def test_a_colleagues_later_draft_is_not_overwritten_unseen(session, market, clock):
    first = keep(session, market, clock.now())
    keep(session, market, clock.now(), mark=first.mark)

    with pytest.raises(Conflict):
        keep(session, market, clock.now(), mark=first.mark)


def test_a_draft_can_be_thrown_away(session, market, clock):
    kept = keep(session, market, clock.now())

    keep(session, market, clock.now(), values=None, mark=kept.mark)

    assert find(session, market) == NOTHING


def test_no_draft_is_kept_from_the_due_time_on(session, market):
    with pytest.raises(TooLate):
        keep(session, market, market.due)


def test_who_is_not_invited_has_no_draft(session, market, people, clock):
    market.carriers.append(people.carrier())

    with pytest.raises(NotFound):
        keep(session, market, clock.now(), carrier=3)


def test_a_request_issued_before_drafts_were_kept_has_room_for_one(session, market, clock):
    session.execute(sa.delete(QuoteDraft))

    kept = keep(session, market, clock.now())

    assert find(session, market) == kept


def test_a_draft_too_large_for_its_paper_is_refused(session, market, clock):
    with pytest.raises(Invalid) as refused:
        keep(session, market, clock.now(), values={str(n): str(n * 7919) for n in range(60_000)})

    assert refused.value.faults[0].code == "quote_too_large"


def test_drafts_are_forgotten_once_quoting_is_over(session, market, clock):
    keep(session, market, clock.now())
    forget_old(session)
    assert papers(session, market)

    session.execute(sa.update(Rfq).where(Rfq.id == market.rfq_id).values(state="void"))
    forget_old(session)

    session.expire_all()
    assert papers(session, market) == {}
