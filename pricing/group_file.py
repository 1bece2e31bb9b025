"""The formats group/1 and group-price/1."""

from collections.abc import Sequence
from typing import Any

from pricing.group import GroupPrice, Line
from pricing.group_columns import read_columns
from pricing.reader import Reader
from pricing.tiers import Ladder


def parse_group(document: Any) -> tuple[Ladder, Sequence[Line]]:
    """The ladder and the lines of a group/1; raises Refused with every fault.

    Lines without fault come as columns, in a fraction of the time.
    """
    reader = Reader()
    record = reader.record(document, "", "format currency ladder lines")
    if record is None:
        reader.finish()
        raise AssertionError("a refused record has faults")
    reader.header(record, "group/1")
    ladder = _ladder(reader, record["ladder"])
    lines = read_columns(record["lines"]) or _lines(reader, record["lines"])
    reader.finish()
    return ladder, lines


def _lines(reader: Reader, value: Any) -> tuple[Line, ...]:
    lines = tuple(_line(reader, item, path) for item, path in reader.items(value, "/lines"))
    reader.unique([(line.id, f"/lines/{at}/id") for at, line in enumerate(lines)])
    return lines


def _ladder(reader: Reader, value: Any) -> Ladder:
    record = reader.record(value, "/ladder", "measure style tiers")
    parts = record or {
        "measure": "lines",
        "style": "whole",
        "tiers": [{"from": 0, "discount_bps": 0}],
    }
    return reader.ladder(parts["measure"], parts["style"], parts["tiers"], "/ladder")


def _line(reader: Reader, value: Any, path: str) -> Line:
    record = reader.record(value, path, "id member mbps list_minor", "ceiling_minor")
    if record is None:
        return Line("", "", 0, 0)
    return Line(
        id=reader.text(record["id"], f"{path}/id"),
        member=reader.text(record["member"], f"{path}/member"),
        mbps=reader.integer(record["mbps"], f"{path}/mbps"),
        list_minor=reader.integer(record["list_minor"], f"{path}/list_minor"),
        ceiling_minor=reader.maybe(
            reader.integer, record["ceiling_minor"], f"{path}/ceiling_minor"
        ),
    )


def group_document(price: GroupPrice) -> dict[str, Any]:
    """The price as a group-price/1 document."""
    return {
        "format": "group-price/1",
        "currency": "CNY",
        "volume": price.volume,
        "rate": str(price.rate),
        "tier": {"from": price.tier.from_, "discount_bps": price.tier.discount_bps},
        "next_tier": _next_tier(price),
        "lines": [line._asdict() for line in price.lines],
        "members": [member._asdict() for member in price.members],
        "total_list_minor": price.total_list_minor,
        "total_minor": price.total_minor,
        "saving_minor": price.saving_minor,
    }


def _next_tier(price: GroupPrice) -> dict[str, Any] | None:
    tier = price.next_tier
    if tier is None:
        return None
    return {
        "from": tier.from_,
        "discount_bps": tier.discount_bps,
        "missing": tier.missing,
        "saving_minor": tier.saving_minor,
    }
