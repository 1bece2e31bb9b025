"""Rules of the first half of a life: drafts, members who come, change and go, the lock."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from marketplace.domain.ladders import ladder_of
from marketplace.errors import MarketplaceError
from marketplace.schemas.group_buys import DraftSchema
from marketplace.schemas.lines import LineSchema
from marketplace.services.cancel_group_buy import cancel_group_buy
from marketplace.services.change_participation import (
    change_participation,
    leave_group_buy,
)
from marketplace.services.find_participation import find_participation
from marketplace.services.create_group_buy import create_group_buy
from marketplace.services.join_group_buy import join_group_buy
from marketplace.services.lock_demand import lock_demand
from marketplace.services.open_group_buy import open_group_buy
from marketplace.services.price_lines import check_price
from pricing.money import discounted
from tests.factories.demand import a_line
from tests.factories.people import Actor
from tests.model.world import CORRIDORS, World, pick

N = st.integers(0, 2**16)
LADDERS: list[dict[str, Any]] = [
    {"measure": "mbps", "tiers": [(0, 0), (300, 500), (1000, 1200)]},
    {"measure": "lines", "tiers": [(0, 0), (3, 700), (6, 1500)]},
    {"measure": "spend", "tiers": [(0, 100), (60_000_000, 900)]},
]
CAPS = [None, None, None, {"measure": "lines", "at_most": 6}, {"measure": "mbps", "at_most": 900}]
LEAST = [None, None, None, {"members": 3}, {"lines": 4}, {"mbps": 600, "spend_minor": 5_000_000}]
MBPS = (10, 60, 100, 400)
terms = st.fixed_dictionaries(
    {
        "ladder": st.sampled_from(LADDERS),
        "cap": st.sampled_from(CAPS),
        "thresholds": st.sampled_from(LEAST),
        "extension_days": st.sampled_from([None, None, 3]),
        "days": st.integers(1, 20),
    }
)
wishes = st.lists(
    st.fixed_dictionaries(
        {
            "mbps": st.sampled_from(MBPS),
            "corridor": st.sampled_from(CORRIDORS),
            "own_limit_bps": st.sampled_from([None, None, None, 10_000, 9_500, 8_800, 5_000]),
            "present_monthly_minor": st.sampled_from([None, None, 900_000]),
        }
    ),
    min_size=1,
    max_size=3,
)
BUYS = "SELECT * FROM group_buys WHERE id = ANY(:ids) ORDER BY created_at, id"
LIST_MINOR = {10: 3_700_000, 60: 24_100_000, 100: 24_100_000, 400: 96_100_000}
"for a year, one-off and monthly, by the row that the bandwidth takes"


def draft_of(given: dict[str, Any], now: Any) -> dict[str, Any]:
    ladder = given["ladder"]
    tiers = [{"from": f, "discount_bps": d} for f, d in ladder["tiers"]]
    document = {
        "title_zh": "团购",
        "title_en": "Group buy",
        "ladder": {"measure": ladder["measure"], "style": "whole", "tiers": tiers},
        "cap": given["cap"],
        "thresholds": given["thresholds"],
        "extension_days": given["extension_days"],
        "locks_at": (now + timedelta(days=given["days"])).isoformat(),
    }
    return dict(DraftSchema().load(document))


def lines_of(wanted: list[dict[str, Any]], ids: list[UUID | None] | None = None) -> list[Any]:
    """The wishes as the API would read them."""
    loaded = []
    for number, wish in enumerate(wanted):
        limit = wish["own_limit_bps"]
        line = a_line(
            mbps=wish["mbps"],
            corridor=wish["corridor"],
            own_limit_minor=limit and LIST_MINOR[wish["mbps"]] * limit // 10_000,
            present_monthly_minor=wish["present_monthly_minor"],
        )
        known = ids[number] if ids and number < len(ids) else None
        loaded.append(LineSchema().load(line | {"id": known and str(known)}))
    return loaded


class Gathering:
    """Mixed into the machine; `self.buys` are the group buys of this life."""

    world: World
    buys: list[UUID]

    def buy(self, number: int, *states: str) -> Any:
        """A group buy of this life, seven times in eight one in these states if there is any."""
        found = self.world.rows(BUYS, ids=self.buys)
        meant = [buy for buy in found if buy.state in states]
        return pick(meant, number) if meant and number % 8 else pick(found, number // 8)

    def has(self, *states: str) -> bool:
        """Whether any group buy of this life is in one of the states."""
        return any(buy.state in states for buy in self.world.rows(BUYS, ids=self.buys))

    def organiser(self, buy: Any) -> Actor:
        return next(a for a in self.world.everybody if a.id == buy.organiser_id)

    def may_take_part(self, member: Actor, buy: Any) -> bool:
        return member.identity.park_id == buy.organiser_id

    def members_of(self, buy: Any) -> list[Actor]:
        """Who may take part."""
        return [m for m in self.world.members if self.may_take_part(m, buy)]

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

    @rule(by=N, given=terms)
    def draft(self, by: int, given: dict[str, Any]) -> None:
        if len(self.buys) >= 4:
            return
        who = pick([*self.world.parks, self.world.carriers[0], self.world.observer], by)
        reasons = [] if who in self.world.parks else ["forbidden"]
        made = self.world.attempt(
            "draft",
            reasons,
            create_group_buy,
            draft=draft_of(given, self.world.now()),
            identity=who.identity,
        )
        if made is not None:
            self.buys.append(made.id)

    @precondition(lambda self: self.has("draft"))
    @rule(at=N, by=N)
    def open(self, at: int, by: int) -> None:
        buy = self.buy(at, "draft")
        who = self.mostly(self.organiser(buy), by)
        reasons = self.only_organiser(who, buy)
        if buy.state != "draft":
            reasons.append("illegal_move")
        elif buy.locks_at <= self.world.now():
            reasons.append("not_future")
        self.world.attempt(
            "open", reasons, open_group_buy, group_buy_id=buy.id, identity=who.identity
        )

    def only_organiser(self, who: Actor, buy: Any) -> list[str]:
        return [] if who.id == buy.organiser_id else ["not_found", "forbidden"]

    @precondition(lambda self: self.has("open"))
    @rule(at=N, by=N, wanted=wishes, better=st.booleans())
    def join(self, at: int, by: int, wanted: list[dict[str, Any]], better: bool) -> None:
        buy = self.buy(at, "open")
        who = pick(self.members_of(buy) * 3 + self.world.members, by)
        lines = lines_of(wanted)
        shown = self.shown(buy, who, lines, better)
        if shown is None:
            return
        reasons = self.hidden(who, buy) + self.not_taking(buy) + self.over_cap(buy, lines, [])
        reasons += ["already_joined"] if self.is_in(who, buy) else []
        reasons += ["price_rose"] if better else []
        self.world.attempt(
            "join", reasons, join_group_buy, group_buy_id=buy.id, lines=shown, identity=who.identity
        )

    @precondition(lambda self: self.has("open"))
    @rule(at=N, by=N, wanted=wishes, kept=st.integers(0, 3))
    def change(self, at: int, by: int, wanted: list[dict[str, Any]], kept: int) -> None:
        buy = self.buy(at, "open")
        inside = [m for m in self.members_of(buy) if self.is_in(m, buy)]
        who = pick(inside * 3 + self.world.members, by)
        before = self.own_lines(buy, who)
        lines = lines_of(wanted, [line.id for line in before][:kept])
        shown = self.shown(buy, who, lines, better=False)
        if shown is None:
            return
        reasons = self.hidden(who, buy) + self.not_taking(buy) + self.over_cap(buy, lines, before)
        reasons += [] if self.is_in(who, buy) else ["not_found"]
        self.world.attempt(
            "change", reasons, _change, buy_id=buy.id, lines=shown, identity=who.identity
        )
        self.changed |= {line.id for line in before}

    @precondition(lambda self: self.has("open"))
    @rule(at=N, by=N)
    def leave(self, at: int, by: int) -> None:
        buy = self.buy(at, "open")
        inside = [m for m in self.members_of(buy) if self.is_in(m, buy)]
        who = pick(inside * 2 + self.world.members, by)
        reasons = self.hidden(who, buy) + self.not_taking(buy)
        reasons += [] if self.is_in(who, buy) else ["not_found"]
        self.world.attempt("leave", reasons, _leave, buy_id=buy.id, identity=who.identity)

    @precondition(lambda self: self.has("open"))
    @rule(at=N, by=N)
    def lock(self, at: int, by: int) -> None:
        buy = self.buy(at, "open")
        who = self.mostly(self.organiser(buy), by)
        reasons = self.only_organiser(who, buy)
        if buy.state != "open":
            reasons.append("illegal_move")
        elif self.world.now() < buy.locks_at:
            reasons.append("too_early")
        self.world.attempt(
            "lock", reasons, lock_demand, group_buy_id=buy.id, identity=who.identity
        )

    @precondition(lambda self: self.buys)
    @rule(at=N, by=N)
    def cancel(self, at: int, by: int) -> None:
        buy = self.buy(at)
        # Rarely by its organiser, or no life would come far.
        who = pick(self.world.everybody, by)
        reasons = self.only_organiser(who, buy)
        if buy.state in ("concluded", "failed", "cancelled"):
            reasons.append("illegal_move")
        signed = (
            "SELECT 1 FROM contracts WHERE group_buy_id = :id AND "
            "(member_signed_at IS NOT NULL OR carrier_signed_at IS NOT NULL)"
        )
        if self.world.rows(signed, id=buy.id):
            reasons.append("contract_signed")
        self.world.attempt(
            "cancel",
            reasons,
            cancel_group_buy,
            group_buy_id=buy.id,
            reason="wanted otherwise",
            identity=who.identity,
        )

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
        ladder_of(buy.ladder)
        prices = [
            discounted(p.list_minor, above) if better and above is not None else p.price_minor
            for p in told.lines
        ]
        return [line | {"price_shown_minor": p} for line, p in zip(lines, prices, strict=True)]


def _change(session: Any, *, buy_id: UUID, lines: Any, identity: Any, now: Any) -> Any:
    stay = find_participation(session, buy_id, identity, for_update=True)
    return change_participation(
        session, participation=stay, lines=lines, identity=identity, now=now
    )


def _leave(session: Any, *, buy_id: UUID, identity: Any, now: Any) -> Any:
    stay = find_participation(session, buy_id, identity, for_update=True)
    return leave_group_buy(session, participation=stay, identity=identity, now=now)
