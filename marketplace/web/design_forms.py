"""Invented lines, quotes and findings by which the page about the design shows forms and tables."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from marketplace.domain.compliance.rules import RULES
from marketplace.errors import Fault
from marketplace.models import KeptFinding
from marketplace.web.design_examples import NOW, WHOLE, named
from marketplace.web.language import spoken

WRONG = ("text", "area", "select", "check", "yes", "file", "cell", "cell_select")
FAULTS = [Fault(f"/wrong_{name}", "field_required") for name in WRONG]
"What a refused form says at the fields that are shown as wrong"
CITIES = (("SHA-HKG-IEPL", "香港", "Hong Kong", 12), ("SHA-SIN-IEPL", "新加坡", "Singapore", 8))
LOTS = [
    SimpleNamespace(
        code=code,
        corridor=SimpleNamespace(z_city_zh=zh, z_city_en=en),
        product="IEPL",
        lines=lines,
        mbps=lines * 100,
    )
    for code, zh, en, lines in CITIES
]
LINE = SimpleNamespace(
    reference="L0001",
    lot="SHA-HKG-IEPL",
    mbps=100,
    term_months=24,
    protection="none",
    rtt_limit_us=45_000,
    availability_bps=9990,
    wanted_on=NOW.date(),
)
RATE = {
    "corridor": "SHA-HKG",
    "product": "IEPL",
    "term_months": 24,
    "protection": "none",
    "mbps": 100,
    "one_off_minor": 300_000,
    "monthly_minor": 2_150_000,
    "rtt_us": 32_000,
    "availability_bps": 9990,
    "delivery_days": 30,
}
TERMS = {
    "bundles": [{"id": "B1", "discount_bps": 200, "lots": [code for code, *_ in CITIES]}],
    "minimum_award": {"measure": "lines", "at_least": 5},
    "capacities": [{"measure": "mbps", "at_most": 2000, "lots": "all"}],
}
STATEMENT = SimpleNamespace(
    published_activation_days=30,
    late_penalty_bps_per_day=100,
    repair_hours=12,
    outage_fee_waived=True,
    forced_bundle=False,
    exclusive_terms=False,
    below_cost=False,
    small_firm=False,
    related_to_organiser=False,
    related_to_bidder=False,
)
AMENDED = {
    "zh": "香港一端改为两条路由，机房不变。",
    "en": "Two routes at the Hong Kong end, the room stays.",
}
SAID = {
    "outcome": "hold",
    "message_zh": "须由审核员核对统一社会信用代码。",
    "message_en": "A reviewer has to compare the credit code with the register.",
    "mends": None,
}


def finding() -> SimpleNamespace:
    """A rule that holds, as its owner reads it."""
    rule = next(rule for rule in RULES if rule.code == "BUY-01")
    kept = KeptFinding(
        id=UUID(int=0), code=rule.code, version=rule.version, says=[SAID], kind="", path="/design"
    )
    return SimpleNamespace(id=kept.id, standing="hold", finding=kept)


def amendment() -> SimpleNamespace:
    return SimpleNamespace(
        number=1,
        amended_at=NOW,
        text=AMENDED[spoken()],
        due_before_at=NOW,
        due_after_at=NOW + timedelta(days=5),
        changes={"released": [["L0004"], ["L0004"]]},
    )


def forms() -> dict[str, Any]:
    """What every macro of forms, tables and statements is given."""
    return {
        "now": NOW,
        "saved_minor": 241_000_000,
        "later": NOW + timedelta(days=3, hours=5),
        "lots": LOTS,
        "lot_codes": [lot.code for lot in LOTS],
        "lines": [LINE],
        "rate": RATE,
        "terms": TERMS,
        "statement": STATEMENT,
        "ladders": [SimpleNamespace(code="L1", ladder=WHOLE)],
        "least": SimpleNamespace(simple=2, strict=3),
        "obstacles": [
            named("香港专线团购", "Lines to Hong Kong", code="leave_stay", path="#parts")
        ],
        "amendments": [amendment()],
        "findings": [finding()],
        "page": SimpleNamespace(previous="#parts", next="#parts", first=51, last=100, total=240),
    }
