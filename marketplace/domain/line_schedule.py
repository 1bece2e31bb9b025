"""What a line in service owes its carrier, and for which days: the one-off, then month by month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from marketplace.domain.activation import last_day
from pricing.terms import vat

ONE_OFF = 0
"Number of the one-off among the items of a line; the months are numbered from 1"


@dataclass(frozen=True)
class ScheduledItem:
    """One payment of a line, in whole fen; both days are counted."""

    number: int
    from_on: date
    to_on: date
    net_minor: int
    vat_minor: int
    "of an invoice over this item alone, rounded half up"

    @property
    def delivered_on(self) -> date:
        """From this day the term of payment runs: the one-off's is the activation itself."""
        return self.to_on


def scheduled_items(
    live_on: date,
    months: int,
    *,
    one_off_minor: int,
    first_month_minor: int,
    monthly_minor: int,
    vat_bps: int,
) -> list[ScheduledItem]:
    """Every payment of the line from its activation to the end of its term, in their order.

    Months are anchored on the day of activation and end as a term does that is so many months
    long, so that they leave out no day and count none twice. What costs nothing is no payment.
    """
    amounts = [first_month_minor, *[monthly_minor] * (months - 1)]
    found = [(ONE_OFF, live_on, live_on, one_off_minor)]
    for (number, from_on, to_on), net_minor in zip(periods(live_on, months), amounts, strict=True):
        found.append((number, from_on, to_on, net_minor))
    return [ScheduledItem(*one, vat(one[-1], vat_bps)) for one in found if one[-1] > 0]


def periods(live_on: date, months: int) -> Iterator[tuple[int, date, date]]:
    """Number, first and last day of each month of the term."""
    from_on = live_on
    for number in range(1, months + 1):
        to_on = last_day(live_on, number)
        yield number, from_on, to_on
        from_on = to_on + timedelta(days=1)
