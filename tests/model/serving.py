"""Rules of the contracts: signed by both sides, every line brought into service."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from marketplace.domain.working_days import local_day
from marketplace.services.conclude_group_buy import conclude_group_buy
from marketplace.services.report_live import report_live
from marketplace.services.sign_contract import sign_contract
from tests.model.awarding import Awarding
from tests.model.gathering import N
from tests.model.world import pick

CONTRACTS = """
    SELECT c.*, g.state AS buy_state, g.organiser_id FROM contracts c
    JOIN group_buys g ON g.id = c.group_buy_id
    WHERE c.group_buy_id = ANY(:ids) ORDER BY c.drawn_at, c.number
"""
CONTRACT_LINES = "SELECT * FROM contract_lines WHERE contract_id = :contract ORDER BY id"


class Serving(Awarding):
    """Mixed into the machine."""

    def contract(self, number: int, *states: str) -> Any:
        found = self.world.rows(CONTRACTS, ids=self.buys)
        meant = [contract for contract in found if contract.state in states]
        return pick(meant, number) if meant and number % 8 else pick(found, number // 8)

    def has_contract(self, *states: str) -> bool:
        found = self.world.rows(CONTRACTS, ids=self.buys)
        return any(not states or contract.state in states for contract in found)

    @precondition(lambda self: self.has_contract("drawn"))
    @rule(at=N, by=N, for_member=st.booleans())
    def sign(self, at: int, by: int, for_member: bool) -> None:
        contract = self.contract(at, "drawn")
        parties = {a.id: a for a in self.world.everybody}
        who = self.mostly(
            parties[contract.member_id if for_member else contract.carrier_id], by
        )
        signed = {
            contract.member_id: contract.member_signed_at,
            contract.carrier_id: contract.carrier_signed_at,
        }
        reasons = [] if who.id in signed else ["not_found", "forbidden"]
        reasons += ["already_signed"] if signed.get(who.id) else []
        reasons += [] if contract.state == "drawn" else ["contract_not_drawn"]
        self.world.attempt(
            "sign", reasons, sign_contract, contract_id=contract.id, identity=who.identity
        )

    @precondition(lambda self: self.has_contract("in_force"))
    @rule(at=N, by=N, of=N)
    def go_live(self, at: int, by: int, of: int) -> None:
        contract = self.contract(at, "in_force")
        lines = self.world.rows(CONTRACT_LINES, contract=contract.id)
        line = pick(lines, of)
        carrier = next(c for c in self.world.carriers if c.id == contract.carrier_id)
        who = self.mostly(carrier, by)
        reasons = [] if who.id == contract.carrier_id else ["not_found", "forbidden"]
        reasons += [] if contract.state == "in_force" else ["contract_not_in_force"]
        reasons += ["already_live"] if line.live_on else []
        self.world.attempt(
            "go_live",
            reasons,
            report_live,
            contract_id=contract.id,
            line_id=line.id,
            live_on=local_day(self.world.now()),
            identity=who.identity,
        )

    @precondition(lambda self: self.has("awarded"))
    @rule(at=N, by=N)
    def conclude(self, at: int, by: int) -> None:
        """By hand only what the last line has not concluded: so always refused."""
        buy = self.buy(at, "awarded")
        who = self.mostly(self.organiser(buy), by)
        reasons = [*self.only_organiser(who, buy), "illegal_move", "lines_not_live"]
        self.world.attempt(
            "conclude", reasons, conclude_group_buy, group_buy_id=buy.id, identity=who.identity
        )
