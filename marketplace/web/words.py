"""Words for the codes that pages show: states, roles, products, measures, events."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from marketplace.domain.products import PRODUCTS, Interface, Product
from marketplace.web.figures import number, yuan
from marketplace.web.language import in_language
from marketplace.web.words_delivery import DELIVERY_WORDS

WORDS: dict[str, dict[str, object]] = {
    "organisation": {
        "pending": _("Waiting for confirmation"),
        "confirmed": _("Confirmed"),
        "refused": _("Refused"),
    },
    "licence": {
        "pending": _("Waiting for verification"),
        "verified": _("Verified"),
        "refused": _("Refused"),
    },
    "price_book": {
        "draft": _("Draft"),
        "published": _("Published"),
        "withdrawn": _("Withdrawn"),
    },
    "group_buy": {
        "draft": _("Draft"),
        "open": _("Gathering demand"),
        "locked": _("Demand locked"),
        "quoting": _("Carriers are quoting"),
        "opened": _("Quotes opened"),
        "awarded": _("Award published"),
        "concluded": _("Concluded"),
        "failed": _("Not carried out"),
        "cancelled": _("Cancelled"),
    },
    "mode": {"park": _("Park group buy"), "directed": _("Directed group buy")},
    "invitation": {
        "sent": _("Sent"),
        "claimed": _("Taken up"),
        "revoked": _("Taken back"),
    },
    "waiting": {
        "waiting": _("Waiting"),
        "placed": _("Has a place"),
        "withdrawn": _("Withdrawn"),
        "ended": _("Ended"),
    },
    "threshold": {
        "members": _("Least companies"),
        "lines": _("Least lines"),
        "mbps": _("Least bandwidth"),
        "spend": _("Least list price in all"),
    },
    "rfq": {
        "quoting": _("Open for quotes"),
        "short": _("Too few quotes"),
        "opened": _("Quotes opened"),
        "failed": _("Ended without award"),
        "void": _("Void"),
    },
    "rfq_profile": {"simple": _("Simple"), "strict": _("Strict")},
    "question": {"asked": _("Waiting for an answer"), "answered": _("Answered")},
    "question_kind": {"question": _("Question"), "survey": _("Site survey")},
    "line": {
        "pooled": _("In the pool"),
        "withdrawn": _("Withdrawn"),
        "released": _("Released"),
    },
    "acceptance": {
        "pending": _("Waiting for the member"),
        "accepted": _("Accepted"),
        "declined": _("Declined"),
        "chosen": _("Other quote taken"),
        "lapsed": _("Lapsed"),
        "unserved": _("Not awarded"),
        "released": _("Released"),
    },
    "confirmation": {
        "pending": _("Waiting for the carrier"),
        "confirmed": _("Prices confirmed"),
        "released": _("Lines released"),
    },
    "obstacle": {
        "capacity": _("This carrier has no capacity left for the line"),
        "minimum": _("Too little for this carrier's minimum"),
        "pair": _("The other line of the pair is with this carrier"),
        "expires": _("The quote expires before the window closes"),
    },
    "scenario": {"cheapest": _("Least total cost")},
    "award": {"standing": _("Standing"), "superseded": _("Superseded")},
    "award_complaint": {
        "filed": _("Waiting for an answer"),
        "dismissed": _("Dismissed"),
        "upheld": _("Upheld"),
        "withdrawn": _("Withdrawn"),
    },
    "solve": {
        "requested": _("Being computed"),
        "solved": _("Computed"),
        "infeasible": _("No award is possible"),
        "failed": _("Computation failed"),
    },
    "contract": {
        "drawn": _("Waiting for signatures"),
        "in_force": _("In force"),
        "completed": _("All lines live"),
        "cancelled": _("Cancelled"),
    },
    "archive": {
        "pending": _("Under review"),
        "approved": _("Approved"),
        "denied": _("Denied"),
    },
    "kind": {
        "park": _("Park"),
        "enterprise": _("Company"),
        "carrier": _("Carrier"),
        "regulator": _("Regulator"),
        "platform": _("Platform"),
    },
    "role": {
        "park_manager": _("Park manager"),
        "lead_enterprise": _("Lead enterprise"),
        "member": _("Member company"),
        "carrier": _("Carrier"),
        "reviewer": _("Reviewer"),
        "observer": _("Observer"),
        "operator": _("Operator"),
    },
    "validity": {
        "not_yet": _("Not yet valid"),
        "valid": _("Valid"),
        "ends_soon": _("Ends soon"),
        "over": _("Over"),
    },
    "protection": {"none": _("No protection"), "dual_route": _("Two routes")},
    "style": {
        "whole": _("Whole: the tier reached discounts every line"),
        "graduated": _("Graduated: each tier discounts the volume above its bound"),
    },
    "wanted_protection": {
        "none": _("No protection"),
        "dual_route": _("Two routes"),
        "two_carriers": _("Two carriers"),
    },
    "relation": {
        "same_entity": _("The same legal person"),
        "parent": _("Parent company"),
        "subsidiary": _("Subsidiary"),
        "branch": _("Branch"),
        "same_control": _("Under the same control"),
        "contract_partner": _("Contract partner"),
    },
    "measure": {
        "lines": _("number of lines"),
        "mbps": _("total bandwidth"),
        "spend": _("total list price"),
    },
    "scope": {
        "read": _("Read"),
        "demand": _("Demand: join, change, accept"),
        "catalogue": _("Price books and licences"),
        "organise": _("Organise group buys"),
        "quote": _("Quote"),
        "contract": _("Contracts"),
        "review": _("Review"),
        "operate": _("Operate"),
        "account": _("Account and users"),
    },
    **DELIVERY_WORDS,
}
TONES = {
    "open": "accent",
    "quoting": "accent",
    "opened": "accent",
    "awarded": "accent",
    "requested": "accent",
    "drawn": "warn",
    "short": "warn",
    "asked": "warn",
    "answered": "good",
    "sent": "warn",
    "waiting": "warn",
    "claimed": "good",
    "placed": "good",
    "revoked": "bad",
    "ends_soon": "warn",
    "valid": "good",
    "over": "bad",
    "pending": "warn",
    "confirmed": "good",
    "verified": "good",
    "published": "good",
    "concluded": "good",
    "accepted": "good",
    "chosen": "good",
    "in_force": "good",
    "completed": "good",
    "standing": "good",
    "filed": "warn",
    "upheld": "warn",
    "solved": "good",
    "pooled": "good",
    "approved": "good",
    "denied": "bad",
    "refused": "bad",
    "failed": "bad",
    "infeasible": "bad",
    "declined": "bad",
    "lapsed": "bad",
    "void": "bad",
    "escalated": "bad",
    "closed": "good",
}
"How a state is coloured; the others are neutral"


def word(kind: str, code: object) -> str:
    """The word for a code of this kind; a code without one stays as it is."""
    found = WORDS.get(kind, {}).get(str(code))
    return str(code) if found is None else str(found)


def choices(kind: str) -> list[tuple[str, str]]:
    """Code and word of everything of this kind, for a select."""
    return [(code, str(text)) for code, text in WORDS[kind].items()]


def tone(code: object) -> str:
    return TONES.get(str(code), "plain")


def product_name(code: object) -> str:
    return in_language(PRODUCTS[Product(str(code))], "name")


def product_choices() -> list[tuple[str, str]]:
    return [(str(code), product_name(code)) for code in PRODUCTS]


def interface_choices() -> list[tuple[str, str]]:
    return [(str(code), str(code)) for code in Interface]


def corridor_choices(corridors: Iterable[Any]) -> list[tuple[str, str]]:
    return [(c.code, f"{c.code} {in_language(c, 'z_city')}") for c in corridors]


def corridor_codes(corridors: Iterable[Any]) -> list[tuple[str, str]]:
    """For a table that has room for the code only."""
    return [(corridor.code, corridor.code) for corridor in corridors]


def product_codes() -> list[tuple[str, str]]:
    return [(str(code), str(code)) for code in PRODUCTS]


def ladder_choices(ladders: Iterable[Any]) -> list[tuple[str, str]]:
    """Ladders of price books, each with where it comes from."""
    return [
        (str(one.id), f"{in_language(one.book.carrier, 'name')} · {one.book.name} · {one.code}")
        for one in ladders
    ]


def volume(measure: str, amount: int) -> str:
    """An amount in a ladder's measure with its unit: 40 lines, 2,000 Mbps, ¥3,000."""
    if measure == "spend":
        return yuan(amount)
    if measure == "members":
        return gettext("%(number)s companies", number=number(amount))
    unit = gettext("lines") if measure == "lines" else "Mbps"
    return f"{number(amount)} {unit}"
