"""Which facts the marketplace collects; a rule is asked at a gate once its facts are among them.

A rule that needs what nobody can state yet would hold every step for good, so it is not asked. A
fact stands here as soon as a page or the API lets somebody state it, or the product itself sees
to it; whether it was stated in one case is another matter, and unknown then holds.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from marketplace.domain.compliance.facts import (
    ActivationFacts,
    ArchiveFacts,
    AwardFacts,
    CarrierFacts,
    CompanyFacts,
    ContractFacts,
    DepositFacts,
    ExportFilingFacts,
    FarEndFacts,
    GroupBuyFacts,
    InvoiceFacts,
    LineFacts,
    OpeningFacts,
    OrganiserFacts,
    PaymentFacts,
    PlatformFacts,
    QuoteFacts,
    ServiceFacts,
    SupplyFacts,
    UseFacts,
)
from marketplace.domain.compliance.facts.fact import Facts
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.registry import rules_at
from marketplace.domain.compliance.rule import Rule
from marketplace.domain.quote_statement import STATED


def names_of(kind: type[Facts]) -> frozenset[str]:
    """Every fact of the kind."""
    return frozenset(one.name for one in fields(kind)) - {"ref"}


COLLECTED: dict[type[Facts], frozenset[str]] = {
    CompanyFacts: names_of(CompanyFacts),
    OrganiserFacts: names_of(OrganiserFacts),
    GroupBuyFacts: frozenset(
        {
            "procedure",
            "platform_certified",
            "binds_without_acceptance",
            "exit_before_lock",
            "deposit_bps",
            "performance_bond_bps",
            "ceiling_published",
            "floor_price",
            "forced_below_floor",
            "days_to_deadline",
            "document_days",
            "members",
            "totals_shown",
            "demand_shown_to_members",
            "beyond_line_purchase",
            "member_exclusivity",
            "boycott_terms",
            "names_a_supplier",
            "unequal_information",
            "justification_record",
            "local_demand_share_bps",
            "legal_review",
        }
    ),
    LineFacts: names_of(LineFacts),
    FarEndFacts: names_of(FarEndFacts),
    UseFacts: names_of(UseFacts),
    ArchiveFacts: names_of(ArchiveFacts),
    CarrierFacts: names_of(CarrierFacts),
    QuoteFacts: frozenset(
        {
            "products",
            "licence_scopes",
            "licence_valid_to",
            "contract_ends_on",
            "delivery",
            "seller_role",
            "of_platform",
            "branch",
            "authorisation_letter",
            "other_quotes_of_legal_person",
            "currency",
            "tax_basis_stated",
            "all_fees_listed",
            "encrypted",
            "on_time",
            "withdrawn_after_due",
            "bidders_kept_secret",
            "access_logged",
            "activation_days",
            *STATED,
        }
    ),
    OpeningFacts: frozenset(
        {
            "procedure",
            "quotes",
            "clarified_days_before",
            "negotiated_purchase_allowed",
            "opened_before_due",
            "opening_record_public",
            "price_talks",
            "unpublished_criteria",
            "undecrypted",
        }
    ),
    AwardFacts: names_of(AwardFacts),
    ContractFacts: names_of(ContractFacts),
    # Of a bidder's deposit: none is taken. BID-12 is asked of members' deposits that go back.
    DepositFacts: names_of(DepositFacts),
    ActivationFacts: frozenset(
        {"promised_on", "live_on", "product", "vpn_filing", "late_compensation"}
    ),
    ExportFilingFacts: names_of(ExportFilingFacts),
    InvoiceFacts: names_of(InvoiceFacts),
    # Lines are paid to the carrier's own account at home, so nothing is paid abroad.
    PaymentFacts: names_of(PaymentFacts),
    ServiceFacts: names_of(ServiceFacts),
    SupplyFacts: names_of(SupplyFacts),
    PlatformFacts: names_of(PlatformFacts),
}
"By kind of facts; a kind that is not here is not collected at all"
COLLUSION = frozenset({f"COLL-0{number}" for number in range(1, 9)})
"Signs of collusion: the screens at the opening look for them, with a queue of their own"
RETENTION = frozenset({f"SEC-0{number}" for number in range(2, 7)})
"Terms of records: every deletion asks `retention.keeping`, which refuses one that comes too early"
ELSEWHERE = COLLUSION | RETENTION


def is_collected(rule: Rule[Any]) -> bool:
    """Whether everything that the rule needs or reads can be stated."""
    held = COLLECTED.get(rule.about, frozenset())
    return rule.code not in ELSEWHERE and held.issuperset((*rule.needs, *rule.reads))


def not_asked_at(gate: Gate, on: date) -> list[str]:
    """Codes of the gate's rules whose facts are not collected yet."""
    return [
        rule.code
        for rule in rules_at(gate, on)
        if not is_collected(rule) and rule.code not in ELSEWHERE
    ]
