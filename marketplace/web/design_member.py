"""An invented line's prices and two lines on their way, for the page about the design."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from marketplace.domain.activation import SHARES, days_late
from marketplace.domain.lives import MilestoneKind
from marketplace.web.delivery_charts import DeliveryChart, delivery_chart
from marketplace.web.design_examples import NOW, named
from marketplace.web.price_comparison import PriceComparison, price_comparison


def prices() -> PriceComparison | None:
    """A line under its ceiling, with another quote above it."""
    quote = SimpleNamespace(carrier=named("乙运营商（示例）", "Carrier B (example)", id=2))
    line = SimpleNamespace(
        agreed_carrier=named("甲运营商（示例）", "Carrier A (example)", id=1),
        agreed_price_minor=80_856_000,
        list_minor=97_332_000,
        ceiling_minor=88_000_000,
        taken=None,
        carrier=None,
    )
    quote.price_minor = 91_400_000
    return price_comparison(line, [quote], 94_000_000)


def delivery() -> DeliveryChart | None:
    """Two lines on their way: one as promised, one whose test is late."""
    return delivery_chart([_installed("L0001", 0), _installed("L0002", 9)], NOW.date())


def _installed(reference: str, behind: int) -> Any:
    line = SimpleNamespace(
        id=UUID(int=behind),
        reference=reference,
        line=SimpleNamespace(corridor=SimpleNamespace(code="SHA-HKG")),
        contract=SimpleNamespace(member_signed_at=None, carrier_signed_at=None),
        due_on=NOW.date() + timedelta(days=8),
        live_on=None,
    )
    steps = [
        _milestone(kind, NOW.date() + timedelta(days=4 * at - 8), behind if at == 1 else 0)
        for at, kind in enumerate(SHARES)
    ]
    return SimpleNamespace(line=line, steps=steps)


def _milestone(kind: MilestoneKind, due: date, behind: int) -> Any:
    expected = due + timedelta(days=behind)
    done = due if due < NOW.date() and not behind else None
    said = SimpleNamespace(kind=kind, due_on=due, expected_on=expected, done_on=done)
    late = 0 if done else days_late(due, done, NOW.date())
    return SimpleNamespace(milestone=said, days_late=late, delayed=done is None and behind > 0)


def member_pictures() -> dict[str, Any]:
    """What the macros about a member's lines are given."""
    return {"prices": prices(), "delivery": delivery()}
