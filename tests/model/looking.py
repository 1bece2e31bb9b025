"""What every rule looks at: the group buys of this life, who may do what, why not now."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marketplace.errors import MarketplaceError
from marketplace.services.price_lines import check_price
from pricing.money import discounted
from tests.factories.people import Actor
from tests.model.world import World, pick

BUYS = "SELECT * FROM group_buys WHERE id = ANY(:ids) ORDER BY array_position(:ids, id)"


class Looking:
    """Mixed into the machine; `self.buys` are the group buys of this life."""

    world: World
    buys: list[UUID]
    only: list[UUID]
    "when not empty: what a rule looks at instead of all group buys of this life"

    @property
    def ids(self) -> list[UUID]:
        return self.only or self.buys

    def buy(self, number: int, *states: str) -> Any:
        """A group buy of this life, seven times in eight one in these states if there is any."""
        found = self.world.rows(BUYS, ids=self.ids)
        meant = [buy for buy in found if buy.state in states]
        return pick(meant, number) if meant and number % 8 else pick(found, number // 8)

    def has(self, *states: str) -> bool:
        """Whether any group buy of this life is in one of the states."""
        return any(buy.state in states for buy in self.world.rows(BUYS, ids=self.ids))

    def organiser(self, buy: Any) -> Actor:
        return next(a for a in self.world.everybody if a.id == buy.organiser_id)

    def may_take_part(self, member: Actor, buy: Any) -> bool:
        if buy.mode == "directed":
            return member.id == buy.organiser_id or member.id in buy.invited_ids
        return member.identity.park_id == buy.organiser_id

    def members_of(self, buy: Any) -> list[Actor]:
        """Who may take part; nobody could, before the first is invited: then anybody."""
        found = [m for m in self.world.members if self.may_take_part(m, buy)]
        return found or self.world.members

    def mostly(self, who: Actor, number: int) -> Actor:
        """This one, or one time in four anybody."""
        return who if number % 4 else pick(self.world.everybody, number // 4)

    def hidden(self, member: Actor, buy: Any) -> list[str]:
        if buy.opened_at is None or not self.may_take_part(member, buy):
            return ["not_found"]
        return []

    def not_taking(self, buy: Any) -> list[str]:
        """Why the pool takes no change, if it does not."""
        if buy.state != "open":
            return ["group_buy_not_open"]
        return [] if self.world.now() < buy.locks_at else ["too_late"]

    def is_in(self, member: Actor, buy: Any) -> bool:
        query = (
            "SELECT 1 FROM participations WHERE group_buy_id = :b AND member_id = :m "
            "AND state = 'joined'"
        )
        return bool(self.world.rows(query, b=buy.id, m=member.id))

    def over_cap(self, buy: Any, lines: list[Any], before: list[Any]) -> list[str]:
        if buy.cap_measure is None:
            return []
        by_lines = buy.cap_measure == "lines"
        taken = buy.pooled_lines if by_lines else buy.pooled_mbps
        more = len(lines) if by_lines else sum(line["mbps"] for line in lines)
        less = len(before) if by_lines else sum(line.mbps for line in before)
        return ["cap_reached"] if taken + more - less > buy.cap_at_most else []

    def only_organiser(self, who: Actor, buy: Any) -> list[str]:
        return [] if who.id == buy.organiser_id else ["not_found", "forbidden"]

    def own_lines(self, buy: Any, member: Actor) -> list[Any]:
        query = (
            "SELECT * FROM lines WHERE group_buy_id = :b AND member_id = :m AND state = 'pooled' "
            "ORDER BY participation_id, number"
        )
        return self.world.rows(query, b=buy.id, m=member.id)

    def shown(self, buy: Any, who: Actor, lines: list[Any], better: bool) -> list[Any] | None:
        """The lines at the prices that the marketplace shows, or at the next tier's; None: no."""
        try:
            with self.world.database.single_statements() as session:
                told = check_price(
                    session,
                    group_buy_id=buy.id,
                    lines=lines,
                    identity=who.identity,
                    now=self.world.now(),
                )
        except MarketplaceError as error:
            assert error.code in self.hidden(who, buy), (error.code, buy.state)
            return None
        above = told.live.next_discount_bps
        # While it forms, the others are not counted in what is shown: they may reach the tier.
        if better and (told.forming or above is None):
            return None
        prices = [
            discounted(p.list_minor, above) if better and above is not None else p.price_minor
            for p in told.lines
        ]
        return [line | {"price_shown_minor": p} for line, p in zip(lines, prices, strict=True)]
