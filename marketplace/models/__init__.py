"""The tables, one file per aggregate; importing this package knows them all."""

from marketplace.models.activation import LineTest, Milestone
from marketplace.models.audit import AuditChain, AuditEntry
from marketplace.models.award import Award, AwardLine
from marketplace.models.award_dispute import AwardComplaint, AwardConfirmation
from marketplace.models.catalogue import Corridor, DemoClock
from marketplace.models.contract import Contract, ContractLine
from marketplace.models.contract_end import ContractEnd
from marketplace.models.data_export import (
    DataExport,
    DataExportCheck,
    DataExportFiling,
    NegativeListEdition,
)
from marketplace.models.deposit import Deposit, DepositTerms
from marketplace.models.deposit_claim import DepositClaim
from marketplace.models.deposit_look import DepositLook
from marketplace.models.deposit_money import (
    DepositPayment,
    DepositReturn,
    DepositTry,
    TryKind,
)
from marketplace.models.enrolment import Enrolment, EnrolmentCheck
from marketplace.models.explanation import Explanation
from marketplace.models.fee_credit import FeeCredit
from marketplace.models.fee_table import FeeTable
from marketplace.models.finding import DutyDone, FindingDecision, KeptFinding
from marketplace.models.group_buy import GroupBuy, ReferencePrice
from marketplace.models.group_buy_talk import GroupBuyQuestion
from marketplace.models.invitation import Invitation, WaitingEntry
from marketplace.models.ledger import (
    LedgerAccount,
    LedgerBalance,
    LedgerEntry,
    LedgerHead,
    LedgerPosting,
    LedgerSnapshot,
)
from marketplace.models.licence import Licence
from marketplace.models.line import Line, Participation
from marketplace.models.line_abuse import LineAbuse
from marketplace.models.line_draft import LineDraft
from marketplace.models.line_payment import DueItem, InvoiceItem, LineInvoice
from marketplace.models.line_use import LineUse
from marketplace.models.notification import Notification
from marketplace.models.organisation import ApiToken, Organisation, User
from marketplace.models.payee_account import PayeeAccount
from marketplace.models.payment_check import PaymentCheck, PaymentDifference
from marketplace.models.payment_dispute import PaymentDispute
from marketplace.models.payment_trouble import PaymentTrouble
from marketplace.models.platform_statement import PlatformStatement
from marketplace.models.premises import Premises
from marketplace.models.price_book import PriceBook, PriceBookLadder, PriceBookRow
from marketplace.models.reading import Reading
from marketplace.models.remittance import Remittance
from marketplace.models.rfq import Lot, Quote, QuoteDraft, QuotePrice, Rfq, RfqLine, SealedQuote
from marketplace.models.rfq_talk import RfqAmendment, RfqQuestion
from marketplace.models.screening import (
    QuoteOrigin,
    ScreenDecision,
    ScreenHearing,
    ScreenHit,
    ScreenRun,
)
from marketplace.models.service_complaint import ServiceComplaint, ServiceComplaintWord
from marketplace.models.service_fee import ServiceFee
from marketplace.models.solve import Solve, SolveProgress
from marketplace.models.statement import CompetitionRecord, OrganiserStatement
from marketplace.models.stored_file import StoredFile
from marketplace.models.stripe_booking import StripeBooking
from marketplace.models.stripe_customer import StripeCustomer
from marketplace.models.stripe_event import EventOutcome, StripeEvent
from marketplace.models.traffic import IdempotencyKey, LoginFailure, MailMessage
from marketplace.models.user_archive import ArchivePaper, Commitment, CompanyProfile

__all__ = [
    "ApiToken",
    "ArchivePaper",
    "AuditChain",
    "AuditEntry",
    "Award",
    "AwardComplaint",
    "AwardConfirmation",
    "AwardLine",
    "Commitment",
    "CompanyProfile",
    "CompetitionRecord",
    "Contract",
    "ContractEnd",
    "ContractLine",
    "Corridor",
    "DataExport",
    "DataExportCheck",
    "DataExportFiling",
    "DemoClock",
    "Deposit",
    "DepositClaim",
    "DepositLook",
    "DepositPayment",
    "DepositReturn",
    "DepositTerms",
    "DepositTry",
    "DueItem",
    "DutyDone",
    "Enrolment",
    "EnrolmentCheck",
    "EventOutcome",
    "Explanation",
    "FeeCredit",
    "FeeTable",
    "FindingDecision",
    "GroupBuy",
    "GroupBuyQuestion",
    "IdempotencyKey",
    "Invitation",
    "InvoiceItem",
    "KeptFinding",
    "LedgerAccount",
    "LedgerBalance",
    "LedgerEntry",
    "LedgerHead",
    "LedgerPosting",
    "LedgerSnapshot",
    "Licence",
    "Line",
    "LineAbuse",
    "LineDraft",
    "LineInvoice",
    "LineTest",
    "LineUse",
    "LoginFailure",
    "Lot",
    "MailMessage",
    "Milestone",
    "NegativeListEdition",
    "Notification",
    "Organisation",
    "OrganiserStatement",
    "Participation",
    "PayeeAccount",
    "PaymentCheck",
    "PaymentDifference",
    "PaymentDispute",
    "PaymentTrouble",
    "PlatformStatement",
    "Premises",
    "PriceBook",
    "PriceBookLadder",
    "PriceBookRow",
    "Quote",
    "QuoteDraft",
    "QuoteOrigin",
    "QuotePrice",
    "Reading",
    "ReferencePrice",
    "Remittance",
    "Rfq",
    "RfqAmendment",
    "RfqLine",
    "RfqQuestion",
    "ScreenDecision",
    "ScreenHearing",
    "ScreenHit",
    "ScreenRun",
    "SealedQuote",
    "ServiceComplaint",
    "ServiceComplaintWord",
    "ServiceFee",
    "Solve",
    "SolveProgress",
    "StoredFile",
    "StripeBooking",
    "StripeCustomer",
    "StripeEvent",
    "TryKind",
    "User",
    "WaitingEntry",
]
