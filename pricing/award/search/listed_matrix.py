"""The entries of a program that lists every choice: its rows, columns and limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import highspy
import numpy as np

from pricing.award.proof.exact import Ints
from pricing.award.search.patterns import Bounding, Floats
from pricing.award.search.programs import by_rows

if TYPE_CHECKING:
    from pricing.award.search.listed import Listed


class Matrix:
    """The entries of a program: rows, columns, values."""

    def __init__(self, of: Listed) -> None:
        self.of, self.market, self.wholes = of, of.market, of.wholes
        self.entries: list[tuple[Ints, Ints, Floats]] = []
        self.line_at = np.full(self.market.size, -1, dtype=np.int64)
        self.line_at[of.lines] = np.arange(len(of.lines))
        self.lot_at = np.full(len(self.market.lots), -1, dtype=np.int64)
        self.lot_at[of.lots] = np.arange(len(of.lots))
        self.choice_at = np.full(of.sure.shape, -1, dtype=np.int64)
        self.choice_at[of.rows, of.choices] = of.ends[0] + np.arange(len(of.rows))

    def program(self) -> highspy.HighsLp:
        """The program without costs."""
        self._lines()
        self._links()
        for at, row in enumerate(self.of.bounds):
            if row.kind != "link":
                self._bound(self.of.first_bound + at, row)
        places = np.arange(len(self.of.ways))
        bounds = np.array([at for at, _ in self.of.ways], dtype=np.int64)
        signs = np.array([sign for _, sign in self.of.ways])
        self._add(self.of.first_bound + bounds, places, signs)
        return self._assembled(self._pairs())

    def _add(self, rows: Ints, columns: Ints, values: Floats) -> None:
        self.entries.append((rows, columns, values))

    def _lines(self) -> None:
        """A line goes somewhere; in a lot that can be taken whole, unless it is."""
        of, (_, choices, lots, _, _) = self.of, self.of.ends.tolist()
        self._add(self.line_at[of.rows], self.choice_at[of.rows, of.choices], np.ones(len(of.rows)))
        inside = np.flatnonzero(of.in_lot)
        own = self.lot_at[self.market.lot_of[inside]]
        self._add(self.line_at[inside], choices + own, np.full(len(inside), -1.0))
        every = np.arange(len(of.lots))
        self._add(len(of.lines) + every, choices + every, np.ones(len(every)))
        whole = self.lot_at[self.wholes.lots[of.offers]]
        self._add(len(of.lines) + whole, lots + np.arange(len(whole)), np.ones(len(whole)))

    def _links(self) -> None:
        """What is taken whole with a bundle, less the bundle."""
        of, offers = self.of, self.of.offers
        links = [(at, row.key) for at, row in enumerate(of.bounds) if isinstance(row.key, tuple)]
        places = of.first_bound + np.array([at for at, _ in links], dtype=np.int64)
        keys = np.array([key for _, key in links], dtype=np.int64).reshape(-1, 2)
        link_at = np.full((len(self.market.earnings), len(self.market.lots)), -1, dtype=np.int64)
        link_at[keys[:, 0], keys[:, 1]] = places
        taken, earnings = np.nonzero(self.wholes.earned[offers])
        rows = link_at[earnings, self.wholes.lots[offers[taken]]]
        mine = rows >= 0
        self._add(rows[mine], of.ends[2] + taken[mine], np.ones(int(mine.sum())))
        bundles = np.searchsorted(of.earnings, keys[:, 0])
        self._add(places, of.ends[3] + bundles, np.full(len(places), -1.0))

    def _bound(self, place: int, row: Bounding) -> None:
        """What lines one by one and lots taken whole count for."""
        columns = self.choice_at[row.lines, row.carrier]
        on = columns >= 0
        amounts = row.amounts.astype(np.float64)
        self._add(np.full(int(on.sum()), place), columns[on], amounts[on])
        by_row = np.zeros(self.market.size)
        by_row[row.lines] = amounts
        mine = np.flatnonzero(self.wholes.carriers[self.of.offers] == row.carrier)
        if len(mine):
            sums = np.add.reduceat(by_row, self.market.starts)
            own = sums[self.wholes.lots[self.of.offers[mine]]]
            self._add(np.full(len(mine), place), self.of.ends[2] + mine, own)

    def _pairs(self) -> int:
        """Lines kept apart may not both take a carrier; how many rows that makes."""
        both = self.choice_at[self.market.pairs][:, :, :-1]
        pair, carrier = np.nonzero((both >= 0).all(axis=1))
        place = self.of.first_bound + len(self.of.bounds) + np.arange(len(pair))
        for side in (0, 1):
            self._add(place, both[pair, side, carrier], np.ones(len(pair)))
        return len(pair)

    def _assembled(self, pairs: int) -> highspy.HighsLp:
        up, across, values = (np.concatenate(part) for part in zip(*self.entries, strict=True))
        return by_rows((up, across, values), np.zeros(int(self.of.ends[-1])), *self._limits(pairs))

    def _limits(self, pairs: int) -> tuple[Floats, Floats]:
        of = self.of
        once = np.concatenate([np.where(of.in_lot[of.lines], 0.0, 1.0), np.ones(len(of.lots))])
        lows, highs = once.tolist(), once.tolist()
        for row, fixed in zip(of.bounds, of.fixed, strict=True):
            rest = 0.0 if row.kind == "link" else float(row.bound - fixed)
            lows.append(rest if row.at_least or row.kind == "link" else -np.inf)
            highs.append(rest if not row.at_least or row.kind == "link" else np.inf)
        return np.array(lows + [-np.inf] * pairs), np.array(highs + [1.0] * pairs)
