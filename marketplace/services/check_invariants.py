"""Whether everything that must hold of the marketplace does hold in the database (design.md)."""

# ruff: noqa: S608  (no value that anybody gives enters these texts)
from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.services.check_awards import AWARD_RULES
from marketplace.services.check_contracts import CONTRACT_RULES
from marketplace.services.check_fees import FEE_RULES
from marketplace.services.check_ledger import LEDGER_RULES
from marketplace.services.check_moves import MOVE_RULES
from marketplace.services.check_notices import NOTICE_RULES
from marketplace.services.check_pools import LIVE_PRICE, POOL_RULES
from marketplace.services.check_quotes import QUOTE_RULES
from marketplace.services.check_rule import Computed, Scope, Told, Violation
from marketplace.services.check_screens import SCREEN_RULES
from marketplace.services.check_stripe import STRIPE_RULES

TOLD: tuple[Told, ...] = (
    *POOL_RULES,
    *QUOTE_RULES,
    *SCREEN_RULES,
    *AWARD_RULES,
    *CONTRACT_RULES,
    *NOTICE_RULES,
    *LEDGER_RULES,
    *FEE_RULES,
    *STRIPE_RULES,
)
COMPUTED: tuple[Computed, ...] = (LIVE_PRICE, *MOVE_RULES)
RULES: tuple[Told | Computed, ...] = (*TOLD, *COMPUTED)


def _all_told() -> str:
    """One statement for every invariant that is a query."""
    parts = (
        f"SELECT {number} AS rule, q.* FROM ({told.query}) AS q (thing, detail)"
        for number, told in enumerate(TOLD)
    )
    return " UNION ALL ".join(parts)


_TOLD = sa.text(_all_told())


def check_invariants(session: Session, *, only: Scope = None) -> list[Violation]:
    """Everything that breaks an invariant, of these group buys alone or of all.

    The number of queries does not depend on how much there is to check.
    """
    scope = None if only is None else list(only)
    found = [
        Violation(TOLD[row.rule].rule, row.thing, row.detail)
        for row in session.execute(_TOLD, {"only": scope})
    ]
    for rule in COMPUTED:
        found += [Violation(rule.rule, *broken) for broken in rule.find(session, scope)]
    return found
