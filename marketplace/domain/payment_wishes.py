"""What is asked of Stripe, as plain data; amounts as in `payments`."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.domain.payments import About, SavedMethod


@dataclass(frozen=True)
class PageWish:
    """A page on which a person of the customer pays `amount_minor`, or saves a way to pay.

    `charge` False: nothing is charged, the way to pay is kept for a charge without the person.
    """

    about: About
    customer_id: str
    charge: bool
    amount_minor: int
    currency: str
    title: str
    "what the person reads beside the amount"
    language: str
    return_url: str
    "where the person comes back, whatever happened"


@dataclass(frozen=True)
class ChargeWish:
    """A charge of a saved way to pay, with nobody at the screen."""

    about: About
    method: SavedMethod
    amount_minor: int
    currency: str
    title: str


@dataclass(frozen=True)
class InvoiceWish:
    """An invoice to be drawn up, numbered and sent: one line, VAT shown by itself."""

    about: About
    customer_id: str
    title: str
    net_minor: int
    vat_bps: int
    vat_minor: int
    currency: str
    days_until_due: int
    language: str
