"""The user archive (用户档案): its papers, who signs for a company, and when a letter runs out."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from marketplace.domain.compliance.days import months_after


class PaperKind(StrEnum):
    """What a carrier wants to see (BUY-07); each may be of the company or of one line alone."""

    BUSINESS_LICENCE = "business_licence"
    LEGAL_REPRESENTATIVE_DOCUMENT = "legal_representative_document"
    CONTACT_DOCUMENT = "contact_document"
    AUTHORISATION_LETTER = "authorisation_letter"
    SERVICE_AGREEMENT = "service_agreement"
    SERVICE_FORM = "service_form"


class DocumentKind(StrEnum):
    """An identity document of a person."""

    RESIDENT_CARD = "resident_card"
    PASSPORT = "passport"
    HK_MO_PERMIT = "hk_mo_permit"
    TW_PERMIT = "tw_permit"
    RESIDENCE_PERMIT = "residence_permit"
    "of a foreigner with permanent residence"


class Capacity(StrEnum):
    """As what a person signs for the company."""

    LEGAL_REPRESENTATIVE = "legal_representative"
    AUTHORISED = "authorised"


REMINDERS = (30, 7, 0)
"Days before a commitment letter runs out at which its company is reminded"
SHOWN_DIGITS = 4


def masked(number: str) -> str:
    """An identity number as anybody but the carrier's package shows it: its last characters."""
    hidden = max(len(number) - SHOWN_DIGITS, 0)
    return "*" * hidden + number[hidden:] if hidden else "*" * len(number)


def letter_ends_on(signed_on: date, months: int) -> date:
    """The first day on which a letter signed that day counts no more (USE-05)."""
    return months_after(signed_on, months)


def reminder_due(ends_on: date, today: date) -> int | None:
    """The nearest reminder, in days before the end, that has come; 0 also once it is over."""
    due = [days for days in REMINDERS if today >= ends_on - timedelta(days=days)]
    return min(due) if due else None


def organisation_code(uscc: str) -> str:
    """The organisation code (组织机构代码, GB 11714) inside a credit code: 8 signs and a check."""
    return f"{uscc[8:16]}-{uscc[16]}"
