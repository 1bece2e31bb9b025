"""Who may open the pages of installations, complaints and savings, and send their forms."""

from __future__ import annotations

from typing import Any

from tests.api.access_rows.contracts import WATCHERS, today
from tests.api.access_rows.installations import (
    ABUSE,
    BY_CARRIER,
    BY_MEMBER,
    DESK,
    FILING,
    NOT_PARTIES,
    PAID,
    PARTIES,
    PARTIES_SEE,
    REVIEWER,
    a_test,
    an_abuse,
)
from tests.api.access_rows.rfqs import INVITED, MEMBER, ORGANISER
from tests.api.access_rows.savings import OF_LINE
from tests.api.access_rows.service_complaints import ADDRESSEES, complaint, of
from tests.api.access_rows.service_complaints import PARTIES as CONCERNED
from tests.api.access_table import EVERYBODY, MEMBERS, SIGNED_IN, Row, World

PAGE = "/installation"
LINE = PAGE + "/lines/<uuid:contract_line_id>"
MILESTONE = PAGE + "/milestones/<uuid:milestone_id>"
ONE = "/complaints/<uuid:complaint_id>"
PRESENT = "/savings/lines/<uuid:line_id>"


def done_today(world: World) -> dict[str, Any]:
    return {"done_on": today(world)["live_on"]}


def test_form(world: World) -> dict[str, Any]:
    return a_test(world) | {"rtt_us": "29"}


def complaint_form(world: World) -> dict[str, Any]:
    return complaint(world) | {"to_carrier": "on"}


ROWS = [
    Row("GET", PAGE, SIGNED_IN),
    Row("GET", LINE, PARTIES),
    Row("POST", LINE + "/test", INVITED, body=test_form, **BY_CARRIER),
    Row("POST", LINE + "/security-filing", MEMBER, body=FILING, **BY_MEMBER),
    Row("POST", LINE + "/late-compensation", INVITED, body=PAID, **BY_CARRIER),
    Row("POST", LINE + "/abuses", REVIEWER, body=ABUSE, but=WATCHERS | PARTIES_SEE),
    Row(
        "GET",
        PAGE + "/abuses/<uuid:abuse_id>/evidence",
        DESK,
        fill={"abuse_id": an_abuse},
        **NOT_PARTIES,
    ),
    Row("GET", MILESTONE, PARTIES),
    Row(
        "POST",
        MILESTONE + "/delay",
        INVITED,
        body={"expected_on": "2035-01-01", "reason": "x"},
        **BY_CARRIER,
    ),
    Row("POST", MILESTONE + "/finish", INVITED, body=done_today, **BY_CARRIER),
    Row("GET", MILESTONE + "/evidence", PARTIES, fill={"milestone_id": "done_milestone_id"}),
    Row("GET", PAGE + "/tests/<uuid:test_id>/evidence", PARTIES),
    Row(
        "GET",
        PAGE + "/group-buys/<uuid:group_buy_id>",
        ORGANISER | {"observer", "reviewer"},
        fill={"group_buy_id": "installing_id"},
    ),
    Row("GET", "/complaints", SIGNED_IN),
    Row("GET", "/complaints/new", MEMBERS, 403),
    Row("POST", "/complaints/new", MEMBER, body=complaint_form),
    Row("GET", ONE, CONCERNED),
    Row("POST", ONE + "/answer", ADDRESSEES, body={"text": "x"}, but=WATCHERS | {"member": 403}),
    Row("POST", ONE + "/reopen", MEMBER, body={"text": "x"}, **of("reopen")),
    Row("POST", ONE + "/close", MEMBER, **of("close")),
    Row("POST", ONE + "/escalate", MEMBER, **of("escalate")),
    Row(
        "GET",
        ONE + "/words/<int:number>/evidence",
        CONCERNED,
        fill={"number": lambda _world: "1"},
    ),
    Row("GET", "/savings", EVERYBODY),
    Row(
        "GET",
        "/savings/group-buys/<uuid:group_buy_id>",
        EVERYBODY,
        fill={"group_buy_id": "installing_id"},
    ),
    Row("GET", "/savings/own", MEMBERS, 403),
    Row("GET", PRESENT, MEMBER, **OF_LINE),
    Row("POST", PRESENT, MEMBER, **OF_LINE),
    Row("GET", PRESENT + "/evidence", MEMBER, **OF_LINE),
]
