"""Everything that can be asked for; grants.py says who may."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    ACCOUNT_READ = "account.read"
    ACCOUNT_MANAGE = "account.manage"
    ORGANISATION_READ = "organisation.read"
    ORGANISATION_DECIDE = "organisation.decide"
    ORGANISATION_LIST = "organisation.list"
    CATALOGUE_READ = "catalogue.read"
    CORRIDOR_MANAGE = "corridor.manage"
    LICENCE_READ = "licence.read"
    LICENCE_MANAGE = "licence.manage"
    LICENCE_DECIDE = "licence.decide"
    PRICE_BOOK_READ = "price_book.read"
    PRICE_BOOK_MANAGE = "price_book.manage"
    GROUP_BUY_READ = "group_buy.read"
    GROUP_BUY_CREATE = "group_buy.create"
    GROUP_BUY_ORGANISE = "group_buy.organise"
    GROUP_BUY_JOIN = "group_buy.join"
    GROUP_BUY_DEMAND_READ = "group_buy.demand_read"
    MARKET_READ = "market.read"
    RFQ_READ = "rfq.read"
    RFQ_ORGANISE = "rfq.organise"
    RFQ_QUOTE = "rfq.quote"
    QUOTES_READ = "quotes.read"
    AWARD_READ = "award.read"
    AWARD_LINE_DECIDE = "award_line.decide"
    CONTRACT_READ = "contract.read"
    CONTRACT_SIGN = "contract.sign"
    CONTRACT_DELIVER = "contract.deliver"
    AUDIT_READ = "audit.read"
    OPERATE = "operate"
