"""The format award-problem/1."""

from typing import Any, cast, get_args

from pricing.award.price_count import refuse_too_many
from pricing.award.problem import (
    ANY,
    Bundle,
    Capacity,
    Line,
    LotLadder,
    Lots,
    MinimumAward,
    Problem,
    Quote,
    Rules,
    Share,
    Winners,
)
from pricing.money import WHOLE_BPS
from pricing.reader import ABSENT, Reader, below
from pricing.tiers import Measure

QUOTE_OPTIONS = "ladders bundles minimum_award capacities"
LINE_OPTIONS = "ceiling_minor outside_option_minor diverse_from"
RULES = "winners winners_per_lot_at_most shares"


def parse_problem(document: Any) -> Problem:
    """The problem; raises Refused with every fault, TooManyPrices where it is too large."""
    reader = Reader()
    record = reader.record(document, "", "format currency lines quotes", "rules")
    if record is None:
        reader.finish()
        raise AssertionError("a refused record has faults")
    reader.header(record, "award-problem/1")
    lines = _lines(reader, record["lines"])
    quotes = _QuoteReader(reader, lines)
    offers = tuple(
        quotes.quote(value, path) for value, path in reader.items(record["quotes"], "/quotes")
    )
    reader.unique([(quote.carrier, f"/quotes/{at}/carrier") for at, quote in enumerate(offers)])
    rules = quotes.rules(record["rules"], {quote.carrier for quote in offers})
    reader.finish()
    problem = Problem(lines, offers, rules)
    refuse_too_many(problem)
    return problem


def _lines(reader: Reader, value: Any) -> tuple[Line, ...]:
    lines = tuple(_line(reader, item, path) for item, path in reader.items(value, "/lines"))
    reader.unique([(line.id, f"/lines/{at}/id") for at, line in enumerate(lines)])
    known = {line.id for line in lines}
    for at, line in enumerate(lines):
        if line.diverse_from and line.diverse_from not in known:
            reader.fault(f"/lines/{at}/diverse_from", "must name a line")
        elif line.diverse_from and line.diverse_from == line.id:
            reader.fault(f"/lines/{at}/diverse_from", "must name another line")
    return lines


def _line(reader: Reader, value: Any, path: str) -> Line:
    record = reader.record(value, path, "id lot member mbps", LINE_OPTIONS)
    if record is None:
        return Line("", "", "", 0)
    ceiling, outside = record["ceiling_minor"], record["outside_option_minor"]
    return Line(
        id=reader.text(record["id"], f"{path}/id"),
        lot=reader.text(record["lot"], f"{path}/lot"),
        member=reader.text(record["member"], f"{path}/member"),
        mbps=reader.integer(record["mbps"], f"{path}/mbps"),
        ceiling_minor=reader.maybe(reader.integer, ceiling, f"{path}/ceiling_minor"),
        outside_option_minor=reader.maybe(reader.integer, outside, f"{path}/outside_option_minor"),
        diverse_from=reader.maybe(reader.text, record["diverse_from"], f"{path}/diverse_from"),
    )


class _QuoteReader:
    """Reads what refers to lines and lots."""

    def __init__(self, reader: Reader, lines: tuple[Line, ...]) -> None:
        self.reader = reader
        self.known_lines = {line.id for line in lines}
        self.known_lots = frozenset(line.lot for line in lines)

    def quote(self, value: Any, path: str) -> Quote:
        record = self.reader.record(value, path, "carrier prices_minor", QUOTE_OPTIONS)
        if record is None:
            return Quote("", {})
        ladders = self._ladders(record["ladders"], f"{path}/ladders")
        bundles = self._bundles(record["bundles"], f"{path}/bundles")
        capacities = self._optional_items(record["capacities"], f"{path}/capacities")
        minimum = record["minimum_award"]
        return Quote(
            carrier=self.reader.text(record["carrier"], f"{path}/carrier"),
            prices_minor=self._prices(record["prices_minor"], f"{path}/prices_minor"),
            ladders=ladders,
            bundles=bundles,
            minimum_award=self.reader.maybe(self._minimum, minimum, f"{path}/minimum_award"),
            capacities=tuple(self._capacity(item, at) for item, at in capacities),
        )

    def rules(self, value: Any, carriers: set[str]) -> Rules:
        record = None if value is None else self.reader.record(value, "/rules", "", RULES)
        if record is None:
            return Rules()
        per_lot, shares = record["winners_per_lot_at_most"], record["shares"]
        return Rules(
            winners=self.reader.maybe(self._winners, record["winners"], "/rules/winners"),
            winners_per_lot_at_most=self.reader.maybe(
                self.reader.integer, per_lot, "/rules/winners_per_lot_at_most"
            ),
            shares=None
            if shares is None
            else tuple(
                self._share(item, path, carriers)
                for item, path in self.reader.items(shares, "/rules/shares")
            ),
        )

    def _optional_items(self, value: Any, path: str) -> list[tuple[Any, str]]:
        return [] if value is None else list(self.reader.items(value, path))

    def _prices(self, value: Any, path: str) -> dict[str, int]:
        if value is ABSENT:
            return {}
        prices = self.reader.mapping(value, path)
        for line in sorted(prices.keys() - self.known_lines):
            self.reader.fault(below(path, line), "must name a line")
        return {
            line: self.reader.integer(price, below(path, line)) for line, price in prices.items()
        }

    def _ladders(self, value: Any, path: str) -> tuple[LotLadder, ...]:
        ladders = tuple(self._ladder(*item) for item in self._optional_items(value, path))
        self.reader.unique([(ladder.id, f"{path}/{at}/id") for at, ladder in enumerate(ladders)])
        taken: set[str] = set()
        for at, ladder in enumerate(ladders):
            if taken & ladder.lots:
                self.reader.fault(f"{path}/{at}/lots", "must not share a lot with another ladder")
            taken |= ladder.lots
        return ladders

    def _ladder(self, value: Any, path: str) -> LotLadder:
        record = self.reader.record(value, path, "id lots measure tiers")
        if record is None:
            return LotLadder("", frozenset(), self.reader.stand_in)
        return LotLadder(
            id=self.reader.text(record["id"], f"{path}/id"),
            lots=self._lots(record["lots"], f"{path}/lots"),
            ladder=self.reader.ladder(record["measure"], "whole", record["tiers"], path),
        )

    def _bundles(self, value: Any, path: str) -> tuple[Bundle, ...]:
        bundles = tuple(self._bundle(*item) for item in self._optional_items(value, path))
        self.reader.unique([(bundle.id, f"{path}/{at}/id") for at, bundle in enumerate(bundles)])
        return bundles

    def _bundle(self, value: Any, path: str) -> Bundle:
        record = self.reader.record(value, path, "id lots discount_bps")
        if record is None:
            return Bundle("", frozenset(), 0)
        return Bundle(
            id=self.reader.text(record["id"], f"{path}/id"),
            lots=self._lots(record["lots"], f"{path}/lots"),
            discount_bps=self._bps(record["discount_bps"], f"{path}/discount_bps"),
        )

    def _minimum(self, value: Any, path: str) -> MinimumAward:
        record = self.reader.record(value, path, "measure at_least")
        if record is None:
            return MinimumAward("lines", 0)
        measure = self._measure(record["measure"], f"{path}/measure")
        return MinimumAward(measure, self.reader.integer(record["at_least"], f"{path}/at_least"))

    def _capacity(self, value: Any, path: str) -> Capacity:
        record = self.reader.record(value, path, "lots measure at_most")
        if record is None:
            return Capacity(frozenset(), "lines", 0)
        return Capacity(
            lots=self._lots(record["lots"], f"{path}/lots"),
            measure=self._measure(record["measure"], f"{path}/measure"),
            at_most=self.reader.integer(record["at_most"], f"{path}/at_most"),
        )

    def _winners(self, value: Any, path: str) -> Winners:
        record = self.reader.record(value, path, "", "at_least at_most")
        if record is None:
            return Winners()
        read = self.reader.integer
        return Winners(
            at_least=self.reader.maybe(read, record["at_least"], f"{path}/at_least"),
            at_most=self.reader.maybe(read, record["at_most"], f"{path}/at_most"),
        )

    def _share(self, value: Any, path: str, carriers: set[str]) -> Share:
        record = self.reader.record(value, path, "carrier lots measure", "at_least_bps at_most_bps")
        if record is None:
            return Share(ANY, frozenset(), "lines")
        carrier = self.reader.text(record["carrier"], f"{path}/carrier")
        if carrier and carrier != ANY and carrier not in carriers:
            self.reader.fault(f"{path}/carrier", 'must be "any" or name a carrier that quotes')
        least, most = record["at_least_bps"], record["at_most_bps"]
        kinds = ("lines", "mbps")
        measure = self.reader.choice(record["measure"], f"{path}/measure", kinds)
        return Share(
            carrier=carrier,
            lots=self._lots(record["lots"], f"{path}/lots"),
            measure=cast(Measure, measure),
            at_least_bps=self.reader.maybe(self._bps, least, f"{path}/at_least_bps"),
            at_most_bps=self.reader.maybe(self._bps, most, f"{path}/at_most_bps"),
        )

    def _bps(self, value: Any, path: str) -> int:
        return self.reader.integer(value, path, most=WHOLE_BPS)

    def _measure(self, value: Any, path: str) -> Measure:
        return cast(Measure, self.reader.choice(value, path, get_args(Measure)))

    def _lots(self, value: Any, path: str) -> Lots:
        if value == "all" and isinstance(value, str):
            return self.known_lots
        if isinstance(value, str):
            self.reader.fault(path, 'must be "all" or a list of lots')
            return frozenset()
        names = [
            (self.reader.text(item, at), at)
            for item, at in self.reader.items(value, path, empty=False)
        ]
        for name, at in names:
            if name and name not in self.known_lots:
                self.reader.fault(at, "must name a lot that a line has")
        return frozenset(name for name, _ in names)
