"""The audit log as overseers read it, and the clock."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from marketplace.models.audit import record


class Thing:
    audit_subject = "thing"

    def __init__(self) -> None:
        self.id = uuid4()
        self.audit_chain = str(self.id)


def test_a_decision_is_recorded_with_who_when_from_to_and_why(people):
    pending, reviewer = people.park(confirmed=False), people.reviewer()
    reviewer.post(f"/organisations/{pending.id}/refuse", {"reason": "缺章"})

    entry = people.observer().get(f"/audit-entries?subject_id={pending.id}").json[0]

    assert (entry["subject"], entry["event"]) == ("organisation", "refuse")
    assert (entry["from_state"], entry["to_state"]) == ("pending", "refused")
    assert (entry["reason"], entry["actor_id"]) == ("缺章", str(reviewer.identity.user_id))


def test_what_is_not_yet_visible_is_not_there_nor_counted(people, database, clock):
    thing, now = Thing(), clock.now()
    with database.unit_of_work() as session:
        record(session, thing, "shown", by=None, now=now)
        record(session, thing, "sealed", by=None, now=now, visible_at=now + timedelta(hours=1))
    observer = people.observer()

    before = observer.get(f"/audit-entries?chain={thing.id}")
    clock.advance(hours=2)
    after = observer.get(f"/audit-entries?chain={thing.id}")

    assert [e["event"] for e in before.json] == ["shown"]
    assert before.headers["X-Total-Count"] == "1"
    assert {e["event"] for e in after.json} == {"shown", "sealed"}


def test_entries_come_in_pages_newest_first(people, database, clock):
    thing = Thing()
    with database.unit_of_work() as session:
        for step in range(5):
            record(session, thing, f"step_{step}", by=None, now=clock.now())
            session.flush()

    page = people.operator().get(f"/audit-entries?subject=thing&chain={thing.id}&limit=2&offset=2")

    assert [e["event"] for e in page.json] == ["step_2", "step_1"]
    assert page.headers["X-Total-Count"] == "5"


@pytest.mark.parametrize("who", ["park", "carrier"])
def test_the_log_is_for_overseers(people, who):
    assert getattr(people, who)().get("/audit-entries").status_code == 403


def test_everybody_may_ask_the_time(app, clock):
    at = clock.freeze(clock.now())

    answer = app.test_client().get("/api/v1/clock")

    assert answer.json["now"] == at.isoformat().replace("+00:00", "Z")


def test_the_operator_advances_the_clock_and_it_is_recorded(people, app, clock):
    clock.freeze(clock.now())
    before, operator = clock.now(), people.operator()

    answer = operator.post("/clock/advance", {"seconds": 3600})

    assert answer.status_code == 200
    assert clock.now() - before == timedelta(hours=1)
    entry = operator.get(f"/audit-entries?chain=platform&subject_id={UUID(int=0)}").json[0]
    assert (entry["event"], entry["facts"]) == ("advance", {"seconds": 3600})


def test_a_clock_that_runs_is_shifted(people, clock):
    before = clock.now()

    people.operator().post("/clock/advance", {"seconds": 86400})

    assert timedelta(days=1) <= clock.now() - before < timedelta(days=1, minutes=5)


def test_only_the_operator_moves_the_clock_and_not_too_far(people):
    assert people.reviewer().post("/clock/advance", {"seconds": 1}).status_code == 403
    too_far = {"seconds": 90 * 86400 + 1}
    assert people.operator().post("/clock/advance", too_far).status_code == 422
