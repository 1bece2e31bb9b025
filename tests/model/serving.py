"""Rules of the contracts: archives decided, signed by both sides, every line into service."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from marketplace.domain.working_days import local_day
from marketplace.jobs.render_contract import render_contract
from marketplace.services.conclude_group_buy import conclude_group_buy
from marketplace.services.decide_archive import approve_archive, deny_archive
from marketplace.services.end_contract import refuse_contract
from marketplace.services.sign_contract import sign_contract
from tests.factories.people import Actor
from tests.model.disputing import Disputing
from tests.model.wishes import N
from tests.model.world import pick

CONTRACTS = """
    SELECT c.*, g.state AS buy_state, g.organiser_id FROM contracts c
    JOIN group_buys g ON g.id = c.group_buy_id
    WHERE c.group_buy_id = ANY(:ids) 
    ORDER BY c.drawn_at, array_position(CAST(:people AS uuid[]), c.member_id),
             array_position(CAST(:people AS uuid[]), c.carrier_id), c.sequence
"""
CONTRACT_LINES = """
    SELECT k.* FROM contract_lines k JOIN lines l ON l.id = k.line_id
    WHERE k.contract_id = :contract ORDER BY l.number, l.mbps, k.price_minor
"""


class Serving(Disputing):
    """Mixed into the machine."""

    def contract(self, number: int, *states: str) -> Any:
        found = self.world.rows(CONTRACTS, ids=self.ids)
        meant = [contract for contract in found if contract.state in states]
        return pick(meant, number) if meant and number % 8 else pick(found, number // 8)

    def has_contract(self, *states: str) -> bool:
        found = self.world.rows(CONTRACTS, ids=self.ids)
        return any(not states or contract.state in states for contract in found)

    def party(self, contract: Any, member: bool) -> Any:
        wanted = contract.member_id if member else contract.carrier_id
        return next(a for a in self.world.everybody if a.id == wanted)

    @precondition(lambda self: self.has_contract("drawn"))
    @rule(at=N, by=N, of=N, yes=st.sampled_from([True, True, True, False]))
    def decide_archive(self, at: int, by: int, of: int, yes: bool) -> None:
        contract = self.contract(at, "drawn")
        lines = self.world.rows(CONTRACT_LINES, contract=contract.id)
        waiting = [line for line in lines if line.archive_state == "pending"]
        line = pick(waiting or lines, of) if of % 4 else pick(lines, of // 4)
        self.decide_line(contract, line, self.mostly(self.party(contract, member=False), by), yes)

    def decide_line(self, contract: Any, line: Any, who: Actor, yes: bool) -> None:
        reasons = [] if who.id == contract.carrier_id else ["not_found", "forbidden"]
        reasons += [] if contract.state == "drawn" else ["contract_not_drawn"]
        reasons += [] if line.archive_state == "pending" else ["archive_decided"]
        arguments: dict[str, Any] = {
            "contract_id": contract.id,
            "line_id": line.id,
            "identity": who.identity,
        }
        if yes:
            self.world.attempt("approve", reasons, approve_archive, **arguments)
        else:
            self.world.attempt("deny", reasons, deny_archive, **arguments, reason="No such user")
        self.print_documents()

    def print_documents(self) -> None:
        """The documents that wait, as the worker would print them."""
        for contract in self.world.rows(CONTRACTS, ids=self.ids):
            if contract.state == "drawn" and contract.document_sha256 is None:
                render_contract(self.world.runtime, contract_id=str(contract.id))
        self.world.kept.clear()

    @precondition(lambda self: self.has_contract("drawn"))
    @rule(at=N, by=N, for_member=st.booleans())
    def sign(self, at: int, by: int, for_member: bool) -> None:
        contract = self.contract(at, "drawn")
        self.sign_for(contract, self.mostly(self.party(contract, for_member), by))

    def sign_for(self, contract: Any, who: Actor) -> None:
        signed = {
            contract.member_id: contract.member_signed_at,
            contract.carrier_id: contract.carrier_signed_at,
        }
        reasons = [] if who.id in signed else ["not_found", "forbidden"]
        reasons += ["already_signed"] if signed.get(who.id) else []
        reasons += [] if contract.state == "drawn" else ["contract_not_drawn"]
        reasons += [] if contract.document_sha256 else ["documents_not_ready"]
        reasons += ["too_late"] if self.world.now() >= contract.sign_due_at else []
        self.world.attempt(
            "sign",
            reasons,
            sign_contract,
            contract_id=contract.id,
            document_sha256=contract.document_sha256 or "0" * 64,
            identity=who.identity,
        )

    @precondition(lambda self: self.has_contract("drawn"))
    @rule(at=N, by=st.integers(0, 60))
    def refuse(self, at: int, by: int) -> None:
        contract = self.contract(at, "drawn")
        who = pick(self.world.everybody, by)
        reasons = [] if who.id == contract.member_id else ["not_found", "forbidden"]
        reasons += [] if contract.state == "drawn" else ["contract_not_drawn"]
        reasons += ["already_signed"] if contract.member_signed_at else []
        self.world.attempt(
            "refuse",
            reasons,
            refuse_contract,
            contract_id=contract.id,
            reason="Moved away",
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

    def today(self, days: int = 0) -> Any:
        return local_day(self.world.now() + timedelta(days=days))
