"""The price of lines that are still being written down: of those that say enough already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.pooling import PooledLine
from marketplace.errors import Fault
from marketplace.security.identity import Identity
from marketplace.services.find_group_buys import FrozenTerms
from marketplace.services.list_prices import corridor_fault, key_of, price_fault
from marketplace.services.price_lines import (
    PriceCheck,
    PricedLine,
    find_joinable_terms,
    price_pooled,
)


@dataclass(frozen=True)
class SketchPrice:
    """What is known of the price so far."""

    check: PriceCheck | None
    "of the lines that have a price; None: none has"
    lines: list[PricedLine | None]
    "by place in the form"
    faults: dict[int, Fault]
    "why a line that says enough has no price, by its place"

    @property
    def whole(self) -> bool:
        return bool(self.lines) and None not in self.lines


def sketch_price(
    session: Session,
    *,
    group_buy_id: UUID,
    wishes: Sequence[dict[str, Any] | None],
    identity: Identity,
) -> SketchPrice:
    """Price the wishes that are not None: corridor, product, mbps, term, protection, own limit.

    What else a line must say is asked when it is joined with. Raises NotFound, Forbidden.
    """
    terms = find_joinable_terms(session, group_buy_id, identity)
    faults = {
        at: fault for at, wish in enumerate(wishes) if wish and (fault := _fault(terms, wish))
    }
    priced = {at: wish for at, wish in enumerate(wishes) if wish and at not in faults}
    if not priced:
        return SketchPrice(None, [None] * len(wishes), faults)
    pooled = [_pooled(terms, wish) for wish in priced.values()]
    check = price_pooled(session, terms, list(priced.values()), pooled, identity)
    found = dict(zip(priced, check.lines, strict=True))
    return SketchPrice(check, [found.get(at) for at in range(len(wishes))], faults)


def _fault(terms: FrozenTerms, wish: dict[str, Any]) -> Fault | None:
    return corridor_fault(terms, wish["corridor"], "") or price_fault(
        terms, key_of(terms, wish), wish["mbps"], ""
    )


def _pooled(terms: FrozenTerms, wish: dict[str, Any]) -> PooledLine:
    list_minor = terms.references.list_minor(key_of(terms, wish), wish["mbps"])
    return PooledLine(wish["mbps"], list_minor or 0, wish["own_limit_minor"])
