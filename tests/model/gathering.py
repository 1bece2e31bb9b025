"""Rules of the first half of a life: drafts, members who come, change and go, the lock."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from marketplace.models import GroupBuy
from marketplace.services.cancel_group_buy import cancel_group_buy
from marketplace.services.change_participation import change_participation
from marketplace.services.create_group_buy import create_group_buy
from marketplace.services.find_participation import find_participation
from marketplace.services.join_group_buy import join_group_buy
from marketplace.services.leave_group_buy import leave_group_buy
from marketplace.services.lock_demand import lock_demand
from marketplace.services.open_group_buy import open_group_buy
from tests.factories.statements import stated_there
from tests.model.looking import Looking
from tests.model.wishes import N, draft_of, lines_of, terms, wishes
from tests.model.world import pick


class Gathering(Looking):
    """Mixed into the machine."""

    @rule(by=N, given=terms)
    def draft(self, by: int, given: dict[str, Any]) -> None:
        if len(self.buys) >= 4:
            return
        organisers = [*self.world.parks, *self.world.leads]
        who = pick([*organisers, self.world.carriers[0], self.world.observer], by)
        reasons = [] if who in organisers else ["forbidden"]
        made = self.world.attempt(
            "draft",
            reasons,
            create_group_buy,
            draft=draft_of(given, self.world.now()),
            identity=who.identity,
        )
        if made is not None:
            with self.world.doing() as session:
                buy = session.get_one(GroupBuy, made.id)
                stated_there(session, buy, identity=who.identity, now=self.world.now())
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
        joined = self.world.attempt(
            "join", reasons, join_group_buy, group_buy_id=buy.id, lines=shown, identity=who.identity
        )
        if joined is not None:
            self.world.prove(who, buy.id)

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
        changed = self.world.attempt(
            "change", reasons, _change, buy_id=buy.id, lines=shown, identity=who.identity
        )
        if changed is not None:
            self.world.prove(who, buy.id)
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
        self.world.attempt("lock", reasons, lock_demand, group_buy_id=buy.id, identity=who.identity)

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


def _change(session: Any, *, buy_id: UUID, lines: Any, identity: Any, now: Any) -> Any:
    stay = find_participation(session, buy_id, identity, for_update=True)
    return change_participation(
        session, participation=stay, lines=lines, identity=identity, now=now
    )


def _leave(session: Any, *, buy_id: UUID, identity: Any, now: Any) -> Any:
    stay = find_participation(session, buy_id, identity, for_update=True)
    return leave_group_buy(session, participation=stay, identity=identity, now=now)
