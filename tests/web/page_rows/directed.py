"""Who may open the pages of invitations and of a waiting list, and send their forms."""

from __future__ import annotations

from typing import Any

from tests.api.access_rows.directed import (
    DIRECTED,
    INVITATIONS,
    INVITED,
    LEAD,
    LOCKED,
    OF_COMPANY,
    OF_ENTRY,
    OF_INVITATION,
    READS,
    SEEN,
    SEES,
    fresh_token,
)
from tests.api.access_rows.group_buys import GROUP_BUY
from tests.api.access_table import EVERYBODY, MEMBERS, Row, World
from tests.factories.demand import a_line
from tests.factories.people import fresh_uscc
from tests.web.page_rows.markets import flat

WAITING = GROUP_BUY + "/waiting"
LINK: dict[str, Any] = {"fill": {"token": fresh_token}}
OF_ANOTHER: dict[str, Any] = {"fill": {"token": "foreign_token"}}


def uscc_form(_world: World) -> dict[str, str]:
    return {"uscc": fresh_uscc()}


def waiting_form(_world: World) -> dict[str, str]:
    return flat({"line": a_line(availability_bps="99.9", z_share_bps="100")})


ROWS = [
    Row("GET", INVITATIONS, READS, but=SEEN, **DIRECTED),
    Row("POST", INVITATIONS, LEAD, but=SEEN, body=uscc_form, **DIRECTED),
    Row("POST", INVITATIONS + "/link", LEAD, but=SEEN, body={"uses_at_most": "1"}, **DIRECTED),
    Row("POST", INVITATIONS + "/<uuid:invitation_id>/revoke", LEAD, but=SEEN, **OF_INVITATION),
    Row(
        "POST",
        INVITATIONS + "/companies/<uuid:enterprise_id>/remove",
        LEAD,
        but=SEEN,
        **OF_COMPANY,
    ),
    Row("GET", "/invitations/<token>", EVERYBODY, **LINK),
    Row("POST", "/invitations/<token>", MEMBERS, 403, **OF_ANOTHER),
    Row("GET", WAITING, SEES, **LOCKED),
    Row("POST", WAITING, INVITED | LEAD, but=SEEN, body=waiting_form, **LOCKED),
    Row(
        "POST",
        WAITING + "/<uuid:entry_id>/withdraw",
        INVITED,
        but=SEEN | {"member": 404},
        **OF_ENTRY,
    ),
]
