"""The format award-certificate/1, as written and as read."""

from __future__ import annotations

from typing import Any

from pricing.award.proof.certificate import (
    Certificate,
    Deeper,
    Multipliers,
    PartProof,
    Priced,
    Split,
    Tiers,
    Tree,
    WinnerCase,
)
from pricing.reader import ABSENT, Reader, below

FORMAT = "award-certificate/1"
MOST = 2**62
MAX_DEPTH = 400
Document = dict[str, Any]


def certificate_document(certificate: Certificate) -> Document:
    """The certificate as plain JSON values."""
    return {
        "format": FORMAT,
        "currency": "CNY",
        "scale": certificate.scale,
        "bound_minor": certificate.bound_minor,
        "cases": [
            {
                "winners": None if case.winners is None else list(case.winners),
                **_multipliers_document(case.demands),
                "parts": [_part_document(part) for part in case.parts],
            }
            for case in certificate.cases
        ],
    }


def _part_document(part: PartProof) -> Document:
    """Where a tree starts from the multipliers of a table, the table's number stands for them."""
    priced = [_multipliers_document(one.multipliers) for one in part.tables]
    numbers = {repr(one): at for at, one in reversed(list(enumerate(priced))) if one}
    starts = [_multipliers_document(one.start) for one in part.deeper]
    return {
        "lots": None if part.lots is None else list(part.lots),
        "bound": part.bound,
        "tables": [
            {"tiers": _rows(one.tiers), **multipliers}
            for one, multipliers in zip(part.tables, priced, strict=True)
        ],
        "deeper": [
            {
                "tiers": _rows(one.tiers),
                "start": numbers.get(repr(start), start),
                "tree": _tree_document(one.tree),
            }
            for one, start in zip(part.deeper, starts, strict=True)
        ],
    }


def _multipliers_document(multipliers: Multipliers) -> Document:
    """Only what is not nothing."""
    named = {
        "needs": _rows(multipliers.needs),
        "demands": _rows(multipliers.demands),
        "links": _rows(multipliers.links),
    }
    return {key: rows for key, rows in named.items() if rows}


def _rows(values: Any) -> list[list[Any]]:
    return [[*key, value] for key, value in values.items() if value or len(key) == 2]


def _tree_document(tree: Tree) -> Document:
    document = _multipliers_document(tree.multipliers)
    if tree.split is not None and tree.yes is not None and tree.no is not None:
        split = tree.split
        about = {"line": split.line} if split.bundle is None else {"bundle": split.bundle}
        document["split"] = about | {"carrier": split.carrier}
        document["yes"], document["no"] = _tree_document(tree.yes), _tree_document(tree.no)
    if tree.then is not None:
        document["then"] = _tree_document(tree.then)
    return document


def parse_certificate(document: Any) -> Certificate:
    """The certificate; raises Refused with every fault of form."""
    reader = _CertificateReader()
    record = reader.record(document, "", "format currency scale bound_minor cases")
    if record is None:
        reader.finish()
        raise AssertionError("a refused record has faults")
    reader.header(record, FORMAT)
    certificate = Certificate(
        scale=reader.integer(record["scale"], "/scale", least=1, most=MOST),
        bound_minor=reader.integer(record["bound_minor"], "/bound_minor", most=10**24),
        cases=tuple(reader.case(item, at) for item, at in reader.items(record["cases"], "/cases")),
    )
    reader.finish()
    return certificate


class _CertificateReader(Reader):
    """Reads what certificate_document writes."""

    def case(self, value: Any, path: str) -> WinnerCase:
        record = self.record(value, path, "winners parts", "needs demands links")
        if record is None:
            return WinnerCase(None, Multipliers(), ())
        return WinnerCase(
            winners=self._names(record["winners"], f"{path}/winners"),
            demands=self.multipliers(record, path),
            parts=tuple(
                self._part(item, at) for item, at in self.items(record["parts"], f"{path}/parts")
            ),
        )

    def _names(self, value: Any, path: str) -> tuple[str, ...] | None:
        if value is None:
            return None
        names = [(self.text(item, at), at) for item, at in self.items(value, path)]
        self.unique(names)
        return tuple(name for name, _ in names)

    def _part(self, value: Any, path: str) -> PartProof:
        record = self.record(value, path, "lots bound tables deeper")
        if record is None:
            return PartProof(None, 0, (), ())
        tables = tuple(
            self._priced(item, at) for item, at in self.items(record["tables"], f"{path}/tables")
        )
        return PartProof(
            lots=self._names(record["lots"], f"{path}/lots"),
            bound=self.integer(record["bound"], f"{path}/bound", least=-MOST, most=MOST),
            tables=tables,
            deeper=tuple(
                self._deeper(item, at, tables)
                for item, at in self.items(record["deeper"], f"{path}/deeper")
            ),
        )

    def _priced(self, value: Any, path: str) -> Priced:
        record = self.record(value, path, "tiers", "needs demands links")
        if record is None:
            return Priced({}, Multipliers())
        tiers = self.tiers(record["tiers"], f"{path}/tiers")
        return Priced(tiers, self.multipliers(record, path))

    def tiers(self, value: Any, path: str) -> Tiers:
        return {(key[0], key[1]): from_ for key, from_ in self._keyed(value, path, 2)}

    def _deeper(self, value: Any, path: str, tables: tuple[Priced, ...]) -> Deeper:
        record = self.record(value, path, "tiers start tree")
        if record is None:
            return Deeper({}, Multipliers(), Tree(Multipliers()))
        return Deeper(
            tiers=self.tiers(record["tiers"], f"{path}/tiers"),
            start=self._start(record["start"], f"{path}/start", tables),
            tree=self._tree(record["tree"], f"{path}/tree", 0),
        )

    def _start(self, value: Any, path: str, tables: tuple[Priced, ...]) -> Multipliers:
        """Multipliers, or the number of the table whose multipliers they are."""
        if isinstance(value, dict):
            start = self.record(value, path, "", "needs demands links")
            return self.multipliers(start or {}, path)
        number = self.integer(value, path, least=0, most=max(0, len(tables) - 1))
        return tables[number].multipliers if number < len(tables) else Multipliers()

    def _tree(self, value: Any, path: str, depth: int) -> Tree:
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
            return Tree(own, then=self._tree(further, f"{path}/then", depth + 1))
        if record["then"] is not None:
            self.fault(below(path, "then"), "must not come with a split")
        return Tree(
            own,
            self._split(record["split"], f"{path}/split"),
            self._tree(record["yes"], f"{path}/yes", depth + 1),
            self._tree(record["no"], f"{path}/no", depth + 1),
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
        needs = self._keyed(record.get("needs"), f"{path}/needs", 2)
        demands = self._keyed(record.get("demands"), f"{path}/demands", 2)
        links = self._keyed(record.get("links"), f"{path}/links", 3)
        return Multipliers(
            {(key[0], key[1]): value for key, value in needs},
            {(key[0], key[1]): value for key, value in demands},
            {(key[0], key[1], key[2]): value for key, value in links},
        )

    def _keyed(self, value: Any, path: str, names: int) -> list[tuple[tuple[Any, ...], int]]:
        """Rows of so many names, each once, and an integer; only links may be below 0."""
        found: dict[tuple[Any, ...], int] = {}
        for item, at in self.items(value, path) if value is not None else ():
            if not isinstance(item, list) or len(item) != names + 1:
                self.fault(at, f"must be a list of {names} names and a number")
                continue
            least = -MOST if names == 3 else 0
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
