"""Where a program of every choice starts from: each line at its cheapest, no bound in the way.

That is the answer without the bounds, so the dual simplex has only to mend what the bounds miss:
a tenth of the steps that it takes from nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import highspy
import numpy as np

from pricing.award.proof.exact import Flags, Ints
from pricing.award.search.patterns import Floats

if TYPE_CHECKING:
    from pricing.award.search.listed import Listed

BASIC, LOWER = highspy.HighsBasisStatus.kBasic, highspy.HighsBasisStatus.kLower


def first_basis(of: Listed, costs: Floats, on: Flags) -> highspy.HighsBasis:
    """The basis at these costs, of the columns that are on."""
    costs = np.where(on, costs, np.inf)
    ways, choices, lots, offers, _ = of.ends.tolist()
    line_at = np.searchsorted(of.lines, of.rows)
    lines, least = _cheapest(line_at, costs[ways:choices], len(of.lines))
    lot_at = np.searchsorted(of.lots, of.market.lot_of[of.lines])
    inside = of.in_lot[of.lines]
    together = np.bincount(lot_at[inside], least[inside], len(of.lots))
    whole_at = np.searchsorted(of.lots, of.wholes.lots[of.offers])
    wholes, price = _cheapest(whole_at, costs[lots:offers], len(of.lots))
    apart = on[choices:lots] & (together <= price)
    taken = np.where(apart, choices + np.arange(len(of.lots)), lots + wholes)
    filled = np.concatenate([np.isfinite(least), apart | np.isfinite(price)])
    return _basis(
        len(costs),
        of.solver.getNumRow(),
        np.concatenate([ways + lines, taken]),
        filled,
    )


def _cheapest(rows: Ints, costs: Floats, count: int) -> tuple[Ints, Floats]:
    """By row the place of what costs least, and what it costs; infinite where nothing does."""
    order = np.lexsort((costs, rows))
    firsts = np.searchsorted(rows[order], np.arange(count))
    some = np.append(order, -1)[firsts]
    none = np.append(rows[order], count)[firsts] != np.arange(count)
    least = np.where(none, np.inf, np.append(costs, np.inf)[some])
    return some, least


def _basis(columns: int, rows: int, basic: Ints, filled: Flags) -> highspy.HighsBasis:
    """The basis with one of these columns for each row that it fills, else the row itself."""
    status = [LOWER] * columns
    for column in basic[filled].tolist():
        status[column] = BASIC
    basis = highspy.HighsBasis()
    basis.col_status = status
    basis.row_status = [LOWER if one else BASIC for one in filled.tolist()] + [BASIC] * (
        rows - len(filled)
    )
    basis.valid = True
    return basis
