"""The problem of the one re-award: the lines of carriers that are short, beside what stays."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from marketplace.domain.other_quotes import ByLot, Volume, covers, volume_in

Document = dict[str, Any]


@dataclass(frozen=True)
class Fixed:
    """A line that stays with its carrier, by its reference and the carrier's code."""

    reference: str
    carrier: str


def reaward_problem(
    whole: Document,
    *,
    again: Collection[str],
    fixed: Iterable[Fixed],
    excluded: Collection[str] = (),
) -> Document:
    """The award-problem/1 of the lines `again`, given the `fixed` ones; all others are out.

    `whole` is the problem of the whole RFQ. Ladders count on from the fixed volume, capacities
    and minimum awards are what the fixed lines leave of them. `excluded` carriers do not compete.
    """
    lines = {line["id"]: line for line in whole["lines"]}
    stay = list(fixed)
    kept = {line.reference for line in stay}
    quotes = [
        _quote(quote, lines, again, [line for line in stay if line.carrier == quote["carrier"]])
        for quote in whole["quotes"]
        if quote["carrier"] not in excluded
    ]
    alive = {lot: {i for i in {*again, *kept} if lines[i]["lot"] == lot} for lot in _lots(lines)}
    held_by = {line.reference: line.carrier for line in stay}
    for quote in quotes:
        quote["bundles"] = list(_bundles(quote, alive, again, held_by))
        _keep_pairs_apart(quote, lines, again, held_by)
    asked = [_line(line, again) for line in whole["lines"] if line["id"] in again]
    known = {line["lot"] for line in asked}
    return {
        "format": whole["format"],
        "currency": whole["currency"],
        "lines": asked,
        "quotes": [_of_lots(quote, known) for quote in quotes if quote["prices_minor"]],
    }


def excluded_carriers(whole: Document, scenario: Document) -> set[str]:
    """The carriers that the scenario of the award left out: without a quote, or with no share."""
    quoting = {quote["carrier"] for quote in scenario["quotes"]}
    out = {quote["carrier"] for quote in whole["quotes"]} - quoting
    for share in (scenario.get("rules") or {}).get("shares") or ():
        if share.get("at_most_bps") == 0 and share["lots"] == "all" and share["carrier"] != "any":
            out.add(share["carrier"])
    return out


def _lots(lines: Mapping[str, Document]) -> set[str]:
    return {line["lot"] for line in lines.values()}


def _line(line: Document, again: Collection[str]) -> Document:
    """A partner that is out, or fixed, is no line of this problem."""
    partner = line.get("diverse_from")
    return {**line, "diverse_from": partner if partner in again else None}


def _quote(
    quote: Document, lines: Mapping[str, Document], again: Collection[str], own: list[Fixed]
) -> Document:
    """The quote on what is asked again, its ladders and limits moved by its own fixed lines."""
    used = _volumes(quote, lines, own)
    least = _minimum(quote.get("minimum_award"), used)
    return {
        "carrier": quote["carrier"],
        "prices_minor": {id_: p for id_, p in quote["prices_minor"].items() if id_ in again},
        "ladders": [
            {**ladder, "tiers": shifted(ladder["tiers"], _of(used, ladder))}
            for ladder in quote.get("ladders") or ()
        ],
        "bundles": list(quote.get("bundles") or ()),
        "capacities": [
            {**limit, "at_most": max(0, limit["at_most"] - _of(used, limit))}
            for limit in quote.get("capacities") or ()
        ],
        **({"minimum_award": least} if least else {}),
    }


def _volumes(
    quote: Document, lines: Mapping[str, Document], own: Iterable[Fixed]
) -> dict[str, Volume]:
    used: dict[str, Volume] = {}
    for fixed in own:
        line = lines[fixed.reference]
        price = quote["prices_minor"][fixed.reference]
        used[line["lot"]] = used.get(line["lot"], Volume()) + Volume(1, line["mbps"], price)
    return used


def _of(used: ByLot, term: Document) -> int:
    return volume_in(used, term["lots"]).of(term["measure"])


def _minimum(least: Document | None, used: ByLot) -> Document | None:
    if not least:
        return None
    left = least["at_least"] - volume_in(used, "all").of(least["measure"])
    return {**least, "at_least": left} if left > 0 else None


def shifted(tiers: Iterable[Document], volume: int) -> list[Document]:
    """The tiers that further volume reaches on top of `volume`, half-open as before."""
    moved = [{**tier, "from": max(0, tier["from"] - volume)} for tier in tiers]
    passed = [tier for tier in moved if tier["from"] == 0]
    return [passed[-1], *(tier for tier in moved if tier["from"] > 0)]


def _bundles(
    quote: Document,
    alive: Mapping[str, set[str]],
    again: Collection[str],
    held_by: Mapping[str, str],
) -> Iterable[Document]:
    """Bundles that the carrier can still earn: it holds, or may win, every line left in them."""
    for bundle in quote["bundles"]:
        lots = [lot for lot in alive if covers(bundle["lots"], lot)]
        ids = set().union(*(alive[lot] for lot in lots)) if lots else set()
        if all(id_ in again or held_by[id_] == quote["carrier"] for id_ in ids):
            yield bundle


def _keep_pairs_apart(
    quote: Document,
    lines: Mapping[str, Document],
    again: Collection[str],
    held_by: Mapping[str, str],
) -> None:
    """A line whose partner stays with this carrier cannot go to it."""
    for line in lines.values():
        partner = line.get("diverse_from")
        for asked, other in ((line["id"], partner), (partner, line["id"])):
            if asked in again and other and held_by.get(other) == quote["carrier"]:
                quote["prices_minor"].pop(asked, None)


def _of_lots(quote: Document, known: set[str]) -> Document:
    """The terms on lots that lines still have; the format knows no others."""
    narrowed = {}
    for name in ("ladders", "bundles", "capacities"):
        terms = [_narrowed(term, known) for term in quote[name]]
        narrowed[name] = [term for term in terms if term["lots"]]
    return {**quote, **narrowed}


def _narrowed(term: Document, known: set[str]) -> Document:
    if term["lots"] == "all":
        return term
    return {**term, "lots": [lot for lot in term["lots"] if lot in known]}
