"""Lives in which contracts in force end again, before any of their lines is live."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from marketplace.services.end_contract_in_force import agree_contract_end, propose_contract_end
from tests.model.lives import Lives
from tests.model.serving import CONTRACT_LINES
from tests.model.wishes import N


class EndingLives(Lives):
    """For a soak: in the few lives of every run the ends would leave too few lines to go live."""

    @precondition(lambda self: self.has_contract("in_force"))
    @rule(at=N, seldom=st.integers(0, 4), by_member=st.booleans())
    def end_in_force(self, at: int, seldom: int, by_member: bool) -> None:
        """One side proposes, the other one agrees."""
        contract = self.contract(at, "in_force")
        lines = self.world.rows(CONTRACT_LINES, contract=contract.id)
        reasons = [] if contract.state == "in_force" else ["contract_not_in_force"]
        reasons += ["line_is_live"] if any(line.live_on for line in lines) else []
        if seldom and not reasons:
            return
        who, other = (self.party(contract, side) for side in (by_member, not by_member))
        proposed = {"contract_id": contract.id, "reason": "Moved away", "identity": who.identity}
        end = self.world.attempt("propose_end", reasons, propose_contract_end, **proposed)
        if end is not None:
            answered = {"end_id": end.id, "identity": other.identity}
            self.world.attempt("agree_end", [], agree_contract_end, **answered)
