"""What organisers state, so that their group buys open: nothing that any rule minds."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from marketplace.domain.organiser_statement import ANSWERS
from marketplace.models import GroupBuy
from marketplace.services.find_organiser_statement import statement_of
from marketplace.services.keep_organiser_statement import keep_organiser_statement
from tests.factories.people import Actor

PLAIN: dict[str, Any] = dict.fromkeys(ANSWERS, False)


def state(organiser: Actor, group_buy_id: str, **changes: Any) -> Any:
    """The answer to stating it, in place of what stood before."""
    path = f"/group-buys/{group_buy_id}/statement"
    etag = organiser.get(path).headers["ETag"]
    return organiser.put(path, PLAIN | changes, etag=etag)


def stated(organiser: Actor, group_buy_id: str, **changes: Any) -> str:
    """The same draft, with its statement on record."""
    kept = state(organiser, group_buy_id, **changes)
    assert kept.status_code == 200, kept.json
    return group_buy_id


def stated_there(session: Session, group_buy: GroupBuy, *, identity: Any, now: Any) -> None:
    """The same where no request is sent."""
    keep_organiser_statement(
        session,
        group_buy=group_buy,
        statement=statement_of(session, group_buy),
        given={"approval_id": None, **PLAIN},
        identity=identity,
        now=now,
    )


RECORD: dict[str, Any] = {
    "efficiency": "One request in place of many.",
    "small_firms": "The same rate for all.",
    "no_restriction": "Open to every licensed carrier.",
    "fair_share": "Members get the whole discount.",
    "local_demand_share_bps": 600,
    "share_basis": "Park statistics.",
}


def sign_record(organiser: Actor, group_buy_id: str, **changes: Any) -> Any:
    """The answer to signing the record of the effect on competition."""
    path = f"/group-buys/{group_buy_id}/competition-record"
    etag = organiser.get(path).headers["ETag"]
    return organiser.put(path, RECORD | changes, etag=etag)
