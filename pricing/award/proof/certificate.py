"""The proof that no award is cheaper, as plain values (format award-certificate/1)."""

from __future__ import annotations

from dataclasses import dataclass, field

MAX_DEPTH = 400
"so many times at most a case is divided again: a proof of more is neither made nor read"


@dataclass(frozen=True)
class Multipliers:
    """What a unit of each bound is worth: whole numbers, see docs/award.md for their units.

    `needs` by (carrier, ladder), `demands` by (rule, carrier), `links` by (carrier, bundle, lot).
    """

    needs: dict[tuple[str, str | None], int] = field(default_factory=dict)
    demands: dict[tuple[str, str], int] = field(default_factory=dict)
    links: dict[tuple[str, str, str], int] = field(default_factory=dict)


Tiers = dict[tuple[str, str | None], int]
"by (carrier, ladder) the tier's `from`; a carrier that is not named wins nothing"


@dataclass(frozen=True)
class Priced:
    """A combination of tiers and the multipliers that give the lines their prices."""

    tiers: Tiers
    multipliers: Multipliers


@dataclass(frozen=True)
class Split:
    """The statement that a case is split by: a line goes to a carrier, or a bundle is earned."""

    line: str | None
    carrier: str | None
    bundle: str | None = None


@dataclass(frozen=True)
class Tree:
    """A case: closed by its multipliers, or by both of the cases it is split into."""

    multipliers: Multipliers
    split: Split | None = None
    yes: Tree | None = None
    no: Tree | None = None
    then: Tree | None = None
    "the same case bounded once more"


@dataclass(frozen=True)
class Deeper:
    """A combination that no table bounds high enough."""

    tiers: Tiers
    start: Multipliers
    tree: Tree


@dataclass(frozen=True)
class Reaching:
    """The statement that a ladder reaches the tier from there; from 0: that its carrier wins."""

    carrier: str
    ladder: str | None
    from_: int


@dataclass(frozen=True)
class Prices:
    """A price for each line and a charge for each lot, in parts of a fen, 0 where none is named.

    With multipliers of demands.
    """

    lines: dict[str, int]
    lots: dict[str, int]
    demands: Multipliers


@dataclass(frozen=True)
class Ranges:
    """A case of ranges of tiers: closed by its prices, or by both of the cases it is split into.

    Where one combination is left it may have a tree.
    """

    prices: Prices | None = None
    split: Split | Reaching | None = None
    yes: Ranges | None = None
    no: Ranges | None = None
    tree: Tree | None = None


@dataclass(frozen=True)
class PartProof:
    """Some lots (None: all) and what they cost at the least, in parts of a fen.

    Proven by tables and trees for what they leave open, or by ranges of tiers.
    """

    lots: tuple[str, ...] | None
    bound: int
    tables: tuple[Priced, ...]
    deeper: tuple[Deeper, ...]
    ranges: Ranges | None = None


@dataclass(frozen=True)
class WinnerCase:
    """All awards won by these carriers and no others (None: all awards)."""

    winners: tuple[str, ...] | None
    demands: Multipliers
    parts: tuple[PartProof, ...]


@dataclass(frozen=True)
class Certificate:
    """Cases that cover all awards; the least of their bounds is the bound."""

    scale: int
    bound_minor: int
    cases: tuple[WinnerCase, ...]
    below_minor: int | None = None
    "the choices that no award of less can have are left out, where amounts are too wide"
