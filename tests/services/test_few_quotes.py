"""Too few quotes: nothing is decrypted; a reviewer's leave, a re-run or the end follows."""

from __future__ import annotations

from uuid import UUID

import pytest
import sqlalchemy as sa

from marketplace.models import Notification, Rfq, SealedQuote, Solve, User
from tests.factories.kept import kept
from tests.factories.locked import a_quote, a_row
from tests.factories.rfq import Quoting, broken


@kept
def quoting(people, clock):
    return Quoting(people, clock)


def told(session, rfq_id):
    """Events and the organisations told of them."""
    rows = session.execute(
        sa.select(Notification.event, User.organisation_id)
        .join(User, User.id == Notification.user_id)
        .where(Notification.dedupe == rfq_id)
    )
    return {tuple(row) for row in rows}


def test_one_quote_leaves_the_rfq_short_and_everybody_told(quoting, people, session):
    reviewer = people.reviewer()

    short = quoting.short(0)

    assert (short["quotes_received"], quoting.state_of("group buy")) == (1, "quoting")
    events = told(session, quoting.rfq["id"])
    assert ("rfq_short", quoting.park.id) in events
    assert ("rfq_leave_wanted", reviewer.id) in events
    assert {("rfq_short_carriers", carrier.id) for carrier in quoting.carriers} <= events
    assert broken(session, quoting.id) == []


def test_a_carrier_never_learns_how_many_quotes_came_to_a_short_rfq(quoting):
    quoting.short(0)
    carrier = quoting.carriers[0]

    listed = carrier.get("/rfqs", query_string={"group_buy_id": quoting.id}).json

    assert carrier.get(quoting.path).json["quotes_received"] is None
    assert [rfq["quotes_received"] for rfq in listed] == [None]
    assert quoting.park.get(quoting.path).json["quotes_received"] == 1


def test_presences_are_of_one_size_filled_or_not(quoting, session):
    quoting.seal(0)

    rows = session.scalars(sa.select(SealedQuote).where(SealedQuote.rfq_id == quoting.rfq["id"]))

    assert {len(row.presence) for row in rows} == {96}


def test_a_presence_emptied_in_the_database_hides_no_quote(quoting, session):
    for carrier in (0, 1):
        quoting.seal(carrier)
    rows = {
        row.carrier_id: row
        for row in session.scalars(
            sa.select(SealedQuote).where(SealedQuote.rfq_id == quoting.rfq["id"])
        )
    }
    first, third = (rows[quoting.carriers[n].id] for n in (0, 2))
    first.presence = third.presence
    session.commit()

    assert quoting.open()["quotes_received"] == 2


def test_an_envelope_of_before_there_were_presences_counts_by_the_record(quoting, session):
    for carrier in (0, 1):
        quoting.seal(carrier)
    session.execute(
        sa.update(SealedQuote)
        .where(SealedQuote.rfq_id == UUID(quoting.rfq["id"]))
        .values(presence=b"")
    )
    session.commit()

    assert quoting.open()["quotes_received"] == 2


def test_a_reviewer_opens_the_only_quote_with_a_reason(quoting, people, session):
    quoting.short(0)
    reviewer = people.reviewer()

    answer = reviewer.post(f"{quoting.path}/allow", {"reason": "Only one carrier serves it."})

    assert answer.json["state"] == "opened", answer.json
    assert answer.json["allowed_reason"] == "Only one carrier serves it."
    assert quoting.state_of("group buy") == "opened"
    assert quoting.quote_of(0)["usable"]
    solves = sa.select(Solve.scenario).where(Solve.rfq_id == UUID(quoting.rfq["id"]))
    assert session.scalars(solves).all() == ["cheapest"]
    assert broken(session, quoting.id) == []


def test_a_reason_is_needed_to_allow(quoting, people):
    quoting.short(0)

    answer = people.reviewer().post(f"{quoting.path}/allow", {"reason": " "})

    assert [error["pointer"] for error in answer.json["errors"]] == ["/reason"]
    assert quoting.state_of() == "short"


def test_an_unusable_quote_that_was_allowed_fails_the_group_buy(quoting, people):
    quoting.carriers[0].put(f"{quoting.path}/quote", a_quote(a_row(mbps=50)))
    quoting.short()

    allowed = people.reviewer().post(f"{quoting.path}/allow", {"reason": "urgent"})

    assert (allowed.json["state"], allowed.json["failed_reason"]) == ("failed", "no_usable_quote")
    assert quoting.state_of("group buy") == "failed"


@pytest.mark.parametrize(("rfq", "sealed"), [({}, ()), ({"profile": "strict"}, (0, 1))])
def test_nothing_is_allowed_without_a_quote_or_in_the_strict_profile(people, clock, rfq, sealed):
    market = Quoting(people, clock, **rfq)
    market.short(*sealed)

    answer = people.reviewer().post(f"{market.path}/allow", {"reason": "urgent"})

    assert (answer.status_code, answer.json["code"]) == (409, "allowing_impossible")


def test_strict_opens_with_three(people, clock):
    market = Quoting(people, clock, profile="strict")
    for carrier in range(3):
        market.seal(carrier)

    assert (market.rfq["min_quotes"], market.open()["state"]) == (3, "opened")


@pytest.mark.parametrize(("profile", "too_few"), [("simple", 1), ("strict", 2)])
def test_no_organiser_asks_for_fewer_quotes_than_its_profile_needs(people, clock, profile, too_few):
    market = Quoting(people, clock)
    market.short()

    answer = market.again(profile=profile, min_quotes=too_few)

    assert [e["code"] for e in answer.json["errors"]] == ["too_few_for_profile"]
    assert market.state_of() == "short"


def test_the_organiser_ends_a_short_rfq_and_its_group_buy(quoting, session):
    quoting.short()

    ended = quoting.park.post(f"{quoting.path}/fail", {"reason": "No interest."})

    assert (ended.json["state"], ended.json["failed_reason"]) == ("failed", "too_few_quotes")
    assert quoting.state_of("group buy") == "failed"
    assert ("rfq_failed", quoting.carriers[0].id) in told(session, quoting.rfq["id"])


def test_an_rfq_that_takes_quotes_is_neither_ended_nor_asked_again_nor_allowed(quoting, people):
    ended = quoting.park.post(f"{quoting.path}/fail", {"reason": "x"})
    allowed = people.reviewer().post(f"{quoting.path}/allow", {"reason": "x"})

    codes = [answer.json["code"] for answer in (ended, allowed, quoting.again())]
    assert codes == ["rfq_not_short", "rfq_not_short", "rfq_still_quoting"]


def test_asking_again_makes_a_new_rfq_with_keys_of_its_own(quoting, session):
    quoting.short(0)
    old = quoting.rfq["id"]

    answer = quoting.again(profile="strict", notes="Two years at least.")

    assert answer.status_code == 201, answer.json
    new = answer.json
    assert (new["number"], new["rerun_of_id"], new["profile"]) == (2, old, "strict")
    assert quoting.state_of() == "void"
    assert quoting.state_of("group buy") == "quoting"
    keys = sa.select(Rfq.public_key).where(Rfq.group_buy_id == quoting.id)
    assert len(set(session.scalars(keys))) == 2
    assert ("rfq_rerun", quoting.carriers[1].id) in told(session, new["id"])
    assert broken(session, quoting.id) == []


def test_quotes_of_a_void_rfq_count_no_more_in_the_next(quoting, clock):
    quoting.short(0)
    late = quoting.carriers[0].put(f"{quoting.path}/quote", a_quote())
    quoting.take(quoting.again().json)

    assert late.json["code"] == "too_late"
    assert quoting.open()["quotes_received"] == 0


def test_a_void_rfq_takes_no_quote(quoting):
    quoting.short(0)
    quoting.again()

    answer = quoting.carriers[0].put(f"{quoting.path}/quote", a_quote())

    assert answer.json["code"] == "rfq_void"


def test_an_opened_rfq_asked_again_keeps_its_quotes_on_record_but_not_its_solves(
    quoting, people, session
):
    for carrier in (0, 1):
        quoting.seal(carrier)
    quoting.open()
    solve = quoting.park.post(f"{quoting.path}/solves").json["id"]
    old = quoting.path

    again = quoting.again(reason="The building burnt down.")

    assert again.status_code == 201, again.json
    assert len(people.observer().get(f"{old}/quotes").json) == 2
    award = quoting.park.post(f"{old}/awards", {"solve_id": solve, "reason": "x"})
    assert award.status_code == 409
    assert broken(session, quoting.id) == []


def test_a_short_rfq_of_a_cancelled_group_buy_is_void(quoting):
    quoting.short()

    cancelled = quoting.park.post(f"/group-buys/{quoting.id}/cancel", {"reason": "no more"})

    assert cancelled.json["state"] == "cancelled"
    assert quoting.state_of() == "void"
