"""Who may open the pages from the RFQ to the contract, and send their forms."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from marketplace.services.seal_quote import Receipt
from marketplace.web.pages.receipts import receipt_address
from tests.api.access_rows.award_complaints import ANSWER, ANSWERING, NO_PARTY, NOTICED, TEXT
from tests.api.access_rows.awards import AWARD, PARTIES, UNDECIDED, by_solve
from tests.api.access_rows.contracts import (
    ARCHIVE,
    BREAKS,
    CONTRACT,
    DECIDED,
    DOCUMENT,
    NOT_BROKEN,
    PRINTED,
    SCAN,
    STAMPED,
    WATCHERS,
    WHY,
    today,
)
from tests.api.access_rows.contracts import SEEN as DOCUMENTS_SEEN
from tests.api.access_rows.contracts import UNDECIDED as ARCHIVE_WAITS
from tests.api.access_rows.quotes import READERS
from tests.api.access_rows.rfqs import INVITED, MEMBER, ORGANISER, RFQ, due_time
from tests.api.access_table import OVERSEERS, SIGNED_IN, Row, World
from tests.factories.locked import a_quote
from tests.web.page_rows.markets import AS_SHEET, SHEET, flat

SEEN = dict.fromkeys(OVERSEERS, 403)
LOCKED: dict[str, Any] = {"fill": {"group_buy_id": "locked_id"}}
REFUSED: dict[str, Any] = {
    "body": {"reason": "The branch closes."},
    "fill": {"contract_id": "signed_id"},
}
END = CONTRACT + "/ends/<uuid:end_id>"
OF_END: dict[str, Any] = {"fill": {"contract_id": "ready_id"}}
ROOM, SOLVE = RFQ + "/award-room", "/solves/<uuid:solve_id>"
COMPLAINTS = "/notices/<uuid:award_id>/complaints"
COMPLAINT = COMPLAINTS + "/<uuid:complaint_id>"
LINES = AWARD + "/lines"


def receipt(world: World) -> str:
    """The last part of the address of a receipt of the carrier's."""
    said = Receipt(datetime(2026, 1, 1, tzinfo=UTC), "0" * 64, 1)
    with world.app.test_request_context():
        address = receipt_address(world["rfq_id"], said, world.actors["carrier"].identity)
    return address.rpartition("/")[2]


ROWS = [
    Row("GET", "/group-buys/<uuid:group_buy_id>/rfq", ORGANISER, but=SEEN, **LOCKED),
    Row(
        "POST",
        "/group-buys/<uuid:group_buy_id>/rfq/issue",
        ORGANISER,
        but=SEEN,
        body=due_time,
        **LOCKED,
    ),
    Row("GET", "/rfqs", SIGNED_IN),
    Row("GET", RFQ, ORGANISER | MEMBER | INVITED | OVERSEERS),
    Row("GET", RFQ + "/lines" + SHEET, ORGANISER | INVITED | OVERSEERS, **AS_SHEET),
    Row("GET", RFQ + "/quote", INVITED),
    Row("POST", RFQ + "/quote", INVITED, body=flat(a_quote())),
    Row("POST", RFQ + "/quote/withdraw", INVITED),
    Row("POST", RFQ + "/quote/draft", INVITED),
    Row("POST", RFQ + "/quote/draft/clear", INVITED),
    Row("GET", RFQ + "/quote/preview", INVITED),
    Row("POST", RFQ + "/quote/preview", INVITED),
    Row("GET", RFQ + "/quote/lines" + SHEET, INVITED, **AS_SHEET),
    Row("POST", RFQ + "/quote/lines", INVITED),
    Row("GET", RFQ + "/quote/rates" + SHEET, INVITED, **AS_SHEET),
    Row("POST", RFQ + "/quote/rates", INVITED),
    Row("GET", RFQ + "/quote/receipts/<token>", INVITED, fill={"token": receipt}),
    Row("GET", RFQ + "/own-quote", INVITED, fill={"rfq_id": "opened_rfq_id"}),
    Row("GET", RFQ + "/room", ORGANISER | OVERSEERS),
    Row("POST", RFQ + "/room/open", ORGANISER, but=SEEN, fill={"rfq_id": "due_rfq_id"}),
    Row("GET", ROOM, READERS, **UNDECIDED),
    Row("POST", ROOM + "/solves", ORGANISER, but=SEEN, **UNDECIDED),
    Row("POST", ROOM + "/scenarios", ORGANISER, but=SEEN, **UNDECIDED),
    Row("POST", ROOM + SOLVE + "/next-best", ORGANISER, but=SEEN, **UNDECIDED),
    Row("POST", ROOM + SOLVE + "/explain", ORGANISER, but=SEEN, **UNDECIDED),
    Row("GET", SOLVE + "/lines/<reference>", READERS),
    Row("POST", ROOM + "/publish", ORGANISER, but=SEEN, body=by_solve, **UNDECIDED),
    Row("GET", ROOM + "/compare", READERS, **UNDECIDED),
    Row("GET", ROOM + "/progress", READERS, **UNDECIDED),
    Row("POST", ROOM + "/cancel", ORGANISER, but=SEEN, **UNDECIDED),
    Row("POST", ROOM + SOLVE + "/cancel", ORGANISER, but=SEEN, **UNDECIDED),
    Row("GET", SOLVE + "/problem.json", READERS),
    Row("GET", SOLVE + "/result.json", READERS),
    Row("GET", SOLVE + "/certificate.json", READERS),
    Row("GET", "/notices", SIGNED_IN),
    Row("GET", "/notices/<uuid:award_id>", PARTIES | OVERSEERS),
    Row("POST", COMPLAINTS, MEMBER | INVITED, but=NO_PARTY, body=TEXT, **NOTICED),
    Row("POST", COMPLAINT + "/withdraw", MEMBER, **NOTICED),
    Row("GET", COMPLAINT + "/answer", ANSWERING, **NOTICED),
    Row("POST", COMPLAINT + "/answer", ANSWERING, but={"observer": 403}, body=ANSWER, **NOTICED),
    Row("GET", LINES, PARTIES),
    Row("POST", LINES + "/answers", MEMBER),
    Row("POST", LINES + "/accept", MEMBER),
    Row("GET", LINES + "/contracts", MEMBER),
    Row("POST", LINES + "/settle", ORGANISER, but=SEEN),
    Row("GET", "/contracts", SIGNED_IN),
    Row("GET", CONTRACT, MEMBER | INVITED | WATCHERS.keys()),
    Row("POST", CONTRACT + "/sign", MEMBER | INVITED, but=WATCHERS, body=DOCUMENTS_SEEN),
    Row("GET", CONTRACT + "/refuse", MEMBER, but=WATCHERS | {"carrier": 403}),
    Row("POST", CONTRACT + "/refuse", MEMBER, but=WATCHERS | {"carrier": 403}, **REFUSED),
    Row("POST", CONTRACT + "/ends", MEMBER | INVITED, but=WATCHERS, body=WHY),
    Row("POST", CONTRACT + "/end-broken", BREAKS, but=NOT_BROKEN),
    Row("POST", END + "/agree", MEMBER | INVITED, but=WATCHERS, **OF_END),
    Row("POST", END + "/refuse", MEMBER | INVITED, but=WATCHERS, body={"answer": "x"}, **OF_END),
    Row("POST", END + "/withdraw", MEMBER | INVITED, but=WATCHERS, **OF_END),
    Row("GET", "/contract-archives", SIGNED_IN),
    Row("POST", CONTRACT + "/approve-archives", INVITED, but=DECIDED),
    Row("POST", ARCHIVE + "/approve-archive", INVITED, but=DECIDED, **ARCHIVE_WAITS),
    Row("GET", ARCHIVE + "/deny-archive", INVITED, but=DECIDED, **ARCHIVE_WAITS),
    Row("POST", ARCHIVE + "/deny-archive", INVITED, but=DECIDED, body=WHY, **ARCHIVE_WAITS),
    Row("GET", CONTRACT + DOCUMENT, MEMBER | INVITED | WATCHERS.keys(), **PRINTED),
    Row("POST", CONTRACT + "/scan", MEMBER | INVITED, but=WATCHERS),
    Row("GET", CONTRACT + SCAN, MEMBER | INVITED, but=WATCHERS, **STAMPED),
    Row(
        "POST",
        CONTRACT + "/lines/<uuid:line_id>/live",
        INVITED,
        but=WATCHERS | {"member": 403},
        body=today,
        fill={"contract_id": "signed_id"},
    ),
]
