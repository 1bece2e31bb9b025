"""Who may open the pages of acceptance in full, and send their forms."""

from __future__ import annotations

from typing import Any

from tests.api.access_rows.acceptance import CONFIRMATION, FREE, other_carrier
from tests.api.access_rows.awards import AWARD
from tests.api.access_rows.quotes import READERS
from tests.api.access_rows.rfqs import INVITED, MEMBER
from tests.api.access_table import Row

QUOTE = AWARD + "/lines/<uuid:award_line_id>/quotes/<uuid:carrier_id>"
OTHER: dict[str, Any] = {"fill": {"carrier_id": other_carrier}}
PLACE = "/group-buys/<uuid:group_buy_id>/waiting/<uuid:entry_id>/place"

ROWS = [
    Row("GET", AWARD + "/lines/own", MEMBER),
    Row("GET", QUOTE, MEMBER | READERS, **OTHER),
    Row("POST", QUOTE, MEMBER, **OTHER),
    Row("GET", CONFIRMATION, READERS | INVITED),
    Row("POST", CONFIRMATION + "/confirm", INVITED),
    Row("POST", CONFIRMATION + "/release", INVITED),
    Row("GET", PLACE, MEMBER, **FREE),
    Row("POST", PLACE, MEMBER, **FREE),
]
