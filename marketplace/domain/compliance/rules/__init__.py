"""Every rule that the marketplace asks, by subject (regulation.md §1 to §8)."""

from __future__ import annotations

from typing import Any

from marketplace.domain.compliance.rule import Rule
from marketplace.domain.compliance.rules import sell_licence

RULES: tuple[Rule[Any], ...] = (*sell_licence.RULES,)
"All versions of all rules, in the order of regulation.md"
