"""The tables, one file per aggregate; importing this package knows them all."""

from marketplace.models.audit import AuditChain, AuditEntry
from marketplace.models.award import Award, AwardLine, Solve
from marketplace.models.catalogue import Corridor, DemoClock, Licence
from marketplace.models.contract import Contract, ContractLine
from marketplace.models.group_buy import GroupBuy, Line, Participation, ReferencePrice
from marketplace.models.organisation import ApiToken, Organisation, User
from marketplace.models.price_book import PriceBook, PriceBookLadder, PriceBookRow
from marketplace.models.rfq import Lot, Quote, QuotePrice, Rfq, RfqLine, SealedQuote
from marketplace.models.traffic import IdempotencyKey, LoginFailure, MailMessage

__all__ = [
    "ApiToken",
    "AuditChain",
    "AuditEntry",
    "Award",
    "AwardLine",
    "Contract",
    "ContractLine",
    "Corridor",
    "DemoClock",
    "GroupBuy",
    "IdempotencyKey",
    "Licence",
    "Line",
    "LoginFailure",
    "Lot",
    "MailMessage",
    "Organisation",
    "Participation",
    "PriceBook",
    "PriceBookLadder",
    "PriceBookRow",
    "Quote",
    "QuotePrice",
    "ReferencePrice",
    "Rfq",
    "RfqLine",
    "SealedQuote",
    "Solve",
    "User",
]
