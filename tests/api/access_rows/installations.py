"""Who follows and moves installations: the two parties; overseers read; the organiser counts."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from marketplace.db.session import now_of
from marketplace.domain.line_abuse import AbuseWord
from marketplace.models import LineAbuse
from tests.api.access_rows.contracts import WATCHERS, in_force, today
from tests.api.access_rows.rfqs import INVITED, MEMBER, ORGANISER
from tests.api.access_table import SIGNED_IN, Row, World
from tests.factories.delivered import installation, pass_test, step, upload

PARTIES = MEMBER | INVITED | WATCHERS.keys()
BY_CARRIER = {"but": WATCHERS | {"member": 403}}
BY_MEMBER = {"but": WATCHERS | {"carrier": 403}}
FILING = {"security_filing": "31011500000", "security_filed_on": "2026-01-01"}
DESK, REVIEWER = frozenset({"reviewer", "observer"}), frozenset({"reviewer"})
PARTIES_SEE = {"member": 403, "carrier": 403}
NOT_PARTIES: dict[str, Any] = {"but": PARTIES_SEE}
ABUSE = {"word": "known", "reason": "x"}
PAID = {"late_compensation_minor": 1, "late_compensated_on": "2026-01-01"}
LINE = "/contract-lines/<uuid:contract_line_id>"
MILESTONE = "/milestones/<uuid:milestone_id>"


def prepare(world: World) -> None:
    """A line under installation: its survey done with evidence, one test on record."""
    carrier = world.actors["carrier"]
    line = installation(carrier, in_force(world)["id"])
    world["contract_line_id"] = line["id"]
    world["installing_id"] = line["group_buy_id"]
    world["milestone_id"] = step(line, "resources")["id"]
    world["done_milestone_id"] = step(line, "survey")["id"]
    done = today(world)["live_on"]
    proof = {"done_on": done, "evidence_id": upload(carrier)}
    answer = carrier.post(f"/milestones/{world['done_milestone_id']}/finish", json=proof)
    assert answer.status_code == 200, answer.json
    world["test_id"] = pass_test(carrier, line, evidence_id=upload(carrier)).json["id"]


def a_test(world: World) -> dict[str, object]:
    return {"tested_on": today(world)["live_on"], "rtt_us": 29_000, "throughput_mbps": 100}


def an_abuse(world: World) -> str:
    """A record about the line, with evidence."""
    if "abuse_id" not in world:
        with world.database.unit_of_work() as session:
            kept = LineAbuse(
                id=uuid4(),
                contract_line_id=UUID(world["contract_line_id"]),
                word=AbuseWord.KNOWN,
                reason="x",
                evidence_id=UUID(upload(world.actors["reviewer"])),
                recorded_at=now_of(session),
                recorded_by=world.actors["reviewer"].identity.user_id,
            )
            session.add(kept)
            world["abuse_id"] = str(kept.id)
    return str(world["abuse_id"])


ROWS = [
    Row("GET", "/contract-lines", SIGNED_IN),
    Row("GET", LINE, PARTIES),
    Row("POST", LINE + "/tests", INVITED, body=a_test, **BY_CARRIER),
    Row(
        "POST",
        MILESTONE + "/delay",
        INVITED,
        body={"expected_on": "2035-01-01", "reason": "x"},
        **BY_CARRIER,
    ),
    Row(
        "POST",
        MILESTONE + "/finish",
        INVITED,
        body=lambda world: {"done_on": today(world)["live_on"]},
        **BY_CARRIER,
    ),
    Row("POST", LINE + "/security-filing", MEMBER, body=FILING, **BY_MEMBER),
    Row("POST", LINE + "/late-compensation", INVITED, body=PAID, **BY_CARRIER),
    Row("GET", LINE + "/abuses", DESK, **NOT_PARTIES),
    Row("POST", LINE + "/abuses", REVIEWER, body=ABUSE, but=WATCHERS | PARTIES_SEE),
    Row(
        "GET",
        "/line-abuses/<uuid:abuse_id>/evidence",
        DESK,
        fill={"abuse_id": an_abuse},
        **NOT_PARTIES,
    ),
    Row("GET", MILESTONE + "/evidence", PARTIES, fill={"milestone_id": "done_milestone_id"}),
    Row("GET", "/line-tests/<uuid:test_id>/evidence", PARTIES),
    Row(
        "GET",
        "/group-buys/<uuid:group_buy_id>/installation-counts",
        ORGANISER | {"observer", "reviewer"},
        fill={"group_buy_id": "installing_id"},
    ),
]
