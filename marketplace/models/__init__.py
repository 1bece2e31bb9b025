"""The tables, one file per aggregate; importing this package knows them all."""

from marketplace.models.activation import LineTest, Milestone
from marketplace.models.audit import AuditChain, AuditEntry
from marketplace.models.award import Award, AwardLine
from marketplace.models.award_dispute import AwardComplaint, AwardConfirmation
from marketplace.models.catalogue import Corridor, DemoClock, Licence
from marketplace.models.contract import Contract, ContractLine
from marketplace.models.explanation import Explanation
from marketplace.models.group_buy import GroupBuy, ReferencePrice
from marketplace.models.invitation import Invitation, WaitingEntry
from marketplace.models.line import Line, Participation
from marketplace.models.notification import Notification
from marketplace.models.organisation import ApiToken, Organisation, User
from marketplace.models.price_book import PriceBook, PriceBookLadder, PriceBookRow
from marketplace.models.rfq import Lot, Quote, QuotePrice, Rfq, RfqLine, SealedQuote
from marketplace.models.rfq_talk import RfqAmendment, RfqQuestion
from marketplace.models.service_complaint import ServiceComplaint, ServiceComplaintWord
from marketplace.models.solve import Solve, SolveProgress
from marketplace.models.stored_file import StoredFile
from marketplace.models.traffic import IdempotencyKey, LoginFailure, MailMessage

__all__ = [
    "ApiToken",
    "AuditChain",
    "AuditEntry",
    "Award",
    "AwardComplaint",
    "AwardConfirmation",
    "AwardLine",
    "Contract",
    "ContractLine",
    "Corridor",
    "DemoClock",
    "Explanation",
    "GroupBuy",
    "IdempotencyKey",
    "Invitation",
    "Licence",
    "Line",
    "LineTest",
    "LoginFailure",
    "Lot",
    "MailMessage",
    "Milestone",
    "Notification",
    "Organisation",
    "Participation",
    "PriceBook",
    "PriceBookLadder",
    "PriceBookRow",
    "Quote",
    "QuotePrice",
    "ReferencePrice",
    "Rfq",
    "RfqAmendment",
    "RfqLine",
    "RfqQuestion",
    "SealedQuote",
    "ServiceComplaint",
    "ServiceComplaintWord",
    "Solve",
    "SolveProgress",
    "StoredFile",
    "User",
    "WaitingEntry",
]
