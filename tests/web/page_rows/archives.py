"""Who may open the pages of user archives and premises, and send their forms."""

from __future__ import annotations

from typing import Any

from tests.api.access_rows.archives import (
    OF_FILE,
    OF_LINE,
    OF_PAPER,
    PARK,
    PLACE,
    PREMISES_READERS,
    READERS,
    fresh_paper,
    letter,
)
from tests.api.access_rows.rfqs import MEMBER
from tests.api.access_table import MEMBERS, SIGNED_IN, Row, World

LINE = "/lines/<uuid:line_id>"
PAPER = "/archives/papers/<uuid:paper_id>"
FRESH: dict[str, Any] = {"fill": {"paper_id": fresh_paper}}
DECIDED_BY_PARK: dict[str, Any] = {"but": {"member": 403, "reviewer": 403}, "body": {"reason": "x"}}


def signed(world: World) -> dict[str, Any]:
    return letter(world) | {"agreed": "on"}


ROWS = [
    Row("GET", "/archives", MEMBERS, 403),
    Row("GET", "/archives/company", MEMBERS, 403),
    Row("POST", "/archives/company", MEMBERS, 403, body={"customer_name": "x"}),
    Row("GET", "/archives/papers", MEMBERS, 403),
    Row("POST", "/archives/papers", MEMBERS, 403, body={"kind": "service_form"}),
    Row("GET", PAPER, MEMBER, **FRESH),
    Row("POST", PAPER + "/drop", MEMBER, **FRESH),
    Row("GET", "/archives/letter", MEMBERS, 403),
    Row("POST", "/archives/letter", MEMBERS, 403, body=signed),
    Row("GET", "/premises", SIGNED_IN),
    Row("POST", "/premises", MEMBERS, 403, body={"building": "x"}),
    Row("GET", PLACE, PREMISES_READERS),
    Row("GET", PLACE + "/proof", PREMISES_READERS),
    Row("POST", PLACE + "/confirm", PARK, **DECIDED_BY_PARK),
    Row("POST", PLACE + "/refuse", PARK, **DECIDED_BY_PARK),
    Row("GET", LINE + "/archive", READERS, **OF_LINE),
    Row("GET", LINE + "/archive/papers/<uuid:paper_id>", READERS, **OF_PAPER),
    Row("GET", LINE + "/archive/package", READERS, **OF_LINE),
    Row("GET", LINE + "/use/<any(z_evidence,resources_contract):which>", READERS, **OF_FILE),
    Row("GET", LINE + "/use", MEMBER, but={"reviewer": 403}, **OF_LINE),
    Row("POST", LINE + "/use", MEMBER, but={"reviewer": 403}, **OF_LINE),
]
