"""Rules of who may come: invitations to directed group buys, and the list of those who wait."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from marketplace.services.claim_invitation import claim_invitation
from marketplace.services.invite_enterprise import invite_by_uscc
from marketplace.services.join_waiting_list import join_waiting_list, leave_waiting_list
from marketplace.services.make_invitation_link import make_invitation_link
from marketplace.services.revoke_invitation import uninvite_enterprise
from tests.model.gathering import Gathering
from tests.model.looking import BUYS
from tests.model.wishes import N, lines_of, wishes
from tests.model.world import pick

WAITING = """
    SELECT * FROM waiting_entries WHERE group_buy_id = ANY(:ids)
    ORDER BY waiting_at, array_position(CAST(:people AS uuid[]), member_id), mbps
"""
USCC = "SELECT uscc FROM organisations WHERE id = :id"


class Directing(Gathering):
    """Mixed into the machine."""

    def directed(self, number: int) -> Any:
        """A group buy, mostly a directed one that is open."""
        found = self.world.rows(BUYS, ids=self.ids)
        meant = [b for b in found if b.mode == "directed" and b.state in ("draft", "open")]
        return pick(meant, number) if meant and number % 8 else pick(found, number // 8)

    def has_directed(self) -> bool:
        return any(b.mode == "directed" for b in self.world.rows(BUYS, ids=self.ids))

    def not_inviting(self, buy: Any) -> list[str]:
        """Invitations are for directed group buys, until the lock."""
        if buy.mode != "directed":
            return ["group_buy_not_directed"]
        in_time = buy.state in ("draft", "open") and self.world.now() < buy.locks_at
        return [] if in_time else ["inviting_over", "group_buy_not_open"]

    @precondition(lambda self: self.has_directed())
    @rule(at=N, by=N, whom=N)
    def invite(self, at: int, by: int, whom: int) -> None:
        buy = self.directed(at)
        who = self.mostly(self.organiser(buy), by)
        guest = pick([*self.world.members, *self.world.carriers[:1]], whom)
        reasons = self.only_organiser(who, buy) + self.not_inviting(buy)
        if guest in self.world.carriers:
            reasons.append("invitee_not_enterprise")
        if guest.id == buy.organiser_id:
            reasons.append("invitee_is_organiser")
        if guest.id in buy.invited_ids:
            reasons.append("already_invited")
        self.world.attempt(
            "invite",
            reasons,
            invite_by_uscc,
            group_buy_id=buy.id,
            uscc=self.world.row(USCC, id=guest.id).uscc,
            identity=who.identity,
        )

    @precondition(lambda self: self.has_directed())
    @rule(at=N, whom=N)
    def uninvite(self, at: int, whom: int) -> None:
        buy = self.directed(at)
        who = self.organiser(buy)
        guest = pick(self.world.members, whom)
        reasons = [] if guest.id in buy.invited_ids else ["not_found"]
        reasons += ["company_takes_part"] if self.is_in(guest, buy) else []
        self.world.attempt(
            "uninvite",
            reasons,
            uninvite_enterprise,
            perhaps=["company_takes_part"],  # it may wait for a place
            group_buy_id=buy.id,
            enterprise_id=guest.id,
            identity=who.identity,
        )

    @precondition(lambda self: self.has_directed())
    @rule(at=N, whom=N)
    def link(self, at: int, whom: int) -> None:
        """A link for one company, and who uses it."""
        buy = self.directed(at)
        reasons = self.not_inviting(buy)
        reasons += [] if buy.state == "open" else ["group_buy_not_open", "inviting_over"]
        made = self.world.attempt(
            "link",
            reasons,
            make_invitation_link,
            group_buy_id=buy.id,
            uses_at_most=1,
            identity=self.organiser(buy).identity,
        )
        if made is None:
            return
        guest = pick([*self.world.members, *self.world.carriers[:1]], whom)
        reasons = ["invitation_for_enterprises"] if guest in self.world.carriers else []
        reasons += ["invitation_own"] if guest.id == buy.organiser_id else []
        self.world.attempt(
            "claim", reasons, claim_invitation, token=made[1], identity=guest.identity
        )

    @precondition(lambda self: self.has("locked", "quoting", "opened", "awarded"))
    @rule(at=N, by=N, wanted=wishes)
    def wait(self, at: int, by: int, wanted: list[dict[str, Any]]) -> None:
        buy = self.buy(at, "locked", "quoting", "opened", "awarded")
        who = pick(self.members_of(buy) * 2 + self.world.members, by)
        reasons = self.hidden(who, buy)
        if buy.state not in ("locked", "quoting", "opened", "awarded"):
            reasons.append("waiting_not_open")
        reasons += ["joined_do_not_wait"] if self.is_in(who, buy) else []
        self.world.attempt(
            "wait",
            reasons,
            join_waiting_list,
            group_buy_id=buy.id,
            line=lines_of(wanted)[0],
            identity=who.identity,
        )

    @precondition(lambda self: self.world.rows(WAITING, ids=self.ids))
    @rule(of=N, by=st.integers(0, 15))
    def wait_no_longer(self, of: int, by: int) -> None:
        entry = pick(self.world.rows(WAITING, ids=self.ids), of)
        buy = next(b for b in self.world.rows(BUYS, ids=self.ids) if b.id == entry.group_buy_id)
        member = next(m for m in self.world.members if m.id == entry.member_id)
        who = self.mostly(member, by)
        reasons = [] if who.id == entry.member_id else ["not_found", "forbidden"]
        reasons += [] if entry.state == "waiting" else ["illegal_move"]
        self.world.attempt(
            "wait_no_longer",
            reasons,
            leave_waiting_list,
            group_buy_id=buy.id,
            entry_id=entry.id,
            identity=who.identity,
        )
