"""An invoice's amounts against the schedule: what they must be, and what needs a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.errors import Fault
from pricing.terms import vat


@dataclass(frozen=True)
class Stated:
    """As printed on the invoice, in fen."""

    net_minor: int
    vat_minor: int
    gross_minor: int
    vat_bps: int


def amount_faults(stated: Stated, items: Sequence[int], *, reason: str) -> list[Fault]:
    """What is wrong with the amounts, given the net amounts of the items that are invoiced.

    More than the schedule is never right: what the contract does not list may not be charged
    (PAY-05). Less needs a reason, and so does VAT that is not the rate of the net amount; a fen an
    item is left to rounding, by invoice or item by item.
    """
    faults, agreed = [], sum(items)
    if stated.gross_minor != stated.net_minor + stated.vat_minor:
        told = {"sum_yuan": yuan(stated.net_minor + stated.vat_minor)}
        faults.append(Fault("/gross_minor", "invoice_gross_differs", told))
    if stated.net_minor > agreed:
        faults.append(Fault("/net_minor", "invoice_above_schedule", {"agreed_yuan": yuan(agreed)}))
    elif stated.net_minor < agreed and not reason:
        faults.append(Fault("/net_minor", "invoice_below_schedule", {"agreed_yuan": yuan(agreed)}))
    if vat_differs(stated, len(items)) and not reason:
        told = {"rate": f"{stated.vat_bps / 100:g}", "vat_yuan": yuan(expected_vat(stated))}
        faults.append(Fault("/vat_minor", "invoice_vat_differs", told))
    return faults


def differs(stated: Stated, items: Sequence[int]) -> bool:
    """Whether the invoice is not as the schedule has it, so that its reason is shown."""
    return stated.net_minor != sum(items) or vat_differs(stated, len(items))


def vat_differs(stated: Stated, items: int) -> bool:
    return abs(stated.vat_minor - expected_vat(stated)) > items


def expected_vat(stated: Stated) -> int:
    """The stated rate of the stated net amount, half up once for the whole invoice."""
    return vat(stated.net_minor, stated.vat_bps)


def yuan(minor: int) -> str:
    """Fen as people write them in yuan."""
    return f"{minor / 100:.2f}"
