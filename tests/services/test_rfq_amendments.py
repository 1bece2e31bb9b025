"""An amendment voids every quote without counting them, and moves the due time if need be."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from marketplace.domain.working_days import end_of_day, local_day, nth_working_day_after
from marketplace.models import Line, Notification, RfqLine, SealedQuote, User
from tests.factories.kept import kept
from tests.factories.locked import a_quote
from tests.factories.rfq import Quoting, broken


@kept
def quoting(people, clock):
    return Quoting(people, clock)


def envelopes(session, market):
    session.expire_all()
    rows = session.scalars(sa.select(SealedQuote).where(SealedQuote.rfq_id == market.rfq["id"]))
    return {row.carrier_id: (row.envelope, row.presence) for row in rows}


def references(market):
    return [line["reference"] for line in market.park.get(f"{market.path}/lines").json]


def test_every_quote_received_is_void(quoting):
    for carrier in (0, 1):
        quoting.seal(carrier)
    quoting.amend()

    assert quoting.open()["quotes_received"] == 0


def test_every_envelope_changes_and_none_changes_its_size(quoting, session):
    quoting.seal(0)
    before = envelopes(session, quoting)
    quoting.amend()

    after = envelopes(session, quoting)

    assert all(before[carrier] != after[carrier] for carrier in before)
    assert {tuple(map(len, both)) for both in after.values()} == {(64 * 1024, 96)}


def test_a_quote_sealed_anew_counts_and_may_be_replaced_and_withdrawn(quoting):
    quoting.seal(0)
    quoting.amend()
    quoting.seal(0, monthly_minor=2_000_000)
    quoting.seal(0, monthly_minor=1_000_000)
    quoting.seal(1)
    quoting.seal(2)
    assert quoting.carriers[2].delete(f"{quoting.path}/quote").status_code == 200

    assert quoting.open()["quotes_received"] == 2
    assert quoting.quote_of(0)["total_minor"] == 2 * (100_000 + 12 * 1_000_000)


def test_every_invited_carrier_is_told_once(quoting, session):
    quoting.seal(0)
    made = quoting.amend()

    rows = session.execute(
        sa.select(User.organisation_id, Notification.due_at)
        .join(User, User.id == Notification.user_id)
        .where(Notification.event == "rfq_amended", Notification.dedupe == made["id"])
    ).all()

    told = Counter(row[0] for row in rows)
    assert [told[carrier.id] for carrier in quoting.carriers] == [1] * len(quoting.carriers)
    assert {row.due_at for row in rows} == {quoting.due}


def test_enough_time_left_leaves_the_due_time(quoting):
    due = quoting.due

    assert quoting.amend()["changes"] == {}
    assert quoting.due == due


def test_the_due_time_moves_so_that_working_days_are_left(quoting, config):
    now = quoting.clock.freeze(quoting.due - timedelta(seconds=1))
    made = quoting.amend()

    least = end_of_day(nth_working_day_after(local_day(now), config.quoting_days))
    assert quoting.due == least > now
    assert list(made["changes"]) == ["quotes_due_at"]


def test_an_amendment_at_the_due_time_is_too_late(quoting):
    quoting.clock.freeze(quoting.due)

    answer = quoting.park.post(f"{quoting.path}/amendments", {"text": "late"})

    assert (answer.status_code, answer.json["code"]) == (409, "too_late")


@pytest.mark.parametrize(("seconds", "status"), [(-1, 200), (0, 409)])
def test_after_an_amendment_the_new_due_time_counts(quoting, seconds, status):
    due = quoting.due + timedelta(days=5)
    quoting.amend(quotes_due_at=due.isoformat())
    quoting.clock.freeze(due + timedelta(seconds=seconds))

    path, carrier = f"{quoting.path}/quote", quoting.carriers[0]

    answers = [carrier.put(path, a_quote()), carrier.delete(path), carrier.put(path, a_quote())]

    assert [answer.status_code for answer in answers] == [status] * 3


def test_questions_get_as_much_more_time_as_the_quotes(people, clock):
    until = clock.now() + timedelta(days=4)
    market = Quoting(people, clock, questions_due_at=until.isoformat())
    market.amend(quotes_due_at=(market.due + timedelta(days=5)).isoformat())

    moved = datetime.fromisoformat(market.rfq["questions_due_at"])
    assert moved - until == timedelta(days=5)


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"quotes_due_at": -1}, "/quotes_due_at", "due_not_earlier"),
        ({"quotes_due_at": 130}, "/quotes_due_at", "due_too_late"),
        ({"questions_due_at": 5}, "/questions_due_at", "questions_after_quotes"),
        ({"min_quotes": 1}, "/min_quotes", "too_few_for_profile"),
        ({"text": " "}, "/text", "text_length"),
        (
            {"release": [{"reference": "L9", "reason": "x"}]},
            "/release/0/reference",
            "line_not_asked",
        ),
    ],
)
def test_what_cannot_be_amended_is_told(quoting, change, pointer, code):
    body = {"text": "x"} | {
        name: (quoting.due + timedelta(days=value)).isoformat() if name.endswith("_at") else value
        for name, value in change.items()
    }

    answer = quoting.park.post(f"{quoting.path}/amendments", body)

    assert [(e["pointer"], e["code"]) for e in answer.json["errors"]] == [(pointer, code)]


def test_a_stricter_profile_needs_its_quotes(quoting):
    quoting.amend(profile="strict", notes="Three, please.")

    assert (quoting.rfq["profile"], quoting.rfq["min_quotes"]) == ("strict", 3)
    assert quoting.rfq["notes"] == "Three, please."


def test_a_quote_made_for_the_rfq_as_it_was_is_refused(quoting):
    before = quoting.carriers[0].get(quoting.path).headers["ETag"]
    quoting.amend()
    path = f"{quoting.path}/quote"

    stale = quoting.carriers[0].put(path, a_quote(), etag=before)
    now = quoting.carriers[0].get(quoting.path).headers["ETag"]
    fresh = quoting.carriers[0].put(path, a_quote(), etag=now)

    assert (stale.json["code"], fresh.status_code) == ("rfq_amended", 200)


def test_a_released_line_is_priced_and_counted_no_more(quoting, session):
    first, second = references(quoting)
    made = quoting.amend(release=[{"reference": first, "reason": "Building not ready"}])
    for carrier in (0, 1):
        quoting.seal(carrier)
    quoting.open()

    solve = quoting.park.post(f"{quoting.path}/solves").json

    released = session.execute(
        sa.select(Line.state, Line.released_reason)
        .join(RfqLine, RfqLine.line_id == Line.id)
        .where(RfqLine.rfq_id == UUID(quoting.rfq["id"]), RfqLine.reference == first)
    ).one()
    assert made["changes"]["released"] == [[], [first]]
    assert tuple(released) == ("released", "Building not ready")
    assert {quote["priced_lines"] for quote in quoting.quotes().values()} == {1}
    problem = quoting.park.get(f"/solves/{solve['id']}/problem").json
    assert [line["id"] for line in problem["lines"]] == [second]
    assert broken(session, quoting.id) == []


def test_the_last_line_stays(quoting):
    release = [{"reference": reference, "reason": "x"} for reference in references(quoting)]

    answer = quoting.park.post(f"{quoting.path}/amendments", {"text": "x", "release": release})

    assert [e["code"] for e in answer.json["errors"]] == ["no_line_left"]


def test_a_released_line_takes_no_price_of_its_own(quoting):
    first, _ = references(quoting)
    quoting.amend(release=[{"reference": first, "reason": "x"}])
    price = {"one_off_minor": 0, "monthly_minor": 1, "rtt_us": 30_000}
    price |= {"reference": first, "availability_bps": 9990, "delivery_days": 30}

    answer = quoting.carriers[0].put(f"{quoting.path}/quote", a_quote(line_prices=[price]))

    assert [e["code"] for e in answer.json["errors"]] == ["line_not_asked"]


def test_a_sealing_stays_hidden_when_the_due_time_moves(quoting, people):
    quoting.seal(0)
    due = quoting.due
    quoting.amend(quotes_due_at=(due + timedelta(days=5)).isoformat())
    observer, chain = people.observer(), str(quoting.carriers[0].id)
    quoting.clock.freeze(due + timedelta(days=1))

    def events():
        found = observer.get("/audit-entries", query_string={"chain": chain})
        return [entry["event"] for entry in found.json if entry["subject"] == "sealed_quote"]

    assert events() == ["void"]
    quoting.open()
    assert sorted(events()) == ["seal", "void"]


def test_amendments_are_read_by_carriers_and_organiser_not_by_members(quoting):
    quoting.amend("Two routes now.")
    path = f"{quoting.path}/amendments"

    seen = [who.get(path).json[0]["text"] for who in (quoting.park, quoting.carriers[2])]

    assert seen == ["Two routes now."] * 2
    assert quoting.carriers[0].get(f"{path}/1").json["number"] == 1
    assert [quoting.members[0].get(p).status_code for p in (path, f"{path}/1")] == [404, 404]
