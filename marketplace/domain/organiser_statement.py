"""What an organiser states of itself and of its group buy (组织方声明)."""

from __future__ import annotations

OF_ORGANISER = (
    "public_body",
    "state_owned",
    "fiscal_funds",
    "construction_project",
    "designated_carrier",
    "hidden_rebate",
)
"Fields of OrganiserFacts"
OF_GROUP_BUY = (
    "beyond_line_purchase",
    "member_exclusivity",
    "boycott_terms",
    "names_a_supplier",
    "unequal_information",
)
"Fields of GroupBuyFacts"
ANSWERS = (*OF_ORGANISER, *OF_GROUP_BUY)
