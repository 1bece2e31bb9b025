"""The record of the effect on competition: begun from the figures, signed before the lock."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from marketplace.jobs.sweep_deadlines import DEADLINES, sweep_deadlines
from tests.factories.demand import Market
from tests.factories.findings import lock_now, one
from tests.factories.kept import kept
from tests.factories.statements import RECORD, sign_record
from tests.factories.uploads import upload


@kept
def market(people):
    """An open group buy with two members."""
    made = Market(people)
    for _ in range(2):
        made.join()
    return made


def path(market):
    return f"{market.path}/competition-record"


def test_a_first_wording_is_made_from_what_the_marketplace_knows(market):
    found = market.park.get(path(market))

    assert found.headers["ETag"] == '"0"' and found.json["efficiency"] is None
    assert (found.json["figures"]["members"], found.json["figures"]["mbps"]) == (2, 200)
    assert "200 Mbps" in found.json["suggested"]["zh"]["efficiency"]
    assert "2 companies" in found.json["suggested"]["en"]["efficiency"]


def test_a_signed_record_is_met_at_the_lock(market, clock):
    assert sign_record(market.park, market.id).status_code == 200

    assert lock_now(market, clock).state == "locked"
    assert {one(market.park, rule)["standing"] for rule in ("COMP-03", "COMP-05")} == {"met"}


def test_without_a_record_the_lock_goes_on_and_no_line_leaves(market, clock):
    locked = lock_now(market, clock)

    assert (locked.state, locked.pooled_lines) == ("locked", 2)
    assert one(market.park, "COMP-03")["standing"] == "warned"
    share = one(market.park, "COMP-05")
    assert share["standing"] == "held"
    assert share["says"][0]["link"] == f"{path(market)}#f-local_demand_share_bps"


@pytest.mark.parametrize(("reviewed", "standing"), [(False, "warned"), (True, "met")])
def test_a_large_share_wants_counsel(market, clock, reviewed, standing):
    opinion = upload(market.park) if reviewed else None
    sign_record(market.park, market.id, local_demand_share_bps=2001, legal_review_id=opinion)

    assert lock_now(market, clock).state == "locked"
    assert one(market.park, "COMP-05")["standing"] == standing


def test_after_the_lock_nothing_is_signed(market, clock):
    lock_now(market, clock)

    answer = sign_record(market.park, market.id)

    assert (answer.status_code, answer.json["code"]) == (409, "group_buy_not_open")


def test_the_same_signature_sent_twice_is_kept_once(market):
    first, again = (market.park.put(path(market), RECORD, etag='"0"') for _ in range(2))

    assert (first.status_code, again.status_code) == (200, 412)
    assert market.park.put(path(market), RECORD).status_code == 428


@pytest.mark.parametrize("name", sorted(RECORD))
def test_every_part_is_written(market, name):
    rest = {key: said for key, said in RECORD.items() if key != name}

    answer = market.park.put(path(market), rest, etag='"0"')

    assert [fault["pointer"] for fault in answer.json["errors"]] == [f"/{name}"]


def test_a_file_of_others_is_no_opinion(market):
    answer = sign_record(market.park, market.id, legal_review_id=upload(market.member()))

    assert answer.json["errors"][0]["code"] == "file_unknown"


def test_another_park_finds_nothing_and_a_member_may_not(people, market):
    assert people.park().get(path(market)).status_code == 404
    assert market.member().get(path(market)).status_code == 403
    assert market.member().put(path(market), RECORD, etag='"0"').status_code == 403


def test_the_sweep_asks_the_organiser_in_time_for_its_record(people, market, clock):
    locks_at = datetime.fromisoformat(market.park.get(market.path).json["locks_at"])
    clock.freeze(locks_at - timedelta(days=2))
    due = [one for one in DEADLINES if one.what == "ask_before_lock"]

    for _ in range(2):
        sweep_deadlines(people.app.extensions["marketplace"], due)

    events = [told["event"] for told in market.park.get("/notifications").json]
    assert events.count("record_before_lock") == 1 and "mend_before_lock" not in events
