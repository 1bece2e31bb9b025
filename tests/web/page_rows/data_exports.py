"""Who may open the pages of data-export self-checks and send their forms."""

from __future__ import annotations

from uuid import uuid4

from tests.api.access_rows.data_exports import OWN, READERS, WATCHERS, fresh_export, zh
from tests.api.access_table import MEMBERS, SIGNED_IN, Row

PAGE = "/data-export"
ONE = PAGE + "/<uuid:export_id>"
CHECK = PAGE + "/checks/<uuid:check_id>"
SEEN = OWN | WATCHERS.keys()
STEP = {"step": lambda _world: "counts"}


def named(_world: object) -> dict[str, str]:
    return {"scenario": uuid4().hex}


ROWS = [
    Row("GET", PAGE, READERS, 403),
    Row("POST", PAGE, MEMBERS, 403, body=named),
    Row("GET", PAGE + "/negative-lists", SIGNED_IN),
    Row("GET", ONE, SEEN),
    Row("POST", ONE + "/counts", OWN, but=WATCHERS, body={"persons_since_january": "1"}),
    Row("POST", ONE + "/filing", OWN, but=WATCHERS),
    Row("POST", ONE + "/end", OWN, but=WATCHERS, fill={"export_id": fresh_export}),
    Row("POST", ONE + "/delete", OWN, but=WATCHERS),
    Row("GET", CHECK, SEEN),
    Row("GET", CHECK + "/record/<any(zh,en):language>", SEEN, fill={"language": zh}),
    Row("GET", ONE + "/check", OWN, but=WATCHERS),
    Row("GET", ONE + "/questions/<step>", OWN, but=WATCHERS, fill=STEP),
    Row("POST", ONE + "/questions/<step>", OWN, but=WATCHERS, fill=STEP),
    Row("GET", ONE + "/review", OWN, but=WATCHERS),
    Row("POST", ONE + "/review", OWN, but=WATCHERS),
]
