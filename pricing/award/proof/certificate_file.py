"""The format award-certificate/1, as written and as read."""

from __future__ import annotations

from typing import Any

from pricing.award.proof.certificate import (
    Certificate,
    Deeper,
    Multipliers,
    PartProof,
    Priced,
    Tiers,
    Tree,
    WinnerCase,
)
from pricing.award.proof.tree_file import (
    MOST,
    Document,
    TreeReader,
    multipliers_document,
    ranges_document,
    rows,
    tree_document,
)

FORMAT = "award-certificate/1"
MAX_TOTAL = 10**24


def certificate_document(certificate: Certificate) -> Document:
    """The certificate as plain JSON values."""
    return {
        "format": FORMAT,
        "currency": "CNY",
        "scale": certificate.scale,
        "bound_minor": certificate.bound_minor,
        **({} if certificate.below_minor is None else {"below_minor": certificate.below_minor}),
        "cases": [
            {
                "winners": None if case.winners is None else list(case.winners),
                **multipliers_document(case.demands),
                "parts": [_part_document(part) for part in case.parts],
            }
            for case in certificate.cases
        ],
    }


def _part_document(part: PartProof) -> Document:
    """Where a tree starts from the multipliers of a table, the table's number stands for them."""
    priced = [multipliers_document(one.multipliers) for one in part.tables]
    numbers = {repr(one): at for at, one in reversed(list(enumerate(priced))) if one}
    starts = [multipliers_document(one.start) for one in part.deeper]
    return {
        "lots": None if part.lots is None else list(part.lots),
        "bound": part.bound,
        "tables": [
            {"tiers": rows(one.tiers), **multipliers}
            for one, multipliers in zip(part.tables, priced, strict=True)
        ],
        "deeper": [
            {
                "tiers": rows(one.tiers),
                "start": numbers.get(repr(start), start),
                "tree": tree_document(one.tree),
            }
            for one, start in zip(part.deeper, starts, strict=True)
        ],
        **({} if part.ranges is None else {"ranges": ranges_document(part.ranges)}),
    }


def parse_certificate(document: Any) -> Certificate:
    """The certificate; raises Refused with every fault of form."""
    reader = _CertificateReader()
    record = reader.record(document, "", "format currency scale bound_minor cases", "below_minor")
    if record is None:
        reader.finish()
        raise AssertionError("a refused record has faults")
    reader.header(record, FORMAT)
    certificate = Certificate(
        scale=reader.integer(record["scale"], "/scale", least=1, most=MOST),
        bound_minor=reader.integer(record["bound_minor"], "/bound_minor", most=MAX_TOTAL),
        below_minor=reader.maybe(reader.total, record["below_minor"], "/below_minor"),
        cases=tuple(reader.case(item, at) for item, at in reader.items(record["cases"], "/cases")),
    )
    reader.finish()
    return certificate


class _CertificateReader(TreeReader):
    """Reads what certificate_document writes."""

    def total(self, value: Any, path: str) -> int:
        return self.integer(value, path, most=MAX_TOTAL)

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
        record = self.record(value, path, "lots bound tables deeper", "ranges")
        if record is None:
            return PartProof(None, 0, (), ())
        tables = tuple(
            self._priced(item, at) for item, at in self.items(record["tables"], f"{path}/tables")
        )
        if record["ranges"] is not None and (record["tables"] or record["deeper"]):
            self.fault(f"{path}/ranges", "must not come with tables or deeper")
        return PartProof(
            ranges=self.maybe(self.ranges, record["ranges"], f"{path}/ranges"),
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
        return {(key[0], key[1]): from_ for key, from_ in self.keyed(value, path, 2)}

    def _deeper(self, value: Any, path: str, tables: tuple[Priced, ...]) -> Deeper:
        record = self.record(value, path, "tiers start tree")
        if record is None:
            return Deeper({}, Multipliers(), Tree(Multipliers()))
        return Deeper(
            tiers=self.tiers(record["tiers"], f"{path}/tiers"),
            start=self._start(record["start"], f"{path}/start", tables),
            tree=self.tree(record["tree"], f"{path}/tree", 0),
        )

    def _start(self, value: Any, path: str, tables: tuple[Priced, ...]) -> Multipliers:
        """Multipliers, or the number of the table whose multipliers they are."""
        if isinstance(value, dict):
            start = self.record(value, path, "", "needs demands links")
            return self.multipliers(start or {}, path)
        number = self.integer(value, path, least=0, most=max(0, len(tables) - 1))
        return tables[number].multipliers if number < len(tables) else Multipliers()
