"""Multipliers, trees and ranges of a certificate, as written and as read."""

from __future__ import annotations

from typing import Any

from pricing.award.proof.certificate import (
    MAX_DEPTH,
    Multipliers,
    Prices,
    Ranges,
    Reaching,
    Split,
    Tree,
)
from pricing.reader import ABSENT, Reader, below

MOST = 2**62
Document = dict[str, Any]


def multipliers_document(multipliers: Multipliers) -> Document:
    """Only what is not nothing."""
    named = {
        "needs": rows(multipliers.needs),
        "demands": rows(multipliers.demands),
        "links": rows(multipliers.links),
    }
    return {key: rows for key, rows in named.items() if rows}


def rows(values: Any) -> list[list[Any]]:
    return [[*key, value] for key, value in values.items() if value or len(key) == 2]


def tree_document(tree: Tree) -> Document:
    document = multipliers_document(tree.multipliers)
    if tree.split is not None and tree.yes is not None and tree.no is not None:
        document["split"] = _split_document(tree.split)
        document["yes"], document["no"] = tree_document(tree.yes), tree_document(tree.no)
    if tree.then is not None:
        document["then"] = tree_document(tree.then)
    return document


def _split_document(split: Split | Reaching) -> Document:
    if isinstance(split, Reaching):
        about = {} if split.ladder is None else {"ladder": split.ladder}
        return {"carrier": split.carrier} | about | {"from": split.from_}
    known = {"line": split.line} if split.bundle is None else {"bundle": split.bundle}
    return known | {"carrier": split.carrier}


def ranges_document(ranges: Ranges) -> Document:
    """The ranges as plain JSON values."""
    document: Document = {}
    if ranges.prices is not None:
        document["prices"] = [[line, price] for line, price in ranges.prices.lines.items()]
        if ranges.prices.lots:
            document["lots"] = [[lot, charge] for lot, charge in ranges.prices.lots.items()]
        document |= multipliers_document(ranges.prices.demands)
    if ranges.split is not None and ranges.yes is not None and ranges.no is not None:
        document["split"] = _split_document(ranges.split)
        document["yes"], document["no"] = ranges_document(ranges.yes), ranges_document(ranges.no)
    if ranges.tree is not None:
        document["tree"] = tree_document(ranges.tree)
    return document


class TreeReader(Reader):
    """Reads what the functions above write."""

    def tree(self, value: Any, path: str, depth: int) -> Tree:
        record = self.record(value, path, "", "needs demands links split yes no then")
        if record is None or depth > MAX_DEPTH:
            if record is not None:
                self.fault(path, f"must not be nested more than {MAX_DEPTH} deep")
            return Tree(Multipliers())
        own = self.multipliers(record, path)
        if record["split"] is None:
            for key in ("yes", "no"):
                if record[key] is not None:
                    self.fault(below(path, key), "must come with a split")
            further = record["then"]
            if further is None:
                return Tree(own)
            return Tree(own, then=self.tree(further, f"{path}/then", depth + 1))
        if record["then"] is not None:
            self.fault(below(path, "then"), "must not come with a split")
        return Tree(
            own,
            self._split(record["split"], f"{path}/split"),
            self.tree(record["yes"], f"{path}/yes", depth + 1),
            self.tree(record["no"], f"{path}/no", depth + 1),
        )

    def _split(self, value: Any, path: str) -> Split:
        record = self.record(value, path, "carrier", "line bundle")
        if record is None:
            return Split(None, None)
        line, bundle = record["line"], record["bundle"]
        if (line is None) == (bundle is None):
            self.fault(path, "must name a line or a bundle")
        return Split(
            self.maybe(self.text, line, f"{path}/line"),
            self.maybe(self.text, record["carrier"], f"{path}/carrier"),
            self.maybe(self.text, bundle, f"{path}/bundle"),
        )

    def multipliers(self, record: Document, path: str) -> Multipliers:
        needs = self.keyed(record.get("needs"), f"{path}/needs", 2)
        demands = self.keyed(record.get("demands"), f"{path}/demands", 2)
        links = self.keyed(record.get("links"), f"{path}/links", 3)
        return Multipliers(
            {(key[0], key[1]): value for key, value in needs},
            {(key[0], key[1]): value for key, value in demands},
            {(key[0], key[1], key[2]): value for key, value in links},
        )

    def keyed(self, value: Any, path: str, names: int) -> list[tuple[tuple[Any, ...], int]]:
        """Rows of so many names, each once, and an integer; prices and links may be below 0."""
        found: dict[tuple[Any, ...], int] = {}
        for item, at in self.items(value, path) if value is not None else ():
            if not isinstance(item, list) or len(item) != names + 1:
                self.fault(at, f"must be a list of {names} names and a number")
                continue
            least = 0 if names == 2 else -MOST
            number = self.integer(item[-1], below(at, names), least=least, most=MOST)
            key = tuple(item[:-1])
            if not all(name is None or isinstance(name, str) for name in key):
                self.fault(at, "must begin with names")
            elif key in found:
                self.fault(at, "must not be given twice")
            else:
                found[key] = number
        if value is ABSENT:
            self.fault(path, "must be given")
        return list(found.items())

    def ranges(self, value: Any, path: str, depth: int = 0) -> Ranges:
        """Ranges below so many others."""
        record = self.record(value, path, "", "prices lots demands split yes no tree")
        if record is None or depth > MAX_DEPTH:
            if record is not None:
                self.fault(path, f"must not be nested more than {MAX_DEPTH} deep")
            return Ranges()
        prices, tree, split = record["prices"], record["tree"], record["split"]
        given = [key for key in ("split", "yes", "no") if record[key] is not None]
        if len(given) not in (0, 3):
            self.fault(path, "must have a split with yes and no, or none of them")
        if given and tree is not None:
            self.fault(below(path, "tree"), "must not come with a split")
        for key in ("lots", "demands"):
            if prices is None and record[key] is not None:
                self.fault(below(path, key), "must come with prices")
        return Ranges(
            None if prices is None else self._prices(prices, record, path),
            self.maybe(self._statement, split, f"{path}/split"),
            None if record["yes"] is None else self.ranges(record["yes"], f"{path}/yes", depth + 1),
            None if record["no"] is None else self.ranges(record["no"], f"{path}/no", depth + 1),
            None if tree is None else self.tree(tree, f"{path}/tree", depth),
        )

    def _prices(self, value: Any, record: Document, path: str) -> Prices:
        lines = self._amounts(value, f"{path}/prices")
        charges = record["lots"]
        lots = {} if charges is None else self._amounts(charges, f"{path}/lots")
        return Prices(lines, lots, self.multipliers(record, path))

    def _amounts(self, value: Any, path: str) -> dict[str, int]:
        found = self.keyed(value, path, 1)
        return {key[0]: amount for key, amount in found if isinstance(key[0], str)}

    def _statement(self, value: Any, path: str) -> Split | Reaching:
        """That a line goes to a carrier, or that a ladder reaches a tier."""
        if not isinstance(value, dict) or "from" not in value:
            return self._split(value, path)
        record = self.record(value, path, "carrier from", "ladder")
        if record is None:
            return Split(None, None)
        return Reaching(
            self.text(record["carrier"], f"{path}/carrier"),
            self.maybe(self.text, record["ladder"], f"{path}/ladder"),
            self.integer(record["from"], f"{path}/from"),
        )
