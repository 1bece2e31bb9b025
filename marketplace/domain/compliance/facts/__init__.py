"""The facts that rules are asked of, by subject. None means unknown: most rules then hold."""

from __future__ import annotations

from marketplace.domain.compliance.facts.archive import ArchiveFacts
from marketplace.domain.compliance.facts.award import AwardFacts
from marketplace.domain.compliance.facts.carrier import CarrierFacts, QuoteFacts
from marketplace.domain.compliance.facts.company import CompanyFacts
from marketplace.domain.compliance.facts.contract import ContractFacts, DepositFacts
from marketplace.domain.compliance.facts.data_export import DataExportFacts, ExportFilingFacts
from marketplace.domain.compliance.facts.fact import Facts
from marketplace.domain.compliance.facts.group_buy import GroupBuyFacts, OrganiserFacts
from marketplace.domain.compliance.facts.line import FarEndFacts, LineFacts, UseFacts
from marketplace.domain.compliance.facts.money import InvoiceFacts, PaymentFacts
from marketplace.domain.compliance.facts.opening import OpeningFacts, QuoteSign
from marketplace.domain.compliance.facts.operation import (
    ActivationFacts,
    ServiceFacts,
    SupplyFacts,
)
from marketplace.domain.compliance.facts.platform import DeletionFacts, PlatformFacts

FACTS: tuple[type[Facts], ...] = (
    CompanyFacts,
    OrganiserFacts,
    GroupBuyFacts,
    LineFacts,
    FarEndFacts,
    UseFacts,
    ArchiveFacts,
    CarrierFacts,
    QuoteFacts,
    OpeningFacts,
    AwardFacts,
    ContractFacts,
    DepositFacts,
    DataExportFacts,
    ExportFilingFacts,
    ActivationFacts,
    ServiceFacts,
    SupplyFacts,
    InvoiceFacts,
    PaymentFacts,
    PlatformFacts,
    DeletionFacts,
)

__all__ = [
    "FACTS",
    "ActivationFacts",
    "ArchiveFacts",
    "AwardFacts",
    "CarrierFacts",
    "CompanyFacts",
    "ContractFacts",
    "DataExportFacts",
    "DeletionFacts",
    "DepositFacts",
    "ExportFilingFacts",
    "Facts",
    "FarEndFacts",
    "GroupBuyFacts",
    "InvoiceFacts",
    "LineFacts",
    "OpeningFacts",
    "OrganiserFacts",
    "PaymentFacts",
    "PlatformFacts",
    "QuoteFacts",
    "QuoteSign",
    "ServiceFacts",
    "SupplyFacts",
    "UseFacts",
]
