"""The published fee table (平台服务费): what a contract owes the platform, and which side pays it.

All money is fen without VAT; rates are basis points. A fee is a pure function of the table that was
in force when the group buy opened and of the contract's prices.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from marketplace.domain.modes import GroupBuyMode
from marketplace.domain.products import Product
from marketplace.errors import Fault
from pricing.money import WHOLE_BPS, half_up
from pricing.terms import vat

NOTICE_DAYS = 7
"days between the publication of a change and its first day (PLAT-06)"
LONG_NOTICE_DAYS = 15
"the same where major interests of many users are touched (PLAT-06)"
WHOLE_YUAN = 100
"fen: parts of a fee are credited in whole yuan"
VAT_BPS = ((date(2016, 5, 1), 600),)
"VAT of other services (6 %) by the first day of the rate (PAY-04), the oldest first"


class FeeBasis(StrEnum):
    FIXED = "fixed"
    SHARE = "share"


class Payer(StrEnum):
    MEMBER = "member"
    CARRIER = "carrier"


@dataclass(frozen=True)
class FeeRow:
    """What one kind of line costs. `mode`, `product` None: every one.

    `fixed`: `amount_minor` once for a contract. `share`: `share_bps` of the value of the contract's
    lines of this row, at least `minimum_minor`, at most `cap_minor` (None: no cap). The carrier
    pays `carrier_bps` of it, the member the rest.
    """

    basis: FeeBasis
    amount_minor: int = 0
    share_bps: int = 0
    minimum_minor: int = 0
    cap_minor: int | None = None
    carrier_bps: int = WHOLE_BPS
    mode: GroupBuyMode | None = None
    product: Product | None = None

    @property
    def key(self) -> tuple[str, str]:
        return str(self.mode or ""), str(self.product or "")

    @property
    def is_free(self) -> bool:
        """Whether it never comes to anything, whatever the lines are worth."""
        if self.basis is FeeBasis.FIXED:
            return not self.amount_minor
        return self.cap_minor == 0 or not (self.share_bps or self.minimum_minor)

    def fee(self, value_minor: int) -> int:
        """The fee on lines worth so much; half up to the fen, once."""
        if self.basis is FeeBasis.FIXED:
            return self.amount_minor
        fee = max(half_up(value_minor * self.share_bps, WHOLE_BPS), self.minimum_minor)
        return fee if self.cap_minor is None else min(fee, self.cap_minor)

    def shares(self, fee_minor: int) -> dict[Payer, int]:
        """Who pays how much of a fee: the carrier's share half up, the member the rest."""
        carrier = half_up(fee_minor * self.carrier_bps, WHOLE_BPS)
        return {Payer.CARRIER: carrier, Payer.MEMBER: fee_minor - carrier}


@dataclass(frozen=True)
class FeePart:
    """What a contract owes by one row: on which value, how much in all, how much each side."""

    row: FeeRow
    value_minor: int
    fee_minor: int

    @property
    def shares(self) -> dict[Payer, int]:
        return self.row.shares(self.fee_minor)


def row_for(rows: Iterable[FeeRow], mode: str, product: str) -> FeeRow:
    """The row that holds for a line: product and mode, the product, the mode, then all.

    Raises LookupError for a table without a row for everything.
    """
    by_key = {row.key: row for row in rows}
    for key in ((mode, product), ("", product), (mode, ""), ("", "")):
        if key in by_key:
            return by_key[key]
    raise LookupError("a fee table has a row for everything")


def fee_parts(rows: Sequence[FeeRow], mode: str, lines: Iterable[tuple[str, int]]) -> list[FeePart]:
    """What a contract owes, by row. `lines`: product and price over the whole term of each line."""
    values: dict[FeeRow, int] = {}
    for product, price_minor in lines:
        row = row_for(rows, mode, product)
        values[row] = values.get(row, 0) + price_minor
    return [FeePart(row, value, row.fee(value)) for row, value in values.items()]


def owed(parts: Iterable[FeePart]) -> dict[Payer, int]:
    """The fee without VAT by who pays it; whoever pays nothing is left out."""
    sums = dict.fromkeys(Payer, 0)
    for part in parts:
        for payer, amount in part.shares.items():
            sums[payer] += amount
    return {payer: amount for payer, amount in sums.items() if amount}


def vat_bps_on(day: date) -> int:
    """The rate of VAT on the platform's service that day; raises LookupError before 2016-05-01."""
    for since, rate in reversed(VAT_BPS):
        if since <= day:
            return rate
    raise LookupError(f"no rate of VAT on {day}")


def credit_vat(
    net_minor: int, *, invoiced: tuple[int, int], credited: tuple[int, int], vat_bps: int
) -> int:
    """VAT of a credit note over `net_minor`; both pairs are (net, VAT), fen.

    The note that takes back the last of the net takes back the last of the VAT: together they never
    come to more than was invoiced. Raises ValueError for a note over more than is left.
    """
    left_net, left_vat = invoiced[0] - credited[0], invoiced[1] - credited[1]
    if not 0 < net_minor <= left_net:
        raise ValueError("a credit note takes back what was invoiced and not yet credited")
    return left_vat if net_minor == left_net else min(vat(net_minor, vat_bps), left_vat)


def first_day_allowed(published_on: date, *, major: bool, first: bool) -> date:
    """From when a table may hold: at once when there was none, else after its notice."""
    if first:
        return published_on
    return published_on + timedelta(days=LONG_NOTICE_DAYS if major else NOTICE_DAYS)


def row_faults(rows: Sequence[FeeRow]) -> Iterator[Fault]:
    """What is wrong with the rows of a table, each naming its field."""
    seen: set[tuple[str, str]] = set()
    for at, row in enumerate(rows):
        if row.key in seen:
            yield Fault(f"/rows/{at}/product", "fee_row_twice")
        seen.add(row.key)
        if row.cap_minor is not None and row.cap_minor < row.minimum_minor:
            yield Fault(f"/rows/{at}/cap_minor", "fee_cap_below_minimum")
    if ("", "") not in seen:
        yield Fault("/rows", "fee_row_for_all_missing")


def kept_row(row: FeeRow) -> dict[str, Any]:
    """The row as plain data, for the table and for how a fee was computed."""
    return {
        "mode": row.mode,
        "product": row.product,
        "basis": str(row.basis),
        "amount_minor": row.amount_minor,
        "share_bps": row.share_bps,
        "minimum_minor": row.minimum_minor,
        "cap_minor": row.cap_minor,
        "carrier_bps": row.carrier_bps,
    }


def read_row(kept: Mapping[str, Any]) -> FeeRow:
    """The row that `kept_row` gave."""
    return FeeRow(
        **{
            **kept,
            "basis": FeeBasis(kept["basis"]),
            "mode": kept["mode"] and GroupBuyMode(kept["mode"]),
            "product": kept["product"] and Product(kept["product"]),
        }
    )
