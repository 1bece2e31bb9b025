"""The question "what would so many lines more cost?" in an address, and what may be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from marketplace.errors import Fault, Invalid
from marketplace.i18n.sentences import sentence
from marketplace.models import GroupBuy, Participation
from marketplace.services.find_group_buys import FrozenTerms, find_frozen_terms
from marketplace.services.last_asked import LastAsked
from marketplace.services.what_if import Alike, WhatIf, own_of, what_if
from marketplace.web.language import in_language, spoken
from marketplace.web.words import product_name, word

MOST_LINES = 50
USUAL_MBPS = 100


@dataclass(frozen=True)
class Offered:
    """What the frozen list prices hold: corridors, kinds of line, bandwidths."""

    corridors: tuple[Any, ...]
    services: tuple[tuple[str, int, str], ...]
    "product, term in months, protection"
    mbps: tuple[int, ...]

    def corridor_choices(self) -> list[tuple[str, str]]:
        return [(one.code, in_language(one, "z_city")) for one in self.corridors]

    def service_choices(self) -> list[tuple[str, str]]:
        return [(service_code(*one), _service_words(*one)) for one in self.services]


_KEPT: LastAsked[UUID, Offered] = LastAsked(64)
"The list prices are frozen at the opening"


def offered(terms: FrozenTerms) -> Offered:
    kept = _KEPT.get(terms.group_buy_id)
    if kept is None:
        steps = list(terms.references.steps())
        kept = Offered(
            tuple(terms.corridors.values()),
            tuple(sorted({(key.product, key.term_months, key.protection) for key, *_ in steps})),
            tuple(sorted({mbps for _key, mbps, _price in steps})),
        )
        _KEPT.put(terms.group_buy_id, kept)
    return kept


def service_code(product: str, term_months: int, protection: str) -> str:
    return f"{product}.{term_months}.{protection}"


def _service_words(product: str, term_months: int, protection: str) -> str:
    parts = [product_name(product), _("%(num)s months", num=term_months)]
    return " · ".join(parts if protection == "none" else [*parts, word("protection", protection)])


@dataclass(frozen=True)
class Asked:
    """The form as it stands, and the answer; `faults` says why there is none."""

    offered: Offered
    values: dict[str, str]
    most_lines: int
    answer: WhatIf | None = None
    faults: tuple[str, ...] = ()


def asked_what_if(
    session: Any,
    group_buy: GroupBuy,
    stay: Participation | None,
    identity: Any,
    args: Mapping[str, str],
) -> Asked:
    """What the address asks, else what is likely: one line like the reader's first."""
    choice = offered(find_frozen_terms(session, group_buy.id))
    own = own_of(stay)
    values = _likely(choice, stay) | {k: v for k, v in args.items() if k in _NAMES and v}
    try:
        asked = _alike(values)
        found = what_if(session, group_buy=group_buy, asked=asked, own=own, identity=identity)
    except Invalid as error:
        told = tuple(sentence(one.code, one.params, spoken()) for one in error.faults)
        return Asked(choice, values, MOST_LINES, faults=told)
    return Asked(choice, values, MOST_LINES, found)


_NAMES = ("corridor", "service", "mbps", "lines")


def _likely(choice: Offered, stay: Participation | None) -> dict[str, str]:
    if stay and stay.lines:
        line = stay.lines[0]
        service = service_code(str(line.product), line.term_months, str(line.protection))
        return _values(line.corridor.code, service, line.mbps)
    near = min(choice.mbps, key=lambda mbps: abs(mbps - USUAL_MBPS), default=USUAL_MBPS)
    first = choice.corridors[0].code if choice.corridors else ""
    return _values(first, service_code(*choice.services[0]) if choice.services else "", near)


def _values(corridor: str, service: str, mbps: int) -> dict[str, str]:
    return {"corridor": corridor, "service": service, "mbps": str(mbps), "lines": "1"}


def _alike(values: Mapping[str, str]) -> Alike:
    """The form's text as a question; raises Invalid."""
    product, _dot, rest = values["service"].partition(".")
    term, _dot, protection = rest.partition(".")
    return Alike(
        values["corridor"],
        product,
        int(term[:9]) if term.isdecimal() else 0,
        protection,
        _number(values, "mbps", 400_000),
        _number(values, "lines", MOST_LINES),
    )


def _number(values: Mapping[str, str], name: str, most: int) -> int:
    text = values[name].strip()
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= most):
        raise Invalid([Fault(f"/{name}", "number_range", {"low": 1, "high": most})])
    return int(text[:9])
