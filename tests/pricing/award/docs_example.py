"""The example of docs/award.md: its documents as printed there, and its bounds recomputed."""

from __future__ import annotations

import json
import re
from pathlib import Path

from pricing.award.problem_file import parse_problem
from pricing.award.proof.bound import bound
from pricing.award.proof.certificate_file import parse_certificate
from pricing.award.proof.names import Names
from pricing.award.proof.reading import market_of
from pricing.award.proof.situation import everything
from pricing.award.proof.tables import tables
from pricing.award.proof.wholes import list_wholes

PAGE = (Path(__file__).parents[3] / "docs/award.md").read_text(encoding="utf-8")
BLOCKS = {
    block["format"].partition("/")[0]: block
    for block in map(json.loads, re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL))
}
PROBLEM = BLOCKS["award-problem"]
RESULT = BLOCKS["award-result"]
CERTIFICATE = BLOCKS["award-certificate"]
THOUSAND_YUAN = 100_000
"fen to the unit of the page's last table"
ROW = re.compile(
    r"^\| A (out|from \d), B( out)? \| (?:.* = )?(\d+) \| (?:.* = )?(\d+) \| \**(\d+)\** \|$",
    re.MULTILINE,
)
ROWS = {
    (None if tier == "out" else int(tier.removeprefix("from ")), not b_out): tuple(map(int, bounds))
    for tier, b_out, *bounds in ROW.findall(PAGE)
}
"By the tier of A (None: out) and whether B wins: the bounds of both tables, and the better"


def recomputed(tier: int | None, b_wins: bool) -> list[float]:
    """The bound that each table of the certificate gives to the combination, in thousand yuan.

    Base, constants of the winners and entries, as the page adds them up: a scope for each carrier.
    """
    problem = parse_problem(PROBLEM)
    market = market_of(problem)
    names, wholes = Names(problem, market), list_wholes(market)
    tiers = ({} if tier is None else {("A", "A-1"): tier}) | ({("B", None): 0} if b_wins else {})
    found = []
    for one in parse_certificate(CERTIFICATE).cases[0].parts[0].tables:
        shadow = names.shadow(one.multipliers)
        case = everything(market, names.combination(one.tiers))
        made = tables(market, wholes, case, shadow, bound(market, wholes, case, shadow))
        scopes = zip(made.constants, made.entries, names.combination(tiers), strict=True)
        total = made.base + sum(constant + entry[at] for constant, entry, at in scopes if at >= 0)
        found.append(total / market.scale / THOUSAND_YUAN)
    return found
