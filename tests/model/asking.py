"""Rules of the RFQ: issued, quotes sealed, replaced and withdrawn, opened at their due time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from marketplace.schemas.quotes import TermsSchema
from marketplace.services.issue_rfq import issue_rfq
from marketplace.services.open_quotes import open_quotes
from marketplace.services.seal_quote import seal_quote, withdraw_quote
from tests.factories.locked import a_quote, a_row
from tests.factories.people import Actor
from tests.model.directing import Directing
from tests.model.wishes import N
from tests.model.world import CORRIDORS, pick

RFQS = """
    SELECT r.*, g.state AS buy_state, g.organiser_id FROM rfqs r
    JOIN group_buys g ON g.id = r.group_buy_id
    WHERE r.group_buy_id = ANY(:ids) ORDER BY array_position(:ids, r.group_buy_id), r.number
"""
RTT_US = 60_000
"that light can keep on every corridor"
ROWS = {10: 300_000, 100: 2_000_000, 500: 8_000_000}
offers = st.fixed_dictionaries(
    {
        "percent": st.sampled_from([60, 75, 85, 95, 140]),
        "corridors": st.sampled_from([CORRIDORS, CORRIDORS, CORRIDORS[:1]]),
        "ladder": st.booleans(),
        "firm": st.sampled_from([0, 0, 5_000, 9_000]),
    }
)


def _share(monthly: int, offer: dict[str, Any]) -> int:
    return monthly * int(offer["percent"]) // 100


def quote_of(offer: dict[str, Any], lots: set[str]) -> dict[str, Any]:
    """A quote as the API would read it: its rows, perhaps a ladder, how far it stays firm."""
    rows = [
        a_row(corridor=corridor, mbps=mbps, monthly_minor=_share(monthly, offer), rtt_us=RTT_US)
        for corridor in offer["corridors"]
        for mbps, monthly in ROWS.items()
        if f"{corridor}/IPLC" in lots
    ]
    tiers = [{"from": 0, "discount_bps": 0}, {"from": 300, "discount_bps": 400}]
    ladder = {"id": "A", "lots": "all", "measure": "mbps", "tiers": tiers}
    document = a_quote(*(rows or [a_row()]), ladders=[ladder] if offer["ladder"] else [])
    return dict(TermsSchema().load(document | {"firm_down_to_bps": offer["firm"]}))


class Asking(Directing):
    """Mixed into the machine."""

    def rfq(self, number: int, *states: str) -> Any:
        """An RFQ of this life, mostly in one of these states."""
        found = self.world.rows(RFQS, ids=self.ids)
        meant = [rfq for rfq in found if rfq.state in states]
        return pick(meant, number) if meant and number % 8 else pick(found, number // 8)

    def has_rfq(self, *states: str) -> bool:
        return any(rfq.state in states or not states for rfq in self.world.rows(RFQS, ids=self.ids))

    def lots_of(self, rfq_id: UUID) -> set[str]:
        return {
            r.code for r in self.world.rows("SELECT code FROM lots WHERE rfq_id = :r", r=rfq_id)
        }

    @precondition(lambda self: self.has("locked"))
    @rule(at=N, by=N, days=st.integers(1, 12), needed=st.sampled_from([None, None, None, 1, 3]))
    def issue(self, at: int, by: int, days: int, needed: int | None) -> None:
        buy = self.buy(at, "locked")
        who = self.mostly(self.organiser(buy), by)
        reasons = self.only_organiser(who, buy)
        reasons += [] if buy.state == "locked" else ["illegal_move"]
        reasons += ["too_few_for_profile"] if needed == 1 else []
        self.world.attempt(
            "issue",
            reasons,
            issue_rfq,
            group_buy_id=buy.id,
            quotes_due_at=self.world.now() + timedelta(days=days),
            min_quotes=needed,
            identity=who.identity,
        )

    def not_sealing(self, who: Actor, rfq: Any) -> list[str]:
        """Why nothing may be put into the envelope now."""
        if who not in self.world.carriers:
            return ["not_found"]
        if rfq.state == "quoting" and self.world.now() < rfq.quotes_due_at:
            return []
        return ["rfq_void" if rfq.state == "void" else "too_late"]

    @precondition(lambda self: self.has_rfq("quoting"))
    @rule(at=N, by=N, offer=offers)
    def seal(self, at: int, by: int, offer: dict[str, Any]) -> None:
        rfq = self.rfq(at, "quoting")
        who = self.mostly(pick(self.world.carriers, by), by // 4)
        reasons = self.not_sealing(who, rfq)
        self.world.attempt(
            "seal",
            reasons,
            seal_quote,
            rfq_id=rfq.id,
            quote=quote_of(offer, self.lots_of(rfq.id)),
            identity=who.identity,
        )

    @precondition(lambda self: self.has_rfq("quoting"))
    @rule(at=N, by=N)
    def withdraw(self, at: int, by: int) -> None:
        rfq = self.rfq(at, "quoting")
        who = self.mostly(pick(self.world.carriers, by), by // 4)
        reasons = self.not_sealing(who, rfq)
        self.world.attempt(
            "withdraw", reasons, withdraw_quote, rfq_id=rfq.id, identity=who.identity
        )

    @precondition(lambda self: self.has_rfq())
    @rule(at=N, by=N)
    def open_envelopes(self, at: int, by: int) -> None:
        rfq = self.rfq(at, "quoting")
        who = self.mostly(self.organiser(rfq), by)
        reasons = self.only_organiser(who, rfq)
        if rfq.state != "quoting":
            reasons.append("illegal_move")
        elif self.world.now() < rfq.quotes_due_at:
            reasons.append("too_early")
        self.world.attempt(
            "open_envelopes",
            reasons,
            open_quotes,
            rfq_id=rfq.id,
            identity=who.identity,
        )
