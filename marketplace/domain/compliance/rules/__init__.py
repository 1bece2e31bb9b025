"""Every rule that the marketplace asks, by subject (regulation.md §1 to §8)."""

from __future__ import annotations

from typing import Any

from marketplace.domain.compliance.rule import Rule
from marketplace.domain.compliance.rules import (
    archive,
    buy_identity,
    buy_line,
    buy_standing,
    competition,
    contract,
    data,
    fair_dealing,
    invoices,
    money,
    operation,
    platform,
    retention,
    run_opening,
    run_procedure,
    run_quotes,
    run_settings,
    run_signs,
    sell_conduct,
    sell_licence,
    use_purpose,
    use_traffic,
)

MODULES = (
    sell_licence,
    sell_conduct,
    use_purpose,
    use_traffic,
    archive,
    buy_identity,
    buy_standing,
    buy_line,
    run_procedure,
    run_settings,
    run_quotes,
    run_opening,
    run_signs,
    competition,
    fair_dealing,
    contract,
    data,
    operation,
    money,
    invoices,
    platform,
    retention,
)
RULES: tuple[Rule[Any], ...] = tuple(one for module in MODULES for one in module.RULES)
"All versions of all rules, in the order of regulation.md"
