"""The proof that no award is cheaper, as plain values (format award-certificate/1)."""

from __future__ import annotations

from dataclasses import dataclass, field


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
class PartProof:
    """Some lots (None: all) and what they cost at the least, in parts of a fen."""

    lots: tuple[str, ...] | None
    bound: int
    tables: tuple[Priced, ...]
    deeper: tuple[Deeper, ...]


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
